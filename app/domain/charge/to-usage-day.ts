import type { CalendarDay } from "../calendar/calendar-day";
import type { UsageDay } from "./usage-day";

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
