import { builtInReference, builtInVersion } from "../domain/focus/reference/built-in-reference";
import { parseUnitOfMeasure } from "../domain/focus/reference/parse-unit-of-measure";
import { type PricingUnitRow, referenceTableNames } from "../domain/focus/reference/reference-tables";
import type { SnapshotKey } from "../domain/snapshot/snapshot-key";
import { ofSnapshot, type SnapshotDatabase, snapshotParameters } from "./snapshot-database";
import { snapshotTables } from "./snapshot-tables";

/**
 * Loads the reference data that ships with the project into each of its tables that has none of this version. Rows that an operator loaded have
 * later versions and stay in force. Run twice, or by two at once, it leaves the same tables.
 */
export async function ensureReference(database: SnapshotDatabase): Promise<void> {
  const loaded = await database.rows<{ readonly name: string }>(
    referenceTableNames
      .map((name) => `SELECT '${name}' AS name FROM ${name} WHERE source = 'built-in' AND version >= {version:UInt64} LIMIT 1`)
      .join(" UNION ALL "),
    { version: builtInVersion },
  );
  const missing = referenceTableNames.filter((table) => !loaded.some(({ name }) => name === table));
  if (missing.length === 0) return;
  const reference = builtInReference();
  for (const table of missing) {
    await database.insertRows(
      table,
      reference[table].map((row) => ({ ...row, source: "built-in", version: builtInVersion })),
    );
  }
}

/**
 * Adds the units of measure of a snapshot that FocusPricingUnit does not have, or has from an older parser. A unit that cannot be read is left
 * out: the mapping finds nothing and names the problem.
 */
export async function ensurePricingUnits(
  database: SnapshotDatabase,
  key: SnapshotKey,
  facts: string = snapshotTables.facts,
): Promise<void> {
  const units = await database.rows<{ readonly unit: string }>(
    `SELECT DISTINCT unit_of_measure AS unit FROM ${facts}
     WHERE ${ofSnapshot} AND unit_of_measure NOT IN (
       SELECT unit_of_measure FROM FocusPricingUnit WHERE source != 'built-in' OR version >= {version:UInt64})
     ORDER BY unit`,
    { ...snapshotParameters(key), version: builtInVersion },
  );
  const rows = units.flatMap(({ unit }): readonly PricingUnitRow[] => {
    const parsed = parseUnitOfMeasure(unit);
    return "problem" in parsed ? [] : [{ unit_of_measure: unit, block_size: parsed.pricingBlockSize, pricing_unit: parsed.pricingUnit }];
  });
  await database.insertRows(
    "FocusPricingUnit",
    rows.map((row) => ({ ...row, source: "built-in", version: builtInVersion })),
  );
}
