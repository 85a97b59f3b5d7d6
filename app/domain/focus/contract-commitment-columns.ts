/** A column of the FOCUS 1.4 dataset Contract Commitment. */
export interface ContractCommitmentColumn {
  readonly name: string;
  readonly kind: "text" | "decimal" | "date-time";
  readonly nullable: boolean;
  /** Empty: no closed list. */
  readonly allowedValues: readonly string[];
}

const text = (name: string, ...allowedValues: readonly string[]): ContractCommitmentColumn => ({
  name,
  kind: "text",
  nullable: false,
  allowedValues,
});
const nullable = (column: ContractCommitmentColumn): ContractCommitmentColumn => ({ ...column, nullable: true });
const decimal = (name: string): ContractCommitmentColumn => ({ name, kind: "decimal", nullable: true, allowedValues: [] });
const dateTime = (name: string): ContractCommitmentColumn => ({ name, kind: "date-time", nullable: false, allowedValues: [] });

const intervals = ["Hourly", "Daily", "Weekly", "Monthly", "Quarterly", "Semi-Annual", "Annual", "Full Period", "Transactional", "Custom"];

/** All 30 columns in the order of the specification. https://focus.finops.org/focus-specification/v1-4/#contractcommitment */
export const contractCommitmentColumns: readonly ContractCommitmentColumn[] = [
  nullable(text("BillingCurrency")),
  text("ContractCommitmentApplicability"),
  text("ContractCommitmentBenefitCategory", "Discount", "Entitlement", "Availability", "Other"),
  text("ContractCommitmentCategory", "Spend", "Usage"),
  decimal("ContractCommitmentCost"),
  dateTime("ContractCommitmentCreated"),
  nullable(text("ContractCommitmentDescription")),
  decimal("ContractCommitmentDiscountPercentage"),
  text("ContractCommitmentDurationType"),
  text("ContractCommitmentFulfillmentInterval", ...intervals),
  text("ContractCommitmentId"),
  dateTime("ContractCommitmentLastUpdated"),
  text("ContractCommitmentLifecycleStatus", "Proposed", "Pending", "Active", "Exhausted", "Expired", "Canceled", "Superseded"),
  text("ContractCommitmentModel", "Continuous", "Discontinuous"),
  text("ContractCommitmentOfferCategory", "Negotiated", "Public"),
  text("ContractCommitmentPaymentInterval", "One-Time", "Monthly", "Quarterly", "Semi-Annual", "Annual", "Custom"),
  text("ContractCommitmentPaymentModel", "No Upfront", "Partial Upfront", "All Upfront"),
  { ...decimal("ContractCommitmentPaymentUpfrontPercentage"), nullable: false },
  dateTime("ContractCommitmentPeriodEnd"),
  dateTime("ContractCommitmentPeriodStart"),
  decimal("ContractCommitmentQuantity"),
  text("ContractCommitmentType"),
  nullable(text("ContractCommitmentUnit")),
  text("ContractId"),
  dateTime("ContractPeriodEnd"),
  dateTime("ContractPeriodStart"),
  text("InvoiceIssuerName"),
  text("PricingCurrency"),
  decimal("PricingCurrencyContractCommitmentCost"),
  text("ServiceProviderName"),
];
