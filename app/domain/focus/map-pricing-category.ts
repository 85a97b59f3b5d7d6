import { sqlText } from "./sql-text";

/** What pricingModel may say, by `mapWord`. */
const pricingModels = ["ondemand", "reservation", "savingsplan", "spot"] as const;

/** SQL: whether the pricing model is one that Azure does not document: the category then follows the rest of the row. */
export function isUnknownPricingModel(pricingModel: string): string {
  return `(${pricingModel} NOT IN ('', ${pricingModels.map((model) => `'${model}'`).join(", ")}))`;
}

/**
 * SQL: PricingCategory. `Committed` for what a commitment covers, whether the row names the commitment or says only its pricing model, but not for
 * buying it; `Dynamic` for spot machines; null where there is no SKU price, as for tax. TSV row `(derived) PricingCategory`. A product of HubSpot
 * is none of spot.
 */
export function mapPricingCategory(input: {
  readonly skuPriceId: string;
  /** A condition: see `isCoveredUsage`. */
  readonly isCovered: string;
  /** By `mapWord`. */
  readonly pricingModel: string;
  readonly product: string;
  readonly meterName: string;
}): string {
  const { skuPriceId, isCovered, pricingModel, product, meterName } = input;
  // Apart, so that the engine looks at each text of a block once.
  const isSpot = `(${pricingModel} = 'spot' OR match(${product}, ${spot}) OR match(${meterName}, ${spot}))`;
  return `multiIf(${skuPriceId} IS NULL, NULL, ${isCovered}, 'Committed', ${isSpot}, 'Dynamic', 'Standard')`;
}

const spot = sqlText("\\b[Ss]pot\\b");
