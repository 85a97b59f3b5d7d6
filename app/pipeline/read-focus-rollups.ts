import type { SealEvidence } from "../domain/snapshot/seal-evidence";
import type { SnapshotKey } from "../domain/snapshot/snapshot-key";
import { ofFocusSnapshot, ofSnapshot, snapshotParameters } from "./of-snapshot";
import type { SnapshotDatabase } from "./snapshot-database";
import { snapshotTables } from "./snapshot-tables";

/** SQL: what the source charged for a row of FocusCostAndUsage, which is not what was billed where the source reports amortised cost. */
export const chargedCost = "toDecimal256(if(has(x_Problems, 'cost-amortized'), EffectiveCost, BilledCost), 18)";

/** Charges and billed cost of a snapshot by every rollup of FOCUS, and the billed cost of the rows that they are made of. */
export async function readFocusRollups(database: SnapshotDatabase, key: SnapshotKey): Promise<SealEvidence["rollups"]> {
  const selects = snapshotTables.rollups.map(
    (table) =>
      `SELECT '${table}' AS table, toFloat64(sum(charges)) AS charges, toString(sum(billed_cost)) AS cost,
         (SELECT toString(sum(toDecimal256(BilledCost, 18))) FROM ${snapshotTables.focus} WHERE ${ofFocusSnapshot}) AS expected
       FROM ${table} WHERE ${ofSnapshot}`,
  );
  return database.rows(selects.join(" UNION ALL "), snapshotParameters(key));
}

/** Whether every rollup of FOCUS counts the rows that it is made of. An engine that died may have kept the part of the rows and none of a rollup. */
export async function areFocusRollupsWhole(database: SnapshotDatabase, key: SnapshotKey): Promise<boolean> {
  const [rows] = await database.rows<{ readonly rows: number }>(
    `SELECT toFloat64(count()) AS rows FROM ${snapshotTables.focus} WHERE ${ofFocusSnapshot}`,
    snapshotParameters(key),
  );
  return (await readFocusRollups(database, key)).every(({ charges, cost, expected }) => charges === rows?.rows && cost === expected);
}
