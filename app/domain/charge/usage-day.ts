import type { BillingMonth } from "../calendar/billing-month";
import type { CalendarDay } from "../calendar/calendar-day";
import type { DayColumns } from "./charge";

/** Spells a calendar day out as the columns of a charge; all null without one. */
export function toUsageDay(day: CalendarDay | null, ambiguous: boolean): UsageDay {
  if (day === null) return noDay;
  const { billingMonth } = day;
  return {
    date: day.date,
    day: day.day,
    month: billingMonth.month,
    year: billingMonth.year,
    month_date: billingMonth.firstDay,
    newmonth: billingMonth.label,
    billingMonth,
    ambiguous,
    agrees: true,
  };
}

export const noDay: UsageDay = {
  date: null,
  day: null,
  month: null,
  year: null,
  month_date: null,
  newmonth: null,
  billingMonth: null,
  ambiguous: false,
  agrees: false,
};

/** The date columns of a charge. All from one calendar day, or null where the row has none. */
export interface UsageDay extends DayColumns {
  readonly billingMonth: BillingMonth | null;
  /** Localised headers and a text that may be another day. */
  readonly ambiguous: boolean;
  /** Whether day, month and year of the row say the same or nothing. */
  readonly agrees: boolean;
}
