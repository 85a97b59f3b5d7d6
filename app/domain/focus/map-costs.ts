/** SQL expressions of a charge and its commitment; the last four are conditions. */
export interface CostsInput {
  readonly chargeCategory: string;
  readonly commitmentId: string;
  /** extendedCost, 0 when there is none. */
  readonly cost: string;
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
export function mapCosts({ chargeCategory, commitmentId, cost, isCovered, isModern }: CostsInput): {
  readonly BilledCost: string;
  readonly EffectiveCost: string;
  readonly isAmortized: string;
  readonly isNotAmortized: string;
} {
  const isPurchase = `(${chargeCategory} = 'Purchase' AND ${commitmentId} IS NOT NULL)`;
  const isAmortized = `(${isCovered} AND ${isModern} AND ${cost} != 0)`;
  return {
    BilledCost: `if(${isAmortized}, toDecimal128(0, 18), ${cost})`,
    EffectiveCost: `if(${isPurchase}, toDecimal128(0, 18), ${cost})`,
    isAmortized,
    isNotAmortized: `(${isPurchase} OR ${isCovered} AND ${cost} = 0)`,
  };
}
