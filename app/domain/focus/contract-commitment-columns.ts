import { type DatasetColumn, dateTimeColumn, decimalColumn, nullableColumn, textColumn } from "./dataset-column";

const intervals = ["Hourly", "Daily", "Weekly", "Monthly", "Quarterly", "Semi-Annual", "Annual", "Full Period", "Transactional", "Custom"];

/** All 30 columns in the order of the specification. https://focus.finops.org/focus-specification/v1-4/#contractcommitment */
export const contractCommitmentColumns: readonly DatasetColumn[] = [
  nullableColumn(textColumn("BillingCurrency")),
  textColumn("ContractCommitmentApplicability"),
  textColumn("ContractCommitmentBenefitCategory", "Discount", "Entitlement", "Availability", "Other"),
  textColumn("ContractCommitmentCategory", "Spend", "Usage"),
  decimalColumn("ContractCommitmentCost"),
  dateTimeColumn("ContractCommitmentCreated"),
  nullableColumn(textColumn("ContractCommitmentDescription")),
  decimalColumn("ContractCommitmentDiscountPercentage"),
  textColumn("ContractCommitmentDurationType"),
  textColumn("ContractCommitmentFulfillmentInterval", ...intervals),
  textColumn("ContractCommitmentId"),
  dateTimeColumn("ContractCommitmentLastUpdated"),
  textColumn("ContractCommitmentLifecycleStatus", "Proposed", "Pending", "Active", "Exhausted", "Expired", "Canceled", "Superseded"),
  textColumn("ContractCommitmentModel", "Continuous", "Discontinuous"),
  textColumn("ContractCommitmentOfferCategory", "Negotiated", "Public"),
  textColumn("ContractCommitmentPaymentInterval", "One-Time", "Monthly", "Quarterly", "Semi-Annual", "Annual", "Custom"),
  textColumn("ContractCommitmentPaymentModel", "No Upfront", "Partial Upfront", "All Upfront"),
  { ...decimalColumn("ContractCommitmentPaymentUpfrontPercentage"), nullable: false },
  dateTimeColumn("ContractCommitmentPeriodEnd"),
  dateTimeColumn("ContractCommitmentPeriodStart"),
  decimalColumn("ContractCommitmentQuantity"),
  textColumn("ContractCommitmentType"),
  nullableColumn(textColumn("ContractCommitmentUnit")),
  textColumn("ContractId"),
  dateTimeColumn("ContractPeriodEnd"),
  dateTimeColumn("ContractPeriodStart"),
  textColumn("InvoiceIssuerName"),
  textColumn("PricingCurrency"),
  decimalColumn("PricingCurrencyContractCommitmentCost"),
  textColumn("ServiceProviderName"),
];
