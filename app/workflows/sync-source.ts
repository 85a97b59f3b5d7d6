import { Task, Workflow } from "@514labs/moose-lib";
import { mooseClient } from "../runtime/clickhouse/moose-client";
import { taskAbort } from "../runtime/moose/task-abort";
import { openConnections, processChoices } from "../pipeline/connections/connection-deps";
import { readableConnection } from "../pipeline/connections/connection-operations";
import { runConnection, type RunOutcome } from "../pipeline/connections/run-connection";

/** Never a configuration or a secret: Temporal keeps what a task is given. */
interface SyncSourceInput {
  id: string;
}

const syncSourceTask = new Task<SyncSourceInput, RunOutcome>("sync-source", {
  retries: 0,
  timeout: "20h",
  run: async ({ input, state }) => {
    const signal = taskAbort.open(state);
    const deps = openConnections(await mooseClient(), processChoices("workflow", console.warn));
    const connection = await readableConnection(input.id, deps);
    const listener = { delivery: () => undefined, progress: () => undefined };
    return runConnection(connection, { month: null, again: false }, deps, signal, listener);
  },
  onCancel: ({ state }) => taskAbort.abort(state),
});

/** Reads one connection now: `moose workflow run sync-source --input '{"id":"exports"}'`. */
export const SyncSourceWorkflow = new Workflow("sync-source", { startingTask: syncSourceTask, retries: 0, timeout: "23h" });
