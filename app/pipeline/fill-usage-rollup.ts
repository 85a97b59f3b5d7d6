import { billingPeriodFrom } from "../domain/calendar/billing-period";
import { usageRollupColumns, usageRollupSelect } from "../domain/cost/usage-rollup";
import { dropPartition, ofFocusSnapshot, type SnapshotDatabase, snapshotParameters } from "./snapshot-database";
import { snapshotTables } from "./snapshot-tables";

/**
 * Fills DailyFocusUsage with what it does not have of snapshots that were published before it was there; returns their ids. Answers are right at any time:
 * a snapshot is read from it only when it has all its charges. One that was never published is left to its writer.
 */
export async function fillUsageRollup(database: SnapshotDatabase): Promise<readonly string[]> {
  const published = `snapshot_id IN (SELECT snapshot_id FROM ${snapshotTables.active})`;
  const incomplete = await database.rows<{ readonly account: string; readonly firstDay: string; readonly snapshotId: string }>(
    `SELECT billing_account_id AS account, toString(billing_period) AS firstDay, snapshot_id AS snapshotId FROM (
       SELECT billing_account_id, billing_period, snapshot_id, toInt64(charges) AS difference FROM FocusSnapshotDays WHERE ${published}
       UNION ALL SELECT billing_account_id, billing_period, snapshot_id, -toInt64(charges) FROM ${table} WHERE ${published})
     GROUP BY billing_account_id, billing_period, snapshot_id HAVING sum(difference) != 0 ORDER BY account, firstDay, snapshotId`,
  );
  const filled: string[] = [];
  for (const { account, firstDay, snapshotId } of incomplete) {
    const period = billingPeriodFrom(firstDay);
    if (period === null) continue;
    const key = { billingAccountId: account, period, snapshotId };
    await dropPartition(database, table, key);
    await database.run(
      `INSERT INTO ${table} (${usageRollupColumns.join(", ")}) ${usageRollupSelect(`${snapshotTables.focus} WHERE ${ofFocusSnapshot}`)}`,
      snapshotParameters(key),
    );
    filled.push(snapshotId);
  }
  return filled;
}

const table = "DailyFocusUsage" satisfies (typeof snapshotTables.rollups)[number];
