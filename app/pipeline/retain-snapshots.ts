import { billingPeriodFrom } from "../domain/calendar/billing-period";
import { planRetention, snapshotsInForce } from "../domain/snapshot/plan-retention";
import type { PeriodKey } from "../domain/snapshot/snapshot-key";
import { readActivations } from "./active-snapshot";
import { dropPartition, ofPeriod, periodParameters, type SnapshotDatabase } from "./snapshot-database";
import { readSnapshots, writeSnapshotStep } from "./snapshot-events";
import { snapshotTables } from "./snapshot-tables";

/** Drops the rows of snapshots beyond retention and returns their ids. Ledger and events stay: they are small, and they are the history. */
export async function retainSnapshots(
  database: SnapshotDatabase,
  key: PeriodKey,
  keep: number,
  attemptId: string,
  now: () => Date,
): Promise<readonly string[]> {
  const snapshots = await readSnapshots(database, key);
  const dropped = planRetention(snapshots, snapshotsInForce(await readActivations(database, key)), keep);
  for (const snapshotId of dropped) {
    // Recorded before it is done, so that no roll back selects a snapshot that is partly dropped.
    const currency = snapshots.find((known) => known.snapshotId === snapshotId)?.currency ?? "";
    const step = { status: "dropped", attemptId, currency, at: now().toISOString(), reason: "retention" } as const;
    await writeSnapshotStep(database, { ...key, snapshotId }, step);
  }
  const left = await database.rows<{ readonly snapshotId: string }>(
    `SELECT DISTINCT snapshot_id AS snapshotId FROM ${snapshotTables.facts} WHERE ${ofPeriod}
     UNION DISTINCT
     SELECT DISTINCT x_SnapshotId FROM ${snapshotTables.focus} WHERE x_BillingAccountId = {account:String} AND x_BillingPeriod = {period:Date}`,
    periodParameters(key),
  );
  const interrupted = left
    .map(({ snapshotId }) => snapshotId)
    .filter((id) => snapshots.some((known) => known.snapshotId === id && known.status === "dropped"));
  for (const snapshotId of [...dropped, ...interrupted]) {
    const snapshot = { ...key, snapshotId };
    const { facts, focus, rollups, commitments } = snapshotTables;
    for (const table of [facts, focus, ...rollups, ...commitments]) await dropPartition(database, table, snapshot);
    await database.run(
      `DELETE FROM ${snapshotTables.audit} WHERE billing_account_id = '${key.billingAccountId}' AND snapshot_id = '${snapshotId}'`,
    );
  }
  return dropped;
}

/** Applies retention to every period there is, as after a change of the setting; returns the ids of the snapshots dropped. */
export async function retainAllSnapshots(database: SnapshotDatabase, keep: number, now: () => Date): Promise<readonly string[]> {
  const periods = await database.rows<{ readonly account: string; readonly firstDay: string }>(
    `SELECT DISTINCT billing_account_id AS account, toString(billing_period) AS firstDay FROM ${snapshotTables.events} ORDER BY account, firstDay`,
  );
  const dropped: string[] = [];
  for (const { account, firstDay } of periods) {
    const period = billingPeriodFrom(firstDay);
    if (period !== null) dropped.push(...(await retainSnapshots(database, { billingAccountId: account, period }, keep, "retention", now)));
  }
  return dropped;
}
