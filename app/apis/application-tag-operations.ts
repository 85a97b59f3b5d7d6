import { WebApp } from "@514labs/moose-lib";
import { answerApplicationTagOperation, applicationTagOperation } from "./answers/answer-application-tag-operation";
import { serveQuestion } from "./serving/serve-question";

/** POST /operations/application-tags: tries, sets and disables ownership rules, audited. Rules hold for all accounts, so only callers of all accounts may. */
export const ApplicationTagOperationsApi = new WebApp(
  "application-tag-operations",
  serveQuestion({
    name: "application-tag-operations",
    role: "editor",
    everyAccount: true,
    body: applicationTagOperation,
    operations: { try: "editor", "try-disable": "editor", set: "editor", disable: "editor" },
    example: { operation: "try", rule: { id: 1000, pattern: "vm-", application: "pay" }, from: "2026-10", to: "2026-10" },
    answer: answerApplicationTagOperation,
  }),
  { mountPath: "/operations/application-tags", metadata: { description: "Tries, sets and disables ownership rules" } },
);
