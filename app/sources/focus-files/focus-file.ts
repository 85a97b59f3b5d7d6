/** A run of rows of a file, in its order. */
export interface FocusFileRows {
  /** Of each row: where it begins, from 1 and counting the header; in Parquet the number of the row. */
  readonly lines: readonly number[];
  /** As many cells as the header has. */
  readonly rows: readonly (readonly (string | null)[])[];
}

/** A file that has been opened: its header is known, its rows stream. */
export interface FocusFile {
  readonly name: string;
  readonly format: "csv" | "csv.gz" | "parquet";
  readonly headers: readonly string[];
  /** Columns whose numbers are binary doubles: they have no digits of their own, and the shortest text that reads back equal is taken. */
  readonly doubles: readonly string[];
  /** Ends early with a FocusFileError when the file is cut off or broken. May be read once. */
  readonly rows: () => AsyncGenerator<FocusFileRows>;
  /** How many bytes of text were read so far, unpacked; null where the engine reads them. */
  readonly textBytes: () => number | null;
  /** Frees what the file holds, read or not. */
  readonly close: () => Promise<void>;
}
