/**
 * SQL: the Sku columns. A usage detail has no product id, so the meter is the SKU, and with the unit that it is priced in, it is the SKU price.
 * Tax has neither. Without meter or unit there is no SKU price, and then FOCUS 1.4 allows no unit price and no pricing quantity either.
 * TSV rows `meterId`, `meterId + unitOfMeasure`, `meterName`.
 */
export function mapSku(
  meterId: string,
  meterName: string,
  pricingUnit: string,
  isTax: string,
): { readonly SkuId: string; readonly SkuMeter: string; readonly SkuPriceId: string } {
  return {
    SkuId: `if(${isTax}, NULL, nullIf(${meterId}, ''))`,
    SkuMeter: `if(${isTax} OR empty(${meterId}), NULL, nullIf(${meterName}, ''))`,
    SkuPriceId: `if(${isTax} OR empty(${meterId}) OR empty(${pricingUnit}), NULL, concat(${meterId}, '/', ${pricingUnit}))`,
  };
}
