import { WebApp } from "@514labs/moose-lib";
import { answerBudgetOperation, budgetOperation } from "./answers/answer-budget-operation";
import { serveQuestion } from "./serving/serve-question";

/** POST /operations/budgets: tries, sets and withdraws targets, audited. `POST /ingest/Budget` does the same without knowing who asks. */
export const BudgetOperationsApi = new WebApp(
  "budget-operations",
  serveQuestion({
    name: "budget-operations",
    role: "editor",
    body: budgetOperation,
    operations: { try: "editor", set: "editor", withdraw: "editor" },
    example: {
      operation: "try",
      id: "november",
      billing_account: "100",
      scope_kind: "account",
      month: "2026-11",
      currency: "CNY",
      amount: "90000",
    },
    answer: answerBudgetOperation,
  }),
  { mountPath: "/operations/budgets", metadata: { description: "Tries, sets and withdraws budget targets" } },
);
