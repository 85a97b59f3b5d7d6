import { byte, type PageBytes, sameBytes } from "./page-bytes";
import { KindTable, mostOwnValues, OwnPlaces } from "./row-kinds";
import type { Cell, RowKind, RowLayout } from "./row-table";
import { decodeToken, TokenScan } from "./token-end";

// See token-end.ts.
const { closeBrace, comma, quote, space } = byte;

/** Digits longer than this are almost never seen twice; remembering them would only push other tokens out. */
const longestKeptNumber = 5;

/**
 * Reads rows that are written like one before. Every byte is compared or scanned: being fast never means being lenient. What it answers -1 to is written
 * differently or is no JSON, and learnRow finds out which.
 */
export class RowFollower {
  readonly #tokens = new TokenTable();
  readonly #scan = new TokenScan();
  readonly #kinds = new KindTable<RowLayout, Cell>({ bytes: 48 << 20, kinds: 40_000 });
  readonly #own = new OwnPlaces();
  /** The slot of the value read last, or -1 for one that is not kept. */
  #slot = -1;
  #kind: RowKind<RowLayout> | null = null;

  /** The kind of the row that was read last; null where it has none. */
  get kind(): RowKind<RowLayout> | null {
    return this.#kind;
  }

  /** Notes that a row was read without this follower. */
  skipped(): void {
    this.#kinds.passed(null);
    this.#kind = null;
  }

  /** The kind that the next row probably is of. */
  get expected(): RowKind<RowLayout> | null {
    return this.#kinds.expected;
  }

  /** Reads the own values of the row at `at` into `cells`, a copy of those of its kind, if it is of that kind; returns the offset after the row, or -1. */
  followKind(page: PageBytes, at: number, kind: RowKind<RowLayout>, cells: Cell[]): number {
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
    this.#kinds.followed(kind);
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
    this.#kind = hasKinds
      ? (this.#kinds.find(page, at, offset, layout, own, hash) ?? this.#kinds.add(page, at, offset, layout, own, hash, cells))
      : null;
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

const slots = 1 << 17;
const arenaBytes = 24 << 20;
/** Longer tokens are decoded each time: they would push hundreds of short ones out. */
const longestToken = 4096;

/**
 * Remembers decoded tokens by their source bytes, and which token came next to which: to the right of it in a row, and below it in a column.
 *
 * A bill repeats itself: a subscription's name follows its id, the same machines come back every day in nearly the same order. Comparing four
 * bytes at a time with the token that was there last time is several times faster than finding its end, decoding it and allocating a string.
 * Nothing is guessed: a token is taken from here only if all its bytes are equal. Memory is bounded; when the arena is full the table starts again.
 */
class TokenTable {
  readonly #arena = new Uint8Array(arenaBytes);
  readonly #arenaView = new DataView(this.#arena.buffer);
  /** Four numbers per slot, side by side so that a look-up touches one cache line: where its bytes start, how many, the slots right and below. */
  readonly #entries = new Int32Array(slots * 4);
  readonly #cells = new Array<Cell>(slots).fill(null);
  #used = 0;

  /** The slot of the token at `at` if it is what stood right of `left` or below `above` last time; else -1. Slots may be -1 for none. */
  expect(page: PageBytes, at: number, left: number, above: number): number {
    if (left >= 0) {
      const slot = this.#entries[left * 4 + 2] ?? 0;
      if (this.#matches(page, at, slot)) return slot;
    }
    if (above >= 0) {
      const slot = this.#entries[above * 4 + 3] ?? 0;
      if (this.#matches(page, at, slot)) return slot;
    }
    return -1;
  }

  /** The slot of the token [at, end) with this hash, or -1. */
  find(page: PageBytes, at: number, end: number, hash: number): number {
    const slot = slotOf(hash);
    return this.#entries[slot * 4 + 1] === end - at && this.#matches(page, at, slot) ? slot : -1;
  }

  /** Remembers the token [at, end) as `cell`. Returns its slot, or -1 if it is too long to keep. */
  add(page: PageBytes, at: number, end: number, hash: number, cell: Cell): number {
    const length = end - at;
    if (length > longestToken) return -1;
    if (this.#used + length > arenaBytes) this.#clear();
    const slot = slotOf(hash);
    const start = this.#used;
    for (let offset = 0; offset < length; offset += 1) this.#arena[start + offset] = page.view.getUint8(at + offset);
    this.#entries[slot * 4] = start;
    this.#entries[slot * 4 + 1] = length;
    this.#cells[slot] = cell;
    this.#used += length;
    return slot;
  }

  /** From now on `slot` is expected right of `left` and below `above`. */
  link(slot: number, left: number, above: number): void {
    if (left >= 0) this.#entries[left * 4 + 2] = slot;
    if (above >= 0) this.#entries[above * 4 + 3] = slot;
  }

  cell(slot: number): Cell {
    return this.#cells[slot];
  }

  length(slot: number): number {
    return this.#entries[slot * 4 + 1] ?? 0;
  }

  #matches(page: PageBytes, at: number, slot: number): boolean {
    const length = this.#entries[slot * 4 + 1] ?? 0;
    const end = at + length;
    if (length === 0 || end >= page.end) return false;
    const { view } = page;
    // The last byte and the one after tell most wrong guesses apart before the arena is touched.
    if (view.getUint8(at) === quote ? view.getUint8(end - 1) !== quote : !endsBareToken(view.getUint8(end))) return false;
    const start = this.#entries[slot * 4] ?? 0;
    return sameBytes(view, at, this.#arenaView, start, length);
  }

  #clear(): void {
    this.#entries.fill(0);
    this.#cells.fill(null);
    this.#used = 0;
  }
}

function slotOf(hash: number): number {
  return (hash ^ (hash >>> 15)) & (slots - 1);
}

/** `24.5` is a prefix of `24.55`: a token without quotes ends only before a comma, a closing brace or white space. */
function endsBareToken(code: number): boolean {
  return code === comma || code === closeBrace || code <= space;
}
