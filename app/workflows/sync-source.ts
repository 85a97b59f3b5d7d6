import { Task, Workflow } from "@514labs/moose-lib";
import { BillingMonth } from "../domain/calendar/billing-month";
import { mooseClient } from "../runtime/clickhouse/moose-client";
import { taskAbort } from "../runtime/moose/task-abort";
import { openConnections, processChoices } from "../pipeline/connections/connection-deps";
import { readableConnection } from "../pipeline/connections/connection-operations";
import { endure, outlast } from "../pipeline/outlast";
import { recordLook } from "../pipeline/record-execution";
import { runConnection, type RunOutcome } from "../pipeline/connections/run-connection";

/** Never a configuration or a secret: Temporal keeps what a task is given. */
interface SyncSourceInput {
  id: string;
  /** Only this account, of those that the connection reads; a space before and after it keeps it a text. */
  account?: string | null;
  /** Only this month, also when it is published already; without both: all that is new. */
  year?: number | null;
  month?: number | null;
  allowShrink?: boolean | null;
  allowClosed?: boolean | null;
  /** Why shrinking or replacing a closed month is right. */
  reason?: string | null;
}

const syncSourceTask = new Task<SyncSourceInput, RunOutcome>("sync-source", {
  retries: 0,
  timeout: "20h",
  run: async ({ input, state }) => {
    const signal = taskAbort.open(state);
    const deps = openConnections(await mooseClient(), processChoices("workflow", console.warn));
    const connection = await readableConnection(input.id, deps);
    const listener = { delivery: () => undefined, progress: () => undefined };
    const startedAt = new Date();
    const month = BillingMonth.of(input.year ?? 0, input.month ?? 0);
    const overrides = { allowShrink: input.allowShrink === true, allowClosed: input.allowClosed === true, reason: input.reason ?? "" };
    const account = input.account?.trim() ?? "";
    const request = { month, again: month !== null, ...(account === "" ? {} : { account }), ...overrides };
    const outcome = await runConnection(connection, request, deps, signal, listener);
    const look = { id: connection.id, source: connection.source, startedAt, outcome };
    const run = endure("sync-source", signal, patienceMs);
    await outlast(
      run,
      () => recordLook(deps.database, run.workflow, look),
      () => undefined,
    );
    return outcome;
  },
  onCancel: ({ state }) => taskAbort.abort(state),
});

/** Reads one connection now: `moose workflow run sync-source --input '{"id":"exports"}'`. */
export const SyncSourceWorkflow = new Workflow("sync-source", { startingTask: syncSourceTask, retries: 0, timeout: "23h" });

/** How long the row of a look waits for ClickHouse. */
const patienceMs = 6 * 3_600_000;
