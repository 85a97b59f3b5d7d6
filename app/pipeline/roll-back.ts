import { snapshotsInForce } from "../domain/snapshot/plan-retention";
import type { PeriodKey } from "../domain/snapshot/snapshot-key";
import { activateSnapshot, readActivations } from "./active-snapshot";
import type { SnapshotDatabase } from "./snapshot-database";
import { readSnapshots, type SnapshotRecord } from "./snapshot-events";

export type RollbackOutcome =
  | { readonly kind: "rolled-back"; readonly from: string; readonly to: string; readonly rows: number; readonly cost: string }
  | {
      readonly kind: "refused";
      readonly reason: "nothing-published" | "no-such-snapshot" | "not-published" | "already-active";
      readonly detail: string;
    };

/** Which snapshot a roll back of a period shows instead of which. */
export type RollbackPlan =
  | { readonly kind: "planned"; readonly from: SnapshotRecord | null; readonly fromId: string; readonly to: SnapshotRecord }
  | Extract<RollbackOutcome, { kind: "refused" }>;

/**
 * Points a period at another snapshot: the named one, or the one that was in force before. One row; the snapshot left stays and can be named to come
 * back, and does not come back by the next roll back. Refused when the rows of the one before are gone: an older one is another total than was asked for.
 */
export async function rollBack(
  database: SnapshotDatabase,
  key: PeriodKey,
  snapshotId: string | undefined,
  now: () => Date,
): Promise<RollbackOutcome> {
  const plan = await planRollBack(database, key, snapshotId);
  if (plan.kind === "refused") return plan;
  const { fromId, to } = plan;
  await activateSnapshot(database, { ...key, snapshotId: to.snapshotId }, "rolled-back", now().toISOString());
  return { kind: "rolled-back", from: fromId, to: to.snapshotId, rows: to.rows, cost: to.cost };
}

/** What `rollBack` would do. Changes nothing. */
export async function planRollBack(database: SnapshotDatabase, key: PeriodKey, snapshotId: string | undefined): Promise<RollbackPlan> {
  const trail = snapshotsInForce(await readActivations(database, key));
  const active = trail.at(-1);
  if (active === undefined) return refused("nothing-published", "this month has no published snapshot");
  const snapshots = await readSnapshots(database, key);
  const wanted = snapshotId ?? trail.at(-2);
  if (wanted === undefined) return refused("no-such-snapshot", `no snapshot was active before ${active}${others(snapshots, active)}`);
  if (wanted === active) return refused("already-active", `${wanted} is already the active snapshot`);
  const target = snapshots.find((known) => known.snapshotId === wanted);
  if (target === undefined) return refused("no-such-snapshot", `snapshot ${wanted} does not exist${others(snapshots, active)}`);
  if (target.status !== "published") {
    const why =
      target.status === "dropped" ? "its rows were dropped, more snapshots were published since than are kept" : `it is ${target.status}`;
    return refused("not-published", `${wanted} cannot be activated: ${why}${others(snapshots, active)}`);
  }
  return { kind: "planned", from: snapshots.find((known) => known.snapshotId === active) ?? null, fromId: active, to: target };
}

/** What can still be named. */
function others(snapshots: readonly SnapshotRecord[], active: string): string {
  const kept = snapshots.filter(({ snapshotId, status }) => status === "published" && snapshotId !== active);
  return kept.length === 0 ? "; no other snapshot of it is kept" : `; name one of ${kept.map(({ snapshotId }) => snapshotId).join(", ")}`;
}

function refused(
  reason: Extract<RollbackOutcome, { kind: "refused" }>["reason"],
  detail: string,
): Extract<RollbackOutcome, { kind: "refused" }> {
  return { kind: "refused", reason, detail };
}
