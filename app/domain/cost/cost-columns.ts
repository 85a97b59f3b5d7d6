/**
 * What costs can be asked by, and the SQL that makes it of a row of FocusCostAndUsage. Rollups, views and questions all take it from here, so that a
 * dimension means the same wherever an answer comes from. Text is never null: what a charge does not say is the empty text. Ids are compared by their
 * keys, which have one spelling where the provider's ids have no case. Charges that were stored before a key existed have the id in its place.
 */
export const costColumns = {
  charge_category: "ChargeCategory",
  service_category: "ServiceCategory",
  service_subcategory: "ServiceSubcategory",
  service_name: "ServiceName",
  meter_category: "x_SkuMeterCategory",
  region: "ifNull(RegionId, '')",
  subscription: "if(x_SubscriptionId != '', x_SubscriptionId, replaceRegexpOne(ifNull(SubAccountId, ''), '^/subscriptions/', ''))",
  subscription_name: "ifNull(SubAccountName, '')",
  resource_group: "x_ResourceGroupName",
  /** The application of the rule that decided when the charge was read; empty where none did, whatever x_ResourceTracking says instead. */
  owner: "if(ifNull(x_ResourceTrackingRuleId, '') = '', '', x_ResourceTracking)",
  department: "x_InvoiceSectionName",
  cost_center: "x_CostCenter",
} as const;

/** Columns of charges that DailyFocusCost does not have: too many values. Meters and units are in DailyFocusUsage. */
export const chargeDimensions = {
  meter: "ifNull(SkuMeter, '')",
  resource: "if(x_ResourceKey != '', x_ResourceKey, ifNull(ResourceId, ''))",
  resource_name: "ifNull(ResourceName, '')",
  resource_type: "ifNull(ResourceType, '')",
  /** The unit of a quantity; empty where the charge has no quantity, or does not say of what. */
  consumed_unit: "if(isNull(ConsumedQuantity), '', ifNull(ConsumedUnit, ''))",
  pricing_unit: "if(isNull(PricingQuantity), '', ifNull(PricingUnit, ''))",
} as const;

/** Account, period, snapshot and currency: in every rollup. */
export const costKeyColumns = {
  billing_account_id: "x_BillingAccountId",
  billing_period: "x_BillingPeriod",
  snapshot_id: "x_SnapshotId",
  currency: "BillingCurrency",
} as const;

/**
 * The day that a charge is dated, whichever billing month delivered it. One with an unreadable day is on no day: 1970-01-01 here, and null in answers,
 * so that no day gets what was not used on it. It counts in its billing month.
 */
export const usageDateColumn =
  "if(has(x_Problems, 'charge-period-unknown'), toDate(0), ifNull(x_UsageDate, toDate(ChargePeriodStart, 'UTC')))";

/**
 * SQL: the billing period of a posted charge in AzureBillingDetail: the month of its day, and where that is unreadable the year and month that the record
 * says beside it; 1970-01-01 where it says neither.
 */
export const livePeriodColumn =
  "ifNull(month_date, if(ifNull(year BETWEEN 2000 AND 2099 AND month BETWEEN 1 AND 12, 0), makeDate(assumeNotNull(year), assumeNotNull(month), 1), toDate(0)))";

/**
 * SQL: whether a row of AzureBillingDetail is a live charge that counts. A published period takes the place of the live charges of its days, decided by its
 * own start and end; those of other days stay. A charge without a readable day is on the first day of the month that it says.
 */
export const isLiveCharge = `snapshot_id = 'live' AND (billing_account_id, ifNull(date, ${livePeriodColumn})) NOT IN (SELECT billing_account_id, day FROM PublishedDay)`;

/** SQL: a day for min(), which one that is none must not win. */
export const dayForMin = (day: string): string => `if(${day} = toDate(0), toDate('2149-06-06'), ${day})`;

/** SQL: whether a row is a charge of the bill. Rows for the unused part of a commitment are not. */
export const isCharge = "(x_ChargeOrigin != 'unused-commitment')";
export const chargeCount = `countIf(${isCharge})`;

const costMissing = "has(x_Problems, 'cost-missing')";
const notAmortized = "has(x_Problems, 'effective-cost-not-amortized')";
const purchaseCounted = "has(x_Problems, 'commitment-purchase-effective-cost')";
const amortized = "has(x_Problems, 'cost-amortized')";
const assumed = "has(x_Problems, 'value-assumed')";
/** `block-size-suspected`: quantities and prices of the row do not fit each other. */
const contractedUnknown = "hasAny(x_Problems, ['cost-missing', 'contracted-cost-unknown', 'block-size-suspected'])";
/** A list cost copied from the contracted cost, because the price sheet's price does not fit the charge, is not a list cost. */
const listUnknown =
  "(hasAny(x_Problems, ['cost-missing', 'list-cost-unknown', 'block-size-suspected']) OR x_ListCostSource = 'contracted' AND hasAny(x_Problems, ['list-price-tiered', 'list-price-unit-differs', 'list-cost-out-of-range']))";
const amount = (column: string): string => `toDecimal256(${column}, 18)`;
const amountIf = (condition: string, column: string): string => `if(${condition}, ${amount(column)}, toDecimal256(0, 18))`;

/**
 * The four costs, and of the charges for which one of them is not known how many there are and what they cost. FOCUS allows no null there, so what stands
 * in ContractedCost and ListCost of such a charge is not a cost and is in no sum. Decimal256, because a sum of Decimal(38, 18) wraps silently above 1.7e20.
 */
export const costMeasures = {
  billed_cost: amount("BilledCost"),
  effective_cost: amount("EffectiveCost"),
  contracted_cost: amountIf(`NOT ${contractedUnknown}`, "ContractedCost"),
  list_cost: amountIf(`NOT ${listUnknown}`, "ListCost"),
  /** Charges without a readable cost: their billed and effective cost are 0 in FOCUS, and unknown. */
  missing_charges: `toUInt64(${costMissing})`,
  /** Charges of commitments whose effective cost is 0 only because the purchase was not spread over the usage. */
  not_amortized_charges: `toUInt64(${notAmortized})`,
  not_amortized_cost: amountIf(notAmortized, "BilledCost"),
  /** Purchases of commitments with an effective cost, which the usage that they pay for may have too. */
  purchase_counted_charges: `toUInt64(${purchaseCounted})`,
  purchase_counted_effective_cost: amountIf(purchaseCounted, "EffectiveCost"),
  /** Charges of amortised reports: their cost is the effective cost, and the billed cost is on a purchase that the report may not have. */
  amortized_charges: `toUInt64(${amortized})`,
  amortized_effective_cost: amountIf(amortized, "EffectiveCost"),
  /** Charges of files that had no value where FOCUS wants one, which was assumed. */
  assumed_charges: `toUInt64(${assumed})`,
  assumed_cost: amountIf(assumed, "BilledCost"),
  contracted_unknown_charges: `toUInt64(${contractedUnknown})`,
  contracted_unknown_cost: amountIf(contractedUnknown, "BilledCost"),
  list_unknown_charges: `toUInt64(${listUnknown})`,
  list_unknown_cost: amountIf(listUnknown, "BilledCost"),
  /** For savings, which compare list and effective cost of the same charges. */
  list_unknown_effective_cost: amountIf(listUnknown, "EffectiveCost"),
} as const;

/** A list price is evidence only where somebody has one: a list cost that is the contracted cost by default says nothing of what was negotiated. */
const negotiationUnknown = `(${contractedUnknown} OR ${listUnknown} OR x_ListCostSource = 'contracted')`;

/**
 * How much less was agreed on than list prices, of charges of which both are known, and the others. Of charges only, not in rollups: their days and months
 * were added up before anybody asked.
 */
export const negotiationMeasures = {
  negotiated_savings: amountIf(`NOT ${negotiationUnknown}`, "ListCost - ContractedCost"),
  negotiation_unknown_charges: `toUInt64(${negotiationUnknown})`,
  negotiation_unknown_cost: amountIf(negotiationUnknown, "BilledCost"),
} as const;

/**
 * Quantities, 0 where the charge has none. They may be added where the unit is one (`consumed_unit`, `pricing_unit`) and not empty, and nowhere else. FOCUS:
 * what was consumed in single units, and what the price is the price of.
 */
export const quantityMeasures = {
  consumed_quantity: amount("ifNull(ConsumedQuantity, 0)"),
  pricing_quantity: amount("ifNull(PricingQuantity, 0)"),
} as const;

/** A regular expression without a backslash: Moose 0.6.533 takes one of two away when it creates a view that it can parse. */
const wordOf = (words: string): string => `(?i)(?:^|[^0-9A-Za-z_])(?:${words})(?:$|[^0-9A-Za-z_])`;

/** By the names in the row, as an import tells providers apart; the first that is known decides. What was mapped here is Azure's. */
const isMicrosoft = `(x_SourceFocusVersion = '' OR multiIf(${[
  "x_ProviderName",
  "InvoiceIssuerName",
  "HostProviderName",
  "ServiceProviderName",
]
  .flatMap((name) => [
    `match(ifNull(${name}, ''), '${wordOf("aws|amazon|google|gcp")}')`,
    "0",
    `match(ifNull(${name}, ''), '${wordOf("microsoft|azure|21vianet")}|blue cloud technology')`,
    "1",
    `match(ifNull(${name}, ''), '${wordOf("oracle|oci")}')`,
    "0",
  ])
  .join(", ")}, 0))`;

/** What else a charge says of itself, for those who look at single ones. */
export const chargeDetails = {
  charge_id: "x_ChargeId",
  /** What charges are stored by. */
  subscription_as_billed: "x_SubscriptionId",
  page_number: "x_Page",
  ordinal: "x_Ordinal",
  charge_description: "ifNull(ChargeDescription, '')",
  /** Null for none; a unit may be without its quantity, and a quantity without its unit. */
  quantity_as_billed: "ConsumedQuantity",
  unit_as_billed: "ifNull(ConsumedUnit, '')",
  contracted_unit_price: "ContractedUnitPrice",
  account_owner_id: "x_AccountOwnerId",
  tags: "ifNull(Tags, '')",
  /** Azure's tag names have no case, those of other providers do. */
  tag_names_have_case: `NOT ${isMicrosoft}`,
  problems: "x_Problems",
  /** Whether there were tags, or parts of them, that are in none of the tags. */
  tags_unreadable: "(has(x_Problems, 'tags-unreadable') OR (has(x_Problems, 'json-unreadable') AND JSONHas(x_SourceColumns, 'Tags')))",
  /** The ApplicationTag that gave the owner: only of charges read here, since the rules of a file are not those of this table. */
  owner_rule: "if(x_SourceFocusVersion = '', ifNull(x_ResourceTrackingRuleId, ''), '')",
} as const;

/** The names of a table of columns such as those of cost-columns.ts, in its order. */
export function keysOf<K extends string>(columns: Readonly<Record<K, string>>): readonly K[] {
  return Object.keys(columns).filter((name): name is K => name in columns);
}

/** `a AS b, …` of a table of columns such as those of cost-columns.ts. */
export function selectColumns(columns: Readonly<Record<string, string>>): string {
  return Object.entries(columns)
    .map(([name, expression]) => `${expression} AS ${name}`)
    .join(", ");
}

/** `sum(a) AS b, …`, with the number of charges. `columns` are a charge's, or a rollup's own. */
export function sumColumns(columns: Readonly<Record<string, string>>, charges: string): string {
  return [...Object.entries(columns).map(([name, expression]) => `sum(${expression}) AS ${name}`), `${charges} AS charges`].join(", ");
}

/** The measures of a rollup that is made of another. */
export const sumsOfRollup = sumColumns(Object.fromEntries(Object.keys(costMeasures).map((name) => [name, name])), "sum(charges)");
