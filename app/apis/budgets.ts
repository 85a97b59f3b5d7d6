import { Api } from "@514labs/moose-lib";
import { answerBudgets, type BudgetAnswerRow, type BudgetsParams } from "./answers/answer-budgets";
import type { Answer } from "./serving/answer";
import { answering, serveApi } from "./serving/serve-api";

/** GET /api/budgets?month=YYYY-MM: the targets that were posted to /ingest/Budget, with actual, forecast and variance. */
export const BudgetsApi = serveApi(
  { role: "reader" },
  new Api<BudgetsParams, Answer<BudgetAnswerRow>>("budgets", answering(answerBudgets), {
    metadata: { description: "Budget targets of a month, with actual cost, forecast and variance" },
  }),
);
