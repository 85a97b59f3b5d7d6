import type { SealEvidence } from "../domain/snapshot/seal-evidence";
import type { SnapshotKey } from "../domain/snapshot/snapshot-key";
import { ofSnapshot, snapshotParameters } from "./of-snapshot";
import type { SnapshotDatabase } from "./snapshot-database";
import { snapshotTables } from "./snapshot-tables";

/** Charges and billed cost of a snapshot by every rollup of FOCUS. */
export async function readFocusRollups(database: SnapshotDatabase, key: SnapshotKey): Promise<SealEvidence["rollups"]> {
  const selects = snapshotTables.focusRollups.map(
    (table) =>
      `SELECT '${table}' AS table, toFloat64(sum(charges)) AS charges, toString(sum(billed_cost)) AS cost FROM ${table} WHERE ${ofSnapshot}`,
  );
  return database.rows(selects.join(" UNION ALL "), snapshotParameters(key));
}
