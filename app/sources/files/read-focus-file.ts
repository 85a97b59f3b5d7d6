import { compileFocusRowReader } from "../../domain/focus/import/compile-focus-row-reader";
import type { FocusProvider } from "../../domain/focus/import/detect-focus-provider";
import { focusImportColumns } from "../../domain/focus/import/focus-import-column";
import type { FocusImportProblem } from "../../domain/focus/import/focus-import-problem";
import { ownFocusCells } from "../../domain/focus/import/focus-record";
import type { FocusRow } from "../../domain/focus/import/focus-row";
import {
  type FocusColumnPlan,
  type FocusVersion,
  normalizeFocusHeader,
  planFocusColumns,
} from "../../domain/focus/import/plan-focus-columns";
import { ofSpreadsheetSafe, spreadsheetSafeColumn } from "../../domain/focus/spreadsheet-safe";
import type { PartContent } from "../source";
import type { DeliveryContents } from "./delivery-contents";
import { type FocusFile, FocusFileError, type FocusFileRows, isBlankRow } from "./focus-file";
import type { InputFile } from "./input-file";
import { openFocusFile } from "./open-focus-file";
import type { ParquetEngine } from "./parquet-engine";

/** What was found in a file. */
export interface FocusFileReport {
  readonly file: string;
  readonly format: FocusFile["format"];
  readonly version: FocusVersion;
  readonly providers: readonly FocusProvider[];
  readonly rows: number;
  /** Of the text, unpacked; null for Parquet. */
  readonly textBytes: number | null;
  /** Columns that are kept as JSON text, since no column of ours is theirs. */
  readonly unknownColumns: readonly string[];
  /** Money or quantities in binary doubles, which have no exact digits. */
  readonly doubles: readonly string[];
  readonly problems: Readonly<Partial<Record<FocusImportProblem, number>>>;
}

/** What reading a file takes from outside. */
export interface FocusFileReading {
  readonly parquet: ParquetEngine;
  readonly sha256: (text: string | Uint8Array) => string;
}

/**
 * Reads one file, run by run of its rows, and returns what it was.
 * @throws FocusFileError the file cannot be read, or a row of it, or it contradicts the files of `contents`, which were read before it
 */
export async function* readFocusFile(
  input: InputFile,
  encoding: string | null,
  { parquet, sha256 }: FocusFileReading,
  contents: DeliveryContents,
): AsyncGenerator<Extract<PartContent, { kind: "focus" }>, FocusFileReport, undefined> {
  return yield* readFocusRows(readSpreadsheetSafe(await openFocusFile(input, parquet, encoding)), sha256, contents);
}

/**
 * Reads what has been opened, a file or the answer to a query, and closes it. What is mapped to the columns of FOCUS is read by the same rules.
 * @throws FocusFileError as `readFocusFile`
 */
export async function* readFocusRows(
  file: FocusFile,
  sha256: FocusFileReading["sha256"],
  contents: DeliveryContents,
): AsyncGenerator<Extract<PartContent, { kind: "focus" }>, FocusFileReport, undefined> {
  try {
    const plan = planFocusColumns(file.headers);
    if ("code" in plan) throw new FocusFileError({ file: file.name, line: file.format === "parquet" ? null : 1 }, plan.detail);
    const readRow = compileFocusRowReader(plan, sha256);
    const providers = new Set<FocusProvider>();
    const problems: Partial<Record<FocusImportProblem, number>> = {};
    let count = 0;
    for await (const batch of file.rows(ownFocusCells(plan))) {
      const rows: FocusRow[] = [];
      const lines: number[] = [];
      for (const [index, values] of batch.rows.entries()) {
        const row = readRow(values, batch.kinds?.[index] ?? null);
        const line = batch.lines[index] ?? 0;
        if ("detail" in row) {
          if (isBlankRow(file, values)) continue;
          if (isHeader(values, file.headers))
            throw new FocusFileError({ file: file.name, line }, "repeats the header: import the parts of an export as separate files");
          throw new FocusFileError({ file: file.name, line, column: file.inFile?.(row.column) ?? row.column }, row.detail);
        }
        providers.add(row.provider);
        for (const code of row.problems) problems[code] = (problems[code] ?? 0) + 1;
        contents.add(row, { file: file.name, line });
        rows.push(row);
        lines.push(line);
      }
      count += rows.length;
      if (rows.length > 0) yield { kind: "focus", version: plan.version, rows, file: file.name, lines };
    }
    contents.endFile(file.name);
    return {
      file: file.name,
      format: file.format,
      version: plan.version,
      providers: [...providers].sort(),
      rows: count,
      textBytes: file.textBytes(),
      unknownColumns: plan.unknown.map(({ header }) => header),
      doubles: numberDoubles(file, plan),
      problems,
    };
  } finally {
    await file.close();
  }
}

function isHeader(values: readonly (string | null)[], headers: readonly string[]): boolean {
  return values.every((value, index) => normalizeFocusHeader(value ?? "") === normalizeFocusHeader(headers[index] ?? ""));
}

/** The doubles among the columns whose digits matter. */
function numberDoubles(file: FocusFile, plan: FocusColumnPlan): readonly string[] {
  const numbers = new Set<string>();
  for (const { name, kind } of focusImportColumns) {
    const cell = plan.cellOf.get(name);
    if (cell !== undefined && (kind === "amount" || kind === "quantity")) numbers.add(file.headers[cell] ?? "");
  }
  return file.doubles.filter((name) => numbers.has(name));
}

/** A file of `npm run focus:export -- --spreadsheet-safe` as if it had been written without; any other file as it is. */
function readSpreadsheetSafe(file: FocusFile): FocusFile {
  const column = file.headers.findIndex((header) => header.trim() === spreadsheetSafeColumn);
  if (column === -1) return file;
  const without = <Cell>(cells: readonly Cell[]): readonly Cell[] => cells.filter((_, index) => index !== column);
  return {
    ...file,
    headers: without(file.headers),
    rows: async function* (): AsyncGenerator<FocusFileRows> {
      for await (const { lines, rows } of file.rows()) {
        const read = rows.map((cells) =>
          // Of each row: somebody may have put rows of other files beside these.
          without(cells[column]?.trim() === "1" ? cells.map((cell) => (cell === null ? null : ofSpreadsheetSafe(cell))) : cells),
        );
        yield { lines, rows: read };
      }
    },
  };
}
