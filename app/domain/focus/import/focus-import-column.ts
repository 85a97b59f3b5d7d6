import { type FocusColumnName, focusColumns } from "../focus-columns";
import type { FocusCustomColumn } from "../focus-custom-columns";

/** A column of FocusCostAndUsage that is filled from a file. */
export type FocusImportColumn = FocusColumnName | FocusFileColumn | (typeof ownColumns)[number]["name"];

/** How the text of a file becomes a value. */
export type FocusImportKind = "text" | "amount" | "quantity" | "date-time" | "json" | "day";

/** Those of our `x_` columns that are not text, number or day of a file alone. */
const ownColumns = [
  { name: "x_ProviderName", kind: "text", nullable: true },
  { name: "x_PublisherName", kind: "text", nullable: true },
  { name: "x_ListCostSource", kind: "text", nullable: false },
  { name: "x_ResourceKey", kind: "text", nullable: false },
  { name: "x_ResourceTrackingRuleId", kind: "text", nullable: true },
] as const;

/**
 * The `x_` columns of FocusCostAndUsage that a file may fill: Microsoft's files and our own have columns of these names. What is left out is made
 * anew for each snapshot (its key, page, ids, problems).
 */
export const focusFileColumns = [
  ["x_AccountName", "text"],
  ["x_AccountOwnerId", "text"],
  ["x_BenefitId", "text"],
  ["x_BenefitName", "text"],
  ["x_BillingCurrency", "text"],
  ["x_BillingExchangeRate", "quantity"],
  ["x_BillingPeriodEnd", "text"],
  ["x_BillingPeriodStart", "text"],
  ["x_BillingProfileId", "text"],
  ["x_BillingProfileName", "text"],
  ["x_ChargeType", "text"],
  ["x_CmdbMappedApplicationService", "text"],
  ["x_ConsumedQuantity", "quantity"],
  ["x_ConsumedService", "text"],
  ["x_ContractedCostSource", "text"],
  ["x_CostAllocationRuleName", "text"],
  ["x_CostCenter", "text"],
  ["x_EffectiveCostSource", "text"],
  ["x_EffectiveUnitPrice", "quantity"],
  ["x_ExtendedCost", "amount"],
  ["x_ExtendedCostTax", "amount"],
  ["x_Frequency", "text"],
  ["x_InstanceId", "text"],
  ["x_InvoiceSectionId", "text"],
  ["x_InvoiceSectionName", "text"],
  ["x_LatestResourceType", "text"],
  ["x_LegacySubscriptionId", "text"],
  ["x_OtherColumns", "text"],
  ["x_PayGPrice", "quantity"],
  ["x_PpmBillingItem", "text"],
  ["x_PpmIdOwner", "text"],
  ["x_PpmIoCc", "text"],
  ["x_PricingBlockSize", "amount"],
  ["x_PricingCurrency", "text"],
  ["x_PricingModel", "text"],
  ["x_PricingUnitDescription", "text"],
  ["x_PublisherType", "text"],
  ["x_ReservationId", "text"],
  ["x_ReservationName", "text"],
  ["x_ResourceGroupName", "text"],
  ["x_ResourceLocation", "text"],
  ["x_ResourceName", "text"],
  ["x_ResourceTracking", "text"],
  ["x_ResourceType", "text"],
  ["x_RowBillingAccountId", "text"],
  ["x_ServiceAdministratorId", "text"],
  ["x_ServiceInfo1", "text"],
  ["x_ServiceInfo2", "text"],
  ["x_ServicePeriodEnd", "text"],
  ["x_ServicePeriodStart", "text"],
  ["x_Sku", "text"],
  ["x_SkuDescription", "text"],
  ["x_SkuDetails", "text"],
  ["x_SkuMeterCategory", "text"],
  ["x_SkuMeterId", "text"],
  ["x_SkuMeterName", "text"],
  ["x_SkuMeterSubcategory", "text"],
  ["x_SkuOfferId", "text"],
  ["x_SkuOrderId", "text"],
  ["x_SkuOrderName", "text"],
  ["x_SkuPartNumber", "text"],
  ["x_SkuPlanName", "text"],
  ["x_SkuRegion", "text"],
  ["x_SkuServiceFamily", "text"],
  ["x_SkuTerm", "text"],
  ["x_StoreServiceIdentifier", "text"],
  ["x_SubscriptionId", "text"],
  ["x_SubscriptionName", "text"],
  ["x_TagsText", "text"],
  ["x_UnitPrice", "quantity"],
  ["x_UsageDate", "day"],
  ["x_VmName", "text"],
] as const satisfies readonly (readonly [FocusCustomColumn, FocusFileColumnKind])[];

/** All of them with their kind: first the 65 of FOCUS, then ours. */
export const focusImportColumns: readonly {
  readonly name: FocusImportColumn;
  readonly kind: FocusImportKind;
  readonly nullable: boolean;
}[] = [
  ...focusColumns.map(({ name, dataType, nullable }) => ({ name, kind: kinds(dataType), nullable })),
  ...ownColumns,
  ...focusFileColumns.map(([name, kind]) => ({ name, kind, nullable: kind !== "text" })),
];

function kinds(dataType: (typeof focusColumns)[number]["dataType"]): FocusImportKind {
  switch (dataType) {
    case "String":
      return "text";
    case "Decimal":
      return "amount";
    case "Date/Time":
      return "date-time";
    case "JSON":
      return "json";
  }
}

/** What an `x_` column of ours holds. */
export type FocusFileColumnKind = "text" | "amount" | "quantity" | "day";

type FocusFileColumn = (typeof focusFileColumns)[number][0];
