import { focusServiceTaxonomy } from "./focus-service-taxonomy";

/** Types of the specification. JSON is stored as text, since text comes out as it went in and may be null. */
export type FocusDataType = "String" | "Decimal" | "Date/Time" | "JSON";

/** What FOCUS requires of the producer: Conditional columns are present because Azure meets their condition. */
export type FocusFeatureLevel = "Mandatory" | "Recommended" | "Conditional";

/** The form of a column's values, beyond its type. */
export type FocusValueFormat = "any" | "non-negative" | "currency" | "unit" | "key-value" | "object" | "allowed-values";

/** One column of the FOCUS 1.4 dataset Cost and Usage. */
export interface FocusColumn {
  readonly name: FocusColumnName;
  readonly dataType: FocusDataType;
  /** Without Nullable and LowCardinality. */
  readonly clickHouseType: string;
  readonly nullable: boolean;
  readonly level: FocusFeatureLevel;
  /** The version of FOCUS that brought it. */
  readonly since: string;
  readonly format: FocusValueFormat;
  /** Empty: no closed list. */
  readonly allowedValues: readonly string[];
}

export type FocusColumnName = (typeof columns)[number][0];

/** Name, type, whether null is allowed, level, since. The order is the specification's, which is alphabetical. */
const columns = [
  ["AllocatedMethodDetails", "JSON", "null", "Recommended", "1.3"],
  ["AllocatedMethodId", "String", "null", "Conditional", "1.3"],
  ["AllocatedResourceId", "String", "null", "Conditional", "1.3"],
  ["AllocatedResourceName", "String", "null", "Conditional", "1.3"],
  ["AllocatedTags", "JSON", "null", "Conditional", "1.3"],
  ["AvailabilityZone", "String", "null", "Recommended", "0.5"],
  ["BilledCost", "Decimal", "not null", "Mandatory", "0.5"],
  ["BillingAccountId", "String", "not null", "Mandatory", "0.5"],
  ["BillingAccountName", "String", "null", "Mandatory", "0.5"],
  ["BillingAccountType", "String", "not null", "Conditional", "1.2"],
  ["BillingCurrency", "String", "not null", "Mandatory", "0.5"],
  ["BillingPeriodEnd", "Date/Time", "not null", "Mandatory", "0.5"],
  ["BillingPeriodStart", "Date/Time", "not null", "Mandatory", "0.5"],
  ["CapacityReservationId", "String", "null", "Conditional", "1.1"],
  ["CapacityReservationStatus", "String", "null", "Conditional", "1.1"],
  ["ChargeCategory", "String", "not null", "Mandatory", "0.5"],
  ["ChargeClass", "String", "null", "Mandatory", "1.0"],
  ["ChargeDescription", "String", "null", "Mandatory", "1.0"],
  ["ChargeFrequency", "String", "not null", "Recommended", "1.0"],
  ["ChargePeriodEnd", "Date/Time", "not null", "Mandatory", "0.5"],
  ["ChargePeriodStart", "Date/Time", "not null", "Mandatory", "0.5"],
  ["CommitmentDiscountCategory", "String", "null", "Conditional", "1.0"],
  ["CommitmentDiscountId", "String", "null", "Conditional", "1.0"],
  ["CommitmentDiscountName", "String", "null", "Conditional", "1.0"],
  ["CommitmentDiscountQuantity", "Decimal", "null", "Conditional", "1.1"],
  ["CommitmentDiscountStatus", "String", "null", "Conditional", "1.0"],
  ["CommitmentDiscountType", "String", "null", "Conditional", "1.0"],
  ["CommitmentDiscountUnit", "String", "null", "Conditional", "1.1"],
  ["CommitmentProgramEligibilityDetails", "JSON", "null", "Conditional", "1.4"],
  ["ConsumedQuantity", "Decimal", "null", "Conditional", "1.0"],
  ["ConsumedUnit", "String", "null", "Conditional", "1.0"],
  ["ContractApplied", "JSON", "null", "Conditional", "1.3"],
  ["ContractedCost", "Decimal", "not null", "Mandatory", "1.0"],
  ["ContractedUnitPrice", "Decimal", "null", "Conditional", "1.0"],
  ["EffectiveCost", "Decimal", "not null", "Mandatory", "0.5"],
  ["HostProviderName", "String", "null", "Mandatory", "1.3"],
  ["InvoiceDetailId", "String", "null", "Conditional", "1.4"],
  ["InvoiceId", "String", "null", "Conditional", "1.2"],
  ["InvoiceIssuerName", "String", "not null", "Mandatory", "0.5"],
  ["ListCost", "Decimal", "not null", "Mandatory", "1.0"],
  ["ListUnitPrice", "Decimal", "null", "Conditional", "1.0"],
  ["PricingCategory", "String", "null", "Conditional", "1.0"],
  ["PricingCurrency", "String", "not null", "Conditional", "1.2"],
  ["PricingCurrencyContractedUnitPrice", "Decimal", "null", "Conditional", "1.2"],
  ["PricingCurrencyEffectiveCost", "Decimal", "not null", "Conditional", "1.2"],
  ["PricingCurrencyListUnitPrice", "Decimal", "null", "Conditional", "1.2"],
  ["PricingQuantity", "Decimal", "null", "Mandatory", "1.0"],
  ["PricingUnit", "String", "null", "Mandatory", "1.0"],
  ["RegionId", "String", "null", "Conditional", "1.0"],
  ["RegionName", "String", "null", "Conditional", "1.0"],
  ["ResourceId", "String", "null", "Conditional", "0.5"],
  ["ResourceName", "String", "null", "Conditional", "0.5"],
  ["ResourceType", "String", "null", "Conditional", "1.0"],
  ["ServiceCategory", "String", "not null", "Mandatory", "0.5"],
  ["ServiceName", "String", "not null", "Mandatory", "0.5"],
  ["ServiceProviderName", "String", "not null", "Mandatory", "1.3"],
  ["ServiceSubcategory", "String", "not null", "Recommended", "1.1"],
  ["SkuId", "String", "null", "Conditional", "1.0"],
  ["SkuMeter", "String", "null", "Conditional", "1.1"],
  ["SkuPriceDetails", "JSON", "null", "Conditional", "1.1"],
  ["SkuPriceId", "String", "null", "Conditional", "1.0"],
  ["SubAccountId", "String", "null", "Conditional", "0.5"],
  ["SubAccountName", "String", "null", "Conditional", "0.5"],
  ["SubAccountType", "String", "null", "Conditional", "1.2"],
  ["Tags", "JSON", "null", "Conditional", "1.0"],
] as const satisfies readonly (readonly [string, FocusDataType, "null" | "not null", FocusFeatureLevel, string])[];

const clickHouseTypes: Readonly<Record<FocusDataType, string>> = {
  String: "String",
  Decimal: "Decimal(38, 18)",
  "Date/Time": "DateTime('UTC')",
  JSON: "String",
};

const formats: Readonly<Partial<Record<FocusColumnName, Exclude<FocusValueFormat, "any" | "allowed-values">>>> = {
  AllocatedMethodDetails: "object",
  AllocatedTags: "key-value",
  BillingCurrency: "currency",
  CommitmentDiscountUnit: "unit",
  CommitmentProgramEligibilityDetails: "object",
  ConsumedUnit: "unit",
  ContractApplied: "object",
  ContractedUnitPrice: "non-negative",
  ListUnitPrice: "non-negative",
  PricingCurrency: "currency",
  PricingCurrencyContractedUnitPrice: "non-negative",
  PricingCurrencyListUnitPrice: "non-negative",
  PricingUnit: "unit",
  SkuPriceDetails: "key-value",
  Tags: "key-value",
};

const allowedValues: Readonly<Partial<Record<FocusColumnName, readonly string[]>>> = {
  CapacityReservationStatus: ["Used", "Unused"],
  ChargeCategory: ["Usage", "Purchase", "Tax", "Credit", "Adjustment"],
  ChargeClass: ["Correction"],
  ChargeFrequency: ["One-Time", "Recurring", "Usage-Based"],
  CommitmentDiscountCategory: ["Spend", "Usage"],
  CommitmentDiscountStatus: ["Used", "Unused"],
  PricingCategory: ["Standard", "Dynamic", "Committed", "Other"],
  ServiceCategory: Object.keys(focusServiceTaxonomy),
  ServiceSubcategory: Object.values(focusServiceTaxonomy).flat(),
};

/** All 65 columns in the order of the specification. https://focus.finops.org/focus-specification/v1-4/ */
export const focusColumns: readonly FocusColumn[] = columns.map(([name, dataType, nulls, level, since]) => ({
  name,
  dataType,
  clickHouseType: clickHouseTypes[dataType],
  nullable: nulls === "null",
  level,
  since,
  format: formats[name] ?? (allowedValues[name] === undefined ? "any" : "allowed-values"),
  allowedValues: allowedValues[name] ?? [],
}));
