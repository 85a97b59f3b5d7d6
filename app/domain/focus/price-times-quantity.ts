/** SQL: price × quantity, exact but for its rounding to the 18 decimals of a cost. Null when either is. */
export function productOf(price: string, quantity: string): string {
  return `round(toDecimal256(${price}, 18) * toDecimal256(${quantity}, 18), 18)`;
}

/**
 * SQL: whether a cost is price × quantity but for the digits that its source cut off: true, false, or null when one of them is null. A number with fewer
 * than eight decimals was written whole. Of a longer one the last digit may be off by one, as Azure cuts quantities at their eighth or ninth decimal
 * and others write doubles: so the product may differ by one unit of each last digit, times what it is multiplied by. A ratio of the cost would let
 * large costs hide large errors. `product` is that of `productOf`. Floating point decides only whether to complain; no amount is made of it.
 */
export function isProduct(product: string, price: string, quantity: string, cost: string): string {
  const difference = `toDecimal256(${product}, 18) - toDecimal256(${cost}, 18)`;
  const isExact = `ifNull(${difference} = 0, true)`;
  // The engine may evaluate a branch for all rows: digits are counted of the rows that differ, and zero has none.
  const size = (value: string): string => `abs(toFloat64(ifNull(${value}, 0)))`;
  const lastDigit = (value: string): string => {
    const text = `if(${isExact}, '', toString(${value}))`;
    const decimals = `if(position(${text}, '.') = 0, 0, length(${text}) - position(${text}, '.'))`;
    return `if(ifNull(${decimals}, 0) < 8, 0, exp10(-ifNull(${decimals}, 0)))`;
  };
  const allowed = `${size(price)} * ${lastDigit(quantity)} + ${size(quantity)} * ${lastDigit(price)} + ${lastDigit(cost)} + 1e-18`;
  return `(${difference} = 0 OR abs(toFloat64(${difference})) <= 1.000001 * (${allowed}))`;
}
