import { memoize } from "../../domain/memoize";
import { byte, type PageBytes, sameBytes } from "../json/page-bytes";
import { KindTable, mostOwnValues, OwnPlaces } from "../json/row-kinds";
import type { RowKind } from "../json/row-table";

// See ../json/token-end.ts.
const { carriageReturn, lineFeed, quote } = byte;

/** A row of CSV that was read, or found to be written like one before. */
export interface CsvRow {
  readonly cells: readonly (string | null)[];
  readonly kind: CsvKind | null;
  /** How many lines it takes: more than one where a cell has line feeds. */
  readonly lines: number;
  /** The offset after its line feed. */
  readonly end: number;
}

/** How rows of a file are written that are the same bytes but for the cells that each has to itself. */
export type CsvKind = RowKind<CsvLayout, string | null>;

interface CsvLayout {
  readonly lines: number;
}

/**
 * Recognises rows of CSV that are the same bytes as one before in all cells but a few, which each row has to itself, such as day, quantity and cost. Only
 * these are read then. It knows just enough of CSV to find where cells end: a row that is written in any other way has no kind, and is for `CsvScanner`.
 */
export class CsvFollower {
  readonly #kinds = new KindTable<CsvLayout, string | null>(limits);
  readonly #own = new OwnPlaces();
  readonly #layouts: CsvLayout[] = [];
  readonly #delimiter: number;
  readonly #isOwn: Uint8Array;
  readonly #columns: readonly number[];
  /** What `scan` found out about the row beside the places of its own cells. */
  #hash = 0;
  #lines = 0;
  /** Rows since one was last like another: where nothing repeats, looking for it only costs. */
  #strangers = 0;
  /** Rows that nobody looked at since then. */
  #unseen = 0;
  readonly #seen = new SeenRows();
  readonly #share = memoize(sharedTexts, (text) => text);
  #above: readonly (string | null)[] = [];

  /** `own`: the cells that each row has to itself. Null when there are none, too many, or none but them. */
  static of(delimiter: string, width: number, own: readonly number[]): CsvFollower | null {
    return own.length === 0 || own.length > mostOwnValues || own.length >= width ? null : new CsvFollower(delimiter, width, own);
  }

  private constructor(delimiter: string, width: number, own: readonly number[]) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#isOwn = new Uint8Array(width);
    for (const column of own) this.#isOwn[column] = 1;
    this.#columns = [...this.#isOwn.keys()].filter((column) => this.#isOwn[column] === 1);
  }

  /** Notes that a row was read without this follower. */
  skipped(): void {
    this.#kinds.passed(null);
  }

  /** Whether the next row is worth being looked at. When none is like another for long, it is not, until as many again have passed. */
  isHopeful(): boolean {
    if (this.#strangers < limits.kinds) return true;
    this.#unseen += 1;
    if (this.#unseen < restAfterStrangers) return false;
    this.#unseen = 0;
    this.#strangers = mostRemembered;
    this.#seen.clear();
    this.skipped();
    return true;
  }

  /** The row at `at` if it is of the kind that is expected there; else null. */
  follow(page: PageBytes, at: number): CsvRow | null {
    const kind = this.#kinds.expected;
    if (kind === null) return null;
    const { lengths } = kind;
    const { view } = this.#kinds;
    const first = lengths[0] ?? 0;
    if (page.at(at) === firstOfMark) return null;
    if (at + first > page.end || !sameBytes(page.view, at, view, kind.start, first)) return null;
    const cells = kind.cells.slice();
    let offset = at + first;
    let place = kind.start + first;
    for (let index = 1; index < lengths.length; index += 1) {
      const end = this.#ownEnd(page, offset);
      const length = lengths[index] ?? 0;
      if (end < 0 || end + length > page.end || !sameBytes(page.view, end, view, place, length)) return null;
      cells[this.#columns[index - 1] ?? 0] = ownCell(page, offset, end);
      offset = end + length;
      place += length;
    }
    this.#kinds.followed(kind);
    this.#strangers = 0;
    return { cells, kind, lines: kind.layout.lines, end: offset };
  }

  /**
   * The row at `at` by its kind, if there was one; what it says comes from `read` where it is the first of its kind. Null when it has none: it is written in
   * an unusual way, is no CSV, or does not end in this page.
   */
  recognise(page: PageBytes, at: number, read: (end: number) => readonly (string | null)[]): CsvRow | null {
    const end = this.#scan(page, at);
    if (end < 0) return null;
    const own = this.#own;
    const layout = (this.#layouts[this.#lines] ??= { lines: this.#lines });
    const known = this.#kinds.find(page, at, end, layout, own, this.#hash);
    if (known === null) {
      this.#strangers += 1;
      // One that comes but once is remembered in vain.
      const isKept = this.#strangers <= mostRemembered || this.#seen.has(this.#hash);
      const cells = isKept ? this.#shared(read(end)) : read(end);
      const kind = isKept ? this.#kinds.add(page, at, end, layout, own, this.#hash, this.#withoutOwn(cells)) : null;
      this.#kinds.passed(kind);
      return { cells, kind, lines: layout.lines, end };
    }
    const cells = known.cells.slice();
    this.#columns.forEach((column, index) => {
      cells[column] = ownCell(page, own.start(index, end), own.end(index));
    });
    this.#kinds.passed(known);
    this.#strangers = 0;
    return { cells, kind: known, lines: layout.lines, end };
  }

  /** Own cells are read from each row again; remembered, they would keep the text of the row that they were cut out of. */
  #withoutOwn(cells: readonly (string | null)[]): readonly (string | null)[] {
    return cells.map((cell, column) => (this.#isOwn[column] === 1 ? null : cell));
  }

  /** The same cells, with equal texts of different rows as one string, so that thousands of remembered rows take little memory. */
  #shared(cells: readonly (string | null)[]): readonly (string | null)[] {
    const above = this.#above;
    this.#above = cells.map((cell, column) => {
      if (cell === null || this.#isOwn[column] === 1) return cell;
      const before = above[column];
      return cell === before ? before : this.#share(cell);
    });
    return this.#above;
  }

  /** Finds where the cells of a row end; returns the offset after its line feed, or -1 for one that has no kind. */
  #scan(page: PageBytes, at: number): number {
    const { view, end } = page;
    const delimiter = this.#delimiter;
    const width = this.#isOwn.length;
    this.#own.clear();
    let hash = 0;
    let lines = 1;
    let offset = at;
    // A byte order mark is no part of the cell, and a line without cells no row.
    if (page.at(at) === firstOfMark || page.at(at) === lineFeed || page.at(at) === carriageReturn) return -1;
    for (let column = 0; column < width; column += 1) {
      if (this.#isOwn[column] === 1) {
        const cellEnd = this.#ownEnd(page, offset);
        if (cellEnd < 0) return -1;
        this.#own.add(offset, cellEnd);
        offset = cellEnd;
      } else if (page.at(offset) === quote) {
        offset += 1;
        for (; ; offset += 1) {
          if (offset >= end) return -1;
          const code = view.getUint8(offset);
          hash = Math.imul(hash ^ code, 0x01000193);
          if (code === lineFeed) lines += 1;
          if (code !== quote) continue;
          if (page.at(offset + 1) !== quote) break;
          offset += 1;
        }
        offset += 1;
      } else {
        for (; offset < end; offset += 1) {
          const code = view.getUint8(offset);
          if (code === delimiter || code === lineFeed) break;
          if (code === quote) return -1;
          hash = Math.imul(hash ^ code, 0x01000193);
        }
      }
      hash = Math.imul(hash ^ column, 0x9e3779b1) ^ (hash >>> 15);
      if (column + 1 === width) break;
      if (page.at(offset) !== delimiter) return -1;
      offset += 1;
    }
    if (page.at(offset) === carriageReturn) offset += 1;
    if (page.at(offset) !== lineFeed || offset >= end) return -1;
    this.#hash = hash ^ (hash >>> 16);
    this.#lines = lines;
    return offset + 1;
  }

  /** The offset after the cell at `at`; -1 when the page ends in it, when it has several lines, or a quote that is not around it. */
  #ownEnd(page: PageBytes, at: number): number {
    const { view, end } = page;
    const delimiter = this.#delimiter;
    if (page.at(at) === quote) {
      for (let offset = at + 1; offset < end; offset += 1) {
        const code = view.getUint8(offset);
        if (code === lineFeed) return -1;
        if (code === quote) return page.at(offset + 1) === quote ? -1 : offset + 1;
      }
      return -1;
    }
    for (let offset = at; offset < end; offset += 1) {
      const code = view.getUint8(offset);
      if (code === delimiter || code === lineFeed) return offset;
      if (code === quote) return -1;
      if (code === carriageReturn && page.at(offset + 1) === lineFeed) return offset;
    }
    return -1;
  }
}

/** Rows that came once, by their hashes; seldom it takes one for seen that is not. */
class SeenRows {
  #bits: Uint32Array | null = null;

  /** Whether a row came before; from now on it did. */
  has(hash: number): boolean {
    const bits = (this.#bits ??= new Uint32Array(seenWords));
    // The hash is made of sums and products, whose low bits tell less than the high ones.
    const mixed = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
    const bit = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35) >>> 12;
    const [word, mask] = [bit >>> 5, 1 << (bit & 31)];
    const before = bits[word] ?? 0;
    bits[word] = before | mask;
    return (before & mask) !== 0;
  }

  clear(): void {
    this.#bits?.fill(0);
  }
}

/** What a cell says that ends where `#ownEnd` found it to. */
function ownCell(page: PageBytes, at: number, end: number): string | null {
  if (page.at(at) === quote) return page.buffer.toString("utf8", at + 1, end - 1);
  const text = page.buffer.toString("utf8", at, end);
  return isNullCell(text) ? null : text;
}

/** Whether a cell that is not in quotes is how databases, and the examples of FOCUS, write null. */
export function isNullCell(text: string): boolean {
  return (text.length === 4 || text.length === 2 || text.length === 6) && nulls.has(text);
}

const nulls: ReadonlySet<string> = new Set(["NULL", "null", "(null)", "\\N"]);
/** The first byte of a byte order mark in UTF-8. */
const firstOfMark = 0xef;
/** Each kind takes some kilobytes where what it is decided to be is remembered with it. */
const limits = { bytes: 24 << 20, kinds: 20_000 };
/** After so many rows that are like none before, one is remembered only when it comes again. */
const mostRemembered = 1000;
const sharedTexts = 5000;
const restAfterStrangers = 4 * limits.kinds;
/** A bit for each hash of 20 bits. */
const seenWords = 1 << 15;
