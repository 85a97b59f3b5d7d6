/** How an official requirement of FOCUS 1.4 is handled here. */
export type FocusRequirementDecision =
  /** Rules of ours that check it, by their ids. */
  | { readonly kind: "rules"; readonly rules: readonly string[] }
  /** Not something a query over rows can check. */
  | { readonly kind: "not-executable"; readonly reason: string }
  /** It only holds others together, allows something, or is gone from 1.4. */
  | { readonly kind: "container" | "permission" | "removed" | "deprecated" };

export interface FocusRequirement {
  /** As the requirements model of the specification names it. */
  readonly id: string;
  readonly decision: FocusRequirementDecision;
}

/** Rules of ours that no official requirement asks for. */
export const rulesOfOurs: readonly string[] = [
  "ChargePeriodStart-in-billing-period",
  "CommitmentDiscountStatus-unused",
  "ContractCommitment.ContractCommitmentLastUpdated-not-null",
  "PricingCurrencyContractedUnitPrice-same",
  "PricingCurrencyEffectiveCost-same",
  "PricingCurrencyListUnitPrice-same",
  "RegionName-one-per-RegionId",
];

/** How a check of data stands beside the requirements: those that a rule covers, those that no query can check, and those of a broken rule. */
export function countRequirements(brokenRules: ReadonlySet<string>): {
  readonly covered: number;
  readonly notExecutable: number;
  readonly failing: readonly string[];
} {
  const failing = focusRequirements.filter(
    ({ decision }) => decision.kind === "rules" && decision.rules.some((rule) => brokenRules.has(rule)),
  );
  return {
    covered: focusRequirements.filter(({ decision }) => decision.kind === "rules").length,
    notExecutable: focusRequirements.filter(({ decision }) => decision.kind === "not-executable").length,
    failing: failing.map(({ id }) => id),
  };
}

function parseRequirement(line: string): FocusRequirement {
  const [id = "", first = "", ...rest] = line.split(" ");
  switch (first) {
    case "container":
    case "permission":
    case "removed":
    case "deprecated":
      return { id, decision: { kind: first } };
    case "not-executable":
      return { id, decision: { kind: "not-executable", reason: rest.join(" ") } };
    default:
      return { id, decision: { kind: "rules", rules: [first, ...rest] } };
  }
}

/** https://github.com/FinOps-Open-Cost-and-Usage-Spec/FOCUS_Spec, specification/requirements_model/releases/1.4: every id, and how it is handled. */
const decisions = `
CAU-AllocatedMethodDetails-C-000-C container
CAU-AllocatedMethodDetails-C-001-M AllocatedMethodDetails-type
CAU-AllocatedMethodDetails-C-002-M AllocatedMethodDetails-type
CAU-AllocatedMethodDetails-C-003-M AllocatedMethodDetails-object
CAU-AllocatedMethodDetails-C-004-C container
CAU-AllocatedMethodDetails-C-005-C AllocatedMethodDetails-null-without-AllocatedMethodId
CAU-AllocatedMethodDetails-C-006-C not-executable not null wanted; whether a charge is split is not in the data
CAU-AllocatedMethodDetails-C-007-C AllocatedMethodDetails-elements
CAU-AllocatedMethodId-C-000-C container
CAU-AllocatedMethodId-C-001-M AllocatedMethodId-type
CAU-AllocatedMethodId-C-002-M AllocatedMethodId-type
CAU-AllocatedMethodId-C-003-C container
CAU-AllocatedMethodId-C-004-C not-executable must be null
CAU-AllocatedMethodId-C-005-C not-executable must not be null
CAU-AllocatedMethodId-C-006-M not-executable documentation names one AllocatedMethodId
CAU-AllocatedResourceId-C-000-C container
CAU-AllocatedResourceId-C-001-M AllocatedResourceId-type
CAU-AllocatedResourceId-C-002-M AllocatedResourceId-type
CAU-AllocatedResourceId-C-003-C container
CAU-AllocatedResourceId-C-004-C AllocatedResourceId-null-without-AllocatedMethodId
CAU-AllocatedResourceId-C-005-C not-executable must be null
CAU-AllocatedResourceId-C-006-C not-executable must not be null
CAU-AllocatedResourceId-C-007-C container
CAU-AllocatedResourceId-C-008-O not-executable locally unique within ResourceId and charge period
CAU-AllocatedResourceId-C-009-O permission
CAU-AllocatedResourceName-C-000-C container
CAU-AllocatedResourceName-C-001-M AllocatedResourceName-type
CAU-AllocatedResourceName-C-002-M AllocatedResourceName-type
CAU-AllocatedResourceName-C-003-C container
CAU-AllocatedResourceName-C-004-C AllocatedResourceName-null-without-AllocatedResourceId
CAU-AllocatedResourceName-C-005-C AllocatedResourceName-value-with-AllocatedResourceId
CAU-AllocatedResourceName-C-006-C permission
CAU-AllocatedTags-C-000-C container
CAU-AllocatedTags-C-001-M AllocatedTags-key-value
CAU-AllocatedTags-C-002-M container
CAU-AllocatedTags-C-003-C AllocatedTags-null-without-AllocatedMethodId
CAU-AllocatedTags-C-004-O permission
CAU-AllocatedTags-C-005-C container
CAU-AllocatedTags-C-006-M AllocatedTags-not-in-tags
CAU-AllocatedTags-C-007-M not-executable all tags of the allocated resource
CAU-AllocatedTags-C-008-M not-executable keys without value have true
CAU-AllocatedTags-C-009-C not-executable values as provided
CAU-AllocatedTags-C-010-M container
CAU-AllocatedTags-C-011-M not-executable generator tags have a prefix of their scheme
CAU-AllocatedTags-C-012-O not-executable prefixes documented
CAU-AllocatedTags-C-013-C removed
CAU-AllocatedTags-C-014-C removed
CAU-AllocatedTags-C-015-M AllocatedTags-type
CAU-AllocatedTags-C-016-M AllocatedTags-type
CAU-AllocatedTags-C-017-C not-executable prefix per scheme (new in 1.4 in place of 014)
CAU-AvailabilityZone-C-000-C container
CAU-AvailabilityZone-C-001-M AvailabilityZone-type
CAU-AvailabilityZone-C-002-M AvailabilityZone-type
CAU-AvailabilityZone-C-003-C not-executable must be null
CAU-BilledCost-C-000-M container
CAU-BilledCost-C-001-M BilledCost-type
CAU-BilledCost-C-002-M BilledCost-type
CAU-BilledCost-C-003-M BilledCost-type
CAU-BilledCost-C-004-M removed
CAU-BilledCost-C-005-C not-executable must be 0
CAU-BilledCost-C-006-M not-executable in BillingCurrency
CAU-BilledCost-C-007-C not-executable sum per InvoiceId + issuer equals the payable amount within tolerance; needs Invoice Detail
CAU-BilledCost-C-008-C permission
CAU-BilledCost-C-009-M not-executable reflects all discounts (new 1.4)
CAU-BilledCost-C-010-M not-executable no part that a covering charge offsets (new 1.4)
CAU-BilledCost-C-011-M BilledCost-covered
CAU-BilledCost-C-012-M not-executable as invoiced, not estimated (new 1.4)
CAU-BillingAccountId-C-000-M container
CAU-BillingAccountId-C-001-M BillingAccountId-not-null
CAU-BillingAccountId-C-002-M BillingAccountId-type
CAU-BillingAccountId-C-003-M BillingAccountId-type
CAU-BillingAccountId-C-004-M not-executable unique within an invoice issuer
CAU-BillingAccountId-C-005-O not-executable fully qualified
CAU-BillingAccountName-C-000-M container
CAU-BillingAccountName-C-001-M BillingAccountName-type
CAU-BillingAccountName-C-002-M BillingAccountName-type
CAU-BillingAccountName-C-003-C BillingAccountName-value-named-source
CAU-BillingAccountType-C-000-C container
CAU-BillingAccountType-C-001-M BillingAccountType-type
CAU-BillingAccountType-C-002-M BillingAccountType-type
CAU-BillingAccountType-C-003-C container
CAU-BillingAccountType-C-004-C BillingAccountType-type BillingAccountId-not-null
CAU-BillingAccountType-C-005-C BillingAccountType-not-null
CAU-BillingAccountType-C-006-M not-executable consistent readable display value
CAU-BillingCurrency-C-000-M container
CAU-BillingCurrency-C-001-M BillingCurrency-type
CAU-BillingCurrency-C-002-M BillingCurrency-type
CAU-BillingCurrency-C-003-M BillingCurrency-currency
CAU-BillingCurrency-C-004-M BillingCurrency-not-null
CAU-BillingCurrency-C-005-M not-executable as on the invoice
CAU-BillingCurrency-C-006-M BillingCurrency-currency
CAU-BillingPeriodEnd-C-000-M container
CAU-BillingPeriodEnd-C-001-M BillingPeriodEnd-type
CAU-BillingPeriodEnd-C-002-M BillingPeriodEnd-type
CAU-BillingPeriodEnd-C-003-M BillingPeriodEnd-not-null
CAU-BillingPeriodEnd-C-004-M BillingPeriodEnd-after-start
CAU-BillingPeriodStart-C-000-M container
CAU-BillingPeriodStart-C-001-M BillingPeriodStart-type
CAU-BillingPeriodStart-C-002-M BillingPeriodStart-type
CAU-BillingPeriodStart-C-003-M BillingPeriodStart-not-null
CAU-BillingPeriodStart-C-004-M BillingPeriodStart-snapshot
CAU-CapacityReservationId-C-000-C container
CAU-CapacityReservationId-C-001-M CapacityReservationId-type
CAU-CapacityReservationId-C-002-M CapacityReservationId-type
CAU-CapacityReservationId-C-003-C container
CAU-CapacityReservationId-C-004-C not-executable must be null
CAU-CapacityReservationId-C-005-C CapacityReservationStatus-null-without-CapacityReservationId
CAU-CapacityReservationId-C-006-C not-executable not null wanted
CAU-CapacityReservationId-C-007-C container
CAU-CapacityReservationId-C-008-M not-executable unique within the provider
CAU-CapacityReservationId-C-009-O not-executable fully qualified
CAU-CapacityReservationStatus-C-000-C container
CAU-CapacityReservationStatus-C-001-M CapacityReservationStatus-type
CAU-CapacityReservationStatus-C-002-C container
CAU-CapacityReservationStatus-C-003-C CapacityReservationStatus-null-without-CapacityReservationId
CAU-CapacityReservationStatus-C-004-C CapacityReservationStatus-value-usage-with-CapacityReservationId
CAU-CapacityReservationStatus-C-005-C container
CAU-CapacityReservationStatus-C-006-M CapacityReservationStatus-allowed
CAU-CapacityReservationStatus-C-007-C not-executable Unused
CAU-CapacityReservationStatus-C-008-C not-executable Used
CAU-ChargeCategory-C-000-M container
CAU-ChargeCategory-C-001-M ChargeCategory-type
CAU-ChargeCategory-C-002-M ChargeCategory-not-null
CAU-ChargeCategory-C-003-M ChargeCategory-allowed
CAU-ChargeClass-C-000-M container
CAU-ChargeClass-C-001-M ChargeClass-type
CAU-ChargeClass-C-002-C container
CAU-ChargeClass-C-003-C not-executable null
CAU-ChargeClass-C-004-C not-executable not null
CAU-ChargeClass-C-005-C ChargeClass-allowed
CAU-ChargeDescription-C-000-M container
CAU-ChargeDescription-C-001-M ChargeDescription-type
CAU-ChargeDescription-C-002-M ChargeDescription-type
CAU-ChargeDescription-C-003-O ChargeDescription-value-wanted
CAU-ChargeDescription-C-004-O not-executable maximum length in the metadata
CAU-ChargeFrequency-C-000-O container
CAU-ChargeFrequency-C-001-M ChargeFrequency-type
CAU-ChargeFrequency-C-002-M ChargeFrequency-not-null
CAU-ChargeFrequency-C-003-M ChargeFrequency-allowed
CAU-ChargeFrequency-C-004-C ChargeFrequency-purchase
CAU-ChargePeriodEnd-C-000-M container
CAU-ChargePeriodEnd-C-001-M ChargePeriodEnd-type
CAU-ChargePeriodEnd-C-002-M ChargePeriodEnd-type
CAU-ChargePeriodEnd-C-003-M ChargePeriodEnd-not-null
CAU-ChargePeriodEnd-C-004-M ChargePeriodEnd-after-start
CAU-ChargePeriodStart-C-000-M container
CAU-ChargePeriodStart-C-001-M ChargePeriodStart-type
CAU-ChargePeriodStart-C-002-M ChargePeriodStart-type
CAU-ChargePeriodStart-C-003-M ChargePeriodStart-not-null
CAU-ChargePeriodStart-C-004-M not-executable inclusive start bound
CAU-CommitmentDiscountCategory-C-000-C container
CAU-CommitmentDiscountCategory-C-001-M CommitmentDiscountCategory-type
CAU-CommitmentDiscountCategory-C-002-C container
CAU-CommitmentDiscountCategory-C-003-C CommitmentDiscountCategory-null-without-CommitmentDiscountId
CAU-CommitmentDiscountCategory-C-004-C CommitmentDiscountCategory-value-with-CommitmentDiscountId
CAU-CommitmentDiscountCategory-C-005-M CommitmentDiscountCategory-allowed
CAU-CommitmentDiscountId-C-000-C container
CAU-CommitmentDiscountId-C-001-M CommitmentDiscountId-type
CAU-CommitmentDiscountId-C-002-M CommitmentDiscountId-type
CAU-CommitmentDiscountId-C-003-C container
CAU-CommitmentDiscountId-C-004-C not-executable null
CAU-CommitmentDiscountId-C-005-C CommitmentDiscountId-committed
CAU-CommitmentDiscountId-C-006-C container
CAU-CommitmentDiscountId-C-007-M not-executable unique within the provider
CAU-CommitmentDiscountId-C-008-O not-executable fully qualified
CAU-CommitmentDiscountId-C-009-C ResourceId-commitment
CAU-CommitmentDiscountId-C-010-C ResourceId-commitment
CAU-CommitmentDiscountName-C-000-C container
CAU-CommitmentDiscountName-C-001-M CommitmentDiscountName-type
CAU-CommitmentDiscountName-C-002-M CommitmentDiscountName-type
CAU-CommitmentDiscountName-C-003-C container
CAU-CommitmentDiscountName-C-004-C CommitmentDiscountName-null-without-CommitmentDiscountId
CAU-CommitmentDiscountName-C-005-C container
CAU-CommitmentDiscountName-C-006-C not-executable not null; no check in the model
CAU-CommitmentDiscountName-C-007-C permission
CAU-CommitmentDiscountQuantity-C-000-C container
CAU-CommitmentDiscountQuantity-C-001-M CommitmentDiscountQuantity-type
CAU-CommitmentDiscountQuantity-C-002-M CommitmentDiscountQuantity-type
CAU-CommitmentDiscountQuantity-C-003-C container
CAU-CommitmentDiscountQuantity-C-004-C container
CAU-CommitmentDiscountQuantity-C-005-C CommitmentDiscountQuantity-value-committed
CAU-CommitmentDiscountQuantity-C-006-C permission
CAU-CommitmentDiscountQuantity-C-007-C CommitmentDiscountQuantity-null-not-committed
CAU-CommitmentDiscountQuantity-C-008-C removed
CAU-CommitmentDiscountQuantity-C-009-C CommitmentDiscountQuantity-type
CAU-CommitmentDiscountQuantity-C-010-C container
CAU-CommitmentDiscountQuantity-C-011-C not-executable quantity for the whole term
CAU-CommitmentDiscountQuantity-C-012-C not-executable quantity per charge period
CAU-CommitmentDiscountQuantity-C-013-C container
CAU-CommitmentDiscountQuantity-C-014-C not-executable metered quantity consumed
CAU-CommitmentDiscountQuantity-C-015-C not-executable remaining quantity
CAU-CommitmentDiscountQuantity-C-016-C CommitmentDiscountQuantity-null-without-sku-price
CAU-CommitmentDiscountStatus-C-000-C container
CAU-CommitmentDiscountStatus-C-001-M CommitmentDiscountStatus-type
CAU-CommitmentDiscountStatus-C-002-C container
CAU-CommitmentDiscountStatus-C-003-C CommitmentDiscountStatus-null-without-CommitmentDiscountId
CAU-CommitmentDiscountStatus-C-004-C CommitmentDiscountStatus-value-usage-with-CommitmentDiscountId
CAU-CommitmentDiscountStatus-C-005-M CommitmentDiscountStatus-allowed
CAU-CommitmentDiscountStatus-C-006-C not-executable Used
CAU-CommitmentDiscountStatus-C-007-C not-executable Unused
CAU-CommitmentDiscountType-C-000-C container
CAU-CommitmentDiscountType-C-001-M CommitmentDiscountType-type
CAU-CommitmentDiscountType-C-002-M CommitmentDiscountType-type
CAU-CommitmentDiscountType-C-003-C container
CAU-CommitmentDiscountType-C-004-C CommitmentDiscountType-null-without-CommitmentDiscountId
CAU-CommitmentDiscountType-C-005-C CommitmentDiscountType-value-with-CommitmentDiscountId
CAU-CommitmentDiscountUnit-C-000-C container
CAU-CommitmentDiscountUnit-C-001-M CommitmentDiscountUnit-type
CAU-CommitmentDiscountUnit-C-002-M CommitmentDiscountUnit-type
CAU-CommitmentDiscountUnit-C-003-O CommitmentDiscountUnit-unit
CAU-CommitmentDiscountUnit-C-004-C container
CAU-CommitmentDiscountUnit-C-005-C CommitmentDiscountUnit-null-without-CommitmentDiscountQuantity
CAU-CommitmentDiscountUnit-C-006-C CommitmentDiscountUnit-value-with-CommitmentDiscountQuantity
CAU-CommitmentDiscountUnit-C-007-C container
CAU-CommitmentDiscountUnit-C-008-M CommitmentDiscountUnit-one-per-CommitmentDiscountId
CAU-CommitmentDiscountUnit-C-009-M not-executable is the measuring unit
CAU-CommitmentDiscountUnit-C-010-C not-executable reflects size flexibility
CAU-CommitmentProgramEligibilityDetails-C-000-C container
CAU-CommitmentProgramEligibilityDetails-C-001-M CommitmentProgramEligibilityDetails-type
CAU-CommitmentProgramEligibilityDetails-C-002-M CommitmentProgramEligibilityDetails-type
CAU-CommitmentProgramEligibilityDetails-C-003-M CommitmentProgramEligibilityDetails-object
CAU-CommitmentProgramEligibilityDetails-C-004-C not-executable not null; Azure bill does not say eligibility, mapping leaves it null
CAU-CommitmentProgramEligibilityDetails-C-005-M not-executable no temporary restrictions
CAU-CommitmentProgramEligibilityDetails-C-006-M not-executable all public programs
CAU-CommitmentProgramEligibilityDetails-C-007-C permission
CAU-CommitmentProgramEligibilityDetails-C-008-M not-executable no periods or payment options
CAU-CommitmentProgramEligibilityDetails-C-009-C CommitmentProgramEligibilityDetails-programs
CAU-ConsumedQuantity-C-000-C container
CAU-ConsumedQuantity-C-001-M ConsumedQuantity-type
CAU-ConsumedQuantity-C-002-M ConsumedQuantity-type
CAU-ConsumedQuantity-C-003-C container
CAU-ConsumedQuantity-C-004-C ConsumedQuantity-null-not-usage ConsumedQuantity-null-unused
CAU-ConsumedQuantity-C-005-C container
CAU-ConsumedQuantity-C-006-C ConsumedQuantity-value-metered
CAU-ConsumedQuantity-C-007-C permission
CAU-ConsumedQuantity-C-008-C removed
CAU-ConsumedQuantity-C-009-C ConsumedQuantity-null-without-sku-price
CAU-ConsumedUnit-C-000-C container
CAU-ConsumedUnit-C-001-M ConsumedUnit-type
CAU-ConsumedUnit-C-002-M ConsumedUnit-type
CAU-ConsumedUnit-C-003-O ConsumedUnit-unit
CAU-ConsumedUnit-C-004-C container
CAU-ConsumedUnit-C-005-C ConsumedUnit-null-without-ConsumedQuantity
CAU-ConsumedUnit-C-006-C ConsumedUnit-value-with-ConsumedQuantity
CAU-ContractApplied-C-000-C container
CAU-ContractApplied-C-001-M ContractApplied-object
CAU-ContractApplied-C-002-C not-executable not null; needs the dataset Contract Commitment
CAU-ContractApplied-C-003-C container
CAU-ContractedCost-C-000-M container
CAU-ContractedCost-C-001-M ContractedCost-type
CAU-ContractedCost-C-002-M ContractedCost-type
CAU-ContractedCost-C-003-M ContractedCost-type
CAU-ContractedCost-C-004-M removed
CAU-ContractedCost-C-005-M not-executable in BillingCurrency
CAU-ContractedCost-C-006-C container
CAU-ContractedCost-C-007-M not-executable from their ContractedCost
CAU-ContractedCost-C-008-M ContractedCost-credit
CAU-ContractedCost-C-009-C removed
CAU-ContractedCost-C-010-C removed
CAU-ContractedCost-C-011-C ContractedCost-product
CAU-ContractedUnitPrice-C-000-C container
CAU-ContractedUnitPrice-C-001-M removed
CAU-ContractedUnitPrice-C-002-M ContractedUnitPrice-type
CAU-ContractedUnitPrice-C-003-M ContractedUnitPrice-type
CAU-ContractedUnitPrice-C-004-M container
CAU-ContractedUnitPrice-C-005-C ContractedUnitPrice-null-tax
CAU-ContractedUnitPrice-C-006-C ContractedUnitPrice-value-with-sku-price SkuPriceId-value-priced
CAU-ContractedUnitPrice-C-007-O permission
CAU-ContractedUnitPrice-C-008-C container
CAU-ContractedUnitPrice-C-009-M ContractedUnitPrice-non-negative
CAU-ContractedUnitPrice-C-010-M not-executable in BillingCurrency
CAU-ContractedUnitPrice-C-011-C removed
CAU-ContractedUnitPrice-C-012-C removed
CAU-ContractedUnitPrice-C-013-C removed
CAU-ContractedUnitPrice-C-014-C ContractedUnitPrice-null-without-sku-price
CAU-ContractedUnitPrice-C-015-C ContractedUnitPrice-value-with-sku-price
CAU-HostProviderName-C-000-M container
CAU-HostProviderName-C-001-M HostProviderName-type
CAU-HostProviderName-C-002-M HostProviderName-type
CAU-HostProviderName-C-003-M container
CAU-HostProviderName-C-004-C permission
CAU-HostProviderName-C-005-C permission
CAU-HostProviderName-C-006-M not-executable not null
CAU-HostProviderName-C-007-C container
CAU-HostProviderName-C-008-C not-executable as selected by the customer
CAU-HostProviderName-C-009-C not-executable as exposed by the provider
CAU-HostProviderName-C-010-M not-executable equals ServiceProviderName: the mapping holds it, but for what a seller runs in a region of Azure
CAU-InvoiceDetailId-C-000-C container
CAU-InvoiceDetailId-C-001-M InvoiceDetailId-type
CAU-InvoiceDetailId-C-002-M InvoiceDetailId-type
CAU-InvoiceDetailId-C-003-C container
CAU-InvoiceDetailId-C-004-C InvoiceDetailId-null-without-InvoiceId
CAU-InvoiceDetailId-C-005-C not-executable not null where there is an invoice: Azure has no ids of invoice lines
CAU-InvoiceDetailId-C-006-O permission
CAU-InvoiceDetailId-C-007-M not-executable identifies one record within an InvoiceId
CAU-InvoiceId-C-000-O container
CAU-InvoiceId-C-001-M InvoiceId-type
CAU-InvoiceId-C-002-M InvoiceId-type
CAU-InvoiceId-C-003-C container
CAU-InvoiceId-C-004-C not-executable null
CAU-InvoiceId-C-005-C not-executable not null
CAU-InvoiceId-C-006-O permission
CAU-InvoiceId-C-007-C not-executable tied to charge and BillingAccountId
CAU-InvoiceId-C-008-M removed
CAU-InvoiceIssuerName-C-000-M container
CAU-InvoiceIssuerName-C-001-M InvoiceIssuerName-type
CAU-InvoiceIssuerName-C-002-M InvoiceIssuerName-type
CAU-InvoiceIssuerName-C-003-M InvoiceIssuerName-not-null
CAU-ListCost-C-000-M container
CAU-ListCost-C-001-M ListCost-type
CAU-ListCost-C-002-M ListCost-type
CAU-ListCost-C-003-M ListCost-type
CAU-ListCost-C-004-M ListCost-type
CAU-ListCost-C-005-M not-executable in BillingCurrency
CAU-ListCost-C-006-C container
CAU-ListCost-C-007-M not-executable from their ListCost
CAU-ListCost-C-008-M ListCost-credit
CAU-ListCost-C-009-C removed
CAU-ListCost-C-010-C removed
CAU-ListCost-C-011-C ListCost-product
CAU-ListUnitPrice-C-000-C container
CAU-ListUnitPrice-C-001-M ListUnitPrice-type
CAU-ListUnitPrice-C-002-M ListUnitPrice-type
CAU-ListUnitPrice-C-003-M container
CAU-ListUnitPrice-C-004-C ListUnitPrice-null-tax
CAU-ListUnitPrice-C-005-C ListUnitPrice-value-with-sku-price SkuPriceId-value-priced
CAU-ListUnitPrice-C-006-O permission
CAU-ListUnitPrice-C-007-C container
CAU-ListUnitPrice-C-008-M ListUnitPrice-non-negative
CAU-ListUnitPrice-C-009-M not-executable in BillingCurrency
CAU-ListUnitPrice-C-010-C removed
CAU-ListUnitPrice-C-011-C removed
CAU-ListUnitPrice-C-012-C ListUnitPrice-null-without-sku-price
CAU-ListUnitPrice-C-013-C ListUnitPrice-value-with-sku-price
CAU-ListUnitPrice-C-014-C removed
CAU-PricingCategory-C-000-C container
CAU-PricingCategory-C-001-M PricingCategory-type
CAU-PricingCategory-C-002-M container
CAU-PricingCategory-C-003-C PricingCategory-null-tax
CAU-PricingCategory-C-004-C PricingCategory-value-priced
CAU-PricingCategory-C-005-O permission
CAU-PricingCategory-C-006-C container
CAU-PricingCategory-C-007-M PricingCategory-allowed
CAU-PricingCategory-C-008-C not-executable Standard at the agreed rate
CAU-PricingCategory-C-009-C PricingCategory-committed
CAU-PricingCategory-C-010-C not-executable Dynamic
CAU-PricingCategory-C-011-C not-executable Other
CAU-PricingCategory-C-012-C PricingCategory-null-without-sku-price
CAU-PricingCurrency-C-000-C container
CAU-PricingCurrency-C-001-M PricingCurrency-type
CAU-PricingCurrency-C-002-M PricingCurrency-type
CAU-PricingCurrency-C-003-M PricingCurrency-currency
CAU-PricingCurrency-C-004-M PricingCurrency-not-null
CAU-PricingCurrencyContractedUnitPrice-C-000-C container
CAU-PricingCurrencyContractedUnitPrice-C-001-M PricingCurrencyContractedUnitPrice-type
CAU-PricingCurrencyContractedUnitPrice-C-002-M PricingCurrencyContractedUnitPrice-type
CAU-PricingCurrencyContractedUnitPrice-C-003-M container
CAU-PricingCurrencyContractedUnitPrice-C-004-C PricingCurrencyContractedUnitPrice-null-tax
CAU-PricingCurrencyContractedUnitPrice-C-005-C PricingCurrencyContractedUnitPrice-value-with-sku-price SkuPriceId-value-priced
CAU-PricingCurrencyContractedUnitPrice-C-006-O permission
CAU-PricingCurrencyContractedUnitPrice-C-007-C container
CAU-PricingCurrencyContractedUnitPrice-C-008-C PricingCurrencyContractedUnitPrice-non-negative
CAU-PricingCurrencyContractedUnitPrice-C-009-C not-executable in PricingCurrency
CAU-PricingCurrencyContractedUnitPrice-C-010-C removed
CAU-PricingCurrencyContractedUnitPrice-C-011-C PricingCurrencyContractedUnitPrice-null-without-sku-price
CAU-PricingCurrencyContractedUnitPrice-C-012-C PricingCurrencyContractedUnitPrice-value-with-sku-price
CAU-PricingCurrencyEffectiveCost-C-000-C container
CAU-PricingCurrencyEffectiveCost-C-001-M PricingCurrencyEffectiveCost-type
CAU-PricingCurrencyEffectiveCost-C-002-M PricingCurrencyEffectiveCost-type
CAU-PricingCurrencyEffectiveCost-C-003-M PricingCurrencyEffectiveCost-type
CAU-PricingCurrencyEffectiveCost-C-004-M PricingCurrencyEffectiveCost-type
CAU-PricingCurrencyEffectiveCost-C-005-M not-executable must be 0 (text of 1.2; EffectiveCost itself was reworded in 1.4)
CAU-PricingCurrencyEffectiveCost-C-006-M not-executable in PricingCurrency
CAU-PricingCurrencyListUnitPrice-C-000-C container
CAU-PricingCurrencyListUnitPrice-C-001-M PricingCurrencyListUnitPrice-type
CAU-PricingCurrencyListUnitPrice-C-002-M PricingCurrencyListUnitPrice-type
CAU-PricingCurrencyListUnitPrice-C-003-M container
CAU-PricingCurrencyListUnitPrice-C-004-C PricingCurrencyListUnitPrice-null-tax
CAU-PricingCurrencyListUnitPrice-C-005-C PricingCurrencyListUnitPrice-value-with-sku-price SkuPriceId-value-priced
CAU-PricingCurrencyListUnitPrice-C-006-O permission
CAU-PricingCurrencyListUnitPrice-C-007-C container
CAU-PricingCurrencyListUnitPrice-C-008-M PricingCurrencyListUnitPrice-non-negative
CAU-PricingCurrencyListUnitPrice-C-009-M not-executable in PricingCurrency
CAU-PricingCurrencyListUnitPrice-C-010-C removed
CAU-PricingCurrencyListUnitPrice-C-011-C PricingCurrencyListUnitPrice-null-without-sku-price
CAU-PricingCurrencyListUnitPrice-C-012-C PricingCurrencyListUnitPrice-value-with-sku-price
CAU-PricingQuantity-C-000-M container
CAU-PricingQuantity-C-001-M PricingQuantity-type
CAU-PricingQuantity-C-002-M PricingQuantity-type
CAU-PricingQuantity-C-003-M container
CAU-PricingQuantity-C-004-C PricingQuantity-null-tax
CAU-PricingQuantity-C-005-C PricingQuantity-value-priced
CAU-PricingQuantity-C-006-O permission
CAU-PricingQuantity-C-007-C removed
CAU-PricingQuantity-C-008-M removed
CAU-PricingQuantity-C-009-C removed
CAU-PricingQuantity-C-010-C removed
CAU-PricingQuantity-C-011-C PricingQuantity-null-without-sku-price
CAU-PricingQuantity-C-012-C PricingQuantity-type
CAU-PricingQuantity-C-013-C ContractedCost-product ListCost-product
CAU-PricingUnit-C-000-M container
CAU-PricingUnit-C-001-M PricingUnit-type
CAU-PricingUnit-C-002-M PricingUnit-type
CAU-PricingUnit-C-003-O PricingUnit-unit
CAU-PricingUnit-C-004-C container
CAU-PricingUnit-C-005-C PricingUnit-null-without-PricingQuantity
CAU-PricingUnit-C-006-C PricingUnit-value-with-PricingQuantity
CAU-PricingUnit-C-007-C container
CAU-PricingUnit-C-008-M not-executable equal in sense to the price list
CAU-PricingUnit-C-009-C not-executable equal in sense to the invoice
CAU-EffectiveCost-C-000-M container
CAU-EffectiveCost-C-001-M EffectiveCost-type
CAU-EffectiveCost-C-002-M EffectiveCost-type
CAU-EffectiveCost-C-003-M EffectiveCost-type
CAU-EffectiveCost-C-004-M removed
CAU-EffectiveCost-C-005-C removed
CAU-EffectiveCost-C-006-M not-executable in BillingCurrency
CAU-EffectiveCost-C-007-O removed
CAU-EffectiveCost-C-008-C removed
CAU-EffectiveCost-C-009-M removed
CAU-EffectiveCost-C-010-M removed
CAU-EffectiveCost-C-011-C removed
CAU-EffectiveCost-C-012-C removed
CAU-EffectiveCost-C-013-C removed
CAU-EffectiveCost-C-014-M not-executable reflects all discounts (new 1.4)
CAU-EffectiveCost-C-015-C EffectiveCost-uncovered
CAU-EffectiveCost-C-016-C EffectiveCost-uncovered-purchase
CAU-EffectiveCost-C-017-C EffectiveCost-credit
CAU-EffectiveCost-C-018-C permission
CAU-EffectiveCost-C-019-M not-executable includes the share of the covering purchase: an amortised row has it, effective-cost-not-amortized names the others
CAU-EffectiveCost-C-020-C EffectiveCost-purchase
CAU-EffectiveCost-C-021-C not-executable must be 0 where the issuer does not originate the data
CAU-EffectiveCost-C-022-C not-executable equal sums over a covering set: actual cost does not say the shares
CAU-EffectiveCost-C-023-C permission
CAU-RegionId-C-000-C container
CAU-RegionId-C-001-M RegionId-type
CAU-RegionId-C-002-M RegionId-type
CAU-RegionId-C-003-C container
CAU-RegionId-C-004-C not-executable not null
CAU-RegionId-C-005-C permission
CAU-RegionName-C-000-C container
CAU-RegionName-C-001-M RegionName-type
CAU-RegionName-C-002-M RegionName-type
CAU-RegionName-C-003-C container
CAU-RegionName-C-004-C RegionName-null-without-RegionId
CAU-RegionName-C-005-C RegionName-value-with-RegionId
CAU-ResourceId-C-000-C container
CAU-ResourceId-C-001-M ResourceId-type
CAU-ResourceId-C-002-M ResourceId-type
CAU-ResourceId-C-003-C container
CAU-ResourceId-C-004-C not-executable null
CAU-ResourceId-C-005-C not-executable not null
CAU-ResourceId-C-006-C container
CAU-ResourceId-C-007-M not-executable unique within the provider
CAU-ResourceId-C-008-O not-executable fully qualified
CAU-ResourceName-C-000-C container
CAU-ResourceName-C-001-M ResourceName-type
CAU-ResourceName-C-002-M ResourceName-type
CAU-ResourceName-C-003-C container
CAU-ResourceName-C-004-C ResourceName-null-without-ResourceId
CAU-ResourceName-C-005-C not-executable MODEL FAULT: condition inverted (and no check); not null when the resource has a display name
CAU-ResourceName-C-006-C ResourceName-not-id
CAU-ResourceType-C-000-C container
CAU-ResourceType-C-001-M ResourceType-type
CAU-ResourceType-C-002-M ResourceType-type
CAU-ResourceType-C-003-C container
CAU-ResourceType-C-004-C ResourceType-null-without-ResourceId
CAU-ResourceType-C-005-C ResourceType-value-with-ResourceId
CAU-ServiceCategory-C-000-M container
CAU-ServiceCategory-C-001-M ServiceCategory-type
CAU-ServiceCategory-C-002-M ServiceCategory-not-null
CAU-ServiceCategory-C-003-M ServiceCategory-allowed
CAU-ServiceName-C-000-M container
CAU-ServiceName-C-001-M ServiceName-type
CAU-ServiceName-C-002-M ServiceName-type
CAU-ServiceName-C-003-M ServiceName-not-null
CAU-ServiceName-C-004-C container
CAU-ServiceName-C-005-C ServiceCategory-one-per-ServiceName
CAU-ServiceName-C-006-C not-executable Other; mapping does so
CAU-ServiceName-C-007-C container
CAU-ServiceName-C-008-C ServiceSubcategory-one-per-ServiceName
CAU-ServiceName-C-009-C not-executable Other
CAU-ServiceProviderName-C-000-M container
CAU-ServiceProviderName-C-001-M ServiceProviderName-type
CAU-ServiceProviderName-C-002-M ServiceProviderName-type
CAU-ServiceProviderName-C-003-M ServiceProviderName-not-null
CAU-ServiceSubcategory-C-000-O container
CAU-ServiceSubcategory-C-001-M ServiceSubcategory-type
CAU-ServiceSubcategory-C-002-M ServiceSubcategory-not-null
CAU-ServiceSubcategory-C-003-M ServiceSubcategory-allowed
CAU-ServiceSubcategory-C-004-M ServiceSubcategory-parent
CAU-SkuId-C-000-C container
CAU-SkuId-C-001-M SkuId-type
CAU-SkuId-C-002-M SkuId-type
CAU-SkuId-C-003-M container
CAU-SkuId-C-004-C SkuId-null-tax
CAU-SkuId-C-005-C SkuId-value-priced
CAU-SkuId-C-006-O permission
CAU-SkuId-C-007-M container
CAU-SkuId-C-008-M not-executable same across billing accounts
CAU-SkuId-C-009-M not-executable same across PricingCategory
CAU-SkuId-C-010-M not-executable same whatever changes only the price
CAU-SkuId-C-011-C not-executable belongs to a resource or service
CAU-SkuId-C-012-O permission
CAU-SkuMeter-C-000-C container
CAU-SkuMeter-C-001-M SkuMeter-type
CAU-SkuMeter-C-002-M SkuMeter-type
CAU-SkuMeter-C-003-C container
CAU-SkuMeter-C-004-C SkuMeter-null-without-SkuId
CAU-SkuMeter-C-005-C SkuMeter-value-with-SkuId
CAU-SkuMeter-C-006-O SkuMeter-one-per-SkuId
CAU-SkuPriceDetails-C-000-C container
CAU-SkuPriceDetails-C-001-M SkuPriceDetails-key-value
CAU-SkuPriceDetails-C-002-O not-executable keys in PascalCase: custom keys keep Azure's own spelling
CAU-SkuPriceDetails-C-003-C container
CAU-SkuPriceDetails-C-004-C SkuPriceDetails-null-without-SkuPriceId
CAU-SkuPriceDetails-C-005-C permission
CAU-SkuPriceDetails-C-006-C container
CAU-SkuPriceDetails-C-007-M not-executable belongs to a SkuPriceId
CAU-SkuPriceDetails-C-008-M not-executable no property that does not apply
CAU-SkuPriceDetails-C-009-O not-executable all applicable FOCUS properties
CAU-SkuPriceDetails-C-010-C not-executable FOCUS property where a custom equivalent is there
CAU-SkuPriceDetails-C-011-O permission
CAU-SkuPriceDetails-C-012-O container
CAU-SkuPriceDetails-C-013-O not-executable properties consistent over time
CAU-SkuPriceDetails-C-014-O not-executable no property removed
CAU-SkuPriceDetails-C-015-O permission
CAU-SkuPriceDetails-C-016-O not-executable keys consistent across comparable SKUs
CAU-SkuPriceDetails-C-017-C SkuPriceDetails-keys
CAU-SkuPriceDetails-C-018-C not-executable per one PricingUnit
CAU-SkuPriceDetails-C-019-M container
CAU-SkuPriceDetails-C-020-M SkuPriceDetails-keys
CAU-SkuPriceDetails-C-021-M SkuPriceDetails-value-types
CAU-SkuPriceDetails-C-022-C not-executable unit of measure of the property
CAU-SkuPriceDetails-C-023-C not-executable custom properties where no FOCUS one
CAU-SkuPriceId-C-000-C container
CAU-SkuPriceId-C-001-M SkuPriceId-type
CAU-SkuPriceId-C-002-M SkuPriceId-type
CAU-SkuPriceId-C-003-M container
CAU-SkuPriceId-C-004-C SkuPriceId-null-tax
CAU-SkuPriceId-C-005-C SkuPriceId-value-priced
CAU-SkuPriceId-C-006-O permission
CAU-SkuPriceId-C-007-C container
CAU-SkuPriceId-C-008-M SkuId-one-per-SkuPriceId
CAU-SkuPriceId-C-009-M not-executable consistent over time
CAU-SkuPriceId-C-010-M not-executable consistent across billing accounts
CAU-SkuPriceId-C-011-O permission
CAU-SkuPriceId-C-012-C not-executable belongs to a resource or service
CAU-SkuPriceId-C-013-M not-executable refers to a price list
CAU-SkuPriceId-C-014-C not-executable refers to the ListUnitPrice
CAU-SkuPriceId-C-015-C not-executable refers to the ContractedUnitPrice
CAU-SubAccountId-C-000-C container
CAU-SubAccountId-C-001-M SubAccountId-type
CAU-SubAccountId-C-002-M SubAccountId-type
CAU-SubAccountId-C-003-C container
CAU-SubAccountId-C-004-C not-executable null
CAU-SubAccountId-C-005-C not-executable not null
CAU-SubAccountName-C-000-C container
CAU-SubAccountName-C-001-M SubAccountName-type
CAU-SubAccountName-C-002-M SubAccountName-type
CAU-SubAccountName-C-003-C container
CAU-SubAccountName-C-004-C SubAccountName-null-without-SubAccountId
CAU-SubAccountName-C-005-C SubAccountName-value-with-SubAccountId
CAU-SubAccountType-C-000-C container
CAU-SubAccountType-C-001-M SubAccountType-type
CAU-SubAccountType-C-002-M SubAccountType-type
CAU-SubAccountType-C-003-C container
CAU-SubAccountType-C-004-C SubAccountType-null-without-SubAccountId
CAU-SubAccountType-C-005-C SubAccountType-value-with-SubAccountId
CAU-SubAccountType-C-006-M not-executable consistent readable display value
CAU-Tags-C-000-C container
CAU-Tags-C-001-M Tags-key-value
CAU-Tags-C-002-O permission
CAU-Tags-C-003-C container
CAU-Tags-C-004-M not-executable all user and provider tags
CAU-Tags-C-005-M not-executable finalized tags only
CAU-Tags-C-006-O not-executable keys with non-null values
CAU-Tags-C-007-O permission
CAU-Tags-C-008-M not-executable keys without value have true
CAU-Tags-C-009-O removed
CAU-Tags-C-010-C removed
CAU-Tags-C-011-M container
CAU-Tags-C-012-M not-executable provider tags prefixed
CAU-Tags-C-013-O not-executable prefixes documented
CAU-Tags-C-014-M container
CAU-Tags-C-015-C not-executable prefix in all but one
CAU-Tags-C-016-C not-executable no scheme prefix
CAU-Tags-C-017-M not-executable reserved prefixes not usable
CAU-Tags-C-018-M Tags-type
CAU-Tags-C-019-M Tags-type
CAU-Tags-C-020-C not-executable values as provided (new 1.4 in place of 010)
CAU-Tags-C-021-M container
CAU-Tags-C-022-O not-executable documentation of finalization
CAU-Tags-C-023-O not-executable documentation accessible
CAU-AllocatedMethodDetailsObject-O-000-M container
CAU-AllocatedMethodDetailsObject-O-001-M removed
CAU-AllocatedMethodDetailsObject-O-002-M removed
CAU-AllocatedMethodDetailsObject-O-003-M removed
CAU-AllocatedMethodDetailsObject-O-004-M removed
CAU-AllocatedMethodDetailsObject-O-005-M removed
CAU-AllocatedMethodDetailsObject-O-006-M removed
CAU-AllocatedMethodDetailsObject-O-007-M removed
CAU-AllocatedMethodDetailsObject-O-008-O removed
CAU-AllocatedMethodDetailsObject-O-009-C removed
CAU-AllocatedMethodDetailsObject-O-010-O removed
CAU-AllocatedMethodDetailsObject-O-011-M removed
CAU-AllocatedMethodDetailsObject-O-012-M removed
CAU-AllocatedMethodDetailsObject-O-013-M removed
CAU-AllocatedMethodDetailsObject-O-014-M removed
CAU-AllocatedMethodDetailsObject-O-015-M removed
CAU-AllocatedMethodDetailsObject-O-016-C removed
CAU-AllocatedMethodDetailsObject-O-017-M removed
CAU-AllocatedMethodDetailsObject-O-018-O removed
CAU-AllocatedMethodDetailsObject-O-019-O removed
CAU-AllocatedMethodDetailsObject-O-020-C removed
CAU-AllocatedMethodDetailsObject-O-021-M removed
CAU-AllocatedMethodDetailsObject-O-022-O removed
CAU-AllocatedMethodDetailsObject-O-023-M removed
CAU-AllocatedMethodDetailsObject-O-024-M removed
CAU-AllocatedMethodDetailsObject-O-025-M AllocatedMethodDetails-elements
CAU-AllocatedMethodDetailsObject-O-026-M not-executable AllocatedRatio is the share of the origin charge
CAU-AllocatedMethodDetailsObject-O-027-M not-executable ratios of one origin charge sum to 1
CAU-AllocatedMethodDetailsObject-O-028-O not-executable UsageUnit in unit format
CAU-AllocatedMethodDetailsObject-O-029-M not-executable UsageUnit is that of the method
CAU-AllocatedMethodDetailsObject-O-030-O not-executable UsageQuantity measured
CAU-CommitmentProgramEligibilityDetailsObject-O-000-M container
CAU-CommitmentProgramEligibilityDetailsObject-O-001-M CommitmentProgramEligibilityDetails-programs
CAU-CommitmentProgramEligibilityDetailsObject-O-002-M not-executable ProgramType supported by the provider
CAU-CommitmentProgramEligibilityDetailsObject-O-003-C not-executable one ProgramType equals CommitmentDiscountType: no source of ours has the column
CAU-CommitmentProgramEligibilityDetailsObject-O-004-O not-executable documented terminology
CAU-ContractAppliedObject-O-000-C container
CAU-ContractAppliedObject-O-067-M ContractApplied-elements
CAU-ContractAppliedObject-O-068-M not-executable ContractId unique within the provider
CAU-ContractAppliedObject-O-069-O not-executable ContractId fully qualified
CAU-ContractAppliedObject-O-070-M not-executable ContractCommitmentId unique
CAU-ContractAppliedObject-O-071-O not-executable fully qualified
CAU-ContractAppliedObject-O-072-M not-executable one ContractId per ContractCommitmentId
CAU-ContractAppliedObject-O-073-C not-executable ContractCommitmentId = ResourceId
CAU-ContractAppliedObject-O-074-C not-executable ContractCommitmentId = ResourceId
CAU-ContractAppliedObject-O-075-O permission
CAU-ContractAppliedObject-O-076-M not-executable applied cost in BillingCurrency
CAU-ContractAppliedObject-O-077-M not-executable applied quantity in its unit
CAU-ContractAppliedObject-O-078-O not-executable applied unit in unit format
CAU-ContractAppliedObject-O-001-M removed
CAU-ContractAppliedObject-O-002-O removed
CAU-ContractAppliedObject-O-003-M removed
CAU-ContractAppliedObject-O-004-M removed
CAU-ContractAppliedObject-O-005-M removed
CAU-ContractAppliedObject-O-006-O removed
CAU-ContractAppliedObject-O-007-M removed
CAU-ContractAppliedObject-O-008-O removed
CAU-ContractAppliedObject-O-009-C removed
CAU-ContractAppliedObject-O-010-M removed
CAU-ContractAppliedObject-O-011-M removed
CAU-ContractAppliedObject-O-012-M removed
CAU-ContractAppliedObject-O-013-M removed
CAU-ContractAppliedObject-O-014-M removed
CAU-ContractAppliedObject-O-015-M..063 removed
CAU-ContractAppliedObject-O-064-C removed
CAU-ContractAppliedObject-O-065-C removed
CAU-ContractAppliedObject-O-066-C removed
CAU-CostAndUsage-D-000-M container
CAU-CostAndUsage-D-001-M container
CAU-CostAndUsage-D-002-M container
CAU-CostAndUsage-D-003-C AvailabilityZone-type
CAU-CostAndUsage-D-004-C ListUnitPrice-type
CAU-CostAndUsage-D-005-M BillingAccountName-type
CAU-CostAndUsage-D-006-M BilledCost-type
CAU-CostAndUsage-D-007-C BillingAccountType-type
CAU-CostAndUsage-D-008-M ChargeCategory-type
CAU-CostAndUsage-D-009-M BillingPeriodStart-type
CAU-CostAndUsage-D-010-M BillingPeriodEnd-type
CAU-CostAndUsage-D-011-C ConsumedQuantity-type
CAU-CostAndUsage-D-012-C CommitmentDiscountName-type
CAU-CostAndUsage-D-013-C CommitmentDiscountId-type
CAU-CostAndUsage-D-014-C CommitmentDiscountType-type
CAU-CostAndUsage-D-015-C CommitmentDiscountUnit-type
CAU-CostAndUsage-D-016-C CommitmentDiscountCategory-type
CAU-CostAndUsage-D-017-C CommitmentDiscountStatus-type
CAU-CostAndUsage-D-018-C CommitmentDiscountQuantity-type
CAU-CostAndUsage-D-019-C SubAccountId-type
CAU-CostAndUsage-D-020-C CapacityReservationStatus-type
CAU-CostAndUsage-D-022-C PricingCategory-type
CAU-CostAndUsage-D-023-M InvoiceIssuerName-type
CAU-CostAndUsage-D-024-M BillingAccountId-type
CAU-CostAndUsage-D-025-M ChargeDescription-type
CAU-CostAndUsage-D-026-M ChargeClass-type
CAU-CostAndUsage-D-027-O ChargeFrequency-type
CAU-CostAndUsage-D-028-M ChargePeriodEnd-type
CAU-CostAndUsage-D-029-C SubAccountName-type
CAU-CostAndUsage-D-030-M ContractedCost-type
CAU-CostAndUsage-D-031-M EffectiveCost-type
CAU-CostAndUsage-D-032-M ListCost-type
CAU-CostAndUsage-D-033-C InvoiceId-type
CAU-CostAndUsage-D-034-C ContractedUnitPrice-type
CAU-CostAndUsage-D-035-M BillingCurrency-type
CAU-CostAndUsage-D-036-M PricingQuantity-type
CAU-CostAndUsage-D-037-M ChargePeriodStart-type
CAU-CostAndUsage-D-039-C ResourceType-type
CAU-CostAndUsage-D-040-M ServiceCategory-type
CAU-CostAndUsage-D-041-M ServiceName-type
CAU-CostAndUsage-D-042-O ServiceSubcategory-type
CAU-CostAndUsage-D-043-C ResourceId-type
CAU-CostAndUsage-D-044-C ResourceName-type
CAU-CostAndUsage-D-045-C PricingCurrency-type
CAU-CostAndUsage-D-047-C PricingCurrencyContractedUnitPrice-type
CAU-CostAndUsage-D-048-C PricingCurrencyContractedUnitPrice-type
CAU-CostAndUsage-D-051-C PricingCurrencyEffectiveCost-type
CAU-CostAndUsage-D-052-C PricingCurrencyEffectiveCost-type
CAU-CostAndUsage-D-055-C PricingCurrencyListUnitPrice-type
CAU-CostAndUsage-D-056-C PricingCurrencyListUnitPrice-type
CAU-CostAndUsage-D-058-C SkuPriceId-type
CAU-CostAndUsage-D-059-C SkuMeter-type
CAU-CostAndUsage-D-060-C SkuId-type
CAU-CostAndUsage-D-061-C SkuPriceDetails-type
CAU-CostAndUsage-D-062-C RegionName-type
CAU-CostAndUsage-D-063-C RegionId-type
CAU-CostAndUsage-D-064-C Tags-type
CAU-CostAndUsage-D-065-C CapacityReservationId-type
CAU-CostAndUsage-D-066-C ConsumedUnit-type
CAU-CostAndUsage-D-067-C SubAccountType-type
CAU-CostAndUsage-D-068-M PricingUnit-type
CAU-CostAndUsage-D-069-C AllocatedMethodDetails-type
CAU-CostAndUsage-D-070-C AllocatedMethodId-type
CAU-CostAndUsage-D-071-C AllocatedResourceId-type
CAU-CostAndUsage-D-072-C AllocatedResourceName-type
CAU-CostAndUsage-D-073-C AllocatedTags-type
CAU-CostAndUsage-D-074-C ContractApplied-type
CAU-CostAndUsage-D-075-M HostProviderName-type
CAU-CostAndUsage-D-076-M ServiceProviderName-type
CAU-CostAndUsage-D-021-M deprecated
CAU-CostAndUsage-D-038-M deprecated
CAU-CostAndUsage-D-046-C container
CAU-CostAndUsage-D-049-C permission
CAU-CostAndUsage-D-050-C container
CAU-CostAndUsage-D-053-C permission
CAU-CostAndUsage-D-054-C container
CAU-CostAndUsage-D-057-C permission
CAU-CostAndUsage-D-077-M not-executable dataset present
CAU-CostAndUsage-D-078-M not-executable conforms to CorrectionHandling
CAU-CostAndUsage-D-079-M not-executable conforms to DatasetCompleteness
CAU-CostAndUsage-D-080-M not-executable conforms to DatasetConfiguration
CAU-CostAndUsage-D-081-M not-executable conforms to DeliveryHandling
CAU-CostAndUsage-D-082-C not-executable charges for the unused part; mapping never produces Unused for a commitment
CAU-CostAndUsage-D-083-C not-executable separate charges
CAU-CostAndUsage-D-084-C container
CAU-CostAndUsage-D-085-C not-executable method documented
CAU-CostAndUsage-D-086-C not-executable opt-in
CAU-CostAndUsage-D-087-C permission
CAU-CostAndUsage-D-088-C permission
CAU-CostAndUsage-D-089-C permission
CAU-CostAndUsage-D-090-O not-executable discounts in their charges
CAU-CostAndUsage-D-091-O not-executable no offsetting discount rows
CAU-CostAndUsage-D-092-C not-executable conforms to split allocation handling
CAU-CostAndUsage-D-093-M BilledCost-type
CAU-CostAndUsage-D-094-M ChargeDescription-not-empty
CAU-CostAndUsage-D-095-M not-executable custom columns: x_ prefix; our custom columns all have it by their type list, no rule reads it back
CAU-CostAndUsage-D-096-C not-executable custom columns that identify discounts
CAU-CostAndUsage-D-097-C CommitmentProgramEligibilityDetails-type
CAU-CostAndUsage-D-098-C InvoiceDetailId-type
CAU-ProviderName-C-000-M removed
CAU-ProviderName-C-001-M removed
CAU-ProviderName-C-002-M removed
CAU-ProviderName-C-003-M removed
CAU-PublisherName-C-000-M container
CAU-PublisherName-C-001-M deprecated
CAU-PublisherName-C-002-M deprecated
CAU-PublisherName-C-003-M deprecated
ATT-ColumnHandling-A-000-M removed
ATT-ColumnHandling-A-001-M removed
ATT-ColumnHandling-A-002-M removed
ATT-ColumnHandling-A-003-M removed
ATT-ColumnHandling-A-004-O removed
ATT-ColumnHandling-A-005-O removed
ATT-ColumnHandling-A-006-M removed
ATT-ColumnHandling-A-007-O removed
ATT-ColumnHandling-A-008-M removed
ATT-ColumnHandling-A-009-M removed
ATT-ColumnHandling-A-010-M removed
ATT-ColumnHandling-A-011-O removed
ATT-ColumnHandling-A-012-O removed
ATT-ColumnHandling-A-013-O removed
ATT-ColumnHandling-A-014-O removed
ATT-ColumnHandling-A-015-M removed
ATT-FocusColumnHandling-A-000-M container
ATT-FocusColumnHandling-A-001-M not-executable display name as the column id
ATT-FocusColumnHandling-A-002-M not-executable PascalCase
ATT-FocusColumnHandling-A-003-M not-executable alphanumeric only
ATT-FocusColumnHandling-A-004-M not-executable special characters
ATT-FocusColumnHandling-A-005-M not-executable abbreviations but Id
ATT-FocusColumnHandling-A-006-O not-executable acronyms but Sku
ATT-FocusColumnHandling-A-007-O not-executable more than 50 characters
ATT-FocusColumnHandling-A-008-M not-executable Id suffix for identifiers
ATT-FocusColumnHandling-A-009-M not-executable Name suffix for names
ATT-FocusColumnHandling-A-010-M not-executable Sku in the id for product offerings
ATT-FocusColumnHandling-A-011-M ChargeCategory-allowed CommitmentDiscountCategory-allowed PricingCategory-allowed ServiceCategory-allowed
ATT-CustomColumnHandling-A-000-M container
ATT-CustomColumnHandling-A-001-M container
ATT-CustomColumnHandling-A-002-M not-executable x_ prefix; ours by a fixed list, no rule
ATT-CustomColumnHandling-A-003-O not-executable PascalCase after x_
ATT-CustomColumnHandling-A-004-O not-executable alphanumeric after x_
ATT-CustomColumnHandling-A-005-O not-executable special characters
ATT-CustomColumnHandling-A-006-O not-executable abbreviations but Id
ATT-CustomColumnHandling-A-007-O not-executable acronyms but Sku (ours: x_CmdbMapped..., x_Ppm...)
ATT-CustomColumnHandling-A-008-O not-executable more than 50 characters
ATT-CustomColumnHandling-A-009-C not-executable Id suffix
ATT-CustomColumnHandling-A-010-C not-executable Name suffix
ATT-CustomColumnHandling-A-011-C not-executable split allocation handling
ATT-CustomColumnHandling-A-012-O not-executable NullHandling (ours keep '' in several x_ text columns)
ATT-CustomColumnHandling-A-013-O not-executable DateTimeFormat
ATT-CustomColumnHandling-A-014-M not-executable schema of JSON columns documented
ATT-CustomColumnHandling-A-015-M not-executable one numeric value
ATT-CustomColumnHandling-A-016-O not-executable NumericFormat
ATT-CustomColumnHandling-A-017-O not-executable StringHandling
ATT-CustomColumnHandling-A-018-O not-executable CurrencyFormat
ATT-CustomColumnHandling-A-019-O not-executable UnitFormat
ATT-CorrectionHandling-A-000-M container
ATT-CorrectionHandling-A-001-M not-executable correction styles documented
ATT-CorrectionHandling-A-002-C not-executable Replacement style: complete snapshot
ATT-CorrectionHandling-A-003-C not-executable Delta style: additive records
ATT-CorrectionHandling-A-004-C not-executable Ledger style: reversal and re-entry
ATT-CurrencyFormat-A-000-M container
ATT-CurrencyFormat-A-001-M BillingCurrency-currency
ATT-CurrencyFormat-A-002-C removed
ATT-CurrencyFormat-A-003-O removed
ATT-CurrencyFormat-A-004-M BillingCurrency-currency PricingCurrency-currency
ATT-DataGeneratorCalculatedSplitCostAllocationHandling-A-000-C container
ATT-DataGeneratorCalculatedSplitCostAllocationHandling-A-001-C removed
ATT-DataGeneratorCalculatedSplitCostAllocationHandling-A-002-C removed
ATT-DataGeneratorCalculatedSplitCostAllocationHandling-A-003-C removed
ATT-DataGeneratorCalculatedSplitCostAllocationHandling-A-004-C removed
ATT-DataGeneratorCalculatedSplitCostAllocationHandling-A-005-C removed
ATT-DataGeneratorCalculatedSplitCostAllocationHandling-A-006-C removed
ATT-DataGeneratorCalculatedSplitCostAllocationHandling-A-007-C removed
ATT-DataGeneratorCalculatedSplitCostAllocationHandling-A-008-C removed
ATT-DataGeneratorCalculatedSplitCostAllocationHandling-A-009-C removed
ATT-DataGeneratorCalculatedSplitCostAllocationHandling-A-010-C removed
ATT-DataGeneratorCalculatedSplitCostAllocationHandling-A-011-C removed
ATT-DataGeneratorCalculatedSplitCostAllocationHandling-A-012-C not-executable dimensions equal the origin charge's
ATT-DataGeneratorCalculatedSplitCostAllocationHandling-A-013-C not-executable non-summable metrics equal the origin charge's
ATT-DataGeneratorCalculatedSplitCostAllocationHandling-A-014-C not-executable summable metrics add up to the origin charge's
ATT-DatasetCompleteness-A-000-M container
ATT-DatasetCompleteness-A-001-M container
ATT-DatasetCompleteness-A-002-C not-executable custom columns for invoice reconciliation
ATT-DatasetCompleteness-A-003-M not-executable custom columns for native columns
ATT-DatasetCompleteness-A-004-M not-executable custom columns documented
ATT-DatasetCompleteness-A-005-C not-executable columns that correlate with native records
ATT-DatasetCompleteness-A-006-O not-executable no custom columns that repeat FOCUS columns
ATT-DatasetCompleteness-A-007-M not-executable no lossy transformation
ATT-DatasetCompleteness-A-008-M not-executable custom columns do not change sums
ATT-DatasetCompleteness-A-009-O not-executable alphabetical order: a unit test holds the order of FOCUS columns and of custom columns
ATT-DatasetConfiguration-A-000-M container
ATT-DatasetConfiguration-A-001-M not-executable columns selectable
ATT-DatasetConfiguration-A-002-M not-executable column rules hold for any selection
ATT-DatasetConfiguration-A-003-O permission
ATT-DatasetConfiguration-A-004-C not-executable default set has all applicable columns
ATT-DateTimeFormat-A-000-M container
ATT-DateTimeFormat-A-001-M ChargePeriodStart-type
ATT-DateTimeFormat-A-002-M not-executable ISO 8601
ATT-DateTimeFormat-A-003-C container
ATT-DateTimeFormat-A-004-M not-executable T between date and time; exports write %Y-%m-%dT%H:%i:%SZ
ATT-DateTimeFormat-A-005-M not-executable two digits
ATT-DateTimeFormat-A-006-M not-executable ends in Z
ATT-DateTimeFormat-A-007-O removed
ATT-DateTimeFormat-A-008-M not-executable extended format with offset
ATT-DeliveryHandling-A-000-M container
ATT-DeliveryHandling-A-001-M not-executable delivery documented
ATT-DeliveryHandling-A-002-M not-executable no deduplication asked of users
ATT-DeliveryHandling-A-003-C container
ATT-DeliveryHandling-A-004-M not-executable Overwrite: complete snapshot
ATT-DeliveryHandling-A-005-M not-executable Overwrite: supersedes earlier
ATT-DeliveryHandling-A-006-C not-executable Append keeps earlier
ATT-DeliveryHandling-A-007-O not-executable metadata with the artifacts
ATT-DeliveryHandling-A-008-C not-executable correlation with metadata documented
ATT-JsonObjectFormat-A-000-M container
ATT-JsonObjectFormat-A-001-M AllocatedMethodDetails-object CommitmentProgramEligibilityDetails-object ContractApplied-object
ATT-JsonObjectFormat-A-002-M removed
ATT-JsonObjectFormat-A-003-M AllocatedMethodDetails-unique-keys CommitmentProgramEligibilityDetails-unique-keys ContractApplied-unique-keys
ATT-JsonObjectFormat-A-004-M not-executable value types: every value of a JSON object is of one of them
ATT-JsonObjectFormat-A-005-M container
ATT-JsonObjectFormat-A-006-M AllocatedMethodDetails-array-items CommitmentProgramEligibilityDetails-array-items ContractApplied-array-items
ATT-JsonObjectFormat-A-007-M AllocatedMethodDetails-array-items CommitmentProgramEligibilityDetails-array-items ContractApplied-array-items
ATT-JsonObjectFormat-A-008-M AllocatedMethodDetails-array-items CommitmentProgramEligibilityDetails-array-items ContractApplied-array-items
ATT-JsonObjectFormat-A-009-M AllocatedMethodDetails-elements CommitmentProgramEligibilityDetails-programs ContractApplied-elements
ATT-JsonObjectFormat-A-010-M removed
ATT-JsonObjectFormat-A-011-O AllocatedMethodDetails-depth CommitmentProgramEligibilityDetails-depth ContractApplied-depth
ATT-KeyValueFormat-A-000-M container
ATT-KeyValueFormat-A-001-M Tags-key-value AllocatedTags-key-value SkuPriceDetails-key-value
ATT-KeyValueFormat-A-002-M Tags-key-value AllocatedTags-key-value SkuPriceDetails-key-value
ATT-KeyValueFormat-A-003-M Tags-key-value AllocatedTags-key-value SkuPriceDetails-key-value
ATT-KeyValueFormat-A-004-M Tags-key-value AllocatedTags-key-value SkuPriceDetails-key-value
ATT-NullHandling-A-000-C container
ATT-NullHandling-A-001-C AllocatedMethodId-not-empty AllocatedResourceId-not-empty AllocatedResourceName-not-empty AvailabilityZone-not-empty BillingAccountName-not-empty CapacityReservationId-not-empty CapacityReservationStatus-not-empty ChargeClass-not-empty ChargeDescription-not-empty CommitmentDiscountCategory-not-empty CommitmentDiscountId-not-empty CommitmentDiscountName-not-empty CommitmentDiscountStatus-not-empty CommitmentDiscountType-not-empty CommitmentDiscountUnit-not-empty ConsumedUnit-not-empty HostProviderName-not-empty InvoiceDetailId-not-empty InvoiceId-not-empty PricingCategory-not-empty PricingUnit-not-empty RegionId-not-empty RegionName-not-empty ResourceId-not-empty ResourceName-not-empty ResourceType-not-empty SkuId-not-empty SkuMeter-not-empty SkuPriceId-not-empty SubAccountId-not-empty SubAccountName-not-empty SubAccountType-not-empty
ATT-NullHandling-A-002-C ResourceName-not-empty ServiceName-not-null
ATT-NullHandling-A-003-C not-executable placeholder numbers; mapping writes BilledCost 0 where the cost is unreadable (cost-missing)
ATT-StringHandling-A-000-M container
ATT-StringHandling-A-001-M removed
ATT-StringHandling-A-002-O removed
ATT-StringHandling-A-003-M not-executable casing is kept: ids have keys of their own to compare by
ATT-StringHandling-A-004-M not-executable changed value after the change
ATT-StringHandling-A-005-M removed
ATT-StringHandling-A-006-M removed
ATT-StringHandling-A-007-O ServiceName-not-null
ATT-StringHandling-A-008-C permission
ATT-StringHandling-A-009-M not-executable original spacing kept
ATT-StringHandling-A-010-M not-executable other consistency factors
ATT-StringHandling-A-011-C not-executable immutable texts same over periods
ATT-StringHandling-A-012-C container
ATT-StringHandling-A-013-C not-executable old value before the change
ATT-StringHandling-A-014-C container
ATT-StringHandling-A-015-O ServiceName-not-null
ATT-UnitFormat-A-000-M container
ATT-UnitFormat-A-001-O removed
ATT-UnitFormat-A-002-O removed
ATT-UnitFormat-A-003-M removed
ATT-UnitFormat-A-004-C removed
ATT-UnitFormat-A-005-M container
ATT-UnitFormat-A-006-M PricingUnit-unit
ATT-UnitFormat-A-007-M not-executable allowed data-size abbreviations; our pattern takes any capitalised noun
ATT-UnitFormat-A-008-M not-executable same abbreviation singular and plural
ATT-UnitFormat-A-009-C not-executable exa units above 10^18
ATT-UnitFormat-A-010-C not-executable bit or byte below one byte
ATT-UnitFormat-A-011-M PricingUnit-unit
ATT-UnitFormat-A-012-O not-executable recommended count names
ATT-UnitFormat-A-013-O PricingUnit-unit
ATT-UnitFormat-A-014-O permission
ATT-UnitFormat-A-015-O permission
ATT-UnitFormat-A-016-M PricingUnit-unit
ATT-UnitFormat-A-017-O PricingUnit-unit
ATT-UnitFormat-A-018-M PricingUnit-unit
ATT-UnitFormat-A-019-O permission
ATT-UnitFormat-A-020-O PricingUnit-unit
ATT-UnitFormat-A-021-O PricingUnit-unit
ATT-UnitFormat-A-022-O PricingUnit-unit
ATT-UnitFormat-A-023-O PricingUnit-unit
ATT-UnitFormat-A-024-O PricingUnit-unit
BIP-BillingPeriod-D-000-M container
BIP-BillingPeriod-D-001-C not-executable dataset present
BIP-BillingPeriod-D-002-M container
BIP-BillingPeriod-D-003-M container
BIP-BillingPeriod-D-004-M BillingPeriod.BillingPeriodCreated-type
BIP-BillingPeriod-D-005-M BillingPeriod.BillingPeriodEnd-type
BIP-BillingPeriod-D-006-M BillingPeriod.BillingPeriodLastUpdated-type
BIP-BillingPeriod-D-007-M BillingPeriod.BillingPeriodStart-type
BIP-BillingPeriod-D-008-M BillingPeriod.BillingPeriodStatus-type
BIP-BillingPeriod-D-009-M BillingPeriod.InvoiceIssuerName-type
BIP-BillingPeriod-D-010-M not-executable ColumnHandling (an attribute removed in 1.4: model fault)
BIP-BillingPeriod-D-011-M not-executable CorrectionHandling
BIP-BillingPeriod-D-012-M not-executable DatasetCompleteness
BIP-BillingPeriod-D-013-M not-executable DatasetConfiguration
BIP-BillingPeriod-D-014-M not-executable DeliveryHandling
BIP-BillingPeriodCreated-C-000-M container
BIP-BillingPeriodCreated-C-001-M BillingPeriod.BillingPeriodCreated-type
BIP-BillingPeriodCreated-C-002-M BillingPeriod.BillingPeriodCreated-type
BIP-BillingPeriodCreated-C-003-M BillingPeriod.BillingPeriodCreated-not-null
BIP-BillingPeriodCreated-C-004-M not-executable when the record was made (view: first publication)
BIP-BillingPeriodEnd-C-000-M container
BIP-BillingPeriodEnd-C-001-M BillingPeriod.BillingPeriodEnd-type
BIP-BillingPeriodEnd-C-002-M BillingPeriod.BillingPeriodEnd-type
BIP-BillingPeriodEnd-C-003-M BillingPeriod.BillingPeriodEnd-not-null
BIP-BillingPeriodEnd-C-004-M not-executable exclusive end
BIP-BillingPeriodLastUpdated-C-000-M container
BIP-BillingPeriodLastUpdated-C-001-M BillingPeriod.BillingPeriodLastUpdated-type
BIP-BillingPeriodLastUpdated-C-002-M BillingPeriod.BillingPeriodLastUpdated-type
BIP-BillingPeriodLastUpdated-C-003-M BillingPeriod.BillingPeriodLastUpdated-not-null
BIP-BillingPeriodLastUpdated-C-004-C not-executable latest change: the later of publication and closing, held by a test of the view
BIP-BillingPeriodLastUpdated-C-005-M BillingPeriod.BillingPeriodLastUpdated-after-created
BIP-BillingPeriodStart-C-000-M container
BIP-BillingPeriodStart-C-001-M BillingPeriod.BillingPeriodStart-type
BIP-BillingPeriodStart-C-002-M BillingPeriod.BillingPeriodStart-type
BIP-BillingPeriodStart-C-003-M BillingPeriod.BillingPeriodStart-not-null
BIP-BillingPeriodStart-C-004-M not-executable inclusive start
BIP-BillingPeriodStatus-C-000-M container
BIP-BillingPeriodStatus-C-001-M BillingPeriod.BillingPeriodStatus-type
BIP-BillingPeriodStatus-C-002-M BillingPeriod.BillingPeriodStatus-not-null
BIP-BillingPeriodStatus-C-003-M BillingPeriod.BillingPeriodStatus-allowed
BIP-BillingPeriodStatus-C-004-M not-executable meaning of the status
BIP-BillingPeriodStatus-C-005-C not-executable never Open again: writeBillingPeriod keeps the day of closing, held by a test
BIP-InvoiceIssuerName-C-000-M container
BIP-InvoiceIssuerName-C-001-M BillingPeriod.InvoiceIssuerName-type
BIP-InvoiceIssuerName-C-002-M BillingPeriod.InvoiceIssuerName-type
BIP-InvoiceIssuerName-C-003-M BillingPeriod.InvoiceIssuerName-not-null
BIP-InvoiceIssuerName-C-004-M not-executable name of the issuer
ATT-DiscountHandling-A-000-C removed
ATT-DiscountHandling-A-001-C removed
ATT-DiscountHandling-A-002-C removed
ATT-DiscountHandling-A-003-C removed
ATT-DiscountHandling-A-004-C removed
ATT-DiscountHandling-A-005-C removed
ATT-DiscountHandling-A-006-C removed
ATT-DiscountHandling-A-007-C removed
ATT-DiscountHandling-A-008-C removed
ATT-DiscountHandling-A-009-C removed
ATT-DiscountHandling-A-010-C removed
ATT-DiscountHandling-A-011-C removed
ATT-DiscountHandling-A-012-C removed
ATT-DiscountHandling-A-013-C removed
ATT-DiscountHandling-A-014-C removed
ATT-DiscountHandling-A-015-C removed
ATT-DiscountHandling-A-016-C removed
ATT-DiscountHandling-A-017-C removed
ATT-DiscountHandling-A-018-C removed
ATT-DiscountHandling-A-019-C removed
ATT-DiscountHandling-A-020-C removed
IND-InvoiceDetail-D-000-M container
IND-InvoiceDetail-D-001-C not-executable dataset present
IND-InvoiceDetail-D-002-M container
IND-InvoiceDetail-D-003-M container
IND-InvoiceDetail-D-004-M InvoiceDetail.BilledCost-type
IND-InvoiceDetail-D-005-M InvoiceDetail.BillingAccountId-type
IND-InvoiceDetail-D-006-M InvoiceDetail.BillingCurrency-type
IND-InvoiceDetail-D-007-M InvoiceDetail.BillingPeriodEnd-type
IND-InvoiceDetail-D-008-M InvoiceDetail.BillingPeriodStart-type
IND-InvoiceDetail-D-009-M InvoiceDetail.ChargeCategory-type
IND-InvoiceDetail-D-010-M InvoiceDetail.InvoiceDetailCreated-type
IND-InvoiceDetail-D-011-M InvoiceDetail.InvoiceDetailDescription-type
IND-InvoiceDetail-D-012-M InvoiceDetail.InvoiceDetailGrain-type
IND-InvoiceDetail-D-013-M InvoiceDetail.InvoiceDetailId-type
IND-InvoiceDetail-D-014-M InvoiceDetail.InvoiceDetailLastUpdated-type
IND-InvoiceDetail-D-015-M InvoiceDetail.InvoiceId-type
IND-InvoiceDetail-D-016-M InvoiceDetail.InvoiceIssueDate-type
IND-InvoiceDetail-D-017-M InvoiceDetail.InvoiceIssueStatus-type
IND-InvoiceDetail-D-018-M InvoiceDetail.InvoiceIssuerName-type
IND-InvoiceDetail-D-019-C InvoiceDetail.PaymentCurrency-type
IND-InvoiceDetail-D-020-C InvoiceDetail.PaymentCurrencyBilledCost-type
IND-InvoiceDetail-D-021-C InvoiceDetail.PaymentCurrencyInvoiceDetailId-type
IND-InvoiceDetail-D-022-M InvoiceDetail.PaymentDueDate-type
IND-InvoiceDetail-D-023-M InvoiceDetail.PaymentTerms-type
IND-InvoiceDetail-D-024-C InvoiceDetail.PurchaseOrderNumber-type
IND-InvoiceDetail-D-025-M InvoiceDetail.ReferenceInvoiceId-type
IND-InvoiceDetail-D-026-C not-executable custom columns for other amounts on an invoice
IND-InvoiceDetail-D-027-M not-executable CorrectionHandling
IND-InvoiceDetail-D-028-M not-executable DatasetCompleteness
IND-InvoiceDetail-D-029-M not-executable DatasetConfiguration
IND-InvoiceDetail-D-030-M not-executable DeliveryHandling
IND-InvoiceDetail-D-031-M not-executable every invoice line with a cost is there
IND-InvoiceDetail-D-032-M not-executable FocusColumnHandling
IND-InvoiceDetail-D-033-M not-executable NullHandling
IND-InvoiceDetail-D-034-M not-executable CustomColumnHandling
IND-InvoiceDetail-D-035-M container
IND-InvoiceDetail-D-036-M not-executable documentation: rows to invoice lines
IND-InvoiceDetail-D-037-M not-executable documentation: lines of cost 0
IND-InvoiceDetail-D-038-M not-executable documentation: reconciliation
IND-InvoiceDetail-D-039-M not-executable documentation: free access
IND-BilledCost-C-000-M container
IND-BilledCost-C-001-M InvoiceDetail.BilledCost-type
IND-BilledCost-C-002-M InvoiceDetail.BilledCost-type
IND-BilledCost-C-003-M InvoiceDetail.BilledCost-not-null
IND-BilledCost-C-004-M not-executable the model has no check
IND-BilledCost-C-005-M not-executable the model has no check
IND-BilledCost-C-006-M not-executable the model has no check
IND-BilledCost-C-007-M not-executable 0 when the charge is fully covered
IND-BilledCost-C-008-C not-executable sum per InvoiceDetailId, InvoiceId, issuer = payable amount when Issued
IND-BilledCost-C-009-C container
IND-BilledCost-C-010-C not-executable not Tax, not Open: sums per InvoiceId and issuer differ from Cost and Usage by at most max(100 x subunit, sqrt(rows) x 0.5 x subunit)
IND-BilledCost-C-011-C permission
IND-BilledCost-C-012-C container
IND-BilledCost-C-013-C not-executable as 010 per InvoiceDetailId
IND-BilledCost-C-014-C permission
IND-BillingAccountId-C-000-M container
IND-BillingAccountId-C-001-M InvoiceDetail.BillingAccountId-type
IND-BillingAccountId-C-002-M InvoiceDetail.BillingAccountId-type
IND-BillingAccountId-C-003-M InvoiceDetail.BillingAccountId-not-null
IND-BillingAccountId-C-004-M not-executable unique within the provider
IND-BillingAccountId-C-005-O not-executable fully qualified
IND-BillingCurrency-C-000-M container
IND-BillingCurrency-C-001-M InvoiceDetail.BillingCurrency-type
IND-BillingCurrency-C-002-M InvoiceDetail.BillingCurrency-type
IND-BillingCurrency-C-003-M InvoiceDetail.BillingCurrency-currency
IND-BillingCurrency-C-004-M InvoiceDetail.BillingCurrency-not-null
IND-BillingCurrency-C-005-M not-executable currency of the invoice
IND-BillingCurrency-C-006-M InvoiceDetail.BillingCurrency-currency
IND-BillingPeriodEnd-C-000-M container
IND-BillingPeriodEnd-C-001-M InvoiceDetail.BillingPeriodEnd-type
IND-BillingPeriodEnd-C-002-M InvoiceDetail.BillingPeriodEnd-type
IND-BillingPeriodEnd-C-003-M InvoiceDetail.BillingPeriodEnd-not-null
IND-BillingPeriodEnd-C-004-M not-executable the model has no check
IND-BillingPeriodEnd-C-005-M not-executable equals Cost and Usage for the same InvoiceId and issuer
IND-BillingPeriodStart-C-000-M container
IND-BillingPeriodStart-C-001-M InvoiceDetail.BillingPeriodStart-type
IND-BillingPeriodStart-C-002-M InvoiceDetail.BillingPeriodStart-type
IND-BillingPeriodStart-C-003-M InvoiceDetail.BillingPeriodStart-not-null
IND-BillingPeriodStart-C-004-M not-executable the model has no check
IND-BillingPeriodStart-C-005-M not-executable equals Cost and Usage for the same InvoiceId and issuer
IND-ChargeCategory-C-000-M container
IND-ChargeCategory-C-001-M InvoiceDetail.ChargeCategory-type
IND-ChargeCategory-C-002-M InvoiceDetail.ChargeCategory-not-null
IND-ChargeCategory-C-003-M InvoiceDetail.ChargeCategory-allowed
IND-ChargeCategory-C-004-C permission
IND-InvoiceDetailCreated-C-000-M container
IND-InvoiceDetailCreated-C-001-M InvoiceDetail.InvoiceDetailCreated-type
IND-InvoiceDetailCreated-C-002-M InvoiceDetail.InvoiceDetailCreated-type
IND-InvoiceDetailCreated-C-003-M InvoiceDetail.InvoiceDetailCreated-not-null
IND-InvoiceDetailCreated-C-004-M not-executable the model has no check
IND-InvoiceDetailCreated-C-005-C not-executable not after BillingPeriodLastUpdated of a Closed period
IND-InvoiceDetailDescription-C-000-M container
IND-InvoiceDetailDescription-C-001-M InvoiceDetail.InvoiceDetailDescription-type
IND-InvoiceDetailDescription-C-002-M InvoiceDetail.InvoiceDetailDescription-type
IND-InvoiceDetailDescription-C-003-O InvoiceDetail.InvoiceDetailDescription-not-null
IND-InvoiceDetailDescription-C-004-O not-executable the model has no check
IND-InvoiceDetailDescription-C-005-M not-executable the model has no check
IND-InvoiceDetailGrain-C-000-M container
IND-InvoiceDetailGrain-C-001-M InvoiceDetail.InvoiceDetailGrain-type
IND-InvoiceDetailGrain-C-002-M InvoiceDetail.InvoiceDetailGrain-key-value
IND-InvoiceDetailGrain-C-003-C not-executable the model has no check
IND-InvoiceDetailGrain-C-004-M not-executable the model has no check
IND-InvoiceDetailGrain-C-005-O not-executable the model has no check
IND-InvoiceDetailGrain-C-006-C not-executable the model has no check
IND-InvoiceDetailGrain-C-007-O not-executable the model has no check
IND-InvoiceDetailGrain-C-008-C not-executable x_ prefix of custom keys
IND-InvoiceDetailGrain-C-009-M container
IND-InvoiceDetailGrain-C-010-M not-executable the model has no check
IND-InvoiceDetailGrain-C-011-M not-executable the model has no check
IND-InvoiceDetailId-C-000-M container
IND-InvoiceDetailId-C-001-M InvoiceDetail.InvoiceDetailId-type
IND-InvoiceDetailId-C-002-M InvoiceDetail.InvoiceDetailId-type
IND-InvoiceDetailId-C-003-M InvoiceDetail.InvoiceDetailId-not-null
IND-InvoiceDetailId-C-004-M not-executable unique within InvoiceId
IND-InvoiceDetailLastUpdated-C-000-M container
IND-InvoiceDetailLastUpdated-C-001-M InvoiceDetail.InvoiceDetailLastUpdated-type
IND-InvoiceDetailLastUpdated-C-002-M InvoiceDetail.InvoiceDetailLastUpdated-type
IND-InvoiceDetailLastUpdated-C-003-M InvoiceDetail.InvoiceDetailLastUpdated-not-null
IND-InvoiceDetailLastUpdated-C-004-C not-executable the model has no check
IND-InvoiceDetailLastUpdated-C-005-M InvoiceDetail.InvoiceDetailLastUpdated-after-created
IND-InvoiceId-C-000-M container
IND-InvoiceId-C-001-M InvoiceDetail.InvoiceId-type
IND-InvoiceId-C-002-M InvoiceDetail.InvoiceId-type
IND-InvoiceId-C-003-M InvoiceDetail.InvoiceId-not-null
IND-InvoiceId-C-004-O permission
IND-InvoiceId-C-005-M not-executable the model has no check
IND-InvoiceIssueDate-C-000-M container
IND-InvoiceIssueDate-C-001-M InvoiceDetail.InvoiceIssueDate-type
IND-InvoiceIssueDate-C-002-M InvoiceDetail.InvoiceIssueDate-type
IND-InvoiceIssueDate-C-003-O permission
IND-InvoiceIssueDate-C-004-M not-executable the model has no check
IND-InvoiceIssuerName-C-000-M container
IND-InvoiceIssuerName-C-001-M InvoiceDetail.InvoiceIssuerName-type
IND-InvoiceIssuerName-C-002-M InvoiceDetail.InvoiceIssuerName-type
IND-InvoiceIssuerName-C-003-M InvoiceDetail.InvoiceIssuerName-not-null
IND-InvoiceIssuerName-C-004-M not-executable the model has no check
IND-InvoiceIssueStatus-C-000-M container
IND-InvoiceIssueStatus-C-001-M InvoiceDetail.InvoiceIssueStatus-type
IND-InvoiceIssueStatus-C-002-M InvoiceDetail.InvoiceIssueStatus-type
IND-InvoiceIssueStatus-C-003-M InvoiceDetail.InvoiceIssueStatus-not-null
IND-InvoiceIssueStatus-C-004-M InvoiceDetail.InvoiceIssueStatus-allowed
IND-InvoiceIssueStatus-C-005-M not-executable the model has no check
IND-InvoiceIssueStatus-C-006-C not-executable Issued back to Open
IND-PaymentCurrency-C-000-M container
IND-PaymentCurrency-C-001-M InvoiceDetail.PaymentCurrency-type
IND-PaymentCurrency-C-002-M InvoiceDetail.PaymentCurrency-type
IND-PaymentCurrency-C-003-M InvoiceDetail.PaymentCurrency-not-null
IND-PaymentCurrency-C-004-M not-executable the model has no check
IND-PaymentCurrency-C-005-M InvoiceDetail.PaymentCurrency-currency
IND-PaymentCurrencyBilledCost-C-000-M container
IND-PaymentCurrencyBilledCost-C-001-M InvoiceDetail.PaymentCurrencyBilledCost-type
IND-PaymentCurrencyBilledCost-C-002-M InvoiceDetail.PaymentCurrencyBilledCost-type
IND-PaymentCurrencyBilledCost-C-003-M InvoiceDetail.PaymentCurrencyBilledCost-not-null
IND-PaymentCurrencyBilledCost-C-004-M not-executable the model has no check
IND-PaymentCurrencyBilledCost-C-005-M not-executable the model has no check
IND-PaymentCurrencyBilledCost-C-006-C permission
IND-PaymentCurrencyBilledCost-C-007-C permission
IND-PaymentCurrencyInvoiceDetailId-C-000-M container
IND-PaymentCurrencyInvoiceDetailId-C-001-M InvoiceDetail.PaymentCurrencyInvoiceDetailId-type
IND-PaymentCurrencyInvoiceDetailId-C-002-M InvoiceDetail.PaymentCurrencyInvoiceDetailId-type
IND-PaymentCurrencyInvoiceDetailId-C-003-M InvoiceDetail.PaymentCurrencyInvoiceDetailId-not-null
IND-PaymentCurrencyInvoiceDetailId-C-004-M not-executable the model has no check
IND-PaymentCurrencyInvoiceDetailId-C-005-C InvoiceDetail.PaymentCurrencyInvoiceDetailId-same
IND-PaymentDueDate-C-000-M container
IND-PaymentDueDate-C-001-M InvoiceDetail.PaymentDueDate-type
IND-PaymentDueDate-C-002-M InvoiceDetail.PaymentDueDate-type
IND-PaymentDueDate-C-003-O permission
IND-PaymentDueDate-C-004-M not-executable the model has no check
IND-PurchaseOrderNumber-C-000-M container
IND-PurchaseOrderNumber-C-001-M InvoiceDetail.PurchaseOrderNumber-type
IND-PurchaseOrderNumber-C-002-M InvoiceDetail.PurchaseOrderNumber-type
IND-PurchaseOrderNumber-C-003-O permission
IND-PurchaseOrderNumber-C-004-M not-executable the model has no check
IND-ReferenceInvoiceId-C-000-M container
IND-ReferenceInvoiceId-C-001-M InvoiceDetail.ReferenceInvoiceId-type
IND-ReferenceInvoiceId-C-002-M InvoiceDetail.ReferenceInvoiceId-type
IND-ReferenceInvoiceId-C-003-M InvoiceDetail.ReferenceInvoiceId-not-null
IND-ReferenceInvoiceId-C-004-C not-executable the model has no check
IND-ReferenceInvoiceId-C-005-C not-executable the model has no check
CCT-ContractCommitment-D-000-M container
CCT-ContractCommitment-D-001-M container
CCT-ContractCommitment-D-002-M container
CCT-ContractCommitment-D-003-M ContractCommitment.BillingCurrency-type
CCT-ContractCommitment-D-004-M ContractCommitment.ContractCommitmentCost-type
CCT-ContractCommitment-D-005-M ContractCommitment.ContractCommitmentId-type
CCT-ContractCommitment-D-006-M ContractCommitment.ContractCommitmentCategory-type
CCT-ContractCommitment-D-007-M ContractCommitment.ContractCommitmentDescription-type
CCT-ContractCommitment-D-008-M ContractCommitment.ContractCommitmentPeriodEnd-type
CCT-ContractCommitment-D-009-M ContractCommitment.ContractCommitmentPeriodStart-type
CCT-ContractCommitment-D-010-M ContractCommitment.ContractCommitmentQuantity-type
CCT-ContractCommitment-D-011-M ContractCommitment.ContractCommitmentType-type
CCT-ContractCommitment-D-012-M ContractCommitment.ContractCommitmentUnit-type
CCT-ContractCommitment-D-013-M ContractCommitment.ContractId-type
CCT-ContractCommitment-D-014-M ContractCommitment.ContractPeriodEnd-type
CCT-ContractCommitment-D-015-M ContractCommitment.ContractPeriodStart-type
CCT-ContractCommitment-D-016-C not-executable dataset present
CCT-ContractCommitment-D-017-M ContractCommitment.ContractCommitmentApplicability-type
CCT-ContractCommitment-D-018-M ContractCommitment.ContractCommitmentBenefitCategory-type
CCT-ContractCommitment-D-019-M ContractCommitment.ContractCommitmentCreated-type
CCT-ContractCommitment-D-020-M ContractCommitment.ContractCommitmentDiscountPercentage-type
CCT-ContractCommitment-D-021-M ContractCommitment.ContractCommitmentDurationType-type
CCT-ContractCommitment-D-022-M ContractCommitment.ContractCommitmentFulfillmentInterval-type
CCT-ContractCommitment-D-023-M ContractCommitment.ContractCommitmentLastUpdated-type
CCT-ContractCommitment-D-024-M ContractCommitment.ContractCommitmentLifecycleStatus-type
CCT-ContractCommitment-D-025-M ContractCommitment.ContractCommitmentModel-type
CCT-ContractCommitment-D-026-M ContractCommitment.ContractCommitmentOfferCategory-type
CCT-ContractCommitment-D-027-M ContractCommitment.ContractCommitmentPaymentInterval-type
CCT-ContractCommitment-D-028-M ContractCommitment.ContractCommitmentPaymentModel-type
CCT-ContractCommitment-D-029-C ContractCommitment.ContractCommitmentPaymentUpfrontPercentage-type
CCT-ContractCommitment-D-030-M ContractCommitment.InvoiceIssuerName-type
CCT-ContractCommitment-D-031-C ContractCommitment.PricingCurrency-type
CCT-ContractCommitment-D-032-C ContractCommitment.PricingCurrencyContractCommitmentCost-type
CCT-ContractCommitment-D-033-M ContractCommitment.ServiceProviderName-type
CCT-ContractCommitment-D-034-M not-executable CorrectionHandling
CCT-ContractCommitment-D-035-M not-executable DatasetCompleteness
CCT-ContractCommitment-D-036-M not-executable DatasetConfiguration
CCT-ContractCommitment-D-037-M not-executable DeliveryHandling
CCT-ContractCommitment-D-038-M not-executable FocusColumnHandling
CCT-ContractCommitment-D-039-M not-executable NullHandling
CCT-ContractCommitment-D-040-M not-executable CustomColumnHandling
CCT-BillingCurrency-C-000-M container
CCT-BillingCurrency-C-001-M ContractCommitment.BillingCurrency-type
CCT-BillingCurrency-C-002-M ContractCommitment.BillingCurrency-type
CCT-BillingCurrency-C-003-M ContractCommitment.BillingCurrency-currency
CCT-BillingCurrency-C-004-C ContractCommitment.BillingCurrency-spend
CCT-BillingCurrency-C-005-M not-executable the model has no check
CCT-BillingCurrency-C-006-M ContractCommitment.BillingCurrency-currency
CCT-ContractCommitmentApplicability-C-000-M container
CCT-ContractCommitmentApplicability-C-001-M not-executable JSON type
CCT-ContractCommitmentApplicability-C-002-M ContractCommitment.ContractCommitmentApplicability-type
CCT-ContractCommitmentApplicability-C-003-M ContractCommitment.ContractCommitmentApplicability-object
CCT-ContractCommitmentApplicability-C-004-M ContractCommitment.ContractCommitmentApplicability-object
CCT-ContractCommitmentApplicability-C-005-M ContractCommitment.ContractCommitmentApplicability-not-null
CCT-ContractCommitmentApplicabilityObject-O-001-M container
CCT-ContractCommitmentApplicabilityObject-O-002-M ContractCommitment.ContractCommitmentApplicability-object
CCT-ContractCommitmentApplicabilityObject-O-003-C not-executable IsGlobalScope true for all
CCT-ContractCommitmentApplicabilityObject-O-004-C not-executable IsComplexScope true beyond the schema
CCT-ContractCommitmentApplicabilityObject-O-005-M not-executable Applicability.Cost 0..1
CCT-ContractCommitmentApplicabilityObject-O-006-M not-executable Applicability.Usage 0..1
CCT-ContractCommitmentApplicabilityObject-O-007-M not-executable Inclusions Applicability.Cost 0..1
CCT-ContractCommitmentApplicabilityObject-O-008-M not-executable Inclusions Applicability.Usage 0..1
CCT-ContractCommitmentApplicabilityObject-O-009-O not-executable Inclusions Dimension a Cost and Usage column
CCT-ContractCommitmentApplicabilityObject-O-010-O not-executable Exclusions Dimension a Cost and Usage column
CCT-ContractCommitmentApplicabilityObject-O-011-C not-executable Inclusions Values only * with wildcard
CCT-ContractCommitmentApplicabilityObject-O-012-C not-executable Exclusions Values only * with wildcard
CCT-ContractCommitmentBenefitCategory-C-000-M container
CCT-ContractCommitmentBenefitCategory-C-001-M ContractCommitment.ContractCommitmentBenefitCategory-type
CCT-ContractCommitmentBenefitCategory-C-002-M ContractCommitment.ContractCommitmentBenefitCategory-not-null
CCT-ContractCommitmentBenefitCategory-C-003-M ContractCommitment.ContractCommitmentBenefitCategory-allowed
CCT-ContractCommitmentCategory-C-000-M container
CCT-ContractCommitmentCategory-C-001-M ContractCommitment.ContractCommitmentCategory-type
CCT-ContractCommitmentCategory-C-002-M ContractCommitment.ContractCommitmentCategory-not-null
CCT-ContractCommitmentCategory-C-003-M ContractCommitment.ContractCommitmentCategory-allowed
CCT-ContractCommitmentCost-C-000-M container
CCT-ContractCommitmentCost-C-001-M ContractCommitment.ContractCommitmentCost-type
CCT-ContractCommitmentCost-C-002-M ContractCommitment.ContractCommitmentCost-type
CCT-ContractCommitmentCost-C-003-C container
CCT-ContractCommitmentCost-C-004-C ContractCommitment.ContractCommitmentCost-spend
CCT-ContractCommitmentCost-C-005-C permission
CCT-ContractCommitmentCost-C-006-M removed
CCT-ContractCommitmentCost-C-007-M not-executable the model has no check
CCT-ContractCommitmentCreated-C-000-M container
CCT-ContractCommitmentCreated-C-001-M ContractCommitment.ContractCommitmentCreated-type
CCT-ContractCommitmentCreated-C-002-M ContractCommitment.ContractCommitmentCreated-type
CCT-ContractCommitmentCreated-C-003-M ContractCommitment.ContractCommitmentCreated-not-null
CCT-ContractCommitmentCreated-C-004-M not-executable the model has no check
CCT-ContractCommitmentDescription-C-000-M container
CCT-ContractCommitmentDescription-C-001-M ContractCommitment.ContractCommitmentDescription-type
CCT-ContractCommitmentDescription-C-002-M ContractCommitment.ContractCommitmentDescription-type
CCT-ContractCommitmentDescription-C-003-O ContractCommitment.ContractCommitmentDescription-not-null
CCT-ContractCommitmentDescription-C-004-O not-executable the model has no check
CCT-ContractCommitmentDiscountPercentage-C-000-M container
CCT-ContractCommitmentDiscountPercentage-C-001-M ContractCommitment.ContractCommitmentDiscountPercentage-type
CCT-ContractCommitmentDiscountPercentage-C-002-M ContractCommitment.ContractCommitmentDiscountPercentage-type
CCT-ContractCommitmentDiscountPercentage-C-003-C container
CCT-ContractCommitmentDiscountPercentage-C-004-C ContractCommitment.ContractCommitmentDiscountPercentage-discount
CCT-ContractCommitmentDiscountPercentage-C-005-C ContractCommitment.ContractCommitmentDiscountPercentage-availability
CCT-ContractCommitmentDiscountPercentage-C-006-M ContractCommitment.ContractCommitmentDiscountPercentage-range
CCT-ContractCommitmentDiscountPercentage-C-007-M container
CCT-ContractCommitmentDiscountPercentage-C-008-M not-executable the model has no check
CCT-ContractCommitmentDiscountPercentage-C-009-M not-executable the model has no check
CCT-ContractCommitmentDiscountPercentage-C-010-C not-executable the model has no check
CCT-ContractCommitmentDurationType-C-000-M container
CCT-ContractCommitmentDurationType-C-001-M ContractCommitment.ContractCommitmentDurationType-type
CCT-ContractCommitmentDurationType-C-002-M ContractCommitment.ContractCommitmentDurationType-type
CCT-ContractCommitmentDurationType-C-003-M ContractCommitment.ContractCommitmentDurationType-not-null
CCT-ContractCommitmentDurationType-C-004-O ContractCommitment.ContractCommitmentDurationType-format
CCT-ContractCommitmentDurationType-C-005-O ContractCommitment.ContractCommitmentDurationType-format
CCT-ContractCommitmentDurationType-C-006-O not-executable the model has no check
CCT-ContractCommitmentDurationType-C-007-O permission
CCT-ContractCommitmentFulfillmentInterval-C-000-M container
CCT-ContractCommitmentFulfillmentInterval-C-001-M ContractCommitment.ContractCommitmentFulfillmentInterval-type
CCT-ContractCommitmentFulfillmentInterval-C-002-M ContractCommitment.ContractCommitmentFulfillmentInterval-not-null
CCT-ContractCommitmentFulfillmentInterval-C-003-M ContractCommitment.ContractCommitmentFulfillmentInterval-allowed
CCT-ContractCommitmentFulfillmentInterval-C-004-C ContractCommitment.ContractCommitmentFulfillmentInterval-continuous
CCT-ContractCommitmentId-C-000-M container
CCT-ContractCommitmentId-C-001-M ContractCommitment.ContractCommitmentId-type
CCT-ContractCommitmentId-C-002-M ContractCommitment.ContractCommitmentId-type
CCT-ContractCommitmentId-C-003-M ContractCommitment.ContractCommitmentId-not-null
CCT-ContractCommitmentId-C-004-C removed
CCT-ContractCommitmentId-C-005-M not-executable the model has no check
CCT-ContractCommitmentId-C-006-O not-executable the model has no check
CCT-ContractCommitmentId-C-007-M ContractCommitment.ContractCommitmentId-one-contract
CCT-ContractCommitmentId-C-008-O permission
CCT-ContractCommitmentId-C-009-M removed
CCT-ContractCommitmentLifecycleStatus-C-000-M container
CCT-ContractCommitmentLifecycleStatus-C-001-M ContractCommitment.ContractCommitmentLifecycleStatus-type
CCT-ContractCommitmentLifecycleStatus-C-002-M ContractCommitment.ContractCommitmentLifecycleStatus-not-null
CCT-ContractCommitmentLifecycleStatus-C-003-M ContractCommitment.ContractCommitmentLifecycleStatus-allowed
CCT-ContractCommitmentLifecycleStatus-C-004-C not-executable Superseded after a change that needs a new id
CCT-ContractCommitmentModel-C-000-M container
CCT-ContractCommitmentModel-C-001-M ContractCommitment.ContractCommitmentModel-type
CCT-ContractCommitmentModel-C-002-M ContractCommitment.ContractCommitmentModel-not-null
CCT-ContractCommitmentModel-C-003-M ContractCommitment.ContractCommitmentModel-allowed
CCT-ContractCommitmentModel-C-004-C ContractCommitment.ContractCommitmentModel-full-period
CCT-ContractCommitmentOfferCategory-C-000-M container
CCT-ContractCommitmentOfferCategory-C-001-M ContractCommitment.ContractCommitmentOfferCategory-type
CCT-ContractCommitmentOfferCategory-C-002-M ContractCommitment.ContractCommitmentOfferCategory-not-null
CCT-ContractCommitmentOfferCategory-C-003-M ContractCommitment.ContractCommitmentOfferCategory-allowed
CCT-ContractCommitmentPaymentInterval-C-000-M container
CCT-ContractCommitmentPaymentInterval-C-001-M ContractCommitment.ContractCommitmentPaymentInterval-type
CCT-ContractCommitmentPaymentInterval-C-002-M ContractCommitment.ContractCommitmentPaymentInterval-not-null
CCT-ContractCommitmentPaymentInterval-C-003-M ContractCommitment.ContractCommitmentPaymentInterval-allowed
CCT-ContractCommitmentPaymentInterval-C-004-C ContractCommitment.ContractCommitmentPaymentInterval-all-upfront
CCT-ContractCommitmentPaymentInterval-C-005-O not-executable no longer than the duration type
CCT-ContractCommitmentPaymentModel-C-000-M container
CCT-ContractCommitmentPaymentModel-C-001-M ContractCommitment.ContractCommitmentPaymentModel-type
CCT-ContractCommitmentPaymentModel-C-002-M ContractCommitment.ContractCommitmentPaymentModel-not-null
CCT-ContractCommitmentPaymentModel-C-003-M ContractCommitment.ContractCommitmentPaymentModel-allowed
CCT-ContractCommitmentPaymentUpfrontPercentage-C-000-M container
CCT-ContractCommitmentPaymentUpfrontPercentage-C-001-M ContractCommitment.ContractCommitmentPaymentUpfrontPercentage-type
CCT-ContractCommitmentPaymentUpfrontPercentage-C-002-M ContractCommitment.ContractCommitmentPaymentUpfrontPercentage-type
CCT-ContractCommitmentPaymentUpfrontPercentage-C-003-M ContractCommitment.ContractCommitmentPaymentUpfrontPercentage-not-null
CCT-ContractCommitmentPaymentUpfrontPercentage-C-004-M ContractCommitment.ContractCommitmentPaymentUpfrontPercentage-range
CCT-ContractCommitmentPaymentUpfrontPercentage-C-005-C ContractCommitment.ContractCommitmentPaymentUpfrontPercentage-all-upfront
CCT-ContractCommitmentPaymentUpfrontPercentage-C-006-C ContractCommitment.ContractCommitmentPaymentUpfrontPercentage-no-upfront
CCT-ContractCommitmentPaymentUpfrontPercentage-C-007-C not-executable between 0 and 1, exclusive
CCT-ContractCommitmentPeriodEnd-C-000-M container
CCT-ContractCommitmentPeriodEnd-C-001-M ContractCommitment.ContractCommitmentPeriodEnd-type
CCT-ContractCommitmentPeriodEnd-C-002-M ContractCommitment.ContractCommitmentPeriodEnd-type
CCT-ContractCommitmentPeriodEnd-C-003-M ContractCommitment.ContractCommitmentPeriodEnd-not-null
CCT-ContractCommitmentPeriodEnd-C-004-M not-executable exclusive end
CCT-ContractCommitmentPeriodStart-C-000-M container
CCT-ContractCommitmentPeriodStart-C-001-M ContractCommitment.ContractCommitmentPeriodStart-type
CCT-ContractCommitmentPeriodStart-C-002-M ContractCommitment.ContractCommitmentPeriodStart-type
CCT-ContractCommitmentPeriodStart-C-003-M ContractCommitment.ContractCommitmentPeriodStart-not-null
CCT-ContractCommitmentPeriodStart-C-004-M not-executable inclusive start
CCT-ContractCommitmentQuantity-C-000-M container
CCT-ContractCommitmentQuantity-C-001-M ContractCommitment.ContractCommitmentQuantity-type
CCT-ContractCommitmentQuantity-C-002-M ContractCommitment.ContractCommitmentQuantity-type
CCT-ContractCommitmentQuantity-C-003-C container
CCT-ContractCommitmentQuantity-C-004-C ContractCommitment.ContractCommitmentQuantity-usage
CCT-ContractCommitmentQuantity-C-005-C permission
CCT-ContractCommitmentQuantity-C-006-M removed
CCT-ContractCommitmentType-C-000-M container
CCT-ContractCommitmentType-C-001-M ContractCommitment.ContractCommitmentType-type
CCT-ContractCommitmentType-C-002-M ContractCommitment.ContractCommitmentType-type
CCT-ContractCommitmentType-C-003-M ContractCommitment.ContractCommitmentType-not-null
CCT-ContractCommitmentType-C-004-M not-executable readable display value
CCT-ContractCommitmentUnit-C-000-M container
CCT-ContractCommitmentUnit-C-001-M ContractCommitment.ContractCommitmentUnit-type
CCT-ContractCommitmentUnit-C-002-M ContractCommitment.ContractCommitmentUnit-type
CCT-ContractCommitmentUnit-C-003-O ContractCommitment.ContractCommitmentUnit-format
CCT-ContractCommitmentUnit-C-004-C container
CCT-ContractCommitmentUnit-C-005-C ContractCommitment.ContractCommitmentUnit-null
CCT-ContractCommitmentUnit-C-006-C ContractCommitment.ContractCommitmentUnit-not-null
CCT-ContractId-C-000-M container
CCT-ContractId-C-001-M ContractCommitment.ContractId-type
CCT-ContractId-C-002-M ContractCommitment.ContractId-type
CCT-ContractId-C-003-M ContractCommitment.ContractId-not-null
CCT-ContractId-C-004-C container
CCT-ContractId-C-005-M not-executable unique within the provider
CCT-ContractId-C-006-O not-executable fully qualified
CCT-ContractPeriodEnd-C-000-M container
CCT-ContractPeriodEnd-C-001-M ContractCommitment.ContractPeriodEnd-type
CCT-ContractPeriodEnd-C-002-M ContractCommitment.ContractPeriodEnd-type
CCT-ContractPeriodEnd-C-003-M ContractCommitment.ContractPeriodEnd-not-null
CCT-ContractPeriodEnd-C-004-M not-executable exclusive end
CCT-ContractPeriodStart-C-000-M container
CCT-ContractPeriodStart-C-001-M ContractCommitment.ContractPeriodStart-type
CCT-ContractPeriodStart-C-002-M ContractCommitment.ContractPeriodStart-type
CCT-ContractPeriodStart-C-003-M ContractCommitment.ContractPeriodStart-not-null
CCT-ContractPeriodStart-C-004-M not-executable inclusive start
CCT-InvoiceIssuerName-C-000-M container
CCT-InvoiceIssuerName-C-001-M ContractCommitment.InvoiceIssuerName-type
CCT-InvoiceIssuerName-C-002-M ContractCommitment.InvoiceIssuerName-type
CCT-InvoiceIssuerName-C-003-M ContractCommitment.InvoiceIssuerName-not-null
CCT-PricingCurrency-C-000-M container
CCT-PricingCurrency-C-001-M ContractCommitment.PricingCurrency-type
CCT-PricingCurrency-C-002-M ContractCommitment.PricingCurrency-type
CCT-PricingCurrency-C-003-M ContractCommitment.PricingCurrency-currency
CCT-PricingCurrency-C-004-M ContractCommitment.PricingCurrency-not-null
CCT-PricingCurrencyContractCommitmentCost-C-000-M container
CCT-PricingCurrencyContractCommitmentCost-C-001-M ContractCommitment.PricingCurrencyContractCommitmentCost-type
CCT-PricingCurrencyContractCommitmentCost-C-002-M ContractCommitment.PricingCurrencyContractCommitmentCost-type
CCT-PricingCurrencyContractCommitmentCost-C-003-C container
CCT-PricingCurrencyContractCommitmentCost-C-004-C ContractCommitment.PricingCurrencyContractCommitmentCost-spend
CCT-PricingCurrencyContractCommitmentCost-C-005-C permission
CCT-PricingCurrencyContractCommitmentCost-C-006-M not-executable the model has no check
CCT-ServiceProviderName-C-000-M container
CCT-ServiceProviderName-C-001-M ContractCommitment.ServiceProviderName-type
CCT-ServiceProviderName-C-002-M ContractCommitment.ServiceProviderName-type
CCT-ServiceProviderName-C-003-M ContractCommitment.ServiceProviderName-not-null
`;

/** All 1,407 requirements of FOCUS 1.4. */
export const focusRequirements: readonly FocusRequirement[] = decisions.trim().split("\n").map(parseRequirement);
