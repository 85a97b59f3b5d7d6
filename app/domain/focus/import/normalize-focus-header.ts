/** Folds what tools change in column names: letter case, spaces, underscores, what nobody sees. `Billing Account Id` is `BillingAccountId`. */
export function normalizeFocusHeader(header: string): string {
  return header.replace(/[\s_\u00ad\u200b-\u200f\u2060\ufeff-]/g, "").toLowerCase();
}
