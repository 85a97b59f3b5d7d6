import type { Answered } from "../../api/ask";

export type Budget = Answered<"/api/budgets">["data"][number];

export const budgetsPath = "/operations/budgets";
export const scopeKinds = ["account", "service", "subscription", "resource_group", "owner"] as const;

/** What is to be done: a target that is set, new or in the place of one, or one that is withdrawn. */
export type BudgetChange =
  | { readonly kind: "set"; readonly budget: Budget | null }
  | { readonly kind: "withdraw"; readonly budget: Budget };

/** A target as it stands in the form, and as POST /operations/budgets takes it. */
export interface BudgetDraft {
  readonly id: string;
  readonly billing_account: string;
  readonly scope_kind: (typeof scopeKinds)[number];
  readonly scope_value: string;
  readonly month: string;
  readonly currency: string;
  readonly amount: string;
}

/** The draft that changes `budget`; without one, a new target of the account and month that are looked at. */
export function draftOf(budget: Budget | null, usual: Pick<BudgetDraft, "billing_account" | "month" | "currency">): BudgetDraft {
  if (budget === null) return { id: "", scope_kind: "account", scope_value: "", amount: "", ...usual };
  return {
    id: budget.id,
    billing_account: budget.billing_account_id,
    scope_kind: scopeKinds.find((kind) => kind === budget.scope_kind) ?? "account",
    scope_value: budget.scope_value,
    month: budget.month,
    currency: budget.currency,
    amount: budget.target,
  };
}
