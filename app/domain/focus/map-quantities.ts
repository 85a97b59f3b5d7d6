/** SQL expressions; the amounts may be null. */
export interface QuantitiesInput {
  /** A condition. */
  readonly isUsage: string;
  readonly skuPriceId: string;
  readonly consumedQuantity: string;
  /** The price, whose sign the quantity takes. */
  readonly price: string;
  /** A condition: nobody used it, so that nothing was consumed. */
  readonly isUnused: string;
  readonly pricingUnit: string;
  readonly consumedUnit: string;
  readonly pricingBlock: string;
}

/**
 * SQL: quantities and their units. Azure's quantity counts what its price is the price of, so PricingQuantity is that quantity; ConsumedQuantity counts
 * single units, and only usage consumes. A negative price, as of money paid back, becomes a negative quantity, because FOCUS allows no negative
 * price and the product must stay the cost. Null without a SKU price, and each unit is null with its quantity. `unitQuantity` is the single units
 * of usage, of what nobody used too.
 *
 * TSV rows `consumedQuantity`: "PricingQuantity = consumedQuantity unchanged"; "Regime U: = consumedQuantity; Regime B: = consumedQuantity * N".
 */
export function mapQuantities(input: QuantitiesInput): {
  readonly PricingQuantity: string;
  readonly PricingUnit: string;
  readonly unitQuantity: string;
  readonly ConsumedQuantity: string;
  readonly ConsumedUnit: string;
} {
  const { isUsage, skuPriceId, consumedQuantity, price, isUnused, pricingUnit, consumedUnit, pricingBlock } = input;
  const signed = `if(ifNull(${price} < 0, false), -${consumedQuantity}, ${consumedQuantity})`;
  const units = `round(toDecimal256(${consumedQuantity}, 20) * toDecimal256(${pricingBlock}, 18), 18)`;
  const isConsumed = `${isUsage} AND ${skuPriceId} IS NOT NULL`;
  return {
    PricingQuantity: `if(${skuPriceId} IS NULL, NULL, CAST(round(${signed}, 18) AS Nullable(Decimal(38, 18))))`,
    PricingUnit: `if(${skuPriceId} IS NULL OR ${consumedQuantity} IS NULL, NULL, ${pricingUnit})`,
    unitQuantity: `if(${isConsumed}, accurateCastOrNull(${units}, 'Decimal(38, 18)'), NULL)`,
    ConsumedQuantity: `if(${isUnused}, NULL, unitQuantity)`,
    ConsumedUnit: `if(ConsumedQuantity IS NULL, NULL, ${consumedUnit})`,
  };
}
