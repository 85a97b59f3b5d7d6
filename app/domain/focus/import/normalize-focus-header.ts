/** Folds what tools change in column names: letter case, spaces, underscores, a byte order mark. `Billing Account Id` is `BillingAccountId`. */
export function normalizeFocusHeader(header: string): string {
  return header.replace(/[\s_\uFEFF-]/g, "").toLowerCase();
}
