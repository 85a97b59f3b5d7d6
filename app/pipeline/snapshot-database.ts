import type { PeriodKey, SnapshotKey } from "../domain/snapshot/snapshot-key";
import type { BlocksInsert } from "../runtime/clickhouse/write-blocks";

/** What the snapshots need of ClickHouse. Every promise that resolves is a statement that has taken effect. */
export interface SnapshotDatabase {
  /** Rows of a SELECT without FORMAT; 64-bit numbers arrive as text unless they are cast. */
  readonly rows: <Row>(query: string, parameters?: QueryParameters) => Promise<readonly Row[]>;
  readonly insertRows: (table: string, rows: readonly object[]) => Promise<void>;
  /** One INSERT of blocks of Native, stored whole or not at all. */
  readonly insertBlocks: (insert: BlocksInsert) => Promise<void>;
  /** With an id of its own, a statement can be waited for by a later attempt when its sender died. */
  readonly run: (statement: string, parameters?: QueryParameters, queryId?: string) => Promise<void>;
  /** Waits until all replicas have what was written so far; see `settleReplicas`. */
  readonly settle: () => Promise<void>;
}

export type QueryParameters = Readonly<Record<string, string | number | readonly string[]>>;

/** The condition that keeps one snapshot, by its partition. Bind `snapshotParameters`. */
export const ofSnapshot = "billing_account_id = {account:String} AND billing_period = {period:Date} AND snapshot_id = {snapshot:String}";

/** The same for FocusCostAndUsage, whose columns are all in FOCUS's own style. */
export const ofFocusSnapshot =
  "x_BillingAccountId = {account:String} AND x_BillingPeriod = {period:Date} AND x_SnapshotId = {snapshot:String}";

/** The condition that keeps one period. Bind `periodParameters`. */
export const ofPeriod = "billing_account_id = {account:String} AND billing_period = {period:Date}";

/** The values of `ofPeriod`. */
export function periodParameters({ billingAccountId, period }: PeriodKey): { readonly account: string; readonly period: string } {
  return { account: billingAccountId, period: period.firstDay };
}

/** The values of the conditions that keep one snapshot. */
export function snapshotParameters(key: SnapshotKey): { readonly account: string; readonly period: string; readonly snapshot: string } {
  return { ...periodParameters(key), snapshot: key.snapshotId };
}

/** Drops what a table holds of one snapshot; nothing happens when that is nothing. Readers of the active snapshot notice nothing of it. */
export async function dropPartition(database: SnapshotDatabase, table: string, key: SnapshotKey): Promise<void> {
  await dropSet(database, table, { account: key.billingAccountId, month: key.period.firstDay, setId: key.snapshotId });
}

/** The same of a table that is partitioned by account, first day and the id of what was read at once. */
export async function dropSet(
  database: SnapshotDatabase,
  table: string,
  { account, month, setId }: { readonly account: string; readonly month: string; readonly setId: string },
): Promise<void> {
  // A partition cannot be a bound parameter.
  for (const id of [account, setId]) if (!/^[\w-]{1,128}$/.test(id)) throw new RangeError(`invalid id: ${JSON.stringify(id)}`);
  await database.run(`ALTER TABLE ${table} DROP PARTITION ('${account}', '${month}', '${setId}')`);
}
