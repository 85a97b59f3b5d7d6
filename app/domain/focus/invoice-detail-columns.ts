import { type DatasetColumn, dateTimeColumn, decimalColumn, nullableColumn, textColumn } from "./dataset-column";

/**
 * All 22 columns in the order of the specification. Those that it wants always and that no source says are nullable here, and a rule of their own reports them.
 * https://focus.finops.org/focus-specification/v1-4/#invoicedetail
 */
export const invoiceDetailColumns: readonly DatasetColumn[] = [
  { ...decimalColumn("BilledCost"), nullable: false },
  textColumn("BillingAccountId"),
  textColumn("BillingCurrency"),
  dateTimeColumn("BillingPeriodEnd"),
  dateTimeColumn("BillingPeriodStart"),
  textColumn("ChargeCategory", "Usage", "Purchase", "Tax", "Credit", "Adjustment"),
  dateTimeColumn("InvoiceDetailCreated"),
  nullableColumn(textColumn("InvoiceDetailDescription")),
  nullableColumn(textColumn("InvoiceDetailGrain")),
  textColumn("InvoiceDetailId"),
  dateTimeColumn("InvoiceDetailLastUpdated"),
  textColumn("InvoiceId"),
  nullableColumn(dateTimeColumn("InvoiceIssueDate")),
  textColumn("InvoiceIssueStatus", "Open", "Issued", "Voided"),
  textColumn("InvoiceIssuerName"),
  nullableColumn(textColumn("PaymentCurrency")),
  decimalColumn("PaymentCurrencyBilledCost"),
  nullableColumn(textColumn("PaymentCurrencyInvoiceDetailId")),
  nullableColumn(dateTimeColumn("PaymentDueDate")),
  nullableColumn(textColumn("PaymentTerms")),
  nullableColumn(textColumn("PurchaseOrderNumber")),
  nullableColumn(textColumn("ReferenceInvoiceId")),
];
