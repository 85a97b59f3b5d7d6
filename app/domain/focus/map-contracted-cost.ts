/**
 * SQL: ContractedCost. The product of price and quantity, where it is the cost but for the digits that Azure cut off; else what was billed, and
 * `isMismatch` says that they differ, which it does not where there is no product. `product` is that of `productOf`.
 *
 * TSV row `extendedCost -> ContractedCost`: "ContractedUnitPrice * PricingQuantity == extendedCost within max(1e-6 * |cost|, 0.5e-8 * price); outside it
 * keep extendedCost and flag".
 */
export function mapContractedCost(
  contractedUnitPrice: string,
  product: string,
  billedCost: string,
): { readonly ContractedCost: string; readonly isMismatch: string } {
  const cost = `toDecimal256(${billedCost}, 18)`;
  const price = `toDecimal256(ifNull(${contractedUnitPrice}, 0), 18)`;
  const allowed = `greatest(abs(${cost}) * toDecimal256('0.000001', 6), ${price} * toDecimal256('0.000000005', 9))`;
  const isNear = `ifNull(abs(${product} - ${cost}) <= ${allowed}, false)`;
  return {
    ContractedCost: `if(${isNear}, ifNull(accurateCastOrNull(${product}, 'Decimal(38, 18)'), ${billedCost}), ${billedCost})`,
    isMismatch: `(${product} IS NOT NULL AND NOT ${isNear})`,
  };
}

/** SQL: price × quantity, exact but for its rounding to the 18 decimals of a cost. Null when either is. */
export function productOf(price: string, quantity: string): string {
  return `round(toDecimal256(${price}, 18) * toDecimal256(${quantity}, 18), 18)`;
}
