import { z } from "zod";
import { openSnapshotDatabase } from "../../pipeline/open-snapshot-database";
import { orderWorkflow, readPausedWorkflows } from "../../pipeline/workflow-control";
import {
  byHand,
  cancelRun,
  NoSuchRun,
  type OpenRun,
  openRuns,
  registeredWorkflows,
  startWorkflow,
  TemporalAway,
} from "../../runtime/moose/workflow-runs";
import type { Answer, AnswerProblem } from "../serving/answer";
import { ApiError, noSuch, quotedValue } from "../serving/api-error";
import type { ApiRequest } from "../serving/api-request";
import type { AuditedAction } from "../serving/audit-change";
import { SqlText } from "../serving/sql-text";
import { rfc3339 } from "./rfc3339";
import { runningDeliveriesSql } from "./running-deliveries-sql";
import { type LastRun, type WorkflowRow, workflowRow } from "./workflow-row";

/** What runs without input. Months are read again by POST /operations/snapshots, connections by POST /operations/sources. */
const runnable = ["count-live-charges", "extract-open-months", "retain-snapshots", "sync-sources"] as const;
const scheduled = ["extract-open-months", "sync-sources"] as const;
const reason = z.string().min(1).max(1000);

/** The body of POST /operations/workflows. */
export const workflowOperation = z.discriminatedUnion("operation", [
  z.object({ operation: z.literal("list") }).strict(),
  z.object({ operation: z.literal("run"), workflow: z.enum(runnable), reason }).strict(),
  z
    .object({
      operation: z.literal("cancel"),
      workflow_id: z.string().regex(/^[\w-]{1,200}$/, "is the workflow_id of a running one"),
      reason,
    })
    .strict(),
  z.object({ operation: z.enum(["pause", "resume"]), workflow: z.enum(scheduled), reason }).strict(),
]);
type WorkflowOperation = z.infer<typeof workflowOperation>;

/** A delivery that is being read, as far as its ledger says. */
interface DeliveryRow {
  readonly billing_account_id: string;
  readonly billing_period: string;
  readonly snapshot_id: string;
  readonly source: string;
  readonly opened_at: string;
  readonly last_stored_at: string;
  readonly parts: string;
  readonly rows: string;
  /** Rows of what is published now; null where nothing is. */
  readonly expected_rows: string | null;
  /** From its opening to its last block; null before the first. */
  readonly rows_per_second: string | null;
  /** At that rate until `expected_rows`, from `last_stored_at` on; null where nothing says how many are left. */
  readonly seconds_left: string | null;
}

interface WorkflowsAnswer
  extends Answer<WorkflowRow | { readonly workflow: string; readonly workflow_id?: string; readonly done: string }> {
  readonly deliveries?: readonly DeliveryRow[];
}

/** Lists workflows with schedule, next run, running deliveries and last outcome; runs, cancels, pauses and resumes them. Throws ApiError. */
export async function answerWorkflowOperation(asked: WorkflowOperation, request: ApiRequest): Promise<WorkflowsAnswer> {
  const empty = { snapshots: [], currency: null, totals: [], page: { next: null }, problems: [] } as const;
  try {
    if (asked.operation === "list") return await listed(request);
    return { ...empty, data: [await ordered(asked, request)] };
  } catch (error) {
    if (error instanceof TemporalAway)
      throw new ApiError("unavailable", "Temporal does not answer; look at it in /status and retry", {
        retryAfterSeconds: 10,
        cause: error,
      });
    if (error instanceof NoSuchRun) throw noSuch("run, or it has ended", "workflow_id", { cause: error });
    throw error;
  }
}

async function ordered(
  asked: Exclude<WorkflowOperation, { operation: "list" }>,
  request: ApiRequest,
): Promise<{ readonly workflow: string; readonly workflow_id?: string; readonly done: string }> {
  const database = openSnapshotDatabase(request.operationsClient());
  const audited = <T>(action: AuditedAction, target: string, perform: () => Promise<T>, tell?: (result: T) => string): Promise<T> =>
    request.audited({ action, target, reason: asked.reason, before: null, after: null, effect: [], effectiveFrom: null }, perform, tell);
  const order = (workflow: string, action: "paused" | "resumed" | "cancelled"): Promise<void> =>
    orderWorkflow(database, { workflow, action, ordered_by: request.caller.name, reason: asked.reason });
  switch (asked.operation) {
    case "run": {
      const { workflow } = asked;
      if ((await readPausedWorkflows(database)).some((one) => one.workflow === workflow))
        throw new ApiError("not-now", `${workflow} is paused, and a run of it would do nothing; resume it first`, {
          parameter: "workflow",
        });
      const id = `${workflow}-${request.id}`;
      await audited(
        "workflow.run",
        workflow,
        () => startWorkflow(workflow, id, byHand),
        ({ runId }) => `run ${runId}`,
      );
      return { workflow, workflow_id: id, done: "started" };
    }
    case "cancel": {
      const { workflow_id } = asked;
      const open = await openRuns(request.now.getTime());
      const run = open.find(({ workflowId }) => workflowId === workflow_id);
      if (run === undefined) throw new NoSuchRun("no such run");
      if (run.waits)
        throw new ApiError("not-now", `${quotedValue(workflow_id)} is waiting for its schedule; pause it to keep it from running`);
      // Temporal ends a schedule with the run that is cancelled; the task is asked instead, and looks every five seconds.
      const isScheduled = scheduled.some((name) => name === workflow_id);
      await audited("workflow.cancel", workflow_id, () =>
        isScheduled ? order(workflow_id, "cancelled") : cancelRun(workflow_id, run.runId),
      );
      return { workflow: run.workflow, workflow_id, done: "asked to end" };
    }
    case "pause":
    case "resume": {
      const { workflow } = asked;
      const isPaused = (await readPausedWorkflows(database)).some((one) => one.workflow === workflow);
      if (isPaused === (asked.operation === "pause"))
        throw new ApiError("not-now", `${workflow} is ${isPaused ? "paused already" : "not paused"}`, { parameter: "operation" });
      if (asked.operation === "pause") await audited("workflow.pause", workflow, () => order(workflow, "paused"));
      else await audited("workflow.resume", workflow, () => order(workflow, "resumed"));
      return { workflow, done: asked.operation === "pause" ? "paused" : "resumed" };
    }
  }
}

async function listed(request: ApiRequest): Promise<WorkflowsAnswer> {
  const problems: AnswerProblem[] = [];
  const [open, paused, last, deliveries] = await Promise.all([
    openRuns(request.now.getTime()).catch((error: unknown): readonly OpenRun[] => {
      if (!(error instanceof TemporalAway)) throw error;
      problems.push({ code: "temporal-away", message: "Temporal does not answer, so next_at and running are not known" });
      return [];
    }),
    readPausedWorkflows(openSnapshotDatabase(request.operationsClient())),
    request.rows<LastRun>(SqlText.of`
      SELECT w.workflow AS workflow, ${rfc3339(SqlText.of`max(w.ended_at)`)} AS ended_at, argMax(w.outcome, w.ended_at) AS outcome,
        argMax(w.detail, w.ended_at) AS detail
      FROM WorkflowExecution AS w GROUP BY w.workflow`),
    request.rows<DeliveryRow>(SqlText.of`
      SELECT d.account AS billing_account_id, toString(d.period) AS billing_period, d.snapshot_id AS snapshot_id, d.source AS source,
        ${rfc3339(SqlText.of`toDateTime64(d.opened, 3)`)} AS opened_at, ${rfc3339(SqlText.of`toDateTime64(d.moved, 3)`)} AS last_stored_at,
        toString(d.parts) AS parts, toString(d.rows) AS rows, if(d.expected = 0, NULL, toString(d.expected)) AS expected_rows,
        toString(d.rate) AS rows_per_second, toString(d.seconds_left) AS seconds_left
      FROM (${runningDeliveriesSql}) AS d ORDER BY billing_account_id, billing_period, snapshot_id`),
  ]);
  const data = registeredWorkflows().map((one) => workflowRow(one, { open, paused, last }, request.now));
  return { data, deliveries, snapshots: [], currency: null, totals: [], page: { next: null }, problems };
}
