import { BillingMonth } from "./billing-month";
import { toCalendarDay } from "./calendar-day";

/**
 * What one bill is of, known by its first day: a calendar month nearly always. A period that begins within a month keeps its own first day, so that
 * two periods of one month never take each other's place.
 */
export interface BillingPeriod {
  /** `2026-10-01`. */
  readonly firstDay: string;
  /** `2026-10`, and `2026-10-15` for a period that begins within a month. */
  readonly toString: () => string;
}

/** The period that begins on a day (`2026-10-15`): a `BillingMonth` on the first of a month. Null when that is not a day. */
export function billingPeriodFrom(firstDay: string): BillingPeriod | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(firstDay) ?? [];
  const start = toCalendarDay(Number(year), Number(month), Number(day));
  if (start === null) return null;
  return start.day === 1 ? start.billingMonth : { firstDay, toString: () => firstDay };
}

/** The calendar month that a period begins in. */
export function monthOfPeriod(period: BillingPeriod): BillingMonth | null {
  return BillingMonth.parse(period.firstDay.slice(0, 7));
}
