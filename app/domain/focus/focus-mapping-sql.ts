import { activeRecordSets } from "../snapshot/active-record-sets";
import { focusColumns } from "./focus-columns";
import { focusCustomColumns } from "./focus-custom-columns";
import { azureProblems, mapAzureCharge } from "./map-azure-charge";
import { problemColumns } from "./problem-columns";
import { mapJsonObject, mapText, trimmed } from "./map-json-object";
import { mapPricingUnit, mapQuantities } from "./map-quantities";
import {
  mapBilledResource,
  mapRegionKey,
  mapResourceId,
  mapResourceKey,
  mapResourcePath,
  mapResourceType,
  regionKeys,
} from "./map-resource";
import { isOtherFrequency, isUnusedCommitment, mapChargeCategory, mapChargeFrequency, mapWord } from "./map-charge";
import { isCommitmentPriced, isSavingsPlan, mapCommitmentHours, mapCommitmentId, mapCommitmentOrder } from "./map-commitment";
import { type CommitmentCosts, mapAmortizedCost, mapContractedCost, productOf } from "./map-costs";
import { mapSeller } from "./map-service";
import { mapSku } from "./map-sku";
import {
  inBillingCurrency,
  mapContractedPrice,
  mapCurrencies,
  mapMonthPrices,
  mapSheetPrice,
  mapUnitPrice,
  monthPricesSql,
} from "./map-prices";
import { type LookUp, type SelectSource, type SelectStep, selectSteps } from "./select-steps";

/** All columns of FocusCostAndUsage in their order. */
export const focusTableColumns = [...focusColumns.map(({ name }) => name), ...focusCustomColumns] as const;

/**
 * SQL: a SELECT of charges as rows of FocusCostAndUsage. `source` has the columns of AzureBillingSnapshotDetail and a unique `charge_key`. The steps are
 * subqueries, so that each names what the next ones use: what a row says, what the reference tables know of it, what follows from both.
 */
export function focusMappingSql(
  source: SelectSource,
  commitments: CommitmentCosts = "unknown",
  sheets: AccountSheets = "looked-up",
): string {
  return selectSteps(focusMappingSteps(commitments, sheets), source, focusTableColumns);
}

/** Whether an account may have price sheets of its own. Where it has none (`none`) the engine plans nothing of them, which is a third of the planning. */
export type AccountSheets = "looked-up" | "none";

/**
 * The steps of the mapping, for those who ask it for less than all columns: `selectSteps` leaves out what the others do not need.
 *
 * A condition that several rules ask is a column of the first step that knows it. In AND and OR the engine's analysis hashes what is compared with a
 * constant, and with it every subquery that it comes from: over all steps that is a millisecond for each `=`, and none for `empty(x)` or a column.
 *
 * Beside the columns of FOCUS there is one for each problem: see `overProblemColumns`.
 *
 * With `by-day`, the source also has `is_added`, 1 for a row of the unused part of a commitment that no bill has, and its `added_cost`; and the statement binds
 * the snapshot (`account`, `period`, `snapshot`) whose CommitmentDay is looked up.
 */
export function focusMappingSteps(commitments: CommitmentCosts = "unknown", sheets: AccountSheets = "looked-up"): readonly SelectStep[] {
  return [
    said(commitments),
    committed(),
    resourced(),
    priced(commitments),
    ...(sheets === "none" ? [listedWithoutSheet] : listed()),
    counted(commitments),
    compared(),
    { columns: { ...mapAzureCharge(commitments), ...problemColumns(azureProblems(commitments)) } },
  ];
}

/** What follows from the row alone. */
function said(commitments: CommitmentCosts): SelectStep {
  const currencies = mapCurrencies({ currency: "currency", pricingCurrency: "pricing_currency", exchangeRate: "exchange_rate" });
  return {
    columns: {
      tagsText: trimmed("tags"),
      tagsObject: mapJsonObject("tagsText", "has(tupleElement(problems, 'field'), 'tags')", "without-case"),
      infoText: trimmed("additional_info"),
      infoPairs: `JSONExtractKeysAndValues(${mapJsonObject("infoText", "has(tupleElement(problems, 'field'), 'additional_info')", "with-case")}, 'String')`,
      cost: "ifNull(extended_cost, toDecimal128(0, 18))",
      chargeType: mapWord("charge_type"),
      frequencyWord: mapWord("frequency"),
      pricingModel: mapWord("pricing_model"),
      publisherType: mapWord("publisher_type"),
      // Every row of the Cost Management schemas says its type.
      isModern: "(charge_type != '')",
      isUnused: isUnusedCommitment("chargeType"),
      chargeCategory: mapChargeCategory({
        chargeType: "chargeType",
        instanceId: "instance_id",
        product: "product",
        meterCategory: "meter_category",
        meterName: "meter_name",
      }),
      benefitId: mapText("benefit_id"),
      reservationId: mapText("reservation_id"),
      productOrderId: mapText("product_order_id"),
      rowPublisherName: mapText("publisher_name"),
      isForeign: currencies.isForeign,
      exchangeRate: currencies.exchangeRate,
      // The keys that the reference tables are looked up by.
      regionKey: mapRegionKey("resource_location", "meter_region"),
      serviceKey: "lower(trimBoth(consumed_service))",
      categoryKey: "lower(trimBoth(meter_category))",
      // Nobody used what is added, so that it has no list price.
      meterKey: commitments === "by-day" ? "if(isAdded, '', lower(meter_id))" : "lower(meter_id)",
      isAdded: commitments === "by-day" ? "(is_added = 1)" : "false",
      priceDay: "ifNull(date, billing_period)",
      priceMonth: "toStartOfMonth(priceDay)",
      priceCurrency: "if(isForeign, upper(pricing_currency), currency)",
      offerKey: "lower(trimBoth(offer_id))",
      anyKey: "''",
    },
  };
}

function committed(): SelectStep {
  return {
    columns: {
      chargeFrequency: mapChargeFrequency("frequencyWord", "chargeCategory"),
      isOtherFrequency: isOtherFrequency("frequencyWord", "chargeCategory"),
      isUsage: "(chargeCategory = 'Usage')",
      isTax: "(chargeCategory = 'Tax')",
      isCharged: "(cost != 0)",
      isPurchase: "(chargeCategory = 'Purchase')",
      info: "CAST(arrayMap(p -> (lower(p.1), p.2), infoPairs), 'Map(String, String)')",
      commitmentId: mapCommitmentId({
        instanceId: "instance_id",
        info: "info",
        benefitId: "benefitId",
        reservationId: "reservationId",
        productOrderId: "productOrderId",
        pricingModel: "pricingModel",
      }),
    },
  };
}

function resourced(): SelectStep {
  return {
    columns: {
      isCovered: `(isUsage AND (commitmentId IS NOT NULL OR ${isCommitmentPriced("pricingModel", "chargeType")}))`,
      isPlan: isSavingsPlan("commitmentId", "pricingModel", "chargeType"),
      billedResource: mapBilledResource("instance_id", "isPurchase", "isUnused", "commitmentId"),
      resourcePath: mapResourcePath("billedResource"),
      resourceId: mapResourceId("billedResource"),
      resourceKey: mapResourceKey("billedResource"),
      resourceType: mapResourceType("resourcePath"),
      commitmentOrder: mapCommitmentOrder("commitmentId"),
      // What was paid late is spread from the first day of the bill on.
      commitmentDay: "if(isPurchase, greatest(ifNull(date, billing_period), billing_period), date)",
    },
  };
}

/**
 * Adds the values of the reference tables and the price sheet. Joins take the empty text where they find nothing. A name that two sides had would come out
 * with a prefix, so every column of a reference table gets a name of its own.
 */
function priced(commitments: CommitmentCosts): SelectStep {
  const service = (n: number, serviceKey: string, typeKey: string): LookUp => ({
    columns: [`serviceName${n}`, `serviceCategory${n}`, `serviceSubcategory${n}`, `publisherName${n}`],
    keys: [serviceKey, typeKey],
    sql:
      `LEFT ANY JOIN (SELECT consumed_service AS service${n}, resource_type AS type${n}, service_name AS serviceName${n}, ` +
      `service_category AS serviceCategory${n}, service_subcategory AS serviceSubcategory${n}, publisher_name AS publisherName${n} FROM FocusService FINAL) AS s${n} ` +
      `ON s${n}.service${n} = c.${serviceKey} AND s${n}.type${n} = c.${typeKey}`,
  });
  const unit = mapPricingUnit({
    unitOfMeasure: "unit_of_measure",
    meterCategory: "meter_category",
    unit: "knownUnit",
    pricingBlockSize: "knownPricingBlockSize",
  });
  return {
    lookUps: [
      service(1, "serviceKey", "resourceType"),
      service(2, "anyKey", "resourceType"),
      service(3, "serviceKey", "anyKey"),
      service(4, "categoryKey", "anyKey"),
      {
        columns: ["typeName"],
        keys: ["resourceType"],
        sql: "LEFT ANY JOIN (SELECT resource_type AS typeKey, display_name AS typeName FROM FocusResourceType FINAL) AS t ON t.typeKey = c.resourceType",
      },
      {
        columns: ["regionId", "regionName"],
        keys: ["regionKey"],
        sql: `LEFT ANY JOIN (${regionKeys}) AS r ON r.knownRegion = c.regionKey`,
      },
      {
        columns: ["knownUnit", "knownPricingBlockSize"],
        keys: ["unit_of_measure"],
        sql: `LEFT ANY JOIN (SELECT unit_of_measure AS unitKey, pricing_unit AS knownUnit, block_size AS knownPricingBlockSize FROM FocusPricingUnit FINAL) AS u
      ON u.unitKey = c.unit_of_measure`,
      },
      {
        columns: ["sheetUnit", "isTiered", "sheetPricingBlockSize", "sheetPrice", "sheetEnd"],
        keys: ["meterKey", "currency", "priceDay"],
        sql: `ASOF LEFT JOIN (
      SELECT meter_id AS sheetMeter, currency AS sheetCurrency, effective_from AS sheetDay, if(tiers > 1, '', pricing_unit) AS sheetUnit, tiers > 1 AS isTiered, block_size AS sheetPricingBlockSize,
        list_unit_price AS sheetPrice, ifNull(effective_through, toDate('2149-06-06')) AS sheetEnd FROM PriceSheet FINAL) AS p
      ON p.sheetMeter = c.meterKey AND p.sheetCurrency = c.currency AND p.sheetDay <= c.priceDay`,
      },
      ...(commitments === "by-day" ? [commitmentDay] : []),
      {
        columns: ["plainUnit", "plainBlockSize", "plainList", "plainContracted", "monthPrices"],
        keys: ["meterKey", "billing_account_id", "priceCurrency", "priceMonth"],
        sql: ({ meters }) => `LEFT ANY JOIN (${monthPricesSql(activeRecordSets("prices"), meters)}) AS m
       ON m.monthMeter = c.meterKey AND m.monthAccount = c.billing_account_id AND m.monthCurrency = c.priceCurrency AND m.monthStart = c.priceMonth`,
      },
    ],
    columns: {
      isHourly: unit.isHourly,
      consumedUnit: unit.consumedUnit,
      pricingBlockSize: unit.pricingBlockSize,
      pricingUnit: unit.pricingUnit,
      seller: mapSeller({
        consumedService: "consumed_service",
        meterCategory: "meter_category",
        publisherType: "publisherType",
        rowPublisherName: "rowPublisherName",
        serviceInfo2: "service_info2",
        publisherName:
          "multiIf(serviceName1 != '', publisherName1, serviceName2 != '', publisherName2, serviceName3 != '', publisherName3, publisherName4)",
      }),
      // The price of a covered row is the commitment's; what was agreed on is beside it, and 0 when Azure does not know it.
      agreedPrice: `if(isCovered AND isModern${commitments === "by-day" ? " AND NOT isAdded" : ""}, nullIf(unit_price, 0), resource_rate)`,
    },
  };
}

/** What a used hour of a commitment costs on the day of a charge. Empty and 0 where nothing is known. */
const commitmentDay: LookUp = {
  columns: ["dayEvidence", "hourlyRate", "isDayOverused"],
  keys: ["commitmentOrder", "currency", "commitmentDay"],
  sql:
    "LEFT ANY JOIN (SELECT commitment_order AS dayOrder, currency AS dayCurrency, day AS dayDate, evidence AS dayEvidence, hourly_rate AS hourlyRate, " +
    "is_overused AS isDayOverused FROM CommitmentDay WHERE billing_account_id = {account:String} AND billing_period = {period:Date} AND snapshot_id = {snapshot:String}) AS k " +
    "ON k.dayOrder = c.commitmentOrder AND k.dayCurrency = c.currency AND k.dayDate = c.commitmentDay",
};

/** What `listed` adds where the account has no price sheet of its own. */
const listedWithoutSheet: SelectStep = {
  columns: {
    isSheetUnusable: "false",
    hasMonthList: "false",
    hasMonthContracted: "false",
    monthUnit: "''",
    monthBlockSize: "toDecimal128(0, 18)",
    monthContracted: "CAST(NULL, 'Nullable(Decimal(38, 18))')",
    listedPrice: "sheetPrice",
    listedUnit: "if(sheetEnd < priceDay, '', sheetUnit)",
    listedBlockSize: "sheetPricingBlockSize",
  },
};

/** Adds which price of the account's price sheet holds, choice by choice: see `mapMonthPrices`. */
function listed(): readonly SelectStep[] {
  const { rows, offer, tier, prices } = mapMonthPrices({
    isUsage: "isUsage",
    priceDay: "priceDay",
    offer: "offerKey",
    agreedPrice: "agreedPrice",
    isForeign: "isForeign",
    exchangeRate: "exchangeRate",
  });
  return [
    { columns: rows },
    { columns: offer },
    { columns: tier },
    { columns: prices },
    {
      columns: {
        listedPrice: "if(hasMonthList, monthList, sheetPrice)",
        listedUnit: "multiIf(hasMonthList, monthUnit, sheetEnd < priceDay, '', sheetUnit)",
        listedBlockSize: "if(hasMonthList, monthBlockSize, sheetPricingBlockSize)",
      },
    },
  ];
}

/** Adds prices and quantities. */
function counted(commitments: CommitmentCosts): SelectStep {
  return {
    columns: {
      // A savings plan is an amount of money, of which hours say nothing.
      isHourShare: "(isCovered AND NOT isCharged AND NOT isPlan)",
      commitmentHours: mapCommitmentHours("info", "unitQuantity"),
      amortizedCost: mapAmortizedCost(commitments),
      ...mapSku("meter_id", "meter_name", "pricingUnit", "isTax"),
      ...mapQuantities({
        isUsage: "isUsage",
        skuPriceId: "SkuPriceId",
        consumedQuantity: "consumed_quantity",
        price: "agreedPrice",
        isUnused: "isUnused",
        pricingUnit: "pricingUnit",
        consumedUnit: "consumedUnit",
        pricingBlockSize: "pricingBlockSize",
      }),
      ownContractedPrice: mapUnitPrice("SkuPriceId", inBillingCurrency("agreedPrice", "isForeign", "exchangeRate")),
      ...mapContractedPrice({
        own: "ownContractedPrice",
        isCovered: "isCovered",
        isUsage: "isUsage",
        skuPriceId: "SkuPriceId",
        consumedUnit: "consumedUnit",
        pricingBlockSize: "pricingBlockSize",
        hasMonthContracted: "hasMonthContracted",
        monthContracted: "monthContracted",
      }),
      payGUnitPrice: mapUnitPrice("SkuPriceId", inBillingCurrency("payg_price", "isForeign", "exchangeRate")),
      ...mapSheetPrice({
        isUsage: "isUsage",
        pricingQuantity: "PricingQuantity",
        consumedUnit: "consumedUnit",
        pricingBlockSize: "pricingBlockSize",
        isCharged: "isCharged",
        sheetPrice: "listedPrice",
        sheetUnit: "listedUnit",
        sheetPricingBlockSize: "listedBlockSize",
      }),
    },
  };
}

/** Adds whether price × quantity is the cost. */
function compared(): SelectStep {
  const { ContractedCost, isMismatch, isUnknown } = mapContractedCost({
    contractedUnitPrice: "ContractedUnitPrice",
    pricingQuantity: "PricingQuantity",
    product: "contractedProduct",
    cost: "cost",
    isCommitmentCost: "(isCovered AND (isModern OR isContractedOfSheet))",
  });
  return {
    columns: {
      contractedProduct: productOf("ContractedUnitPrice", "PricingQuantity"),
      sheetProduct: productOf("sheetUnitPrice", "PricingQuantity"),
      payGProduct: productOf("payGUnitPrice", "PricingQuantity"),
      sheetContractedProduct: productOf("sheetContractedPrice", "PricingQuantity"),
      ContractedCost,
      isMismatch,
      isContractedUnknown: isUnknown,
    },
  };
}
