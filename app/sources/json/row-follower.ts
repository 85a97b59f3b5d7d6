import type { Cell, RowKind, RowLayout } from "./row-table";
import { decodeToken, TokenScan } from "./token-end";
import { KindTable, mostOwnValues, OwnPlaces } from "./kind-table";
import { type PageBytes, sameBytes } from "./page-bytes";
import { TokenTable } from "./token-table";

/** Digits longer than this are almost never seen twice; remembering them would only push other tokens out. */
const longestKeptNumber = 5;

/**
 * Reads rows that are written like one before. Every byte is compared or scanned: being fast never means being lenient. What it answers -1 to is written
 * differently or is no JSON, and learnRow finds out which.
 */
export class RowFollower {
  readonly #tokens = new TokenTable();
  readonly #scan = new TokenScan();
  readonly #kinds = new KindTable();
  readonly #own = new OwnPlaces();
  /** The slot of the value read last, or -1 for one that is not kept. */
  #slot = -1;
  #kind: RowKind | null = null;

  /** The kind of the row that was read last; null where it has none. */
  get kind(): RowKind | null {
    return this.#kind;
  }

  /** Notes that a row was read without this follower. */
  skipped(): void {
    this.#kinds.passed(null);
    this.#kind = null;
  }

  /** The kind that the next row probably is of. */
  get expected(): RowKind | null {
    return this.#kinds.expected;
  }

  /** Reads the own values of the row at `at` into `cells`, a copy of those of its kind, if it is of that kind; returns the offset after the row, or -1. */
  followKind(page: PageBytes, at: number, kind: RowKind, cells: Cell[]): number {
    const { layout, lengths } = kind;
    const { view } = this.#kinds;
    let offset = at;
    let place = kind.start;
    for (let index = 0; index < lengths.length; index += 1) {
      const length = lengths[index] ?? 0;
      if (offset + length > page.end || !sameBytes(page.view, offset, view, place, length)) return -1;
      offset += length;
      place += length;
      if (index === lengths.length - 1) break;
      offset = this.#readValue(page, offset, layout, layout.own[index] ?? 0, -1, cells);
      if (offset < 0) return -1;
    }
    this.#kind = kind;
    this.#kinds.passed(kind);
    return offset;
  }

  /** Reads the row at `at` into `cells` if it is written exactly like `layout`; returns the offset after it, or -1. */
  followLayout(page: PageBytes, at: number, layout: RowLayout, cells: Cell[]): number {
    const { columns, isOwn } = layout;
    const own = this.#own;
    const hasKinds = layout.own.length < columns.length && layout.own.length <= mostOwnValues;
    own.clear();
    let offset = at;
    let left = -1;
    let hash = 0;
    for (let index = 0; index < columns.length; index += 1) {
      const start = gapEnd(page, offset, layout, index);
      if (start < 0) return -1;
      offset = this.#readValue(page, start, layout, index, left, cells);
      if (offset < 0) return -1;
      left = this.#slot;
      if (!hasKinds) continue;
      if (isOwn[index] === 1) own.add(start, offset);
      else hash = Math.imul(hash ^ (left < 0 ? offset - start : left), 0x01000193) ^ (hash >>> 15);
    }
    offset = gapEnd(page, offset, layout, columns.length);
    if (offset < 0) return -1;
    this.#kind = hasKinds ? this.#kinds.kindOf(page, at, offset, layout, own, hash, cells) : null;
    this.#kinds.passed(this.#kind);
    return offset;
  }

  /** Reads the value at `at`, the one at `index` of its row and right of the one in slot `left`; returns the offset after it, or -1. */
  #readValue(page: PageBytes, at: number, { columns, above }: RowLayout, index: number, left: number, cells: Cell[]): number {
    const tokens = this.#tokens;
    const column = columns[index] ?? 0;
    const up = above[index] ?? -1;
    let slot = tokens.expect(page, at, left, up);
    let end: number;
    if (slot >= 0) {
      cells[column] = tokens.cell(slot);
      end = at + tokens.length(slot);
    } else {
      const scan = this.#scan;
      scan.run(page, at, column);
      ({ end } = scan);
      this.#slot = -1;
      if (end < 0) return -1;
      if (scan.isNumber && end - at > longestKeptNumber) {
        cells[column] = page.buffer.toString("latin1", at, end);
        return end;
      }
      slot = tokens.find(page, at, end, scan.hash);
      if (slot >= 0) cells[column] = tokens.cell(slot);
      else {
        const cell = scan.isPlain ? page.buffer.toString("latin1", at + 1, end - 1) : decodeToken(page, at, end);
        if (cell === undefined) return -1;
        cells[column] = cell;
        slot = tokens.add(page, at, end, scan.hash, cell);
        if (slot < 0) return end;
      }
    }
    tokens.link(slot, left, up);
    above[index] = slot;
    this.#slot = slot;
    return end;
  }
}

function gapEnd(page: PageBytes, at: number, { gaps, gapStarts }: RowLayout, index: number): number {
  const start = gapStarts[index] ?? 0;
  const length = (gapStarts[index + 1] ?? 0) - start;
  return at + length <= page.end && sameBytes(page.view, at, gaps, start, length) ? at + length : -1;
}
