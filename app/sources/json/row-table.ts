import type { Cell } from "./cell";
import type { RowKind } from "./row-kind";

/**
 * Rows as arrays under one header, so that a CSV report and a JSON page look the same to whoever reads the columns.
 *
 * `fields` belongs to the reader and only ever grows: a column keeps its position through all pages of a run, and a row is shorter than
 * `fields` when a later row was the first to have the last columns. Equal cells of a column are usually the same string object, so a Map keyed
 * by a cell is cheap.
 */
export interface RowTable {
  readonly fields: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /**
   * For each row the kind that it shares with no row that differs from it in a column that is not its own (see `PageReader`); null for a row that nobody
   * compared. So what follows from those columns may be remembered by it. Two rows that agree may be of different kinds.
   */
  readonly kinds?: readonly (RowKind | null)[];
}
