import { WebApp } from "@514labs/moose-lib";
import { answerSharedCostOperation, sharedCostOperation } from "./answers/answer-shared-cost-operation";
import { serveQuestion } from "./serving/serve-question";

/** POST /operations/shared-cost-rules: tries, sets and withdraws rules that split shared charges, audited. */
export const SharedCostOperationsApi = new WebApp(
  "shared-cost-operations",
  serveQuestion({
    name: "shared-cost-operations",
    role: "editor",
    body: sharedCostOperation,
    operations: { try: "editor", set: "editor", "try-withdraw": "editor", withdraw: "editor" },
    example: {
      operation: "try",
      id: "support",
      billing_account: "100",
      name: "Support",
      filters: [{ field: "meter_category", op: "in", values: ["Azure Support"] }],
      method: "proportional",
      month: "2026-10",
    },
    answer: answerSharedCostOperation,
  }),
  { mountPath: "/operations/shared-cost-rules", metadata: { description: "Tries, sets and withdraws rules that split shared charges" } },
);
