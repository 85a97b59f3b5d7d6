import type { FocusRule } from "../../../app/domain/focus/rules/focus-rule";
import { type ChargeRow, goodCharges } from "./good-charges";

type Kind = keyof typeof goodCharges;

/** A good charge that is spoiled so that it breaks this rule on a column's values and no other; for rules over sets a pair of charges. */
export function brokenCharges(rule: FocusRule): readonly ChargeRow[] {
  if (rule.kind === "type") return [];
  const { column } = rule;
  if (rule.kind === "set") return [goodCharges.covered, { ...goodCharges.covered, ...(otherValues[rule.id] ?? { [column]: "Another" }) }];
  const special = spoiled[rule.id];
  if (special !== undefined) return [{ ...goodCharges[special[0]], ...special[1] }];
  const value = byKind.find(([suffix]) => rule.id === `${column}-${suffix}`)?.[1];
  if (value === undefined) throw new Error(`no charge is known that breaks ${rule.id}`);
  return [{ ...goodCharges[column === "ChargeCategory" ? "credit" : column === "PricingCategory" ? "usage" : "covered"], [column]: value }];
}

/** Rules that follow from a column's definition. */
const byKind: readonly (readonly [string, string | number])[] = [
  ["not-empty", " "],
  ["not-null", ""],
  ["allowed", "Nonsense"],
  ["currency", "ZZZ"],
  ["unit", "10 hours"],
  ["object", "[]"],
  ["key-value", '{"x_a":{}}'],
];

const otherValues: Readonly<Record<string, ChargeRow>> = {
  "CommitmentDiscountUnit-one-per-CommitmentDiscountId": { CommitmentDiscountUnit: "Days" },
  "ServiceSubcategory-one-per-ServiceName": { ServiceSubcategory: "Containers" },
  "SkuId-one-per-SkuPriceId": { SkuId: "another" },
  "ServiceCategory-one-per-ServiceName": { ServiceCategory: "Storage", ServiceSubcategory: "Block Storage" },
};

const commitment = "/providers/microsoft.capacity/reservationorders/1/reservations/2";

/** What is null without a SKU price, but for what a rule looks at. */
const withoutSkuPrice: ChargeRow = {
  ...{
    SkuPriceId: null,
    SkuPriceDetails: null,
    ContractedUnitPrice: null,
    ListUnitPrice: null,
    PricingCategory: null,
    PricingQuantity: null,
  },
  ...{ PricingUnit: null, PricingCurrencyContractedUnitPrice: null, PricingCurrencyListUnitPrice: null },
};
const applied = '{"ContractId":"c-1","ContractCommitmentId":"c-1-1"}';
const nothingConsumed: ChargeRow = { ConsumedQuantity: null, ConsumedUnit: null };
const noCommitment: ChargeRow = {
  ...{ CommitmentDiscountId: null, CommitmentDiscountCategory: null, CommitmentDiscountType: null },
  ...{ CommitmentDiscountQuantity: null, CommitmentDiscountUnit: null },
};

const spoiled: Readonly<Record<string, readonly [Kind, ChargeRow]>> = {
  "BillingPeriodEnd-not-null": ["usage", { BillingPeriodEnd: 0 }],
  "BillingPeriodStart-not-null": ["usage", { BillingPeriodStart: 0 }],
  "ChargePeriodEnd-not-null": ["usage", { ChargePeriodEnd: 0 }],
  "ChargePeriodStart-not-null": ["usage", { ChargePeriodStart: 0 }],
  "ContractedUnitPrice-non-negative": ["usage", { ContractedUnitPrice: "-1", ContractedCost: "-2", PricingCurrency: "USD" }],
  "ListUnitPrice-non-negative": ["usage", { ListUnitPrice: "-1", ListCost: "-2", PricingCurrency: "USD" }],
  "PricingCurrencyContractedUnitPrice-non-negative": ["usage", { PricingCurrencyContractedUnitPrice: "-1", PricingCurrency: "USD" }],
  "PricingCurrencyListUnitPrice-non-negative": ["usage", { PricingCurrencyListUnitPrice: "-1", PricingCurrency: "USD" }],

  "SkuId-null-tax": ["tax", { SkuId: "vat", SkuMeter: "VAT" }],
  "SkuPriceId-null-tax": ["tax", { SkuPriceId: "vat" }],
  "ContractedUnitPrice-null-tax": ["tax", { ContractedUnitPrice: "1" }],
  "ListUnitPrice-null-tax": ["tax", { ListUnitPrice: "1" }],
  "PricingCategory-null-tax": ["tax", { PricingCategory: "Standard" }],
  "PricingCurrencyContractedUnitPrice-null-tax": ["tax", { PricingCurrencyContractedUnitPrice: "1" }],
  "PricingCurrencyListUnitPrice-null-tax": ["tax", { PricingCurrencyListUnitPrice: "1" }],
  "PricingQuantity-null-tax": ["tax", { PricingQuantity: "1", PricingUnit: "Units" }],

  "ContractedUnitPrice-null-without-sku-price": ["credit", { ContractedUnitPrice: "1" }],
  "ListUnitPrice-null-without-sku-price": ["credit", { ListUnitPrice: "1" }],
  "PricingCategory-null-without-sku-price": ["credit", { PricingCategory: "Standard" }],
  "PricingCurrencyContractedUnitPrice-null-without-sku-price": ["credit", { PricingCurrencyContractedUnitPrice: "1" }],
  "PricingCurrencyListUnitPrice-null-without-sku-price": ["credit", { PricingCurrencyListUnitPrice: "1" }],
  "PricingQuantity-null-without-sku-price": ["credit", { PricingQuantity: "1", PricingUnit: "Units" }],
  "ConsumedQuantity-null-without-sku-price": ["correction", withoutSkuPrice],
  "CommitmentDiscountQuantity-null-without-sku-price": ["covered", { ...withoutSkuPrice, ...nothingConsumed, ChargeClass: "Correction" }],
  "BillingAccountName-value-named-source": ["usage", { BillingAccountName: null, x_ChargeType: "Usage" }],

  "AllocatedMethodDetails-null-without-AllocatedMethodId": ["usage", { AllocatedMethodDetails: '{"Elements":[{"AllocatedRatio":1}]}' }],
  "AllocatedResourceId-null-without-AllocatedMethodId": ["usage", { AllocatedResourceId: "pod", AllocatedResourceName: "pod" }],
  "AllocatedTags-null-without-AllocatedMethodId": ["usage", { AllocatedTags: "{}" }],
  "CapacityReservationStatus-null-without-CapacityReservationId": ["usage", { CapacityReservationStatus: "Used" }],
  "CommitmentDiscountName-null-without-CommitmentDiscountId": ["usage", { CommitmentDiscountName: "Three years" }],
  "CommitmentDiscountStatus-null-without-CommitmentDiscountId": ["usage", { CommitmentDiscountStatus: "Used" }],
  "CommitmentDiscountQuantity-null-not-committed": ["usage", { CommitmentDiscountQuantity: "1", CommitmentDiscountUnit: "Hours" }],
  "ConsumedQuantity-null-not-usage": ["credit", { ConsumedQuantity: "1", ConsumedUnit: "Units" }],
  "ConsumedQuantity-null-unused": ["unused", { ConsumedQuantity: "1", ConsumedUnit: "Units" }],
  "InvoiceDetailId-null-without-InvoiceId": ["usage", { InvoiceDetailId: "1" }],
  "ResourceName-null-without-ResourceId": ["credit", { ResourceName: "one" }],
  "SkuMeter-null-without-SkuId": ["credit", { SkuMeter: "Write Operations" }],
  "SkuPriceDetails-null-without-SkuPriceId": ["credit", { SkuPriceDetails: "{}" }],

  "SkuId-value-priced": ["usage", { SkuId: null, SkuMeter: null }],
  "SkuPriceId-value-priced": ["usage", { ...withoutSkuPrice, ...nothingConsumed }],
  "ContractedUnitPrice-value-with-sku-price": ["usage", { ContractedUnitPrice: null }],
  "ListUnitPrice-value-with-sku-price": ["usage", { ListUnitPrice: null }],
  "PricingCategory-value-priced": ["usage", { PricingCategory: null }],
  "PricingCurrencyContractedUnitPrice-value-with-sku-price": ["usage", { PricingCurrencyContractedUnitPrice: null }],
  "PricingCurrencyListUnitPrice-value-with-sku-price": ["usage", { PricingCurrencyListUnitPrice: null }],
  "PricingQuantity-value-priced": ["usage", { PricingQuantity: null, PricingUnit: null }],
  "CommitmentDiscountQuantity-value-committed": ["covered", { CommitmentDiscountQuantity: null, CommitmentDiscountUnit: null }],
  "CommitmentDiscountStatus-value-usage-with-CommitmentDiscountId": ["covered", { CommitmentDiscountStatus: null }],
  "CapacityReservationStatus-value-usage-with-CapacityReservationId": ["covered", { CapacityReservationStatus: null }],
  "ConsumedQuantity-value-metered": ["usage", { ConsumedQuantity: null, ConsumedUnit: null }],

  "AllocatedResourceName-null-without-AllocatedResourceId": ["covered", { AllocatedResourceId: null }],
  "AllocatedResourceName-value-with-AllocatedResourceId": ["covered", { AllocatedResourceName: null }],
  "CommitmentDiscountCategory-null-without-CommitmentDiscountId": ["usage", { CommitmentDiscountCategory: "Usage" }],
  "CommitmentDiscountCategory-value-with-CommitmentDiscountId": ["covered", { CommitmentDiscountCategory: null }],
  "CommitmentDiscountType-null-without-CommitmentDiscountId": ["usage", { CommitmentDiscountType: "Reservation" }],
  "CommitmentDiscountType-value-with-CommitmentDiscountId": ["covered", { CommitmentDiscountType: null }],
  "CommitmentDiscountUnit-null-without-CommitmentDiscountQuantity": ["usage", { CommitmentDiscountUnit: "Hours" }],
  "CommitmentDiscountUnit-value-with-CommitmentDiscountQuantity": ["covered", { CommitmentDiscountUnit: null }],
  "ConsumedUnit-null-without-ConsumedQuantity": ["credit", { ConsumedUnit: "Units" }],
  "ConsumedUnit-value-with-ConsumedQuantity": ["usage", { ConsumedUnit: null }],
  "PricingUnit-null-without-PricingQuantity": ["credit", { PricingUnit: "Units" }],
  "PricingUnit-value-with-PricingQuantity": ["usage", { PricingUnit: null }],
  "RegionName-null-without-RegionId": ["usage", { RegionId: null }],
  "RegionName-value-with-RegionId": ["usage", { RegionName: null }],
  "ResourceType-null-without-ResourceId": ["credit", { ResourceType: "Disk" }],
  "ResourceType-value-with-ResourceId": ["usage", { ResourceType: null }],
  "SubAccountName-null-without-SubAccountId": ["credit", { SubAccountName: "Production" }],
  "SubAccountName-value-with-SubAccountId": ["usage", { SubAccountName: null }],
  "SubAccountType-null-without-SubAccountId": ["credit", { SubAccountType: "Subscription" }],
  "SubAccountType-value-with-SubAccountId": ["usage", { SubAccountType: null }],
  "ChargeDescription-value-wanted": ["usage", { ChargeDescription: null }],
  "SkuMeter-value-with-SkuId": ["usage", { SkuMeter: null }],

  // What Microsoft's own export does on a meter of 10K: the price of one unit with the quantity in blocks.
  "ContractedCost-product": ["usage", { ContractedCost: "0.000065" }],
  "ListCost-product": ["usage", { ListCost: "0.650001" }],
  "ContractedCost-credit": ["credit", { ContractedCost: "0.66" }],
  "ListCost-credit": ["credit", { ListCost: "0.66" }],
  "PricingCurrencyContractedUnitPrice-same": ["usage", { PricingCurrencyContractedUnitPrice: "0.326" }],
  "PricingCurrencyListUnitPrice-same": ["usage", { PricingCurrencyListUnitPrice: "0.326" }],
  "PricingCurrencyEffectiveCost-same": ["usage", { PricingCurrencyEffectiveCost: "0.650000000000000001" }],
  "EffectiveCost-uncovered": ["usage", { EffectiveCost: "0.6", PricingCurrencyEffectiveCost: "0.6" }],
  "EffectiveCost-credit": ["credit", { EffectiveCost: "0.6", PricingCurrencyEffectiveCost: "0.6" }],
  "EffectiveCost-uncovered-purchase": ["purchase", { ...noCommitment, EffectiveCost: "0.6", PricingCurrencyEffectiveCost: "0.6" }],
  "EffectiveCost-purchase": ["purchase", { EffectiveCost: "0.65", PricingCurrencyEffectiveCost: "0.65" }],
  "BilledCost-covered": ["covered", { BilledCost: "0.65" }],
  "PricingCategory-committed": ["covered", { PricingCategory: "Standard" }],
  "CommitmentDiscountId-committed": ["usage", { PricingCategory: "Committed" }],
  "CommitmentDiscountStatus-unused": ["purchase", { CommitmentDiscountStatus: "Unused" }],
  "ResourceId-commitment": ["unused", { ResourceId: `${commitment}0` }],
  "ChargeFrequency-purchase": ["purchase", { ChargeFrequency: "Usage-Based" }],
  "BillingPeriodStart-snapshot": ["correction", { BillingPeriodStart: "2026-09-01 00:00:00" }],
  "BillingPeriodEnd-after-start": ["usage", { BillingPeriodEnd: "2026-10-01 00:00:00" }],
  "ChargePeriodEnd-after-start": ["usage", { ChargePeriodEnd: "2026-10-07 00:00:00" }],
  "ChargePeriodStart-in-billing-period": ["usage", { ChargePeriodStart: "2026-09-30 00:00:00" }],
  "ServiceSubcategory-parent": ["usage", { ServiceSubcategory: "Virtual Machines" }],
  "SkuPriceDetails-keys": ["usage", { SkuPriceDetails: '{"VCPUs":4}' }],
  "AllocatedMethodDetails-elements": ["covered", { AllocatedMethodDetails: '{"Elements":{}}' }],
  "CommitmentProgramEligibilityDetails-programs": ["covered", { CommitmentProgramEligibilityDetails: '{"CommitmentPrograms":[]}' }],
  "ContractApplied-elements": ["covered", { ContractApplied: '{"Elements":[{"ContractId":"c-1"}]}' }],
  "AllocatedMethodDetails-unique-keys": ["covered", { AllocatedMethodDetails: '{"Elements":[{"AllocatedRatio":1}],"x":1,"x":2}' }],
  "AllocatedMethodDetails-array-items": [
    "covered",
    { AllocatedMethodDetails: '{"Elements":[{"AllocatedRatio":1},{"AllocatedRatio": 1}]}' },
  ],
  "AllocatedMethodDetails-depth": ["covered", { AllocatedMethodDetails: '{"Elements":[{"AllocatedRatio":1,"x":{}}]}' }],
  "CommitmentProgramEligibilityDetails-unique-keys": [
    "covered",
    { CommitmentProgramEligibilityDetails: '{"CommitmentPrograms":[{"ProgramType":"a","ProgramType":"b"}]}' },
  ],
  "CommitmentProgramEligibilityDetails-array-items": [
    "covered",
    { CommitmentProgramEligibilityDetails: '{"CommitmentPrograms":[{"ProgramType":"a"}],"x":[null]}' },
  ],
  "CommitmentProgramEligibilityDetails-depth": [
    "covered",
    { CommitmentProgramEligibilityDetails: '{"CommitmentPrograms":[{"ProgramType":"a","x":[]}]}' },
  ],
  "ContractApplied-unique-keys": ["covered", { ContractApplied: `{"Elements":[${applied}],"Elements":[${applied}]}` }],
  "ContractApplied-array-items": ["covered", { ContractApplied: `{"Elements":[${applied}],"x":[1,"1"]}` }],
  "ContractApplied-depth": ["covered", { ContractApplied: `{"Elements":[${applied}],"x":[[[]]]}` }],
  "AllocatedTags-not-in-tags": ["covered", { AllocatedTags: '{"app":"shop"}' }],
  "SkuPriceDetails-value-types": ["usage", { SkuPriceDetails: '{"CoreCount":"4"}' }],
  "ResourceName-not-id": ["usage", { ResourceName: goodCharges.usage.ResourceId ?? null }],
};
