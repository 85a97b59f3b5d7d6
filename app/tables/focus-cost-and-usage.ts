import {
  type ClickHouseByteSize,
  ClickHouseEngines,
  type ClickHouseNamedTuple,
  type Decimal,
  type LowCardinality,
  OlapTable,
  type UInt16,
  type UInt32,
} from "@514labs/moose-lib";
import type { tags } from "typia";
import type { ProblemTuple } from "./charge-row";

type Day = string & tags.Format<"date"> & ClickHouseByteSize<2>;
type Word = string & LowCardinality;
type Amount = Decimal<38, 18>;

/**
 * Grain: one charge of one snapshot, in the 65 columns of FOCUS 1.4 (domain/focus/focus-columns.ts) and after them what FOCUS has no column for, so
 * that no native field is lost. A snapshot of Azure is mapped from the facts and has as many rows and the same cost; one of another provider is read
 * from a FOCUS file, and then the columns of Azure are empty. JSON is text: it comes out as it went in, and may be null.
 * A partition is a snapshot, as in the facts. Written once and never changed. Order: what people drill down by.
 */
export interface FocusCostAndUsageRow {
  AllocatedMethodDetails: string | null;
  AllocatedMethodId: Word | null;
  AllocatedResourceId: string | null;
  AllocatedResourceName: string | null;
  AllocatedTags: string | null;
  AvailabilityZone: Word | null;
  BilledCost: Amount;
  BillingAccountId: Word;
  BillingAccountName: Word | null;
  BillingAccountType: Word;
  BillingCurrency: Word;
  BillingPeriodEnd: Date;
  BillingPeriodStart: Date;
  CapacityReservationId: Word | null;
  CapacityReservationStatus: Word | null;
  ChargeCategory: Word;
  ChargeClass: Word | null;
  ChargeDescription: Word | null;
  ChargeFrequency: Word;
  ChargePeriodEnd: Date;
  ChargePeriodStart: Date;
  CommitmentDiscountCategory: Word | null;
  CommitmentDiscountId: Word | null;
  CommitmentDiscountName: Word | null;
  CommitmentDiscountQuantity: Amount | null;
  CommitmentDiscountStatus: Word | null;
  CommitmentDiscountType: Word | null;
  CommitmentDiscountUnit: Word | null;
  CommitmentProgramEligibilityDetails: string | null;
  ConsumedQuantity: Amount | null;
  ConsumedUnit: Word | null;
  ContractApplied: string | null;
  ContractedCost: Amount;
  ContractedUnitPrice: Amount | null;
  EffectiveCost: Amount;
  HostProviderName: Word | null;
  InvoiceDetailId: string | null;
  InvoiceId: Word | null;
  InvoiceIssuerName: Word;
  ListCost: Amount;
  ListUnitPrice: Amount | null;
  PricingCategory: Word | null;
  PricingCurrency: Word;
  PricingCurrencyContractedUnitPrice: Amount | null;
  PricingCurrencyEffectiveCost: Amount;
  PricingCurrencyListUnitPrice: Amount | null;
  PricingQuantity: Amount | null;
  PricingUnit: Word | null;
  RegionId: Word | null;
  RegionName: Word | null;
  ResourceId: string | null;
  ResourceName: string | null;
  ResourceType: Word | null;
  ServiceCategory: Word;
  ServiceName: Word;
  ServiceProviderName: Word;
  ServiceSubcategory: Word;
  SkuId: Word | null;
  SkuMeter: Word | null;
  SkuPriceDetails: string | null;
  SkuPriceId: Word | null;
  SubAccountId: Word | null;
  SubAccountName: Word | null;
  SubAccountType: Word | null;
  Tags: string | null;
  x_AccountName: Word;
  x_AccountOwnerId: Word;
  /** Azure's benefitId: the savings plan or reservation of the row. */
  x_BenefitId: Word;
  x_BenefitName: Word;
  /** Enrollment number, or account of the file. With x_BillingPeriod and x_SnapshotId the key of the snapshot. */
  x_BillingAccountId: Word;
  /** Billing currency as sent in the row. BillingCurrency is that of the delivery; x_SourceProblems names a difference. */
  x_BillingCurrency: Word;
  /** Exchange rate from the pricing currency to the billing currency. */
  x_BillingExchangeRate: Decimal<38, 20> | null;
  /** First day of the billing month. */
  x_BillingPeriod: Day;
  /** As sent in the row; the period of the bill is BillingPeriodStart and BillingPeriodEnd. */
  x_BillingPeriodEnd: Word;
  x_BillingPeriodStart: Word;
  x_BillingProfileId: Word;
  x_BillingProfileName: Word;
  /** Unique: snapshot/page/ordinal, or the charge id of a live charge. */
  x_ChargeId: string;
  /**
   * `unused-commitment`: no bill has this row, it is what a commitment cost that nothing used; it counts as no charge, and is billed with 0. Else `bill`; empty in rows of
   * FOCUS files, and in those mapped before this column existed.
   */
  x_ChargeOrigin: ("" | "bill" | "unused-commitment") & LowCardinality;
  /** Azure's chargeType, from which ChargeCategory is derived; empty in the legacy schema. */
  x_ChargeType: Word;
  x_CmdbMappedApplicationService: Word;
  /** As Azure sent it: in pricing blocks when the unit is one, such as `10K`. */
  x_ConsumedQuantity: Decimal<38, 20> | null;
  x_ConsumedService: Word;
  /** The same for equal charges. Used to compare snapshots. */
  x_ContentHash: string;
  /** What ContractedCost is made of: the charge's own price, that of the account's price sheet of the month, or only what was billed. Empty: the provider says. */
  x_ContractedCostSource: Word;
  x_CostAllocationRuleName: Word;
  x_CostCenter: Word;
  /** Azure's resourceRate: the price per unit of x_ConsumedQuantity. */
  /** Which evidence EffectiveCost has; docs/commitments.md explains the words. Empty in rows of FOCUS files, whose provider says it, and in those mapped before this column existed. */
  x_EffectiveCostSource: ("" | "billed" | "amortized-report" | "reservation-details" | "order-terms" | "unknown") & LowCardinality;
  x_EffectiveUnitPrice: Decimal<38, 20> | null;
  /** Cost as sent; null when unreadable: BilledCost is then 0, and x_Problems names it. */
  x_ExtendedCost: Amount | null;
  /** extendedCost with the configured tax. FOCUS costs exclude tax. */
  x_ExtendedCostTax: Amount | null;
  /** Azure's frequency, from which ChargeFrequency is derived. */
  x_Frequency: Word;
  x_InstanceId: string;
  x_InvoiceSectionId: Word;
  /** Azure's departmentName. */
  x_InvoiceSectionName: Word;
  x_LatestResourceType: Word;
  x_LegacySubscriptionId: Word;
  /** Where ListUnitPrice and ListCost come from. */
  x_ListCostSource: ("price-sheet" | "pay-as-you-go" | "contracted" | "provider") & LowCardinality;
  /** Position on the page, from 0; for a file, position in the file. */
  x_Ordinal: UInt32;
  /** Columns of the source row that have no column here, by their original names, as JSON object text; empty when there are none. */
  x_OtherColumns: string;
  x_Page: UInt32;
  /** Azure's payGPrice: the pay-as-you-go price per unit of x_ConsumedQuantity. */
  x_PayGPrice: Decimal<38, 20> | null;
  x_PpmBillingItem: Word;
  x_PpmIdOwner: Word;
  x_PpmIoCc: Word;
  /** Number of units in one PricingUnit (Microsoft's PricingBlockSize); null when the unit could not be read. */
  x_PricingBlockSize: Amount | null;
  /** As sent; PricingCurrency is derived from it. */
  x_PricingCurrency: Word;
  /** Azure's pricingModel, from which PricingCategory is derived. */
  x_PricingModel: Word;
  /** Azure's unitOfMeasure. */
  x_PricingUnitDescription: Word;
  /** Codes of what could not be mapped by a rule; docs/numbers.md explains them. */
  x_Problems: string[];
  /** ProviderName and PublisherName of FOCUS up to 1.3. */
  x_ProviderName: Word | null;
  x_PublisherName: Word | null;
  /** Azure's publisherType: Azure, Microsoft, Marketplace or AWS. */
  x_PublisherType: Word;
  x_ReservationId: Word;
  x_ReservationName: Word;
  /** Resource group for comparisons: in lower case for Microsoft. */
  x_ResourceGroupName: Word;
  /** Resource for comparisons: for Microsoft, ResourceId in lower case without trailing slashes; for other providers, ResourceId. Empty when there is no resource. */
  x_ResourceKey: string;
  x_ResourceLocation: Word;
  x_ResourceName: string;
  x_ResourceTracking: Word;
  /** Id of the rule that gave the charge its owner; null when no rule matched. */
  x_ResourceTrackingRuleId: Word | null;
  /** Type of the resource in lower case, such as `microsoft.compute/virtualmachines`. */
  x_ResourceType: Word;
  /** Billing account as sent in the row; x_BillingAccountId is that of the delivery. */
  x_RowBillingAccountId: Word;
  x_ServiceAdministratorId: Word;
  x_ServiceInfo1: string;
  x_ServiceInfo2: string;
  /** As sent. */
  x_ServicePeriodEnd: Word;
  /** As sent. */
  x_ServicePeriodStart: Word;
  x_Sku: Word;
  x_SkuDescription: Word;
  /** additionalInfo as Azure sent it. */
  x_SkuDetails: string;
  x_SkuMeterCategory: Word;
  x_SkuMeterId: Word;
  x_SkuMeterName: Word;
  x_SkuMeterSubcategory: Word;
  x_SkuOfferId: Word;
  /** Azure's productOrderId. */
  x_SkuOrderId: Word;
  x_SkuOrderName: Word;
  x_SkuPartNumber: Word;
  x_SkuPlanName: Word;
  x_SkuRegion: Word;
  x_SkuServiceFamily: Word;
  /** Azure's term, as sent: months, or a text such as `P1Y`. */
  x_SkuTerm: Word;
  x_SnapshotId: Word;
  /** Columns of a file that have no column here, and original values that were repaired, by their names in the file, as JSON object text; empty when there are none. */
  x_SourceColumns: string;
  /** FOCUS version of the file that the row was read from; empty for mapped rows. */
  x_SourceFocusVersion: Word;
  /** Problems of the source row; docs/numbers.md explains the codes. */
  x_SourceProblems: (ProblemTuple & ClickHouseNamedTuple)[];
  x_StoreServiceIdentifier: string;
  /** Sub-account for comparisons: in lower case for Microsoft. SubAccountId keeps the spelling of the source. */
  x_SubscriptionId: Word;
  x_SubscriptionName: Word;
  /** tags as Azure sent them. */
  x_TagsText: string;
  /** Azure's unitPrice. */
  x_UnitPrice: Decimal<38, 20> | null;
  x_UnknownFields: UInt16;
  /** Usage day; null when unreadable: the charge period is then the whole billing period. */
  x_UsageDate: Day | null;
  x_VmName: string;
}

export const FocusCostAndUsageTable = new OlapTable<FocusCostAndUsageRow>("FocusCostAndUsage", {
  engine: ClickHouseEngines.MergeTree,
  partitionBy: "(x_BillingAccountId, x_BillingPeriod, x_SnapshotId)",
  orderByFields: ["ServiceName", "x_SubscriptionId", "x_ResourceGroupName", "x_Page", "x_Ordinal"],
  // As the facts.
  settings: { fsync_after_insert: "1", fsync_part_directory: "1", min_bytes_for_wide_part: "268435456" },
});
