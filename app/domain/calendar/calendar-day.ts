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
