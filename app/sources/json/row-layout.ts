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
