import { BillingMonth } from "../domain/calendar/billing-month";
import { retainSnapshots } from "./retain-snapshots";
import type { SnapshotDatabase } from "./snapshot-database";
import { snapshotTables } from "./snapshot-tables";

/** Applies retention to every period there is, as after a change of the setting; returns the ids of the snapshots dropped. */
export async function retainAllSnapshots(database: SnapshotDatabase, keep: number, now: () => Date): Promise<readonly string[]> {
  const periods = await database.rows<{ readonly account: string; readonly month: string }>(
    `SELECT DISTINCT billing_account_id AS account, formatDateTime(billing_period, '%Y-%m') AS month FROM ${snapshotTables.events} ORDER BY account, month`,
  );
  const dropped: string[] = [];
  for (const { account, month } of periods) {
    const period = BillingMonth.parse(month);
    if (period !== null) dropped.push(...(await retainSnapshots(database, { billingAccountId: account, period }, keep, "retention", now)));
  }
  return dropped;
}
