import type { SnapshotKey } from "../domain/snapshot/snapshot-key";
import type { SnapshotDatabase } from "./snapshot-database";

/** Drops what a table holds of one snapshot; nothing happens when that is nothing. Readers of the active snapshot notice nothing of it. */
export async function dropPartition(database: SnapshotDatabase, table: string, key: SnapshotKey): Promise<void> {
  const { billingAccountId, period, snapshotId } = key;
  // A partition cannot be a bound parameter.
  for (const id of [billingAccountId, snapshotId]) if (!/^[\w-]{1,128}$/.test(id)) throw new RangeError(`not an id: ${JSON.stringify(id)}`);
  await database.run(`ALTER TABLE ${table} DROP PARTITION ('${billingAccountId}', '${period.firstDay}', '${snapshotId}')`);
}
