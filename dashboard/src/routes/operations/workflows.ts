import { countOf, type Listed, listedOf, listOf, partOf, textOf, textOrNull } from "../../api/read-value";

/** Where workflows are listed and ordered: docs/operate.md. */
export const workflowsPath = "/operations/workflows";

export interface WorkflowRow {
  readonly workflow: string;
  /** Cron fields, UTC; null: by hand only. */
  readonly schedule: string | null;
  readonly paused: { readonly by: string; readonly reason: string; readonly since: string } | null;
  readonly nextAt: string | null;
  readonly running: readonly { readonly id: string; readonly startedAt: string }[];
  readonly last: { readonly endedAt: string; readonly outcome: string; readonly detail: string } | null;
}

/** A bill that is being read. */
export interface OpenDelivery {
  readonly account: string;
  readonly period: string;
  readonly snapshotId: string;
  readonly source: string;
  readonly lastStoredAt: string;
  readonly parts: string;
  readonly rows: string;
  /** Rows of what is published now; null where nothing is. */
  readonly expectedRows: string | null;
  /** From its opening to its last block; null before the first. */
  readonly rowsPerSecond: string | null;
  /** At that rate, from the last block on; null where nothing says how many rows are left. */
  readonly secondsLeft: string | null;
}

const readRows = listedOf(
  (row): WorkflowRow => ({
    workflow: textOf(row, "workflow"),
    schedule: textOrNull(row, "schedule"),
    paused: partOf(row, "paused", (pause) => ({ by: textOf(pause, "by"), reason: textOf(pause, "reason"), since: textOf(pause, "since") })),
    nextAt: textOrNull(row, "next_at"),
    running: listOf(row, "running", (run) => ({ id: textOf(run, "workflow_id"), startedAt: textOf(run, "started_at") })),
    last: partOf(row, "last", (last) => ({
      endedAt: textOf(last, "ended_at"),
      outcome: textOf(last, "outcome"),
      detail: textOf(last, "detail"),
    })),
  }),
);

export function readWorkflows(answer: object): Listed<WorkflowRow> & { readonly deliveries: readonly OpenDelivery[] } {
  const deliveries = listOf(answer, "deliveries", (one) => ({
    account: textOf(one, "billing_account_id"),
    period: textOf(one, "billing_period"),
    snapshotId: textOf(one, "snapshot_id"),
    source: textOf(one, "source"),
    lastStoredAt: textOf(one, "last_stored_at"),
    parts: countOf(one, "parts") ?? "0",
    rows: countOf(one, "rows") ?? "0",
    expectedRows: countOf(one, "expected_rows"),
    rowsPerSecond: countOf(one, "rows_per_second"),
    secondsLeft: countOf(one, "seconds_left"),
  }));
  return { ...readRows(answer), deliveries };
}

/** What can be run without input; docs/operate.md. */
export const runnable: ReadonlySet<string> = new Set(["count-live-charges", "extract-open-months", "retain-snapshots", "sync-sources"]);
