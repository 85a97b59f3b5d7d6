import { sqlText } from "./sql-text";

/**
 * SQL: PricingCategory. `Committed` for what a commitment covers but not for buying it, `Dynamic` for spot machines, null
 * where there is no SKU price, as for tax. TSV row `(derived) PricingCategory`. A product of HubSpot is none of spot.
 */
export function mapPricingCategory(
  chargeCategory: string,
  skuPriceId: string,
  commitmentId: string,
  product: string,
  meterName: string,
): string {
  // Apart, so that the engine looks at each text of a block once.
  const isSpot = `(match(${product}, ${spot}) OR match(${meterName}, ${spot}))`;
  return `multiIf(${skuPriceId} IS NULL, NULL, ${chargeCategory} = 'Usage' AND ${commitmentId} IS NOT NULL, 'Committed', ${isSpot}, 'Dynamic', 'Standard')`;
}

const spot = sqlText("\\b[Ss]pot\\b");
