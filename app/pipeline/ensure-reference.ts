import { builtInReference } from "../domain/focus/reference/built-in-reference";
import { builtInVersion } from "../domain/focus/reference/built-in-version";
import { referenceTableNames } from "../domain/focus/reference/reference-tables";
import type { SnapshotDatabase } from "./snapshot-database";

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
