/** SQL expressions of a charge and its commitment; the last three are conditions. */
export interface CostsInput {
  /** A condition. */
  readonly isPurchase: string;
  readonly commitmentId: string;
  /** extendedCost, 0 when there is none. */
  readonly cost: string;
  /** The cost is not 0. */
  readonly isCharged: string;
  /** Usage that a commitment covers, or that nobody used of it. */
  readonly isCovered: string;
  /** The row is of the Cost Management schemas. */
  readonly isModern: string;
}

/**
 * SQL: BilledCost and EffectiveCost, and what is odd about them.
 *
 * Azure has two reports in one schema, and no column says which. In actual cost, what a commitment covers costs 0, and its purchase has the price.
 * In amortised cost the purchase is left out, and covered and unused rows carry its share. So a covered row that costs something is an amortised one, and
 * that proves it: its cost is EffectiveCost, and BilledCost, which the purchase has, is 0. A covered row that costs 0 and the purchase itself are not
 * amortised: FOCUS wants 0 on the purchase, and the row does not say its share. Rows of the legacy schema have no amortised report: their cost is
 * what was billed. TSV row `extendedCost -> EffectiveCost`.
 */
export function mapCosts({ isPurchase, commitmentId, cost, isCharged, isCovered, isModern }: CostsInput): {
  readonly BilledCost: string;
  readonly EffectiveCost: string;
  readonly isAmortized: string;
  readonly isNotAmortized: string;
} {
  const isBought = `(${isPurchase} AND ${commitmentId} IS NOT NULL)`;
  const isAmortized = `(${isCovered} AND ${isModern} AND ${isCharged})`;
  return {
    BilledCost: `if(${isAmortized}, toDecimal128(0, 18), ${cost})`,
    EffectiveCost: `if(${isBought}, toDecimal128(0, 18), ${cost})`,
    isAmortized,
    isNotAmortized: `(${isBought} OR ${isCovered} AND NOT ${isCharged})`,
  };
}
