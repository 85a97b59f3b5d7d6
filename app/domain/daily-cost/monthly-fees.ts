/**
 * What purchases, taxes and credits a month is expected to bring, by the totals of the two whole months before: the one nearer to zero when both have the same
 * sign, else 0. A reservation that was bought once is in one of them only.
 */
export function monthlyFees(last: number, before: number): number {
  if (last * before <= 0) return 0;
  return Math.abs(last) < Math.abs(before) ? last : before;
}
