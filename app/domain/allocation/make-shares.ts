import { toDecimalText } from "../decimal/to-plain-decimal";

/** An owner's part of a pool. */
export interface Share {
  readonly owner: string;
  /** Plain digits with at most 12 decimals, above 0 and at most 1. */
  readonly share: string;
}

/** What an owner's part is measured by: a whole number in any unit that all weights have in common. */
export interface Weight {
  readonly owner: string;
  readonly weight: bigint;
}

/**
 * Shares in proportion to weights, whose sum is exactly 1: each is cut to 12 decimals, and what is left goes in steps of 10^-12 to those that lost most by it, of
 * equals to the first by name (the largest remainder). Whoever has a weight of 0 or less has no share, for a share below 0 would be a gift that others pay. Null
 * when no weight is above 0.
 */
export function makeShares(weights: readonly Weight[]): readonly Share[] | null {
  const counted = weights.filter(({ weight }) => weight > 0n);
  const total = counted.reduce((sum, { weight }) => sum + weight, 0n);
  if (total === 0n) return null;
  const cut = counted.map(({ owner, weight }) => ({ owner, units: (weight * whole) / total, lost: (weight * whole) % total }));
  const left = whole - cut.reduce((sum, { units }) => sum + units, 0n);
  const byLoss = [...cut].sort((a, b) => (a.lost === b.lost ? byName(a.owner, b.owner) : a.lost > b.lost ? -1 : 1));
  const raised = new Set(byLoss.slice(0, Number(left)).map(({ owner }) => owner));
  return cut
    .map(({ owner, units }) => ({ owner, units: raised.has(owner) ? units + 1n : units }))
    .filter(({ units }) => units > 0n)
    .map(({ owner, units }) => ({ owner, share: toDecimalText(units, shareDecimals) }));
}

/** How many decimals a share has: with the 18 of a cost, a part has 30, and is exact. */
export const shareDecimals = 12;

const whole = 10n ** BigInt(shareDecimals);
const byName = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
