import type { FocusFile } from "../../sources/focus-files/focus-file";
import { FocusFileError } from "../../sources/focus-files/focus-file-error";
import { openFocusFile } from "../../sources/focus-files/open-focus-file";
import { readSpreadsheetSafe } from "../../sources/focus-files/read-spreadsheet-safe";
import { compileFocusRowReader } from "../../domain/focus/import/compile-focus-row-reader";
import type { FocusColumnPlan } from "../../domain/focus/import/focus-column-plan";
import { focusImportColumns } from "../../domain/focus/import/focus-import-column";
import type { FocusImportProblem } from "../../domain/focus/import/focus-import-problem";
import type { FocusProvider } from "../../domain/focus/import/focus-provider";
import { normalizeFocusHeader } from "../../domain/focus/import/normalize-focus-header";
import { planFocusColumns } from "../../domain/focus/import/plan-focus-columns";
import type { FocusDelivery } from "./focus-delivery";
import type { FocusImportDeps } from "./focus-import-deps";
import type { FocusFileReport } from "./focus-import-outcome";

/**
 * Reads one file of a delivery to its end and reports what it was.
 * @throws FocusFileError the file cannot be read, or a row of it
 */
export async function readFocusFile(
  path: string,
  encoding: string | null,
  delivery: FocusDelivery,
  deps: FocusImportDeps,
  signal: AbortSignal,
  onProgress: (progress: { readonly file: string; readonly rows: number }) => void,
): Promise<FocusFileReport> {
  const file = readSpreadsheetSafe(await openFocusFile(path, deps.parquet, encoding));
  try {
    const plan = planFocusColumns(file.headers);
    if ("code" in plan) throw new FocusFileError({ file: file.name, line: file.format === "parquet" ? null : 1 }, plan.detail);
    const readRow = compileFocusRowReader(plan, deps.sha256);
    const providers = new Set<FocusProvider>();
    const problems: Partial<Record<FocusImportProblem, number>> = {};
    let rows = 0;
    for await (const batch of file.rows()) {
      signal.throwIfAborted();
      for (const [index, values] of batch.rows.entries()) {
        const row = readRow(values);
        const line = batch.lines[index] ?? 0;
        if ("detail" in row) {
          // Spreadsheets write the rows below a table as commas only. They carry no charge.
          if (file.format !== "parquet" && values.every((value) => value === "")) continue;
          if (isHeader(values, file.headers))
            throw new FocusFileError({ file: file.name, line }, "is the header once more: import the parts of an export one by one");
          throw new FocusFileError({ file: file.name, line, column: row.column }, row.detail);
        }
        providers.add(row.provider);
        for (const code of row.problems) problems[code] = (problems[code] ?? 0) + 1;
        rows += 1;
        await delivery.add(row, plan.version, { file: file.name, line });
      }
      onProgress({ file: file.name, rows });
    }
    return {
      file: file.name,
      format: file.format,
      version: plan.version,
      providers: [...providers].sort(),
      rows,
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
