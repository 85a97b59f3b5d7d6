import type { PeriodKey } from "../domain/snapshot/snapshot-key";
import { activateSnapshot, readActiveSnapshot } from "./active-snapshot";
import type { SnapshotDatabase } from "./snapshot-database";
import { readSnapshots } from "./snapshot-events";

export type RollbackOutcome =
  | { readonly kind: "rolled-back"; readonly from: string; readonly to: string; readonly rows: number; readonly cost: string }
  | {
      readonly kind: "refused";
      readonly reason: "nothing-published" | "no-such-snapshot" | "not-published" | "already-active";
      readonly detail: string;
    };

/**
 * Points a period at an earlier snapshot again: the named one, or the one published before the active one. One row; the snapshot left stays and can
 * be pointed at again.
 */
export async function rollBack(
  database: SnapshotDatabase,
  key: PeriodKey,
  snapshotId: string | undefined,
  now: () => Date,
): Promise<RollbackOutcome> {
  const active = await readActiveSnapshot(database, key);
  if (active === null) return refused("nothing-published", "this month has no published snapshot");
  const snapshots = await readSnapshots(database, key);
  const at = snapshots.findIndex((known) => known.snapshotId === active.snapshotId);
  const target =
    snapshotId === undefined
      ? snapshots.slice(at + 1).find(({ status }) => status === "published")
      : snapshots.find((known) => known.snapshotId === snapshotId);
  if (target === undefined) {
    return refused(
      "no-such-snapshot",
      snapshotId === undefined ? "there is no earlier snapshot left" : `there is no snapshot ${snapshotId}`,
    );
  }
  if (target.snapshotId === active.snapshotId) return refused("already-active", `${target.snapshotId} is what everybody reads already`);
  if (target.status !== "published") return refused("not-published", `${target.snapshotId} is ${target.status}: its rows cannot be shown`);
  await activateSnapshot(database, { ...key, snapshotId: target.snapshotId }, "rolled-back", now().toISOString());
  return { kind: "rolled-back", from: active.snapshotId, to: target.snapshotId, rows: target.rows, cost: target.cost };
}

function refused(reason: Extract<RollbackOutcome, { kind: "refused" }>["reason"], detail: string): RollbackOutcome {
  return { kind: "refused", reason, detail };
}
