import type { BillingMonth } from "../calendar/billing-month";

/**
 * The months to read on a day, oldest first: those that Azure may still change. On the first of a month the month itself has no whole day yet
 * and is left out; `lagMonths` months before it are read again.
 */
export function planMonths(month: BillingMonth, dayOfMonth: number, lagMonths: number): readonly BillingMonth[] {
  const months: BillingMonth[] = [];
  for (let back = lagMonths; back >= 1; back -= 1) {
    const earlier = month.plus(-back);
    if (earlier !== null) months.push(earlier);
  }
  return dayOfMonth > 1 || months.length === 0 ? [...months, month] : months;
}
