import { usageDateColumn } from "../../domain/cost/cost-columns";
import type { SnapshotKey } from "../../domain/snapshot/snapshot-key";
import type { StoredPage } from "../../domain/snapshot/stored-page";
import { ofFocusSnapshot, snapshotParameters } from "../of-snapshot";
import type { SnapshotDatabase } from "../snapshot-database";
import { snapshotTables } from "../snapshot-tables";

/**
 * What FocusCostAndUsage holds of each page of a snapshot. No row is of a later month than its bill: the month is read from the row, and providers bill
 * fees ahead.
 */
export async function readStoredFocusPages(database: SnapshotDatabase, key: SnapshotKey): Promise<readonly StoredPage[]> {
  return database.rows<StoredPage>(
    `SELECT x_Page AS page, toUInt32(count()) AS rows, toUInt32(groupBitmap(x_Ordinal)) AS ordinals, max(x_Ordinal) AS lastOrdinal,
       toString(sum(toDecimal256(BilledCost, 18))) AS cost, toUInt32(countIf(${isLate})) AS late,
       toString(sumIf(toDecimal256(BilledCost, 18), ${isLate})) AS lateCost, toUInt32(countIf(has(x_Problems, 'cost-missing'))) AS withoutCost,
       toUInt32(0) AS outside
     FROM ${snapshotTables.focus} WHERE ${ofFocusSnapshot}
     GROUP BY x_Page ORDER BY x_Page`,
    snapshotParameters(key),
  );
}

/** Of a day before the billing period. */
const isLate = `(${usageDateColumn} > toDate(0) AND ${usageDateColumn} < x_BillingPeriod)`;
