import { byte } from "./byte";
import type { Cell } from "./cell";
import { decodeToken } from "./decode-token";
import type { PageBytes } from "./page-bytes";
import type { RowLayout } from "./row-layout";
import { skipSpace } from "./skip-space";
import { tokenEnd } from "./token-end";

/** A row read the careful way, with the layout that lets the next row of the same kind be read the fast way. */
export interface LearnedRow {
  readonly cells: Cell[];
  readonly layout: RowLayout;
  readonly end: number;
}

/** Reads the JSON object at `at` member by member, or returns null if there is none. A repeated key keeps its last value, as in JSON.parse. */
export function learnRow(
  page: PageBytes,
  at: number,
  columnOf: (field: string) => number,
  isOwn: (column: number) => boolean,
): LearnedRow | null {
  if (page.at(at) !== byte.openBrace) return null;
  const cells: Cell[] = [];
  const columns: number[] = [];
  const gaps: Buffer[] = [];
  let gapStart = at;
  let offset = skipSpace(page, at + 1);
  if (page.at(offset) !== byte.closeBrace) {
    for (;;) {
      if (page.at(offset) !== byte.quote) return null;
      const keyEnd = tokenEnd(page, offset);
      const key = keyEnd < 0 ? undefined : decodeToken(page, offset, keyEnd);
      if (typeof key !== "string") return null;
      const colon = skipSpace(page, keyEnd);
      if (page.at(colon) !== byte.colon) return null;
      const value = skipSpace(page, colon + 1);
      const valueEnd = tokenEnd(page, value);
      const cell = valueEnd < 0 ? undefined : decodeToken(page, value, valueEnd);
      if (cell === undefined) return null;
      const column = columnOf(key);
      while (cells.length <= column) cells.push(undefined);
      cells[column] = cell;
      columns.push(column);
      gaps.push(page.buffer.subarray(gapStart, value));
      gapStart = valueEnd;
      offset = skipSpace(page, valueEnd);
      if (page.at(offset) === byte.closeBrace) break;
      if (page.at(offset) !== byte.comma) return null;
      offset = skipSpace(page, offset + 1);
    }
  }
  gaps.push(page.buffer.subarray(gapStart, offset + 1));
  return { cells, layout: toLayout(columns, gaps, isOwn), end: offset + 1 };
}

function toLayout(columns: readonly number[], gaps: readonly Buffer[], isOwn: (column: number) => boolean): RowLayout {
  const starts = new Int32Array(gaps.length + 1);
  gaps.forEach((gap, index) => {
    starts[index + 1] = (starts[index] ?? 0) + gap.length;
  });
  const bytes = Uint8Array.from(Buffer.concat(gaps));
  return {
    gaps: new DataView(bytes.buffer),
    gapStarts: starts,
    columns: Int32Array.from(columns),
    above: new Int32Array(columns.length).fill(-1),
    isOwn: Uint8Array.from(columns, (column) => (isOwn(column) ? 1 : 0)),
    own: Int32Array.from([...columns.keys()].filter((place) => isOwn(columns[place] ?? -1))),
  };
}
