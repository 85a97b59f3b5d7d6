import { spreadsheetSafeJson } from "../../domain/focus/spreadsheet-safe";
import type { AnswerProblem, AnswerSnapshot } from "../serving/answer";

/** What the rows of a file are: what was asked and when, and what the JSON answer says besides its rows. */
export interface FileMetadata {
  readonly endpoint: string;
  readonly parameters: unknown;
  /** RFC 3339. */
  readonly asked_at: string;
  readonly currency: string | null;
  readonly totals: readonly unknown[];
  readonly snapshots: readonly AnswerSnapshot[];
  readonly problems: readonly AnswerProblem[];
}

/**
 * The lines before a CSV header, each after `# `: one for each member, and one for each snapshot, total and problem, as JSON. A spreadsheet divides them at their
 * commas, so no sign of a formula stands where a cell could begin: in a text of the JSON it is an escape, which reads the same.
 */
export function metadataLines({ endpoint, parameters, asked_at, currency, totals, snapshots, problems }: FileMetadata): string {
  const lines = [
    ["endpoint", endpoint],
    ["parameters", parameters],
    ["asked_at", asked_at],
    ["currency", currency],
    ...totals.map((total) => ["total", total]),
    ...snapshots.map((snapshot) => ["snapshot", snapshot]),
    ...problems.map((problem) => ["problem", problem]),
  ];
  return lines
    .map(([name, value]) => `# ${String(name)}: ${typeof value === "string" ? value : spreadsheetSafeJson(JSON.stringify(value))}\n`)
    .join("");
}

/** The metadata of a Parquet file, one entry for each member; DuckDB shows them with parquet_kv_metadata, pyarrow as schema.metadata. */
export function parquetMetadata(metadata: FileMetadata): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(metadata).map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

/** The metadata as the value of a header: JSON in ASCII, without the snapshots and problems where it would be longer than clients and proxies take. */
export function metadataHeader(metadata: FileMetadata): string {
  const whole = asciiJson(metadata);
  if (whole.length <= mostHeaderLength) return whole;
  const { endpoint, asked_at, currency, totals, snapshots, problems } = metadata;
  const short = asciiJson({
    endpoint,
    asked_at,
    currency,
    totals,
    snapshots: snapshots.length,
    problems: problems.map(({ code }) => code),
  });
  return short.length <= mostHeaderLength ? short : asciiJson({ endpoint, asked_at, snapshots: snapshots.length });
}

function asciiJson(value: object): string {
  return JSON.stringify(value).replace(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

const mostHeaderLength = 4000;
