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
  owner: "x_ResourceTracking",
  department: "x_InvoiceSectionName",
  cost_center: "x_CostCenter",
} as const;

/** Columns of charges that no rollup by day has: too many values. */
export const chargeColumns = {
  meter: "ifNull(SkuMeter, '')",
  resource: "if(x_ResourceKey != '', x_ResourceKey, ifNull(ResourceId, ''))",
  resource_name: "ifNull(ResourceName, '')",
  resource_type: "ifNull(ResourceType, '')",
} as const;

/** Whose, of which reading, in which currency: in every rollup. */
export const costKeyColumns = {
  billing_account_id: "x_BillingAccountId",
  billing_period: "x_BillingPeriod",
  snapshot_id: "x_SnapshotId",
  currency: "BillingCurrency",
} as const;

/** A charge whose day nobody could read is charged for the whole period, and counts on its first day. */
export const usageDateColumn = "toDate(ChargePeriodStart, 'UTC')";

/** Decimal256, because a sum of Decimal(38, 18) wraps silently above 1.7e20. */
export const costMeasures = {
  billed_cost: "toDecimal256(BilledCost, 18)",
  effective_cost: "toDecimal256(EffectiveCost, 18)",
  contracted_cost: "toDecimal256(ContractedCost, 18)",
  list_cost: "toDecimal256(ListCost, 18)",
} as const;

/** What else a charge says of itself, for those who look at single ones. */
export const chargeDetails = {
  charge_id: "x_ChargeId",
  /** What charges are stored by. */
  subscription_as_billed: "x_SubscriptionId",
  page_number: "x_Page",
  ordinal: "x_Ordinal",
  charge_description: "ifNull(ChargeDescription, '')",
  consumed_quantity: "ConsumedQuantity",
  consumed_unit: "ifNull(ConsumedUnit, '')",
  contracted_unit_price: "ContractedUnitPrice",
  account_owner_id: "x_AccountOwnerId",
  tags: "ifNull(Tags, '')",
  problems: "x_Problems",
} as const;
