import { BillingMonth } from "../../calendar/billing-month";
import type { FocusImportColumn } from "./focus-import-column";

/** What the columns of a row hold so far. */
export type FocusCellReader = (column: FocusImportColumn) => string | null;

/**
 * The value of a column that 1.4 wants and the file does not have, from the rest of the row; null when nothing in the row says it. Costs follow the order
 * of the specification: without a discount contracted is effective, without a price list list is contracted. Asked in the order of `assumedColumns`.
 */
export function assumeFocusValue(column: AssumedColumn, read: FocusCellReader): string | null {
  switch (column) {
    case "ServiceProviderName":
      // 1.3 replaced both: the seller in rows of a marketplace, else the provider.
      return read("x_PublisherName") ?? read("x_ProviderName") ?? read("InvoiceIssuerName");
    case "HostProviderName":
      return read("x_ProviderName");
    case "InvoiceIssuerName":
      return read("x_ProviderName") ?? read("ServiceProviderName");
    case "ServiceCategory":
      return "Other";
    case "ServiceName":
      return read("ServiceCategory");
    case "ServiceSubcategory":
      return `Other (${read("ServiceCategory") ?? "Other"})`;
    case "ChargeFrequency":
      return read("ChargeCategory") === "Usage" ? "Usage-Based" : "One-Time";
    case "BillingAccountType":
      return "Billing Account";
    case "BillingPeriodEnd":
      return endOfPeriod(read("BillingPeriodStart"));
    case "PricingCurrency":
      return read("BillingCurrency");
    case "EffectiveCost":
      return read("BilledCost");
    case "PricingCurrencyEffectiveCost":
      return read("EffectiveCost");
    case "ContractedCost":
      return read("EffectiveCost");
    case "ListCost":
      return read("ContractedCost");
  }
}

/** Each after those it is made of. */
export const assumedColumns = [
  "InvoiceIssuerName",
  "ServiceProviderName",
  "HostProviderName",
  "ServiceCategory",
  "ServiceName",
  "ServiceSubcategory",
  "ChargeFrequency",
  "BillingAccountType",
  "BillingPeriodEnd",
  "PricingCurrency",
  "EffectiveCost",
  "PricingCurrencyEffectiveCost",
  "ContractedCost",
  "ListCost",
] as const satisfies readonly FocusImportColumn[];

export type AssumedColumn = (typeof assumedColumns)[number];

function endOfPeriod(start: string | null): string | null {
  const next = start === null ? null : BillingMonth.parse(start.slice(0, 7))?.plus(1);
  return next === null || next === undefined || start?.slice(8) !== "01 00:00:00" ? null : `${next.firstDay} 00:00:00`;
}
