import type { Cell } from "./cell";
import type { RowLayout } from "./row-layout";

/**
 * Rows that are the same bytes in everything but their own values, such as day and amounts: of one kind, and one object.
 */
export class RowKind {
  /** The kind of the row that came after the last row of this kind. */
  next: RowKind | null = null;
  /** A place for whoever derives something from the bytes that the rows share. */
  remembered: unknown = null;

  constructor(
    readonly layout: RowLayout,
    /** Where its bytes start in the memory of its table. */
    readonly start: number,
    /** How many bytes stand before each own value, and after the last one. */
    readonly lengths: Int32Array,
    /** Those of its first row: own values are another row's. */
    readonly cells: readonly Cell[],
  ) {}
}
