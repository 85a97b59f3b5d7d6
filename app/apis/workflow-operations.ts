import { WebApp } from "@514labs/moose-lib";
import { answerWorkflowOperation, workflowOperation } from "./answers/answer-workflow-operation";
import { serveQuestion } from "./serving/serve-question";

/** POST /operations/workflows: what is registered, scheduled, running and done; runs, cancels, pauses and resumes. */
export const WorkflowOperationsApi = new WebApp(
  "workflow-operations",
  serveQuestion({
    name: "workflow-operations",
    role: "operator",
    everyAccount: true,
    body: workflowOperation,
    operations: { list: "operator", run: "operator", cancel: "operator", pause: "operator", resume: "operator" },
    example: { operation: "list" },
    answer: answerWorkflowOperation,
  }),
  { mountPath: "/operations/workflows", metadata: { description: "Lists, runs, cancels, pauses and resumes workflows" } },
);
