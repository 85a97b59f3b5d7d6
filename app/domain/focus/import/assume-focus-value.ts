import { BillingMonth } from "../../calendar/billing-month";
import { memoize } from "../../memoize";
import { detectFocusProvider } from "./detect-focus-provider";
import type { FocusImportColumn } from "./focus-import-column";
import type { FocusImportProblem } from "./focus-import-problem";

/** What the columns of a row hold so far. */
export type FocusCellReader = (column: FocusImportColumn) => string | null;

/**
 * The value of a column that 1.4 wants and the file does not have, from the rest of the row; null when nothing in the row says it. Costs follow the order
 * of the specification: without a discount contracted is effective, without a price list list is contracted. Asked in the order of `assumedColumns`.
 */
export function assumeFocusValue(column: AssumedColumn, read: FocusCellReader): string | null {
  switch (column) {
    case "ServiceProviderName":
      return serviceProvider(read("x_PublisherName"), read("x_ProviderName") ?? read("InvoiceIssuerName"));
    case "HostProviderName":
      return nameOfProvider(read("x_ProviderName"));
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
      // The usage that a commitment pays for carries its cost.
      return isCommitmentPurchase(read) ? "0" : read("BilledCost");
    case "PricingCurrencyEffectiveCost":
      return read("EffectiveCost");
    case "ContractedCost":
      return isCommitmentPurchase(read) ? read("BilledCost") : read("EffectiveCost");
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

/**
 * ServiceProviderName took the place of ProviderName and PublisherName in 1.3: the seller in rows of a marketplace, else the provider. A publisher that is
 * the provider under the name of one of its companies (`Amazon Web Services EMEA SARL`) is the provider.
 */
function serviceProvider(publisher: string | null, provider: string | null): string | null {
  const isSame = publisher !== null && provider !== null && cloudOf(publisher) !== "Other" && cloudOf(publisher) === cloudOf(provider);
  return publisher === null || isSame ? nameOfProvider(provider) : publisher;
}

/** A provider by the name it is known by, where the row has that of a company. */
function nameOfProvider(name: string | null): string | null {
  if (name === null || !company.test(name)) return name;
  const cloud = cloudOf(name);
  return cloud === "Other" ? name : cloud;
}

function endOfPeriod(start: string | null): string | null {
  const next = start === null ? null : BillingMonth.parse(start.slice(0, 7))?.plus(1);
  return next === null || next === undefined || start?.slice(8) !== "01 00:00:00" ? null : `${next.firstDay} 00:00:00`;
}

/** A bill has few names and repeats them in every row. */
const cloudOf = memoize(1000, (name) =>
  detectFocusProvider({ provider: name, invoiceIssuer: null, hostProvider: null, serviceProvider: null }, []),
);
const company = /\b(?:inc|llc|ltd|limited|sarl|corp|corporation|gmbh|pty|co|b\.?v|s\.?a|k\.?k|pte|plc)\b/i;

/**
 * Which costs of a row are not what they seem. Providers write 0 for a list or contracted cost that they do not know; 0 is right only where nothing was
 * charged, for the unused part of a commitment, for a discount in a row of its own, and for the purchase of a commitment, whose usage has these costs. A
 * commitment's purchase with an EffectiveCost is counted twice beside the usage that it pays for (FOCUS 1.4, EffectiveCost).
 */
export function judgeFocusCosts(read: FocusCellReader): readonly FocusImportProblem[] {
  const effective = read("EffectiveCost") ?? "0";
  if (isCommitmentPurchase(read)) return effective === "0" ? none : purchaseCounted;
  const cost = effective === "0" ? (read("BilledCost") ?? "0") : effective;
  if (cost === "0" || read("CommitmentDiscountStatus") === "Unused" || isDeduction(read)) return none;
  const isContractedUnknown = read("ContractedCost") === "0";
  if (read("ListCost") === "0") return isContractedUnknown ? bothUnknown : listUnknown;
  return isContractedUnknown ? contractedUnknown : none;
}

/** Whether a row takes something off usage and is none itself: it has a negative cost and no quantity that a price could be of. */
function isDeduction(read: FocusCellReader): boolean {
  return read("ChargeCategory") === "Usage" && read("BilledCost")?.startsWith("-") === true && read("PricingQuantity") === null;
}

/** Whether a row buys a reservation or a savings plan, which usage of later days is paid by. */
export function isCommitmentPurchase(read: FocusCellReader): boolean {
  return read("ChargeCategory") === "Purchase" && commitmentColumns.some((column) => read(column) !== null);
}

/** Whether a commitment pays for the usage of a row: FOCUS wants its PricingCategory to be Committed. */
export function isCommittedUsage(read: FocusCellReader): boolean {
  return read("ChargeCategory") === "Usage" && read("CommitmentDiscountStatus") !== null && read("CommitmentDiscountId") !== null;
}

const commitmentColumns = ["CommitmentDiscountId", "CommitmentDiscountType", "CommitmentDiscountCategory"] as const;
const none: readonly FocusImportProblem[] = [];
const purchaseCounted: readonly FocusImportProblem[] = ["commitment-purchase-effective-cost"];
const contractedUnknown: readonly FocusImportProblem[] = ["contracted-cost-unknown"];
const listUnknown: readonly FocusImportProblem[] = ["list-cost-unknown"];
const bothUnknown: readonly FocusImportProblem[] = ["contracted-cost-unknown", "list-cost-unknown"];
