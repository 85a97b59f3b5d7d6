import { billingPeriodFrom } from "../domain/calendar/billing-period";
import { retainSnapshots } from "./retain-snapshots";
import type { SnapshotDatabase } from "./snapshot-database";
import { snapshotTables } from "./snapshot-tables";

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
