import { iso4217 } from "../currency-code";
import type { ProblemCode } from "../problem-code";
import type { FocusColumnName } from "./focus-columns";
import type { FocusCustomColumn } from "./focus-custom-columns";
import type { FocusProblem } from "./focus-problem";
import { mapCapacityReservation, mapCommitment } from "./map-commitment";
import { isUnknownChargeType, mapChargeClass, mapChargeDescription, mapChargePeriod } from "./map-charge";
import { inPricingCurrency, isUnknownPricingModel, mapListPrice, mapPricingCategory, mapUnitPrice } from "./map-prices";
import { type CommitmentCosts, isProduct, mapCosts } from "./map-costs";
import { mapText } from "./map-json-object";
import { mapProblems } from "./problem-columns";
import { mapProviders, mapService } from "./map-service";
import { isUnknownRegion, mapResourceName, mapResourceTypeName } from "./map-resource";
import { mapSkuPriceDetails } from "./map-sku";
import { sqlLiterals } from "../sql-literal";

/**
 * Every column of FocusCostAndUsage as SQL over the columns that the steps of `focusMappingSql` name. A column without a line does not compile.
 * What is one to one stands here; each rule is a file of its own.
 */
export function mapAzureCharge(commitments: CommitmentCosts = "unknown"): Readonly<Record<FocusColumnName | FocusCustomColumn, string>> {
  const [start, end] = ["toDateTime(billing_period, 'UTC')", "toDateTime(addMonths(billing_period, 1), 'UTC')"];
  const period = mapChargePeriod("date", start, end);
  const { service, costs, list } = sharedRules(commitments);
  const providers = mapProviders({ currency: "currency", seller: "seller", rowPublisherName: "rowPublisherName", regionId: "regionId" });
  const commitment = mapCommitment("commitmentId", {
    isUsage: "isUsage",
    isPurchase: "isPurchase",
    isUnused: "isUnused",
    isPlan: "isPlan",
    benefitName: mapText("benefit_name"),
    reservationName: mapText("reservation_name"),
    skuPriceId: "SkuPriceId",
    hours: "commitmentHours",
    consumedUnit: "consumedUnit",
    pricingQuantity: "PricingQuantity",
    pricingUnit: "PricingUnit",
    billedCost: costs.BilledCost,
    effectiveCost: costs.EffectiveCost,
    currency: "currency",
  });
  const isConverted = "(isForeign AND exchangeRate IS NOT NULL)";
  return {
    // Azure does not split costs.
    AllocatedMethodDetails: "NULL",
    AllocatedMethodId: "NULL",
    AllocatedResourceId: "NULL",
    AllocatedResourceName: "NULL",
    AllocatedTags: "NULL",
    AvailabilityZone: `nullIf(${mapText("availability_zone")}, '')`,
    BilledCost: costs.BilledCost,
    BillingAccountId: "concat('/providers/Microsoft.Billing/billingAccounts/', billing_account_id)",
    BillingAccountName: `nullIf(${mapText("billing_account_name")}, '')`,
    BillingAccountType: "'Billing Account'",
    BillingCurrency: "currency",
    BillingPeriodEnd: end,
    BillingPeriodStart: start,
    ...mapCapacityReservation("info", "resourceType", "resourceId"),
    ChargeCategory: "chargeCategory",
    ChargeClass: mapChargeClass("date", "billing_period"),
    ChargeDescription: mapChargeDescription("product", ["meter_category", "meter_sub_category", "meter_name"], "product_order_name"),
    ChargeFrequency: "chargeFrequency",
    ChargePeriodEnd: period.end,
    ChargePeriodStart: period.start,
    ...commitment,
    CommitmentDiscountId: "commitmentId",
    CommitmentProgramEligibilityDetails: "NULL",
    ConsumedQuantity: "ConsumedQuantity",
    ConsumedUnit: "ConsumedUnit",
    ContractApplied: "NULL",
    ContractedCost: "ContractedCost",
    ContractedUnitPrice: "ContractedUnitPrice",
    EffectiveCost: costs.EffectiveCost,
    HostProviderName: providers.HostProviderName,
    InvoiceDetailId: "NULL",
    InvoiceId: `nullIf(${mapText("invoice_id")}, '')`,
    InvoiceIssuerName: providers.InvoiceIssuerName,
    ListCost: list.ListCost,
    ListUnitPrice: list.ListUnitPrice,
    PricingCategory: mapPricingCategory({
      skuPriceId: "SkuPriceId",
      isCovered: "isCovered",
      pricingModel: "pricingModel",
      product: "product",
      meterName: "meter_name",
    }),
    // An enrollment is priced and billed in one currency; a customer agreement need not be, and then each row has the rate.
    PricingCurrency: `if(${isConverted}, upper(pricing_currency), currency)`,
    PricingCurrencyContractedUnitPrice: `multiIf(NOT ${isConverted}, ContractedUnitPrice, isContractedOfSheet, ${inPricingCurrency("ContractedUnitPrice", "exchangeRate")}, ${mapUnitPrice("SkuPriceId", "agreedPrice")})`,
    PricingCurrencyEffectiveCost: `if(${isConverted}, ifNull(${inPricingCurrency(costs.EffectiveCost, "exchangeRate")}, 0), ${costs.EffectiveCost})`,
    PricingCurrencyListUnitPrice: `multiIf(NOT ${isConverted}, ${list.ListUnitPrice}, ${list.x_ListCostSource} = 'pay-as-you-go', ${mapUnitPrice("SkuPriceId", "payg_price")}, ${list.x_ListCostSource} = 'contracted', ${mapUnitPrice("SkuPriceId", "agreedPrice")}, ${inPricingCurrency(list.ListUnitPrice, "exchangeRate")})`,
    PricingQuantity: "PricingQuantity",
    PricingUnit: "PricingUnit",
    RegionId: "nullIf(regionId, '')",
    RegionName: "nullIf(regionName, '')",
    ResourceId: "resourceId",
    ResourceName: mapResourceName("billedResource", "resourcePath"),
    ResourceType: mapResourceTypeName("resourceId", "typeName", "resourceType", "consumed_service"),
    ServiceCategory: service.ServiceCategory,
    ServiceName: service.ServiceName,
    ServiceProviderName: providers.ServiceProviderName,
    ServiceSubcategory: service.ServiceSubcategory,
    SkuId: "SkuId",
    SkuMeter: "SkuMeter",
    SkuPriceDetails: mapSkuPriceDetails("infoPairs", "SkuPriceId"),
    SkuPriceId: "SkuPriceId",
    SubAccountId: "if(subscription_guid = '', NULL, concat('/subscriptions/', subscription_guid))",
    // FOCUS requires a name with every id.
    SubAccountName: "multiIf(subscription_guid = '', NULL, subscription_name = '', subscription_guid, subscription_name)",
    SubAccountType: "if(subscription_guid = '', NULL, 'Subscription')",
    Tags: "nullIf(tagsObject, '')",
    x_BillingAccountId: "billing_account_id",
    x_BillingPeriod: "billing_period",
    x_SnapshotId: "snapshot_id",
    x_Page: "page",
    x_Ordinal: "ordinal",
    x_ChargeId: "charge_key",
    x_ChargeOrigin: "if(isAdded, 'unused-commitment', 'bill')",
    x_ContentHash: "content_hash",
    x_ContractedCostSource:
      "multiIf(isContractedUnknown OR isMismatch OR contractedProduct IS NULL, 'billed', isContractedOfSheet, 'price-sheet', 'charge')",
    x_Problems:
      commitments === "by-day" ? `if(isAdded, [], ${mapProblems(azureProblems(commitments))})` : mapProblems(azureProblems(commitments)),
    x_SourceProblems: "problems",
    x_EffectiveCostSource: costs.x_EffectiveCostSource,
    x_ListCostSource: list.x_ListCostSource,
    x_ProviderName: providers.x_ProviderName,
    x_PublisherName: providers.x_PublisherName,
    x_SourceFocusVersion: "''",
    x_SourceColumns: "''",
    x_AccountOwnerId: "account_owner_id",
    x_AccountName: "account_name",
    x_ServiceAdministratorId: "service_administrator_id",
    x_SubscriptionId: "lower(subscription_guid)",
    x_LegacySubscriptionId: "subscription_id",
    x_SubscriptionName: "subscription_name",
    x_UsageDate: "date",
    x_SkuDescription: "product",
    x_SkuMeterId: "meter_id",
    x_SkuMeterCategory: "meter_category",
    x_SkuMeterSubcategory: "meter_sub_category",
    x_SkuMeterName: "meter_name",
    x_SkuRegion: "meter_region",
    x_ConsumedQuantity: "consumed_quantity",
    x_EffectiveUnitPrice: "resource_rate",
    x_ExtendedCost: "extended_cost",
    x_ExtendedCostTax: "extended_cost_tax",
    x_PricingUnitDescription: "unit_of_measure",
    x_PricingBlockSize: "if(knownUnit = '', NULL, knownPricingBlockSize)",
    x_ResourceLocation: "resource_location",
    x_ConsumedService: "consumed_service",
    x_InstanceId: "instance_id",
    x_ResourceType: "resourceType",
    x_ResourceGroupName: "lower(resource_group)",
    x_ResourceKey: "resourceKey",
    x_ServiceInfo1: "service_info1",
    x_ServiceInfo2: "service_info2",
    x_SkuDetails: "additional_info",
    x_TagsText: "tags",
    x_StoreServiceIdentifier: "store_service_identifier",
    x_InvoiceSectionName: "department_name",
    x_CostCenter: "trimBoth(cost_center)",
    x_ResourceName: "resource_name",
    x_VmName: "vm_name",
    x_Sku: "sku",
    x_LatestResourceType: "latest_resource_type",
    x_ResourceTracking: "resource_tracking",
    x_CmdbMappedApplicationService: "cmdb_mapped_application_service",
    x_PpmBillingItem: "ppm_billing_item",
    x_PpmIdOwner: "ppm_id_owner",
    x_PpmIoCc: "ppm_io_cc",
    x_UnknownFields: "unknown_fields",
    x_BenefitId: "benefit_id",
    x_BenefitName: "benefit_name",
    x_BillingCurrency: "billing_currency",
    x_BillingExchangeRate: "exchange_rate",
    x_BillingPeriodEnd: "billing_period_end",
    x_BillingPeriodStart: "billing_period_start",
    x_BillingProfileId: "billing_profile_id",
    x_BillingProfileName: "billing_profile_name",
    x_ChargeType: commitments === "by-day" ? "if(isAdded, '', charge_type)" : "charge_type",
    x_CostAllocationRuleName: "cost_allocation_rule_name",
    x_Frequency: "frequency",
    x_InvoiceSectionId: "invoice_section_id",
    x_OtherColumns: "other_columns",
    x_PayGPrice: "payg_price",
    x_PricingCurrency: "pricing_currency",
    x_PricingModel: "pricing_model",
    x_PublisherType: "publisher_type",
    x_ReservationId: "reservation_id",
    x_ReservationName: "reservation_name",
    x_ResourceTrackingRuleId: "toString(resource_tracking_rule_id)",
    x_RowBillingAccountId: "row_billing_account_id",
    x_ServicePeriodEnd: "service_period_end",
    x_ServicePeriodStart: "service_period_start",
    x_SkuOfferId: "offer_id",
    x_SkuOrderId: "product_order_id",
    x_SkuOrderName: "product_order_name",
    x_SkuPartNumber: "part_number",
    x_SkuPlanName: "plan_name",
    x_SkuServiceFamily: "service_family",
    x_SkuTerm: "term",
    x_UnitPrice: "unit_price",
  };
}

/** SQL: the conditions of x_Problems, over the same columns. */
export function azureProblems(commitments: CommitmentCosts = "unknown"): Readonly<Record<FocusProblem, string>> {
  const { service, costs, list } = sharedRules(commitments);
  /** SQL: whether the enrichment named one of these problems of a field. */
  const hasProblem = (field: string, ...codes: readonly ProblemCode[]): string =>
    `arrayExists(p -> p.field = '${field}' AND p.code IN ${sqlLiterals(codes)}, problems)`;
  const isMeasured = "(isUsage OR isPurchase)";
  return {
    "unknown-service": service.isUnknown,
    "unknown-region": isUnknownRegion("resource_location", "regionKey", "regionId"),
    "unknown-resource-type": "(resourceId IS NOT NULL AND empty(typeName))",
    "unknown-unit": "(empty(knownUnit) AND notEmpty(consumedUnit))",
    "unit-missing": `(${isMeasured} AND empty(consumedUnit))`,
    "sku-missing": `(${isMeasured} AND empty(meter_id))`,
    "sku-not-guid": "(notEmpty(meter_id) AND NOT match(meter_id, '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'))",
    "price-missing": `(${isMeasured} AND resource_rate IS NULL)`,
    "quantity-missing": `(${isMeasured} AND consumed_quantity IS NULL)`,
    "price-quantity-mismatch": "isMismatch",
    "quantity-out-of-range": "(isUsage AND SkuPriceId IS NOT NULL AND consumed_quantity IS NOT NULL AND unitQuantity IS NULL)",
    "list-cost-out-of-range": list.isOutOfRange,
    "effective-cost-not-amortized": costs.isNotAmortized,
    "list-price-unit-differs": "isOtherUnit",
    "list-price-tiered": "(isTiered AND NOT hasMonthList AND sheetEnd >= priceDay AND isUsage)",
    "price-sheet-unusable": "isSheetUnusable",
    "contracted-price-differs": `(NOT isCovered AND NOT isContractedOfSheet AND isCharged AND ifNull(sheetContractedPrice != ownContractedPrice, false) AND NOT ifNull(${isProduct("sheetContractedProduct", "sheetContractedPrice", "PricingQuantity", "cost")}, true))`,
    "charge-period-unknown": "(date IS NULL)",
    "cost-missing": "(extended_cost IS NULL)",
    "tags-unreadable": hasProblem("tags", "json-unreadable", "json-not-an-object"),
    "tags-duplicate-key": hasProblem("tags", "json-duplicate-key"),
    "additional-info-unreadable": hasProblem("additional_info", "json-unreadable", "json-not-an-object"),
    "unknown-charge-type": isUnknownChargeType("chargeType"),
    "unknown-pricing-model": isUnknownPricingModel("pricingModel"),
    "charge-frequency-differs": "isOtherFrequency",
    "commitment-id-missing": "(isCovered AND commitmentId IS NULL)",
    "cost-amortized": costs.isAmortized,
    "contracted-cost-unknown": "isContractedUnknown",
    "list-cost-unknown": `(isFreeThoughCharged OR (isContractedUnknown OR isSheetUnusable) AND ${list.x_ListCostSource} = 'contracted')`,
    "exchange-rate-missing": "(isForeign AND exchangeRate IS NULL)",
    "currency-invalid": `(currency NOT IN ${sqlLiterals(iso4217)})`,
    "commitment-overused": commitments === "by-day" ? "(isHourShare AND isDayOverused)" : "false",
  };
}

/** The rules that columns and problems have in common. */
function sharedRules(commitments: CommitmentCosts): {
  readonly service: ReturnType<typeof mapService>;
  readonly costs: ReturnType<typeof mapCosts>;
  readonly list: ReturnType<typeof mapListPrice>;
} {
  return {
    service: mapService(
      [1, 2, 3, 4].map((n) => ({ name: `serviceName${n}`, category: `serviceCategory${n}`, subcategory: `serviceSubcategory${n}` })),
      "meter_category",
      "consumed_service",
    ),
    costs: mapCosts({
      isPurchase: "isPurchase",
      commitmentId: "commitmentId",
      cost: "cost",
      isCharged: "isCharged",
      isCovered: "isCovered",
      isModern: "isModern",
      isAdded: "isAdded",
      commitments,
    }),
    list: mapListPrice({
      sheetUnitPrice: "sheetUnitPrice",
      sheetProduct: "sheetProduct",
      payGUnitPrice: "payGUnitPrice",
      payGProduct: "payGProduct",
      contractedUnitPrice: "ContractedUnitPrice",
      contractedCost: "ContractedCost",
    }),
  };
}
