import { ExactSum } from "./exact-sum";

/** A total that the source itself gives of a month, in the currency of the bill. Amounts are digits. */
export interface ControlTotal {
  /** What is in it, in the source's own words: `totalUsage`. */
  readonly name: string;
  readonly total: string;
  /** What the source bills for the month and leaves out of this total; null when that is nothing. */
  readonly leavesOut: { readonly name: string; readonly cost: string } | null;
}

/** The control total that the rows of a month add up to, and by how much they miss it: digits, `rows - total`. */
export interface MatchedControlTotal extends ControlTotal {
  readonly difference: string;
}

/**
 * Finds which of a source's totals the rows add up to: the nearest one within a cent, or within half a percent while Azure still changes the month. Null
 * when none is near enough. Of two that are equally near, the one that leaves nothing out.
 */
export function matchControlTotal(rows: ExactSum, totals: readonly ControlTotal[], isOpenPeriod: boolean): MatchedControlTotal | null {
  const near = totals.filter(({ total }) => rows.isWithin(new ExactSum(total), "0.01", isOpenPeriod ? openPeriodPerMille : 0));
  const [best] = near
    .map((total) => ({ ...total, difference: rows.minus(new ExactSum(total.total)) }))
    .sort((a, b) => a.difference.compareSize(b.difference) || Number(a.leavesOut !== null) - Number(b.leavesOut !== null));
  return best === undefined ? null : { ...best, difference: best.difference.toString() };
}

/** All totals in words, for the person who decides: `totalUsage 100, totalUsage + azureMarketplaceServiceCharges 107`. */
export function describeControlTotals(totals: readonly ControlTotal[]): string {
  return totals.map(({ name, total }) => `${name} ${total}`).join(", ");
}

const openPeriodPerMille = 5;
