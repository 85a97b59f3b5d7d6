import type { FocusImportColumn } from "./focus-import-column";
import type { FocusVersion } from "./focus-version";

/** Which cell of a file's rows goes where. Made once for a file by `planFocusColumns`. */
export interface FocusColumnPlan {
  readonly version: FocusVersion;
  readonly headers: readonly string[];
  /** Where each column of ours is in a row. Missing: the file does not have it. */
  readonly cellOf: ReadonlyMap<FocusImportColumn, number>;
  /** Cells that we have no column for. They are kept as JSON text. */
  readonly unknown: readonly { readonly header: string; readonly index: number }[];
  /** The cell of our own JSON of such cells, when the file was exported here. */
  readonly sourceColumns: number | null;
}

/** Why a header is not that of a FOCUS file that can be read. */
export interface FocusHeaderFault {
  readonly code: "not-focus" | "column-missing" | "column-twice";
  /** In words, with the names of the columns. */
  readonly detail: string;
}
