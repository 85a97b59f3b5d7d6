import type { FocusCustomColumn } from "../focus-custom-columns";

/** What an `x_` column of ours holds. */
export type FocusFileColumnKind = "text" | "amount" | "quantity" | "day";

/**
 * The `x_` columns of FocusCostAndUsage that a file may fill: Microsoft's files and our own have columns of these names. What is left out is made
 * anew for each snapshot (its key, page, ids, problems).
 */
export const focusFileColumns = [
  ["x_AccountOwnerId", "text"],
  ["x_AccountName", "text"],
  ["x_ServiceAdministratorId", "text"],
  ["x_SubscriptionId", "text"],
  ["x_LegacySubscriptionId", "text"],
  ["x_SubscriptionName", "text"],
  ["x_UsageDate", "day"],
  ["x_SkuDescription", "text"],
  ["x_SkuMeterId", "text"],
  ["x_SkuMeterCategory", "text"],
  ["x_SkuMeterSubcategory", "text"],
  ["x_SkuMeterName", "text"],
  ["x_SkuRegion", "text"],
  ["x_ConsumedQuantity", "quantity"],
  ["x_EffectiveUnitPrice", "quantity"],
  ["x_ExtendedCost", "amount"],
  ["x_ExtendedCostTax", "amount"],
  ["x_PricingUnitDescription", "text"],
  ["x_PricingBlockSize", "amount"],
  ["x_ResourceLocation", "text"],
  ["x_ConsumedService", "text"],
  ["x_InstanceId", "text"],
  ["x_ResourceType", "text"],
  ["x_ResourceGroupName", "text"],
  ["x_ServiceInfo1", "text"],
  ["x_ServiceInfo2", "text"],
  ["x_SkuDetails", "text"],
  ["x_TagsText", "text"],
  ["x_StoreServiceIdentifier", "text"],
  ["x_InvoiceSectionName", "text"],
  ["x_CostCenter", "text"],
  ["x_ResourceName", "text"],
  ["x_VmName", "text"],
  ["x_Sku", "text"],
  ["x_LatestResourceType", "text"],
  ["x_ResourceTracking", "text"],
  ["x_CmdbMappedApplicationService", "text"],
  ["x_PpmBillingItem", "text"],
  ["x_PpmIdOwner", "text"],
  ["x_PpmIoCc", "text"],
] as const satisfies readonly (readonly [FocusCustomColumn, FocusFileColumnKind])[];

export type FocusFileColumn = (typeof focusFileColumns)[number][0];
