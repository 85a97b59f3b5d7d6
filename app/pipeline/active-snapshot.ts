import type { Activation } from "../domain/snapshot/plan-retention";
import type { PeriodKey, SnapshotKey } from "../domain/snapshot/snapshot-key";
import type { ActiveBillingSnapshotRow } from "../tables/active-billing-snapshot";
import { ofPeriod, periodParameters, type SnapshotDatabase, snapshotParameters } from "./snapshot-database";
import { snapshotTables } from "./snapshot-tables";

/** What readers of a period see now; null before its first publication. */
export interface ActiveSnapshot {
  readonly snapshotId: string;
}

/** Reads the pointer of a period. */
export async function readActiveSnapshot(database: SnapshotDatabase, key: PeriodKey): Promise<ActiveSnapshot | null> {
  const [row] = await database.rows<ActiveSnapshot>(
    `SELECT argMax(p.snapshot_id, (p.activation, p.activated_at)) AS snapshotId
     FROM ${snapshotTables.active} AS p WHERE ${ofPeriod} HAVING count() > 0`,
    periodParameters(key),
  );
  return row ?? null;
}

/** Every move of the pointer of a period, in order. */
export async function readActivations(database: SnapshotDatabase, key: PeriodKey): Promise<readonly Activation[]> {
  return database.rows<Activation>(
    `SELECT p.snapshot_id AS snapshotId, p.reason AS reason FROM ${snapshotTables.active} AS p WHERE ${ofPeriod} ORDER BY p.activation, p.activated_at`,
    periodParameters(key),
  );
}

/**
 * Moves the pointer of a period: one row, and from the next query on everybody reads the other snapshot, detail and rollups together. A fence
 * that throws keeps the pointer where it is.
 */
export async function activateSnapshot(
  database: SnapshotDatabase,
  key: SnapshotKey,
  reason: ActiveBillingSnapshotRow["reason"],
  at: string,
  fence = "1",
): Promise<void> {
  await database.run(
    `INSERT INTO ${snapshotTables.active} (billing_account_id, billing_period, snapshot_id, activation, reason, activated_at)
     SELECT {account:String}, {period:Date}, {snapshot:String},
       (SELECT max(p.activation) + 1 FROM ${snapshotTables.active} AS p WHERE ${ofPeriod}),
       {reason:String}, parseDateTime64BestEffort({at:String}, 3)
     WHERE ${fence}`,
    { ...snapshotParameters(key), reason, at },
  );
}
