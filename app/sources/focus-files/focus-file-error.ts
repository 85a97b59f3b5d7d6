import { SourceError } from "../source-error";

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
