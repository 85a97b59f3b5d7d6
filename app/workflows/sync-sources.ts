import { Task, Workflow } from "@514labs/moose-lib";
import { mooseClient } from "../runtime/clickhouse/moose-client";
import { taskAbort } from "../runtime/moose/task-abort";
import { isByHand } from "../runtime/moose/workflow-runs";
import { openConnections, processChoices } from "../pipeline/connections/connection-deps";
import { syncConnections } from "../pipeline/connections/sync-connections";
import { endure, outlast } from "../pipeline/outlast";
import { recordLook } from "../pipeline/record-execution";
import { scheduledWork } from "../pipeline/workflow-control";

interface SyncedSources {
  looked: number;
  failed: number;
}

const syncSourcesTask = new Task<null, SyncedSources>("sync-sources", {
  // A look that failed is due again by itself.
  retries: 0,
  timeout: "20h",
  run: async ({ state, input }) => {
    const deps = openConnections(await mooseClient(), processChoices("schedule", console.warn));
    const run = endure("sync-sources", taskAbort.open(state), patienceMs);
    const schedule = { workflow: run.workflow, isByHand: isByHand(input), database: deps.database, signal: run.signal };
    const counts = { looked: 0, failed: 0 };
    await scheduledWork(schedule, async (signal) => {
      for await (const look of syncConnections(deps, signal)) {
        await outlast(
          { ...run, signal },
          () => recordLook(deps.database, run.workflow, look),
          () => undefined,
        );
        if (look.outcome.kind === "busy") continue;
        counts.looked += 1;
        if (look.outcome.fault !== "") counts.failed += 1;
      }
    });
    return counts;
  },
  onCancel: ({ state }) => taskAbort.abort(state),
});

/** Every five minutes: the active connections that are due. What a look came to is in SourceRun, SourceDelivery and WorkflowExecution. */
export const SyncSourcesWorkflow = new Workflow("sync-sources", {
  startingTask: syncSourcesTask,
  schedule: "*/5 * * * *",
  retries: 0,
  timeout: "23h",
});

/** How long the row of a look waits for ClickHouse. */
const patienceMs = 6 * 3_600_000;
