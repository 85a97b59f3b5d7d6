import { isCharge, quantityMeasures, usageDateColumn } from "../domain/cost/cost-columns";
import type { SealEvidence, StoredPage } from "../domain/snapshot/seal-evidence";
import type { SnapshotKey } from "../domain/snapshot/snapshot-key";
import type { BillContent } from "../sources/source";
import { ofFocusSnapshot, ofSnapshot, type SnapshotDatabase, snapshotParameters } from "./snapshot-database";
import { snapshotTables } from "./snapshot-tables";

/** What the table that a snapshot's rows were written to holds of each of its pages, from a page on. */
export async function readStoredPages(
  database: SnapshotDatabase,
  key: SnapshotKey,
  kind: BillContent["kind"],
  fromPage = 0,
): Promise<readonly StoredPage[]> {
  switch (kind) {
    case "azure-usage":
      return readUsagePages(database, key, fromPage);
    case "focus":
      return readFocusPages(database, key, fromPage);
  }
}

/**
 * What the facts hold of each page of a snapshot, from a page on. `groupBitmap` counts different ordinals exactly, and in far less memory than
 * `uniqExact` over ten million of them. Decimal256, since a sum of Decimal(38, 18) wraps silently.
 */
async function readUsagePages(database: SnapshotDatabase, key: SnapshotKey, fromPage: number): Promise<readonly StoredPage[]> {
  return database.rows<StoredPage>(
    `SELECT page, toUInt32(count()) AS rows, toUInt32(groupBitmap(ordinal)) AS ordinals, max(ordinal) AS lastOrdinal,
       toString(ifNull(sum(toDecimal256(extended_cost, 18)), toDecimal256(0, 18))) AS cost,
       toUInt32(countIf(ifNull(month_date, billing_period) < billing_period)) AS late,
       toString(ifNull(sumIf(toDecimal256(extended_cost, 18), month_date < billing_period), toDecimal256(0, 18))) AS lateCost,
       toUInt32(countIf(isNull(extended_cost))) AS withoutCost,
       toUInt32(countIf(has(problems.code, 'currency-differs'))) AS otherCurrency,
       minIf(problems.detail[indexOf(problems.code, 'currency-differs')], has(problems.code, 'currency-differs')) AS otherCurrencyDetail,
       toUInt32(countIf(ifNull(month_date, billing_period) > billing_period)) AS outside
     FROM ${snapshotTables.facts} WHERE ${ofSnapshot} AND page >= {page:UInt32}
     GROUP BY page ORDER BY page`,
    { ...snapshotParameters(key), page: fromPage },
  );
}

/**
 * What FocusCostAndUsage holds of each page. No row is of a later month than its bill: the month is read from the row, and providers bill fees ahead.
 */
async function readFocusPages(database: SnapshotDatabase, key: SnapshotKey, fromPage: number): Promise<readonly StoredPage[]> {
  return database.rows<StoredPage>(
    `SELECT x_Page AS page, toUInt32(count()) AS rows, toUInt32(groupBitmap(x_Ordinal)) AS ordinals, max(x_Ordinal) AS lastOrdinal,
       toString(sum(toDecimal256(BilledCost, 18))) AS cost, toUInt32(countIf(${isLate})) AS late,
       toString(sumIf(toDecimal256(BilledCost, 18), ${isLate})) AS lateCost, toUInt32(countIf(has(x_Problems, 'cost-missing'))) AS withoutCost,
       toUInt32(0) AS otherCurrency, '' AS otherCurrencyDetail, toUInt32(0) AS outside
     FROM ${snapshotTables.focus} WHERE ${ofFocusSnapshot} AND x_Page >= {page:UInt32}
     GROUP BY x_Page ORDER BY x_Page`,
    { ...snapshotParameters(key), page: fromPage },
  );
}

/** Of a day before the billing period. */
const isLate = `(${usageDateColumn} > toDate(0) AND ${usageDateColumn} < x_BillingPeriod)`;

/** SQL: what the source charged for a row of FocusCostAndUsage, which is not what was billed where the source reports amortised cost. */
export const chargedCost = "toDecimal256(if(has(x_Problems, 'cost-amortized'), EffectiveCost, BilledCost), 18)";

/**
 * Charges and billed cost of a snapshot by every rollup of FOCUS, and the billed cost of the rows that they are made of; also the effective cost, which rows have that no
 * bill has, and of the rollup that has quantities these, each added over all units, which only tells whether none is lost.
 */
export async function readFocusRollups(database: SnapshotDatabase, key: SnapshotKey): Promise<SealEvidence["rollups"]> {
  const ofRows = (column: string): string => `(SELECT ${column} FROM ${snapshotTables.focus} WHERE ${ofFocusSnapshot})`;
  const quantities = (columns: readonly string[]): string => columns.map((column) => `toString(sum(${column}))`).join(" || ' ' || ");
  const selects = snapshotTables.rollups.map((table) => {
    const hasQuantities = table === "DailyFocusUsage";
    return `SELECT '${table}' AS table, toFloat64(sum(charges)) AS charges, toString(sum(billed_cost)) AS cost,
         ${ofRows("toString(sum(toDecimal256(BilledCost, 18)))")} AS expected,
         ${quantities(["effective_cost", ...(hasQuantities ? Object.keys(quantityMeasures) : [])])} AS quantities,
         ${ofRows(quantities(["toDecimal256(EffectiveCost, 18)", ...(hasQuantities ? Object.values(quantityMeasures) : [])]))} AS expectedQuantities
       FROM ${table} WHERE ${ofSnapshot}`;
  });
  return database.rows(selects.join(" UNION ALL "), snapshotParameters(key));
}

/** Whether every rollup of FOCUS counts the rows that it is made of. An engine that died may have kept the part of the rows and none of a rollup. */
export async function areFocusRollupsWhole(database: SnapshotDatabase, key: SnapshotKey): Promise<boolean> {
  const [rows] = await database.rows<{ readonly rows: number }>(
    `SELECT toFloat64(countIf(${isCharge})) AS rows FROM ${snapshotTables.focus} WHERE ${ofFocusSnapshot}`,
    snapshotParameters(key),
  );
  return (await readFocusRollups(database, key)).every(
    ({ charges, cost, expected, quantities, expectedQuantities }) =>
      charges === rows?.rows && cost === expected && quantities === expectedQuantities,
  );
}
