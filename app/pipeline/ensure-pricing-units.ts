import { builtInVersion } from "../domain/focus/reference/built-in-version";
import { parseUnitOfMeasure } from "../domain/focus/reference/parse-unit-of-measure";
import type { PricingUnitRow } from "../domain/focus/reference/reference-tables";
import type { SnapshotKey } from "../domain/snapshot/snapshot-key";
import { ofSnapshot, snapshotParameters } from "./of-snapshot";
import type { SnapshotDatabase } from "./snapshot-database";
import { snapshotTables } from "./snapshot-tables";

/**
 * Adds the units of measure of a snapshot that FocusPricingUnit does not have, or has from an older parser. A unit that cannot be read is left
 * out: the mapping finds nothing and names the problem.
 */
export async function ensurePricingUnits(database: SnapshotDatabase, key: SnapshotKey): Promise<void> {
  const units = await database.rows<{ readonly unit: string }>(
    `SELECT DISTINCT unit_of_measure AS unit FROM ${snapshotTables.facts}
     WHERE ${ofSnapshot} AND unit_of_measure NOT IN (
       SELECT unit_of_measure FROM FocusPricingUnit WHERE source != 'built-in' OR version >= {version:UInt64})
     ORDER BY unit`,
    { ...snapshotParameters(key), version: builtInVersion },
  );
  const rows = units.flatMap(({ unit }): readonly PricingUnitRow[] => {
    const parsed = parseUnitOfMeasure(unit);
    return "problem" in parsed ? [] : [{ unit_of_measure: unit, block_size: parsed.blockSize, pricing_unit: parsed.pricingUnit }];
  });
  await database.insertRows(
    "FocusPricingUnit",
    rows.map((row) => ({ ...row, source: "built-in", version: builtInVersion })),
  );
}
