import type { WorkflowExecutionRow } from "../tables/workflow-execution";
import { describeOutcome, type ExtractOutcome } from "./delivery-outcome";
import type { ExtractRequest } from "./extract-month";
import type { SnapshotDatabase } from "./snapshot-database";

/** Leaves the WorkflowExecution row of one extraction. */
export async function recordExecution(
  database: SnapshotDatabase,
  workflow: string,
  request: ExtractRequest,
  startedAt: Date,
  outcome: ExtractOutcome,
): Promise<void> {
  const month = `${request.year}-${String(request.month).padStart(2, "0")}`;
  const row: WorkflowExecutionRow = {
    workflow,
    started_at: startedAt.toISOString(),
    ended_at: new Date().toISOString(),
    outcome: outcome.kind === "published" ? "succeeded" : "failed",
    charges: outcome.kind === "published" ? outcome.rows : 0,
    detail: `enrollment ${request.enrollment}, ${month}: ${describeOutcome(outcome)}`,
  };
  await database.insertRows("WorkflowExecution", [row]);
}
