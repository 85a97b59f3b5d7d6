import { BillingMonth } from "../calendar/billing-month";
import { type BillingPeriod, monthOfPeriod } from "../calendar/billing-period";

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

/** Whether the source of a period may still change it on a day. */
export function isOpenPeriod(period: BillingPeriod, today: Date, lagMonths: number): boolean {
  const current = BillingMonth.of(today.getUTCFullYear(), today.getUTCMonth() + 1);
  const month = monthOfPeriod(period);
  if (current === null || month === null) return false;
  return month.compare(current) >= 0 || planMonths(current, 2, lagMonths).some((open) => open.compare(month) === 0);
}
