import { BillingMonth } from "../calendar/billing-month";
import { decimalLimits } from "../decimal/decimal-limits";
import { toPlainDecimal } from "../decimal/to-plain-decimal";
import { foldName, tidyName } from "../text/fold-name";

/** What a budget can be for. */
export const budgetScopeKinds = ["account", "subscription", "service", "resource_group", "owner"] as const;
export type BudgetScopeKind = (typeof budgetScopeKinds)[number];

/**
 * The month of a budget: `2026-11`, `202611`, `2026/11`, `Nov 2026`, or its first day, as Azure's own budgets begin (`2026-11-01`,
 * `2026-11-01T00:00:00Z`). Null for everything else, so also for a day in the middle of a month and a year outside of 2000 to 2099.
 */
export function readBudgetMonth(text: string): BillingMonth | null {
  const tidy = tidyName(text);
  const [, year, month] = numbered.exec(tidy) ?? [];
  if (year !== undefined && month !== undefined) return BillingMonth.of(Number(year), Number(month));
  const [, name = "", named = ""] = /^([A-Za-z]{3,9}) (\d{4})$/.exec(tidy) ?? [];
  const at = monthNames.findIndex((full) => [full, full.slice(0, 3)].includes(name.toLowerCase()));
  return at === -1 ? null : BillingMonth.of(Number(named), at + 1);
}

/** The amount of a budget as plain digits (`1e3` is 1000); null for a negative one, for separators and for anything else. */
export function readBudgetAmount(text: string): string | null {
  const tidy = tidyName(text);
  if (!/^\+?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?$/.test(tidy)) return null;
  const plain = toPlainDecimal(tidy, decimalLimits.cost);
  return typeof plain === "string" ? plain : null;
}

/** `Resource_Group`, `resource group` and `resourceGroup` are `resource_group`. */
export function readBudgetScopeKind(text: string): BudgetScopeKind | null {
  const bare = (name: string): string => foldName(tidyName(name)).replace(/[\s_-]/g, "");
  return budgetScopeKinds.find((kind) => bare(kind) === bare(text)) ?? null;
}

/** What names of accounts, subscriptions, services, resource groups and owners are compared by, as people spell them. */
export function budgetKey(name: string): string {
  return foldName(tidyName(name));
}

const numbered = /^(\d{4})[-/]?(\d{2})(?:[-/]?01)?(?:[T ]00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?)?$/;
const monthNames = [
  "january",
  "february",
  "march",
  "april",
  "may",
  "june",
  "july",
  "august",
  "september",
  "october",
  "november",
  "december",
];
