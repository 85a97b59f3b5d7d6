import type { PeriodKey } from "../domain/snapshot/snapshot-key";
import { type Activation, snapshotsInForce } from "../domain/snapshot/plan-retention";
import { readActivations } from "./active-snapshot";
import { type ChangeRow, type ChangeTotalRow, type ChangeTotalSqlRow, changesSql, changeTotalsSql } from "./changes-sql";
import { periodParameters, type SnapshotDatabase } from "./snapshot-database";
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
 * What changed between two snapshots of a period: by default from the one that was in force before `to`, and to the one in force now. What was published
 * and rolled back from in between was in force no more, however late it was read. Null when there are not two whose rows are still kept.
 */
export async function readChanges(
  database: SnapshotDatabase,
  key: PeriodKey,
  choice: { readonly from?: string | undefined; readonly to?: string | undefined; readonly limit: number },
): Promise<Changes | null> {
  const activations = await readActivations(database, key);
  const to = choice.to ?? activations.at(-1)?.snapshotId;
  const from = choice.from ?? (to === undefined ? undefined : inForceBefore(activations, to));
  const kept = (await readSnapshots(database, key)).filter(({ status }) => status === "published" || status === "sealed");
  const isKept = (id: string): boolean => kept.some(({ snapshotId }) => snapshotId === id);
  if (from === undefined || to === undefined || !isKept(from) || !isKept(to)) return null;
  const parameters = { ...periodParameters(key), before: from, after: to, limit: choice.limit };
  const found = await database.rows<ChangeTotalSqlRow>(changeTotalsSql, parameters);
  const changes = await database.rows<ChangeRow>(changesSql, parameters);
  const totals = found.map(
    ({ currency, added, removed, changed, cost_difference }): ChangeTotalRow => ({ currency, added, removed, changed, cost_difference }),
  );
  return { from, to, totals, changes, withoutCost: found.reduce((sum, { without_cost }) => sum + without_cost, 0) };
}

/** What a snapshot took the place of when it came into force last; of one that never was, what is in force now. */
function inForceBefore(activations: readonly Activation[], snapshotId: string): string | undefined {
  const place = activations.map((one) => one.snapshotId).lastIndexOf(snapshotId);
  return place < 0 ? snapshotsInForce(activations).at(-1) : snapshotsInForce(activations.slice(0, place + 1)).at(-2);
}
