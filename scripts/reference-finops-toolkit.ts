import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { referenceTableNames } from "../app/domain/focus/reference/reference-tables";
import { toolkitColumns, type ToolkitRecords, toolkitReference } from "../app/domain/focus/reference/toolkit-reference";
import type { SnapshotDatabase } from "../app/pipeline/snapshot-database";

/** How many rows went into a table. */
export interface LoadedTable {
  readonly table: string;
  readonly rows: number;
}

/**
 * Loads the four open-data files of Microsoft's FinOps toolkit from a folder over the built-in reference data. Everything is read and checked before
 * anything is written. `now` is the version of the rows: what is loaded later wins.
 * @throws {RangeError} a file is missing or unusable; names file, record and column
 */
export async function loadFinopsToolkit(database: SnapshotDatabase, folder: string, now: Date): Promise<readonly LoadedTable[]> {
  const reference = toolkitReference(readToolkitRecords(folder));
  const loaded: LoadedTable[] = [];
  for (const table of referenceTableNames) {
    const rows = reference[table].map((row) => ({ ...row, source: "finops-toolkit", version: now.getTime() }));
    await database.insertRows(table, rows);
    loaded.push({ table, rows: rows.length });
  }
  return loaded;
}

/** The files of a folder as records, unchecked but for being CSV. */
export function readToolkitRecords(folder: string): ToolkitRecords {
  return {
    "Services.csv": readToolkitCsv(folder, "Services.csv"),
    "ResourceTypes.csv": readToolkitCsv(folder, "ResourceTypes.csv"),
    "Regions.csv": readToolkitCsv(folder, "Regions.csv"),
    "PricingUnits.csv": readToolkitCsv(folder, "PricingUnits.csv"),
  };
}

/**
 * One CSV file of a folder as records by column.
 * @throws {RangeError} it is not there or is not CSV
 */
export function readToolkitCsv(folder: string, file: string): readonly Readonly<Record<string, string>>[] {
  const path = join(folder, file);
  if (!existsSync(path)) throw new RangeError(`${file} is not in ${folder}; needed are ${Object.keys(toolkitColumns).join(", ")}`);
  let rows: unknown;
  try {
    rows = parse(readFileSync(path), { bom: true });
  } catch (error) {
    throw new RangeError(`${file} is not CSV: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isTable(rows)) throw new RangeError(`${file} is not CSV`);
  const [header = [], ...records] = rows;
  return records.map((cells) => Object.fromEntries(header.map((column, index) => [column, cells[index] ?? ""])));
}

function isTable(value: unknown): value is readonly (readonly string[])[] {
  return Array.isArray(value) && value.every((row) => Array.isArray(row) && row.every((cell) => typeof cell === "string"));
}
