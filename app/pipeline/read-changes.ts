import { type Activation, snapshotsInForce } from "../domain/snapshot/plan-retention";
import type { PeriodKey } from "../domain/snapshot/snapshot-key";
import { readActivations } from "./active-snapshot";
import {
  type ChangeRow,
  type ChangeTotalRow,
  type ChangeTotalSqlRow,
  type ComparedParameters,
  changesSql,
  changeTotalsSql,
} from "./changes-sql";
import type { SnapshotDatabase } from "./snapshot-database";
import { readSnapshots } from "./snapshot-events";

/** Two snapshots of a billing period. */
export interface Comparison {
  readonly account: string;
  /** First day of the period. */
  readonly period: string;
  /** Null when nothing was published before `to`: all of its charges were added. */
  readonly from: string | null;
  readonly to: string;
}

export interface Changes {
  readonly totals: readonly ChangeTotalRow[];
  /** Largest difference first. */
  readonly changes: readonly ChangeRow[];
  /** How many of all charges that differ have no readable cost, and are in no amount. */
  readonly withoutCost: number;
}

/** Which snapshots to compare: by default that in force now with the one that it took the place of. */
interface ChangesChoice {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/**
 * The two snapshots of a period that are compared: by default the one that was in force before `to`, and the one in force now. What was published
 * and rolled back from in between was in force no more, however late it was read. Null when there are not two whose rows are still kept.
 */
export async function chooseComparison(database: SnapshotDatabase, key: PeriodKey, choice: ChangesChoice): Promise<Comparison | null> {
  const activations = await readActivations(database, key);
  const to = choice.to ?? activations.at(-1)?.snapshotId;
  const from = choice.from ?? (to === undefined ? undefined : inForceBefore(activations, to));
  const kept = (await readSnapshots(database, key)).filter(({ status }) => status === "published" || status === "sealed");
  const isKept = (id: string): boolean => kept.some(({ snapshotId }) => snapshotId === id);
  if (from === undefined || to === undefined || !isKept(from) || !isKept(to)) return null;
  return { account: key.billingAccountId, period: key.period.firstDay, from, to };
}

/** What changed between the two snapshots of each comparison: a page of it, and the totals of all. */
export async function readComparisons(
  database: SnapshotDatabase,
  compared: readonly Comparison[],
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<Changes> {
  const parameters = { ...comparedParameters(compared) };
  const found = await database.rows<ChangeTotalSqlRow>(changeTotalsSql, parameters);
  const changes = limit === 0 ? [] : await database.rows<ChangeRow>(changesSql, { ...parameters, limit, offset });
  const totals = found.map(
    ({ currency, added, removed, changed, cost_difference }): ChangeTotalRow => ({ currency, added, removed, changed, cost_difference }),
  );
  return { totals, changes, withoutCost: found.reduce((sum, { without_cost }) => sum + without_cost, 0) };
}

/** What changed between two snapshots of a period; null as `chooseComparison`. */
export async function readChanges(
  database: SnapshotDatabase,
  key: PeriodKey,
  { limit, ...choice }: ChangesChoice & { readonly limit: number },
): Promise<(Changes & { readonly from: string | null; readonly to: string }) | null> {
  const compared = await chooseComparison(database, key, choice);
  if (compared === null) return null;
  return { from: compared.from, to: compared.to, ...(await readComparisons(database, [compared], { limit, offset: 0 })) };
}

/** The values that bind comparisons in a statement: the snapshots before and after, and the first and the last billing period. */
export function comparedParameters(compared: readonly Comparison[]): ComparedParameters {
  const periods = compared.map(({ period }) => period).sort();
  return {
    before: compared.flatMap(({ from }) => from ?? []),
    after: compared.map(({ to }) => to),
    first: periods[0] ?? "2000-01-01",
    last: periods.at(-1) ?? "2000-01-01",
  };
}

/** What a snapshot took the place of when it came into force last; of one that never was, what is in force now. */
function inForceBefore(activations: readonly Activation[], snapshotId: string): string | undefined {
  const place = activations.map((one) => one.snapshotId).lastIndexOf(snapshotId);
  return place < 0 ? snapshotsInForce(activations).at(-1) : snapshotsInForce(activations.slice(0, place + 1)).at(-2);
}
