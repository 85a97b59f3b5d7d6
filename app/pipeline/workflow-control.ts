import { logEvent } from "../runtime/observability/log-event";
import type { WorkflowControlRow } from "../tables/workflow-control";
import type { SnapshotDatabase } from "./snapshot-database";

/** An order of an operator to a scheduled workflow. */
export type WorkflowOrder = Pick<WorkflowControlRow, "workflow" | "action" | "ordered_by" | "reason">;

/** A schedule that does nothing until it is resumed. */
export interface PausedWorkflow {
  readonly workflow: string;
  readonly by: string;
  readonly reason: string;
  /** RFC 3339. */
  readonly since: string;
}

/** Stores an order. It is in force when this returns, at the engine's time; running workflows see it at their next look. */
export async function orderWorkflow(database: SnapshotDatabase, { workflow, action, ordered_by, reason }: WorkflowOrder): Promise<void> {
  await database.run(
    `INSERT INTO WorkflowControl (workflow, action, ordered_by, reason, at)
     SELECT {workflow:String}, {action:String}, {by:String}, {reason:String}, now64(3)`,
    { workflow, action, by: ordered_by, reason },
  );
}

/** The schedules that are paused, by name. */
export function readPausedWorkflows(database: SnapshotDatabase): Promise<readonly PausedWorkflow[]> {
  return database.rows<PausedWorkflow>(
    `SELECT c.workflow AS workflow, argMax(c.ordered_by, c.at) AS by, argMax(c.reason, c.at) AS reason,
       replaceOne(toString(max(c.at), 'UTC'), ' ', 'T') || 'Z' AS since
     FROM WorkflowControl AS c WHERE c.action IN ('paused', 'resumed') GROUP BY c.workflow HAVING argMax(c.action, c.at) = 'paused' ORDER BY workflow`,
  );
}

/**
 * The work of a scheduled workflow: null when its schedule is paused. Its signal aborts when `signal` does, and when an operator cancels what is running; the
 * schedule goes on. Work that fails after it was cancelled is null too: a failure would be repeated. A database that does not answer cancels nothing.
 */
export async function scheduledWork<T>(
  { workflow, isByHand, database, signal, askEveryMs = 5000 }: ScheduledWork,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | null> {
  const paused = (await readPausedWorkflows(database)).find((one) => one.workflow === workflow);
  if (paused !== undefined) {
    logEvent("info", "workflow-paused", { workflow, by: paused.by, since: paused.since, reason: paused.reason });
    return null;
  }
  const [clock] = await database.rows<{ readonly now: string }>("SELECT toString(now64(3), 'UTC') AS now");
  const cancelled = new AbortController();
  const timer = setInterval(() => {
    if (isByHand) return;
    isCancelledSince(database, workflow, clock?.now ?? "").then(
      (yes) => {
        if (yes) cancelled.abort();
      },
      () => undefined,
    );
  }, askEveryMs);
  try {
    return await work(AbortSignal.any([signal, cancelled.signal]));
  } catch (error) {
    if (!cancelled.signal.aborted) throw error;
    logEvent("info", "workflow-cancelled", { workflow, reason: error instanceof Error ? error.message : String(error) });
    return null;
  } finally {
    clearInterval(timer);
  }
}

interface ScheduledWork {
  readonly workflow: string;
  /** Started by an operator and not by the schedule: an order to end what the schedule started is not for it, and Temporal cancels it by its own id. */
  readonly isByHand: boolean;
  readonly database: SnapshotDatabase;
  readonly signal: AbortSignal;
  readonly askEveryMs?: number;
}

async function isCancelledSince(database: SnapshotDatabase, workflow: string, since: string): Promise<boolean> {
  const rows = await database.rows(
    `SELECT 1 AS found FROM WorkflowControl AS c
     WHERE c.workflow = {workflow:String} AND c.action = 'cancelled' AND c.at > toDateTime64({since:String}, 3, 'UTC') LIMIT 1`,
    { workflow, since },
  );
  return rows.length > 0;
}
