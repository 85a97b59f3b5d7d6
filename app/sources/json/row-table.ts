/**
 * Rows as arrays under one header, so that a CSV report and a JSON page look the same to their readers.
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

/**
 * One field of one row as it left the wire: text decoded, a number as its digits exactly as sent (`9.6E-06` stays `9.6E-06`),
 * `true` and `false` as those words, an object or an array as its source text. `null` is a JSON null, `undefined` a field the row does not have.
 */
export type Cell = string | null | undefined;

/**
 * Rows that are the same bytes in everything but their own values, such as day and amounts: of one kind, and one object.
 */
export class RowKind<Layout = unknown, Value extends Cell = Cell> {
  /** The kind of the row that came after the last row of this kind. */
  next: RowKind<Layout, Value> | null = null;
  /** A place for values derived from the bytes that the rows share. */
  remembered: unknown = null;

  constructor(
    readonly layout: Layout,
    /** Where its bytes start in the memory of its table. */
    readonly start: number,
    /** How many bytes stand before each own value, and after the last one. */
    readonly lengths: Int32Array,
    /** Those of its first row: own values are another row's. */
    readonly cells: readonly Value[],
  ) {}
}

/**
 * How one kind of row is written: `gaps` holds the bytes before each value (`{"date":`, `,"cost":` ...) and after the last one, one after
 * another, gap i in [gapStarts[i], gapStarts[i + 1]); `columns` says which field each value belongs to; `above` is the slot of the value in the row
 * before, or -1; `isOwn` is 1 for the values that rows of one `RowKind` do not share, and `own` lists them by their place in the row.
 */
export interface RowLayout {
  readonly gaps: DataView;
  readonly gapStarts: Int32Array;
  readonly columns: Int32Array;
  readonly above: Int32Array;
  readonly isOwn: Uint8Array;
  readonly own: Int32Array;
}
