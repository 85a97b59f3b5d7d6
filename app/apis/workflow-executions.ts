import { Api } from "@514labs/moose-lib";
import {
  answerWorkflowExecutions,
  type WorkflowExecutionAnswerRow,
  type WorkflowExecutionsParams,
  type WorkflowExecutionTotal,
} from "./answers/answer-workflow-executions";
import type { Answer } from "./serving/answer";
import { answering, serveApi } from "./serving/serve-api";

/** GET /api/workflow-executions: workflow executions and their outcomes. Requires access to all billing accounts, since a detail may name any of them. */
export const WorkflowExecutionsApi = serveApi(
  { role: "reader", everyAccount: true },
  new Api<WorkflowExecutionsParams, Answer<WorkflowExecutionAnswerRow, WorkflowExecutionTotal>>(
    "workflow-executions",
    answering(answerWorkflowExecutions),
    { metadata: { description: "Workflow executions and their outcomes, latest first" } },
  ),
);
