import { nextRun, readSchedule } from "../../domain/calendar/find-schedule-fault";
import type { PausedWorkflow } from "../../pipeline/workflow-control";
import type { OpenRun, RegisteredWorkflow } from "../../runtime/moose/workflow-runs";

/** A workflow of the project. Times are RFC 3339. */
export interface WorkflowRow {
  readonly workflow: string;
  /** Five cron fields, UTC; null: by hand only. */
  readonly schedule: string | null;
  readonly paused: Omit<PausedWorkflow, "workflow"> | null;
  /** When the schedule starts it next, while it runs the first time that is due; null without a schedule, and when Temporal does not say. */
  readonly next_at: string | null;
  readonly running: readonly { readonly workflow_id: string; readonly run_id: string; readonly started_at: string }[];
  readonly last: { readonly ended_at: string; readonly outcome: string; readonly detail: string } | null;
}

/** How the last run of a workflow ended. */
export interface LastRun {
  readonly workflow: string;
  readonly ended_at: string;
  readonly outcome: string;
  readonly detail: string;
}

/** A workflow as it is listed, of what is known of all of them. */
export function workflowRow(
  { name, schedule }: RegisteredWorkflow,
  {
    open,
    paused,
    last,
  }: { readonly open: readonly OpenRun[]; readonly paused: readonly PausedWorkflow[]; readonly last: readonly LastRun[] },
  now: Date,
): WorkflowRow {
  const own = open.filter(({ workflow }) => workflow === name);
  const pause = paused.find(({ workflow }) => workflow === name);
  const ended = last.find(({ workflow }) => workflow === name);
  return {
    workflow: name,
    schedule,
    paused: pause === undefined ? null : { by: pause.by, reason: pause.reason, since: pause.since },
    next_at: own.find(({ waits }) => waits)?.startsAt ?? (own.some(({ workflowId }) => workflowId === name) ? nextOf(schedule, now) : null),
    running: own
      .filter(({ waits }) => !waits)
      .map(({ workflowId, runId, startsAt }) => ({ workflow_id: workflowId, run_id: runId, started_at: startsAt })),
    last: ended === undefined ? null : { ended_at: ended.ended_at, outcome: ended.outcome, detail: ended.detail },
  };
}

/** Temporal skips what is due while a run goes on, and says nothing of the next one until then. */
function nextOf(schedule: string | null, now: Date): string | null {
  const read = schedule === null ? "" : readSchedule(schedule);
  return typeof read === "string" ? null : (nextRun(read, now)?.toISOString() ?? null);
}
