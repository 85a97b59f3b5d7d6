import { focusColumns } from "./focus-columns";
import { focusCustomColumns } from "./focus-custom-columns";
import { mapAzureCharge } from "./map-azure-charge";
import { mapJsonObject, mapText, trimmed } from "./map-json-object";
import { mapPricingUnit } from "./map-pricing-unit";
import { mapRegionKey, regionKeys } from "./map-region";
import { mapBilledResource, mapResourceId, mapResourceKey, mapResourcePath, mapResourceType } from "./map-resource";
import { isUnusedCommitment, mapChargeCategory, mapWord } from "./map-charge-category";
import { isCommitmentPriced, mapCommitmentId } from "./map-commitment";
import { mapSku } from "./map-sku";
import { mapQuantities } from "./map-quantities";
import { productOf } from "./price-times-quantity";
import { mapSheetPrice } from "./map-list-price";
import { inBillingCurrency, mapCurrencies, mapUnitPrice } from "./map-prices";

/** All columns of FocusCostAndUsage in their order. */
export const focusTableColumns = [...focusColumns.map(({ name }) => name), ...focusCustomColumns] as const;

/**
 * SQL: a SELECT of charges as rows of FocusCostAndUsage. `source` is a SELECT of the columns of AzureBillingSnapshotDetail and a unique `charge_key`.
 * The steps are subqueries, so that each names what the next ones use: what a row says, what the reference tables know of it, what follows from both.
 */
export function focusMappingSql(source: string): string {
  return `SELECT ${focusTableColumns.join(", ")} FROM (SELECT ${aliases(mapAzureCharge())} FROM (${priced(found(said(source)))}))`;
}

/** What can be said of a row alone. */
function said(source: string): string {
  const texts = selectAlso(source, {
    tagsText: trimmed("tags"),
    infoText: trimmed("additional_info"),
    cost: "ifNull(extended_cost, toDecimal128(0, 18))",
    chargeType: mapWord("charge_type"),
    frequencyWord: mapWord("frequency"),
    pricingModel: mapWord("pricing_model"),
    publisherType: mapWord("publisher_type"),
    // Every row of the Cost Management schemas says its type.
    isModern: "(charge_type != '')",
    benefitId: mapText("benefit_id"),
    reservationId: mapText("reservation_id"),
    productOrderId: mapText("product_order_id"),
    rowPublisherName: mapText("publisher_name"),
  });
  const pairs = selectAlso(texts, {
    infoPairs: `JSONExtractKeysAndValues(${mapJsonObject("infoText", "has(tupleElement(problems, 'field'), 'additional_info')", "with-case")}, 'String')`,
  });
  const info = selectAlso(pairs, {
    info: "CAST(arrayMap(p -> (lower(p.1), p.2), infoPairs), 'Map(String, String)')",
    isUnused: isUnusedCommitment("chargeType"),
    chargeCategory: mapChargeCategory({
      chargeType: "chargeType",
      instanceId: "instance_id",
      product: "product",
      meterCategory: "meter_category",
      meterName: "meter_name",
    }),
  });
  const commitment = selectAlso(info, {
    commitmentId: mapCommitmentId({
      instanceId: "instance_id",
      info: "info",
      benefitId: "benefitId",
      reservationId: "reservationId",
      productOrderId: "productOrderId",
      pricingModel: "pricingModel",
    }),
  });
  const billed = selectAlso(commitment, {
    billedResource: mapBilledResource("instance_id", "chargeCategory", "isUnused", "commitmentId"),
    isCovered: `(chargeCategory = 'Usage' AND (commitmentId IS NOT NULL OR ${isCommitmentPriced("pricingModel", "chargeType")}))`,
  });
  const resource = selectAlso(billed, {
    resourcePath: mapResourcePath("billedResource"),
    resourceId: mapResourceId("billedResource"),
    resourceKey: mapResourceKey("billedResource"),
  });
  return selectAlso(resource, {
    resourceType: mapResourceType("resourcePath"),
    // The keys that the reference tables are looked up by.
    regionKey: mapRegionKey("resource_location", "meter_region"),
    serviceKey: "lower(trimBoth(consumed_service))",
    categoryKey: "lower(trimBoth(meter_category))",
    meterKey: "lower(meter_id)",
    priceDay: "ifNull(date, billing_period)",
    anyKey: "''",
  });
}

/**
 * With what the reference tables and the price sheet know. Joins take the empty text where they find nothing. A name that two sides had would come out
 * with a prefix, so every column of a reference table gets a name of its own.
 */
function found(charges: string): string {
  const service = (n: number, consumedService: string, resourceType: string): string =>
    `LEFT ANY JOIN (SELECT consumed_service AS service${n}, resource_type AS type${n}, service_name AS serviceName${n}, ` +
    `service_category AS serviceCategory${n}, service_subcategory AS serviceSubcategory${n}, publisher_name AS publisherName${n} FROM FocusService FINAL) AS s${n} ` +
    `ON s${n}.service${n} = ${consumedService} AND s${n}.type${n} = ${resourceType}`;
  return `SELECT * FROM (${charges}) AS c
    ${service(1, "c.serviceKey", "c.resourceType")}
    ${service(2, "c.anyKey", "c.resourceType")}
    ${service(3, "c.serviceKey", "c.anyKey")}
    ${service(4, "c.categoryKey", "c.anyKey")}
    LEFT ANY JOIN (SELECT resource_type AS typeKey, display_name AS typeName FROM FocusResourceType FINAL) AS t ON t.typeKey = c.resourceType
    LEFT ANY JOIN (${regionKeys}) AS r ON r.knownRegion = c.regionKey
    LEFT ANY JOIN (SELECT unit_of_measure AS unitKey, pricing_unit AS knownUnit, block_size AS knownBlock FROM FocusPricingUnit FINAL) AS u
      ON u.unitKey = c.unit_of_measure
    ASOF LEFT JOIN (
      SELECT meter_id AS sheetMeter, currency AS sheetCurrency, effective_from AS sheetDay, if(tiers > 1, '', pricing_unit) AS sheetUnit, tiers > 1 AS isTiered, block_size AS sheetBlock,
        list_unit_price AS sheetPrice, ifNull(effective_through, toDate('2149-06-06')) AS sheetEnd FROM PriceSheet FINAL) AS p
      ON p.sheetMeter = c.meterKey AND p.sheetCurrency = c.currency AND p.sheetDay <= c.priceDay`;
}

/** With the price, the quantities and their units. */
function priced(charges: string): string {
  const unit = mapPricingUnit({
    unitOfMeasure: "unit_of_measure",
    meterCategory: "meter_category",
    unit: "knownUnit",
    blockSize: "knownBlock",
  });
  const units = selectAlso(charges, { isHourly: unit.isHourly, consumedUnit: unit.consumedUnit, pricingBlock: unit.pricingBlock });
  const blocks = selectAlso(units, { pricingUnit: unit.pricingUnit });
  const skus = selectAlso(blocks, mapSku("meter_id", "meter_name", "pricingUnit", "chargeCategory"));
  const currencies = mapCurrencies({ currency: "currency", pricingCurrency: "pricing_currency", exchangeRate: "exchange_rate" });
  const prices = selectAlso(skus, {
    isForeign: currencies.isForeign,
    exchangeRate: currencies.exchangeRate,
    // The price of a covered row is the commitment's; what was agreed on is beside it, and 0 when Azure does not know it.
    agreedPrice: "if(isCovered AND isModern, nullIf(unit_price, 0), resource_rate)",
  });
  const quantities = mapQuantities({
    chargeCategory: "chargeCategory",
    skuPriceId: "SkuPriceId",
    consumedQuantity: "consumed_quantity",
    price: "agreedPrice",
    isUnused: "isUnused",
    pricingUnit: "pricingUnit",
    consumedUnit: "consumedUnit",
    pricingBlock: "pricingBlock",
  });
  const contracted = selectAlso(prices, {
    ...quantities,
    ContractedUnitPrice: mapUnitPrice("SkuPriceId", inBillingCurrency("agreedPrice", "isForeign", "exchangeRate")),
    payGUnitPrice: mapUnitPrice("SkuPriceId", inBillingCurrency("payg_price", "isForeign", "exchangeRate")),
  });
  const listed = selectAlso(
    contracted,
    mapSheetPrice({
      chargeCategory: "chargeCategory",
      pricingQuantity: "PricingQuantity",
      consumedUnit: "consumedUnit",
      pricingBlock: "pricingBlock",
      cost: "cost",
      sheetPrice: "sheetPrice",
      sheetUnit: "if(sheetEnd < priceDay, '', sheetUnit)",
      sheetBlock: "sheetBlock",
    }),
  );
  return selectAlso(listed, {
    contractedProduct: productOf("ContractedUnitPrice", "PricingQuantity"),
    sheetProduct: productOf("sheetUnitPrice", "PricingQuantity"),
    payGProduct: productOf("payGUnitPrice", "PricingQuantity"),
  });
}

function selectAlso(source: string, columns: Readonly<Record<string, string>>): string {
  return `SELECT *, ${aliases(columns)} FROM (${source})`;
}

function aliases(columns: Readonly<Record<string, string>>): string {
  return Object.entries(columns)
    .map(([name, expression]) => `${expression} AS ${name}`)
    .join(", ");
}
