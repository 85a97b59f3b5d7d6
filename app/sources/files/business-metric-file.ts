import { type BusinessMetricValue, findValueFault } from "../../domain/business-metric/business-metric-value";
import { SourceError } from "../source-error";
import { FocusFileError, isBlankRow } from "./focus-file";
import type { InputFile } from "./input-file";
import { readJsonLines } from "./json-lines";
import { openFocusFile } from "./open-focus-file";
import type { ParquetEngine } from "./parquet-engine";

/** Which values the files of a delivery have already. One for each reading of them. */
export class MetricContents {
  readonly #places = new Map<string, string>();

  /** @throws FocusFileError the value is there already: which of the two is right cannot be known */
  add({ entity, metric, day }: BusinessMetricValue, at: { readonly file: string; readonly line: number }): void {
    const key = JSON.stringify([entity, metric, day]);
    const earlier = this.#places.get(key);
    if (earlier !== undefined)
      throw new FocusFileError(at, `has the same entity, metric and day as ${earlier}; keep the one that is right`);
    if (this.#places.size >= mostValues)
      throw new SourceError(
        "too-large",
        `${at.file} line ${at.line}: the files have more than ${mostValues} values; read them by several prefixes`,
      );
    this.#places.set(key, `${at.file} line ${at.line}`);
  }
}

/**
 * Reads a file of business metrics: CSV, Parquet, or JSON with an object a line, CSV and JSON also gzip. Columns are those of POST /ingest/BusinessMetric, and a
 * value means what it means there; numbers are taken by their text. Without a `source`, that is the name of the file.
 * @throws FocusFileError it is none of them, or one value of it cannot be kept
 */
export async function* readBusinessMetricFile(
  input: InputFile,
  contents: MetricContents,
  parquet: ParquetEngine,
): AsyncGenerator<readonly BusinessMetricValue[], void, undefined> {
  const read = (cells: ReadonlyMap<string, string>, line: number): BusinessMetricValue => {
    const at = { file: input.name, line };
    const value = readValue(cells, at);
    contents.add(value, at);
    return value;
  };
  if (isJsonLines.test(input.name)) {
    for await (const { objects, lines } of readJsonLines(input))
      yield objects.map((object, index) => {
        checkColumns([...object.keys()], { file: input.name, line: lines[index] ?? 0 });
        return read(object, lines[index] ?? 0);
      });
    return;
  }
  const file = await openFocusFile(input, parquet, null);
  try {
    checkColumns(file.headers, { file: input.name });
    for await (const { rows, lines } of file.rows())
      yield rows.flatMap((row, index) => {
        if (isBlankRow(file, row)) return [];
        return [read(new Map(file.headers.map((header, column) => [header, row[column] ?? ""])), lines[index] ?? 0)];
      });
  } finally {
    await file.close();
  }
}

/** A name that is misspelled would leave its value out without a word, and of one that is there twice only the last would count. */
function checkColumns(names: readonly string[], at: { readonly file: string; readonly line?: number }): void {
  const unknown = names.find((name) => !columns.some((column) => column === name));
  if (unknown !== undefined)
    throw new FocusFileError(at, `has the unknown column ${JSON.stringify(unknown.slice(0, 60))}; allowed are ${columns.join(", ")}`);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new FocusFileError(at, `has the column ${twice} twice; keep the one that is right`);
  const missing = needed.find((column) => !names.includes(column));
  if (missing !== undefined) throw new FocusFileError(at, `has no column ${missing}; needed are ${needed.join(", ")}`);
}

function readValue(cells: ReadonlyMap<string, string>, at: { readonly file: string; readonly line: number }): BusinessMetricValue {
  const cell = (name: (typeof columns)[number]): string => cells.get(name) ?? "";
  const source = cell("source");
  const value = {
    day: cell("day"),
    entity: cell("entity"),
    metric: cell("metric"),
    value: cell("value"),
    unit: cell("unit"),
    source: source === "" ? at.file : source,
  };
  const fault = findValueFault(value);
  if (fault !== null) throw new FocusFileError({ ...at, column: fault.field }, fault.detail);
  return value;
}

const needed = ["day", "entity", "metric", "value"] as const;
const columns = [...needed, "unit", "source"] as const;
const isJsonLines = /\.(?:json|jsonl|ndjson)(?:\.gz)?$/i;
/** Their keys are kept in memory while the files of a delivery are compared: some 200 MB. */
const mostValues = 1_000_000;
