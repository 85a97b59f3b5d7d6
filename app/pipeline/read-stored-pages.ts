import type { SnapshotKey } from "../domain/snapshot/snapshot-key";
import type { StoredPage } from "../domain/snapshot/stored-page";
import { ofSnapshot, snapshotParameters } from "./of-snapshot";
import type { SnapshotDatabase } from "./snapshot-database";
import { snapshotTables } from "./snapshot-tables";

/**
 * What the facts hold of each page of a snapshot, from a page on. `groupBitmap` counts different ordinals exactly, and in far less memory than
 * `uniqExact` over ten million of them. Decimal256, since a sum of Decimal(38, 18) wraps silently.
 */
export async function readStoredPages(database: SnapshotDatabase, key: SnapshotKey, fromPage = 0): Promise<readonly StoredPage[]> {
  return database.rows<StoredPage>(
    `SELECT page, toUInt32(count()) AS rows, toUInt32(groupBitmap(ordinal)) AS ordinals, max(ordinal) AS lastOrdinal,
       toString(ifNull(sum(toDecimal256(extended_cost, 18)), toDecimal256(0, 18))) AS cost,
       toUInt32(countIf(ifNull(month_date, billing_period) < billing_period)) AS late,
       toString(ifNull(sumIf(toDecimal256(extended_cost, 18), month_date < billing_period), toDecimal256(0, 18))) AS lateCost,
       toUInt32(countIf(isNull(extended_cost))) AS withoutCost,
       toUInt32(countIf(ifNull(month_date, billing_period) > billing_period)) AS outside
     FROM ${snapshotTables.facts} WHERE ${ofSnapshot} AND page >= {page:UInt32}
     GROUP BY page ORDER BY page`,
    { ...snapshotParameters(key), page: fromPage },
  );
}
