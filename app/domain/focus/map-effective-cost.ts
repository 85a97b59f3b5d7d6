/**
 * SQL: EffectiveCost, and whether it is 0 only because nobody amortised it. What a reservation covers costs 0 on its own row, and FOCUS wants 0 on the
 * purchase; the price would have to be spread over the covered rows, and a usage detail says neither the term nor the hours. Everything else costs
 * what was billed. TSV row `extendedCost -> EffectiveCost`.
 */
export function mapEffectiveCost(
  chargeCategory: string,
  commitmentId: string,
  billedCost: string,
): { readonly EffectiveCost: string; readonly isNotAmortized: string } {
  const isPurchase = `(${chargeCategory} = 'Purchase' AND ${commitmentId} IS NOT NULL)`;
  return {
    EffectiveCost: `if(${isPurchase}, toDecimal128(0, 18), ${billedCost})`,
    isNotAmortized: `(${commitmentId} IS NOT NULL AND (${isPurchase} OR ${billedCost} = 0))`,
  };
}
