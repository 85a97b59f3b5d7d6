import type { RowKind } from "../json/row-table";
import { SourceError } from "../source-error";

/** A run of rows of a file, in its order. */
export interface FocusFileRows {
  /** Of each row: where it begins, from 1 and counting the header; in Parquet the number of the row. */
  readonly lines: readonly number[];
  /** As many cells as the header has. */
  readonly rows: readonly (readonly (string | null)[])[];
  /** Of each row what it shares with all rows that differ from it only in cells of their own: see `FocusFile.rows`. Null, or no list: nobody compared it. */
  readonly kinds?: readonly (RowKind | null)[];
}

/** `json-lines`: one object a line. `query`: no file, but the answer to a query of a table. */
export type FileFormat = "csv" | "csv.gz" | "parquet" | "json-lines" | "query";

/** A file that has been opened: its header is known, its rows stream. */
export interface FocusFile {
  readonly name: string;
  readonly format: FileFormat;
  readonly headers: readonly string[];
  /** Columns whose numbers are binary doubles: they have no digits of their own, and the shortest text that reads back equal is taken. */
  readonly doubles: readonly string[];
  /** What stands between the cells of CSV. */
  readonly delimiter?: string;
  /**
   * Ends early with a FocusFileError when the file is cut off or broken. May be read once. `own`: the cells that each row has to itself, such as day and
   * amounts; rows that agree in all others may be of one kind.
   */
  readonly rows: (own?: readonly number[]) => AsyncGenerator<FocusFileRows>;
  /** What the file itself calls a column, where `headers` are not its own: for whoever looks for a fault in it. */
  readonly inFile?: (header: string) => string;
  /** How many bytes of text were read so far, unpacked; null where the engine reads them. */
  readonly textBytes: () => number | null;
  /** Frees what the file holds, read or not. */
  readonly close: () => Promise<void>;
}

/** Whether a row has nothing in any cell: spreadsheets write the rows below a table as commas only. Parquet has no such rows. */
export function isBlankRow({ format }: Pick<FocusFile, "format">, cells: readonly (string | null)[]): boolean {
  return format !== "parquet" && cells.every((cell) => cell === null || cell.trim() === "");
}

/** Why a file cannot be read, and where: the file, the line (in Parquet the row) from 1, the column as the file names it. */
export class FocusFileError extends SourceError {
  override readonly name = "FocusFileError";
  readonly file: string;
  readonly line: number | null;
  readonly column: string | null;

  constructor(
    at: { readonly file: string; readonly line?: number | null; readonly column?: string | null },
    detail: string,
    cause?: unknown,
  ) {
    const line = at.line === null || at.line === undefined ? "" : ` line ${at.line}`;
    const column = at.column === null || at.column === undefined ? "" : `${line === "" ? "" : ","} column ${at.column}`;
    super("malformed", `${at.file}${line}${column}: ${detail}`, { cause });
    this.file = at.file;
    this.line = at.line ?? null;
    this.column = at.column ?? null;
  }
}
