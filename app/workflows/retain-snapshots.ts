import { Task, Workflow } from "@514labs/moose-lib";
import { mooseClient } from "../runtime/clickhouse/moose-client";
import { processDeliveryPolicy } from "../runtime/config/process-settings";
import { taskAbort } from "../runtime/moose/task-abort";
import { endure, outlast } from "../pipeline/outlast";
import { openSnapshotDatabase } from "../pipeline/open-snapshot-database";
import { fillUsageRollup } from "../pipeline/fill-usage-rollup";
import { retainAllSnapshots } from "../pipeline/retain-snapshots";

const retainTask = new Task<null, { dropped: number }>("retain-snapshots", {
  retries: 3,
  timeout: "1h",
  run: ({ state }) =>
    outlast(endure("retain-snapshots", taskAbort.open(state), patienceMs), retain, (reason) => {
      throw new Error(reason);
    }),
  onCancel: ({ state }) => taskAbort.abort(state),
});

/** How long ClickHouse is waited for. */
const patienceMs = 1_800_000;

async function retain(): Promise<{ dropped: number }> {
  const startedAt = new Date();
  const database = openSnapshotDatabase(await mooseClient());
  const dropped = await retainAllSnapshots(database, processDeliveryPolicy().keep, () => new Date());
  const filled = await fillUsageRollup(database);
  await database.insertRows("WorkflowExecution", [
    {
      workflow: "retain-snapshots",
      started_at: startedAt.toISOString(),
      ended_at: new Date().toISOString(),
      outcome: "succeeded",
      charges: 0,
      detail: `${dropped.length} snapshots dropped${filled.length === 0 ? "" : `, ${filled.length} filled into DailyFocusUsage`}`,
    },
  ]);
  return { dropped: dropped.length };
}

/** Drops the rows of old snapshots of every month, which each publication does for its own month; and fills the rollup of usage after an upgrade. */
export const RetainSnapshotsWorkflow = new Workflow("retain-snapshots", { startingTask: retainTask, retries: 0, timeout: "2h" });
