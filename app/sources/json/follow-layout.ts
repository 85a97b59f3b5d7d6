import type { Cell } from "./cell";
import { decodeToken } from "./decode-token";
import type { PageBytes } from "./page-bytes";
import type { RowLayout } from "./row-layout";
import { TokenScan } from "./token-scan";
import type { TokenTable } from "./token-table";

/** Digits longer than this are almost never seen twice; remembering them would only push other tokens out. */
const longestKeptNumber = 5;

const scan = new TokenScan();

/**
 * Reads the row at `at` into `cells` if it is written exactly like `layout`; returns the offset after it, or -1 if it is written differently or is
 * not JSON (learnRow then finds out which). Every byte is compared or scanned: being fast never means being lenient.
 */
export function followLayout(page: PageBytes, at: number, layout: RowLayout, table: TokenTable, cells: Cell[]): number {
  const { columns, above } = layout;
  let offset = at;
  let left = -1;
  for (let index = 0; index < columns.length; index += 1) {
    offset = gapEnd(page, offset, layout, index);
    if (offset < 0) return -1;
    const column = columns[index] ?? 0;
    const up = above[index] ?? -1;
    let slot = table.expect(page, offset, left, up);
    if (slot >= 0) {
      cells[column] = table.cell(slot);
      offset += table.length(slot);
    } else {
      scan.run(page, offset, column);
      const { end, hash } = scan;
      if (end < 0) return -1;
      if (scan.isNumber && end - offset > longestKeptNumber) {
        cells[column] = page.buffer.toString("latin1", offset, end);
        offset = end;
        continue;
      }
      slot = table.find(page, offset, end, hash);
      if (slot < 0) {
        const cell = scan.isPlain ? page.buffer.toString("latin1", offset + 1, end - 1) : decodeToken(page, offset, end);
        if (cell === undefined) return -1;
        slot = table.add(page, offset, end, hash, cell);
        cells[column] = cell;
      } else cells[column] = table.cell(slot);
      offset = end;
      if (slot < 0) continue;
    }
    table.link(slot, left, up);
    above[index] = slot;
    left = slot;
  }
  return gapEnd(page, offset, layout, columns.length);
}

function gapEnd(page: PageBytes, at: number, layout: RowLayout, index: number): number {
  const start = layout.gapStarts[index] ?? 0;
  const length = (layout.gapStarts[index + 1] ?? 0) - start;
  if (at + length > page.end) return -1;
  const { view } = page;
  const { gaps } = layout;
  let offset = 0;
  for (; offset + 4 <= length; offset += 4) {
    if (view.getInt32(at + offset, true) !== gaps.getInt32(start + offset, true)) return -1;
  }
  for (; offset < length; offset += 1) {
    if (view.getUint8(at + offset) !== gaps.getUint8(start + offset)) return -1;
  }
  return at + length;
}
