import type { PeriodKey } from "../domain/snapshot/snapshot-key";
import { readActiveSnapshot } from "./active-snapshot";
import { type ChangeRow, type ChangeTotalRow, type ChangeTotalSqlRow, changesSql, changeTotalsSql } from "./changes-sql";
import { periodParameters } from "./of-snapshot";
import type { SnapshotDatabase } from "./snapshot-database";
import { readSnapshots } from "./snapshot-events";

export interface Changes {
  readonly from: string;
  readonly to: string;
  readonly totals: readonly ChangeTotalRow[];
  /** Largest difference first. */
  readonly changes: readonly ChangeRow[];
  /** How many of all charges that differ have no readable cost, and are in no amount. */
  readonly withoutCost: number;
}

/**
 * What changed between two snapshots of a period: by default from the one published before the active one, to the active one. Null when there
 * are not two whose rows are still kept.
 */
export async function readChanges(
  database: SnapshotDatabase,
  key: PeriodKey,
  choice: { readonly from?: string | undefined; readonly to?: string | undefined; readonly limit: number },
): Promise<Changes | null> {
  const kept = (await readSnapshots(database, key)).filter(({ status }) => status === "published" || status === "sealed");
  const to = choice.to ?? (await readActiveSnapshot(database, key))?.snapshotId;
  const place = kept.findIndex(({ snapshotId }) => snapshotId === to);
  const from = choice.from ?? kept[place + 1]?.snapshotId;
  if (place < 0 || to === undefined || !kept.some(({ snapshotId }) => snapshotId === from) || from === undefined) return null;
  const parameters = { ...periodParameters(key), before: from, after: to, limit: choice.limit };
  const found = await database.rows<ChangeTotalSqlRow>(changeTotalsSql, parameters);
  const changes = await database.rows<ChangeRow>(changesSql, parameters);
  const totals = found.map(
    ({ currency, added, removed, changed, cost_difference }): ChangeTotalRow => ({ currency, added, removed, changed, cost_difference }),
  );
  return { from, to, totals, changes, withoutCost: found.reduce((sum, { without_cost }) => sum + without_cost, 0) };
}
