import { BillingMonth } from "./billing-month";

/** One day of use as the bill names it. */
export interface CalendarDay {
  /** `2024-01-05`. */
  readonly date: string;
  readonly day: number;
  readonly billingMonth: BillingMonth;
}

/** Null when the day does not exist, such as 30 February. */
export function toCalendarDay(year: number, month: number, day: number): CalendarDay | null {
  const billingMonth = BillingMonth.of(year, month);
  if (billingMonth === null || !Number.isInteger(day) || day < 1 || day > billingMonth.days) return null;
  return { date: `${billingMonth.toString()}-${String(day).padStart(2, "0")}`, day, billingMonth };
}

/** The day `count` days after `2024-01-05`, or before it when negative. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10);
}

/** How many days `last` is after `first`. */
export function daysBetween(first: string, last: string): number {
  return (Date.parse(last) - Date.parse(first)) / 86_400_000;
}
