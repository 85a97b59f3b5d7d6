import type { ProblemCode } from "../problem-code";
import type { FocusColumnName } from "./focus-columns";
import type { FocusCustomColumn } from "./focus-custom-columns";
import { mapCapacityReservation } from "./map-capacity-reservation";
import { mapChargeClass } from "./map-charge-class";
import { mapChargeDescription } from "./map-charge-description";
import { mapChargeFrequency } from "./map-charge-frequency";
import { mapChargePeriod } from "./map-charge-period";
import { mapCommitment } from "./map-commitment";
import { mapContractedCost } from "./map-contracted-cost";
import { mapEffectiveCost } from "./map-effective-cost";
import { mapJsonObject } from "./map-json-object";
import { mapListPrice } from "./map-list-price";
import { mapPricingCategory } from "./map-pricing-category";
import { mapProblems } from "./map-problems";
import { mapProviders } from "./map-providers";
import { isUnknownRegion } from "./map-region";
import { mapResourceName, mapResourceTypeName } from "./map-resource";
import { mapService } from "./map-service";
import { mapSkuPriceDetails } from "./map-sku-price-details";
import { sqlText } from "./sql-text";

/**
 * Every column of FocusCostAndUsage as SQL over the columns that the steps of `focusMappingSql` name. A column without a line does not compile.
 * What is one to one stands here; each rule is a file of its own.
 */
export function mapAzureCharge(): Readonly<Record<FocusColumnName | FocusCustomColumn, string>> {
  const [start, end] = ["toDateTime(billing_period, 'UTC')", "toDateTime(addMonths(billing_period, 1), 'UTC')"];
  const period = mapChargePeriod("date", start, end);
  /** SQL: whether the enrichment named one of these problems of a field. */
  const hasProblem = (field: string, ...codes: readonly ProblemCode[]): string =>
    `arrayExists(p -> p.field = '${field}' AND p.code IN (${codes.map(sqlText).join(", ")}), problems)`;
  const service = mapService(
    [1, 2, 3, 4].map((n) => ({ name: `serviceName${n}`, category: `serviceCategory${n}`, subcategory: `serviceSubcategory${n}` })),
    "meter_category",
    "consumed_service",
  );
  const providers = mapProviders({
    currency: "currency",
    consumedService: "consumed_service",
    meterCategory: "meter_category",
    serviceInfo2: "service_info2",
    publisherName:
      "multiIf(serviceName1 != '', publisherName1, serviceName2 != '', publisherName2, serviceName3 != '', publisherName3, publisherName4)",
  });
  const commitment = mapCommitment("commitmentId", {
    chargeCategory: "chargeCategory",
    info: "info",
    consumedQuantity: "ConsumedQuantity",
    consumedUnit: "ConsumedUnit",
    pricingQuantity: "PricingQuantity",
    pricingUnit: "PricingUnit",
  });
  const effective = mapEffectiveCost("chargeCategory", "commitmentId", "billedCost");
  const contracted = mapContractedCost("ContractedUnitPrice", "contractedProduct", "billedCost");
  const list = mapListPrice("sheetUnitPrice", "sheetProduct", "ContractedUnitPrice", contracted.ContractedCost);
  const tags = mapJsonObject("tagsText", "has(tupleElement(problems, 'field'), 'tags')");
  const isMeasured = "(chargeCategory IN ('Usage', 'Purchase'))";
  return {
    // Azure splits no cost on its own, and a usage detail has neither invoice numbers nor zones.
    AllocatedMethodDetails: "NULL",
    AllocatedMethodId: "NULL",
    AllocatedResourceId: "NULL",
    AllocatedResourceName: "NULL",
    AllocatedTags: "NULL",
    AvailabilityZone: "NULL",
    BilledCost: "billedCost",
    BillingAccountId: "concat('/providers/Microsoft.Billing/billingAccounts/', billing_account_id)",
    BillingAccountName: "NULL",
    BillingAccountType: "'Billing Account'",
    BillingCurrency: "currency",
    BillingPeriodEnd: end,
    BillingPeriodStart: start,
    ...mapCapacityReservation("info", "resourceType", "resourceId"),
    ChargeCategory: "chargeCategory",
    ChargeClass: mapChargeClass("date", "billing_period"),
    ChargeDescription: mapChargeDescription("product", ["meter_category", "meter_sub_category", "meter_name"]),
    ChargeFrequency: mapChargeFrequency("chargeCategory"),
    ChargePeriodEnd: period.end,
    ChargePeriodStart: period.start,
    ...commitment,
    CommitmentDiscountId: "commitmentId",
    CommitmentDiscountName: "NULL",
    CommitmentProgramEligibilityDetails: "NULL",
    ConsumedQuantity: "ConsumedQuantity",
    ConsumedUnit: "ConsumedUnit",
    ContractApplied: "NULL",
    ContractedCost: contracted.ContractedCost,
    ContractedUnitPrice: "ContractedUnitPrice",
    EffectiveCost: effective.EffectiveCost,
    HostProviderName: providers.HostProviderName,
    InvoiceDetailId: "NULL",
    InvoiceId: "NULL",
    InvoiceIssuerName: providers.InvoiceIssuerName,
    ListCost: list.ListCost,
    ListUnitPrice: list.ListUnitPrice,
    PricingCategory: mapPricingCategory("chargeCategory", "SkuPriceId", "commitmentId", "product", "meter_name"),
    // An enrollment is priced and billed in one currency.
    PricingCurrency: "currency",
    PricingCurrencyContractedUnitPrice: "ContractedUnitPrice",
    PricingCurrencyEffectiveCost: effective.EffectiveCost,
    PricingCurrencyListUnitPrice: list.ListUnitPrice,
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
    // FOCUS wants a name with every id.
    SubAccountName: "multiIf(subscription_guid = '', NULL, subscription_name = '', subscription_guid, subscription_name)",
    SubAccountType: "if(subscription_guid = '', NULL, 'Subscription')",
    Tags: `nullIf(${tags}, '')`,
    x_BillingAccountId: "billing_account_id",
    x_BillingPeriod: "billing_period",
    x_SnapshotId: "snapshot_id",
    x_Page: "page",
    x_Ordinal: "ordinal",
    x_ChargeId: "charge_key",
    x_ContentHash: "content_hash",
    x_Problems: mapProblems({
      "unknown-service": service.isUnknown,
      "unknown-region": isUnknownRegion("resource_location", "regionKey", "regionId"),
      "unknown-resource-type": "(resourceId IS NOT NULL AND typeName = '')",
      "unknown-unit": "(knownUnit = '' AND consumedUnit != '')",
      "unit-missing": `(${isMeasured} AND consumedUnit = '')`,
      "sku-missing": `(${isMeasured} AND meter_id = '')`,
      "sku-not-guid": "(meter_id != '' AND NOT match(meter_id, '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'))",
      "price-missing": `(${isMeasured} AND resource_rate IS NULL)`,
      "quantity-missing": `(${isMeasured} AND consumed_quantity IS NULL)`,
      "price-quantity-mismatch": contracted.isMismatch,
      "quantity-out-of-range":
        "(chargeCategory = 'Usage' AND consumedUnit != '' AND consumed_quantity IS NOT NULL AND ConsumedQuantity IS NULL)",
      "list-cost-out-of-range": list.isOutOfRange,
      "effective-cost-not-amortized": effective.isNotAmortized,
      "list-price-unit-differs": "isOtherUnit",
      "list-price-tiered": "(isTiered AND chargeCategory = 'Usage')",
      "charge-period-unknown": "(date IS NULL)",
      "cost-missing": "(extended_cost IS NULL)",
      "tags-unreadable": hasProblem("tags", "json-unreadable", "json-not-an-object"),
      "tags-duplicate-key": hasProblem("tags", "json-duplicate-key"),
      "additional-info-unreadable": hasProblem("additional_info", "json-unreadable", "json-not-an-object"),
      "currency-invalid": "(NOT match(currency, '^[A-Z]{3}$'))",
    }),
    x_SourceProblems: "problems",
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
    x_PricingBlockSize: "if(knownUnit = '', NULL, knownBlock)",
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
    x_BenefitId: "''",
    x_BenefitName: "''",
    x_BillingCurrency: "''",
    x_BillingExchangeRate: "NULL",
    x_BillingPeriodEnd: "''",
    x_BillingPeriodStart: "''",
    x_BillingProfileId: "''",
    x_BillingProfileName: "''",
    x_ChargeType: "''",
    x_CostAllocationRuleName: "''",
    x_Frequency: "''",
    x_InvoiceSectionId: "''",
    x_OtherColumns: "''",
    x_PayGPrice: "NULL",
    x_PricingCurrency: "''",
    x_PricingModel: "''",
    x_PublisherType: "''",
    x_ReservationId: "''",
    x_ReservationName: "''",
    x_ResourceTrackingRuleId: "toString(resource_tracking_rule_id)",
    x_RowBillingAccountId: "''",
    x_ServicePeriodEnd: "''",
    x_ServicePeriodStart: "''",
    x_SkuOfferId: "''",
    x_SkuOrderId: "''",
    x_SkuOrderName: "''",
    x_SkuPartNumber: "''",
    x_SkuPlanName: "''",
    x_SkuServiceFamily: "''",
    x_SkuTerm: "''",
    x_UnitPrice: "NULL",
  };
}
