import type { WorkflowExecutionRow } from "../tables/workflow-execution";
import { describeOutcome, type ExtractOutcome } from "./delivery-outcome";
import type { SyncResult } from "./connections/sync-connections";
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

/** Leaves the WorkflowExecution row of one look at a connection; none of a look that somebody else was making already. */
export async function recordLook(
  database: SnapshotDatabase,
  workflow: string,
  { id, source, startedAt, outcome }: SyncResult,
): Promise<void> {
  if (outcome.kind === "busy") return;
  const { offered, published, rows, fault } = outcome;
  const row: WorkflowExecutionRow = {
    workflow,
    started_at: startedAt.toISOString(),
    ended_at: new Date().toISOString(),
    outcome: fault === "" ? "succeeded" : "failed",
    charges: rows,
    detail: `connection ${id} (${source}): ${published} of ${offered} deliveries published, ${rows} rows${fault === "" ? "" : `; ${fault}`}`,
  };
  await database.insertRows("WorkflowExecution", [row]);
}
