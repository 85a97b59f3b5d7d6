import type { FocusCellReader } from "./assume-focus-value";
import type { FocusImportProblem } from "./focus-import-problem";

/**
 * Which costs of a row are not what they seem. Providers write 0 for a list or contracted cost that they do not know; 0 is right only where nothing was
 * charged, for the unused part of a commitment, and for the purchase of one, whose usage has these costs. A commitment's purchase with an EffectiveCost is
 * counted twice beside the usage that it pays for (FOCUS 1.4, EffectiveCost).
 */
export function judgeFocusCosts(read: FocusCellReader): readonly FocusImportProblem[] {
  const effective = read("EffectiveCost") ?? "0";
  if (isCommitmentPurchase(read)) return effective === "0" ? none : purchaseCounted;
  const cost = effective === "0" ? (read("BilledCost") ?? "0") : effective;
  if (cost === "0" || read("CommitmentDiscountStatus") === "Unused") return none;
  const isContractedUnknown = read("ContractedCost") === "0";
  if (read("ListCost") === "0") return isContractedUnknown ? bothUnknown : listUnknown;
  return isContractedUnknown ? contractedUnknown : none;
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
