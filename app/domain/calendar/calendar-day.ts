import type { BillingMonth } from "./billing-month";

/** One day of use as the bill names it. */
export interface CalendarDay {
  /** `2024-01-05`. */
  readonly date: string;
  readonly day: number;
  readonly billingMonth: BillingMonth;
}
