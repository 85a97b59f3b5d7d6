import type { BillingMonth } from "../../domain/calendar/billing-month";
import {
  type CarbonCells,
  carbonColumn,
  type CarbonReport,
  carbonReportOf,
  type CarbonRow,
  readCarbonRow,
} from "../../domain/emission/read-carbon-row";
import type { RecordContent } from "../source";
import { FocusFileError, isBlankRow } from "./focus-file";
import type { InputFile } from "./input-file";
import { readJsonFields, readJsonLines } from "./json-lines";
import { openFocusFile } from "./open-focus-file";
import type { ParquetEngine } from "./parquet-engine";

/**
 * What the files of one report say together: of whom it is, and which rows it has already. One for each reading of them.
 */
export class CarbonContents {
  readonly #keys = new Map<string, string>();
  #account: { readonly id: string; readonly at: string } | null = null;
  /** The account that the report itself names; empty: none. */
  get account(): string {
    return this.#account?.id ?? "";
  }

  /** @throws FocusFileError the row is there already, or is of another account than the rows before */
  add({ account, key, month }: CarbonRow, at: { readonly file: string; readonly line: number }): void {
    const place = `${at.file} line ${at.line}`;
    this.#account ??= { id: account, at: place };
    if (this.#account.id !== account)
      throw new FocusFileError(
        at,
        `is of the account ${JSON.stringify(account)}, and ${this.#account.at} of ${JSON.stringify(this.#account.id)}: load the reports of each account by themselves`,
      );
    const earlier = this.#keys.get(key);
    if (earlier !== undefined)
      throw new FocusFileError(
        at,
        `has the same account, service and place in ${month.toString()} as ${earlier}; both together would count twice. Keep the rows of the newest model version`,
      );
    this.#keys.set(key, place);
  }
}

/** A run of rows of a report, in the order of the file. */
export interface CarbonRows {
  readonly rows: readonly CarbonRow[];
}

/**
 * Reads a file of AWS's or Google's report on emissions: CSV, Parquet, or JSON with an object a line, each plain or gzip.
 * @throws FocusFileError it is none of them, or one row of it cannot be read: what is missing would be a wrong number
 */
export async function* readCarbonFile(
  input: InputFile,
  contents: CarbonContents,
  parquet: ParquetEngine,
): AsyncGenerator<CarbonRows, number | null, undefined> {
  let report: CarbonReport | null = null;
  const read = (cells: CarbonCells, columns: ReadonlySet<string>, at: { readonly file: string; readonly line: number }): CarbonRow => {
    report ??= carbonReportOf(columns);
    if (report === null)
      throw new FocusFileError(
        { file: input.name },
        "is no report on emissions that is known: it has neither AWS's columns usage_account_id, usage_period_start and total_mbm_emissions_value, nor Google's usage_month and carbon_model_version",
      );
    const row = readCarbonRow(report, cells, columns);
    if ("detail" in row) throw new FocusFileError({ ...at, column: row.column }, row.detail);
    contents.add(row, at);
    return row;
  };
  if (/\.(?:json|jsonl|ndjson)(?:\.gz)?$/i.test(input.name)) {
    for await (const { objects, lines } of readJsonLines(input)) {
      yield {
        rows: objects.map((object, index) => {
          const cells = flattened(object);
          return read(cells, new Set(cells.keys()), { file: input.name, line: lines[index] ?? 0 });
        }),
      };
    }
    return null;
  }
  const file = await openFocusFile(input, parquet, null);
  try {
    for await (const { rows, lines } of file.rows()) {
      yield {
        rows: rows.flatMap((row, index) => {
          if (isBlankRow(file, row)) return [];
          const cells = flattened(new Map(file.headers.map((header, column) => [header, row[column] ?? ""])));
          return [read(cells, new Set(cells.keys()), { file: file.name, line: lines[index] ?? 0 })];
        }),
      };
    }
    return file.textBytes();
  } finally {
    await file.close();
  }
}

/** The emissions of a month in such a file. */
export async function* readEmissionFile(
  input: InputFile,
  month: BillingMonth,
  contents: CarbonContents,
  parquet: ParquetEngine,
): AsyncGenerator<RecordContent, number | null, undefined> {
  const file = readCarbonFile(input, contents, parquet);
  for (;;) {
    const step = await file.next();
    if (step.done === true) return step.value;
    const own = step.value.rows.filter((row) => row.month.compare(month) === 0);
    yield { kind: "emissions", rows: own.flatMap(({ emissions }) => emissions), read: own.length, others: 0, problems: [] };
  }
}

/** What a delivery without a row is. */
export const noEmissions: RecordContent = { kind: "emissions", rows: [], read: 0, others: 0, problems: [] };

/** Nested columns, as BigQuery has them, by their whole names: `project` with the field `id` is `project_id`. */
function flattened(cells: ReadonlyMap<string, string>, prefix = ""): ReadonlyMap<string, string> {
  const flat = new Map<string, string>();
  for (const [name, value] of cells) {
    const column = carbonColumn(`${prefix}${name}`);
    const nested = value.startsWith("{") ? readJsonFields(value) : null;
    if (nested === null) flat.set(column, value);
    else for (const [inner, text] of flattened(nested.fields, `${column}_`)) flat.set(inner, text);
  }
  return flat;
}
