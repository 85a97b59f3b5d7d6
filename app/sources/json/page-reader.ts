import { isUtf8 } from "node:buffer";
import { byte, PageBytes, skipSpace } from "./page-bytes";
import { RowFollower } from "./row-follower";
import type { Cell, RowKind, RowLayout, RowTable } from "./row-table";
import { decodeToken, tokenEnd } from "./token-end";

/** What a body held: its rows, where they begin and end, and its other members (`nextLink`, `id`, `error` ...) by lower-cased name. */
export type PageReading =
  | {
      readonly ok: true;
      readonly table: RowTable | null;
      readonly rowsStart: number;
      readonly rowsEnd: number;
      readonly members: ReadonlyMap<string, Cell>;
    }
  | { readonly ok: false; readonly reason: string; readonly offset: number };

/** Rows written in more ways than this are still read, the careful way. */
const maxLayouts = 32;

/**
 * Reads bodies of the form `{ <rowsMember>: [ {...}, ... ], nextLink: ... }` into rows whose numbers keep every digit.
 *
 * It accepts what JSON.parse accepts (plus one UTF-8 BOM, minus a repeated member of the body or of a row) and answers with the reason for anything else; a property test holds it
 * equal to lossless-json. One reader per run: what it learned from one page makes the next one faster.
 */
export class PageReader {
  readonly #fields: string[] = [];
  readonly #columns = new Map<string, number>();
  readonly #layouts: RowLayout[] = [];
  readonly #follower = new RowFollower();
  readonly #isOwn: (column: number) => boolean;

  /** `isOwn` says which fields rows have to themselves: the others decide which kind a row is of (`RowTable.kinds`). Without it rows have no kinds. */
  constructor(isOwn: (field: string) => boolean = () => true) {
    this.#isOwn = (column) => isOwn(this.#fields[column] ?? "");
  }

  /** `rowsMember` in lower case; the member is found in any casing, because Azure answers in camelCase and in PascalCase. */
  read(bytes: Uint8Array, rowsMember: string): PageReading {
    if (!isUtf8(bytes)) return refused("the body is not UTF-8", 0);
    const page = new PageBytes(bytes);
    let table: RowTable | null = null;
    let rowsStart = 0;
    let rowsEnd = 0;
    const members = new Map<string, Cell>();
    let offset = skipSpace(page, bomLength(page));
    if (page.at(offset) !== byte.openBrace) return refused("the body is not a JSON object", offset);
    offset = skipSpace(page, offset + 1);
    for (let first = true; page.at(offset) !== byte.closeBrace; first = false) {
      if (!first) {
        if (page.at(offset) !== byte.comma) return refused("the body is cut or not JSON", offset);
        offset = skipSpace(page, offset + 1);
      }
      const keyEnd = page.at(offset) === byte.quote ? tokenEnd(page, offset) : -1;
      const key = keyEnd < 0 ? undefined : decodeToken(page, offset, keyEnd);
      const colon = keyEnd < 0 ? offset : skipSpace(page, keyEnd);
      if (typeof key !== "string" || page.at(colon) !== byte.colon) return refused("the body is cut or not JSON", offset);
      const value = skipSpace(page, colon + 1);
      const name = key.toLowerCase();
      if (members.has(name) || (name === rowsMember && table !== null)) return refused(`the body has two members named ${name}`, offset);
      if (name === rowsMember && page.at(value) === byte.openBracket) {
        const rows: Cell[][] = [];
        const kinds: (RowKind | null)[] = [];
        const end = this.#readRows(page, value, rows, kinds);
        if (end < 0) return refused("the rows are cut or not JSON, or a row has a member twice", -end);
        table = { fields: this.#fields, rows, kinds };
        rowsStart = value;
        rowsEnd = end;
        offset = skipSpace(page, end);
      } else {
        const end = tokenEnd(page, value);
        const cell = end < 0 ? undefined : decodeToken(page, value, end);
        if (cell === undefined) return refused("the body is cut or not JSON", value);
        members.set(name, cell);
        offset = skipSpace(page, end);
      }
    }
    offset = skipSpace(page, offset + 1);
    if (offset !== page.end) return refused("unexpected text after the JSON object", offset);
    return { ok: true, table, rowsStart, rowsEnd, members };
  }

  /** Reads the array at `at`; returns the offset after it, or the negated offset of what could not be read. */
  #readRows(page: PageBytes, at: number, rows: Cell[][], kinds: (RowKind | null)[]): number {
    let offset = skipSpace(page, at + 1);
    if (page.at(offset) === byte.closeBracket) return offset + 1;
    for (;;) {
      const end = this.#readRow(page, offset, rows);
      if (end < 0) return -offset;
      kinds.push(this.#follower.kind);
      offset = skipSpace(page, end);
      const code = page.at(offset);
      if (code === byte.closeBracket) return offset + 1;
      if (code !== byte.comma) return -offset;
      offset = skipSpace(page, offset + 1);
    }
  }

  #readRow(page: PageBytes, at: number, rows: Cell[][]): number {
    const { expected } = this.#follower;
    if (expected !== null) {
      const cells = expected.cells.slice();
      const end = this.#follower.followKind(page, at, expected, cells);
      if (end >= 0) {
        rows.push(cells);
        return end;
      }
    }
    for (let index = 0; index < this.#layouts.length; index += 1) {
      const layout = this.#layouts[index];
      if (layout === undefined) break;
      const cells = new Array<Cell>(this.#fields.length).fill(undefined);
      const end = this.#follower.followLayout(page, at, layout, cells);
      if (end < 0) continue;
      rows.push(cells);
      if (index > 0) this.#moveToFront(index, layout);
      return end;
    }
    this.#follower.skipped();
    const learned = learnRow(page, at, (field) => this.#columnOf(field), this.#isOwn);
    if (learned === null) return -1;
    rows.push(learned.cells);
    if (this.#layouts.length < maxLayouts) this.#layouts.unshift(learned.layout);
    return learned.end;
  }

  #moveToFront(index: number, layout: RowLayout): void {
    this.#layouts.splice(index, 1);
    this.#layouts.unshift(layout);
  }

  #columnOf(field: string): number {
    const known = this.#columns.get(field);
    if (known !== undefined) return known;
    this.#columns.set(field, this.#fields.length);
    this.#fields.push(field);
    return this.#fields.length - 1;
  }
}

function refused(reason: string, offset: number): PageReading {
  return { ok: false, reason, offset };
}

function bomLength(page: PageBytes): number {
  return page.at(0) === 0xef && page.at(1) === 0xbb && page.at(2) === 0xbf ? 3 : 0;
}

/** A row read the careful way, with the layout that lets the next row of the same kind be read the fast way. */
export interface LearnedRow {
  readonly cells: Cell[];
  readonly layout: RowLayout;
  readonly end: number;
}

/** Reads the JSON object at `at` member by member, or returns null if there is none, or it repeats a member: which of two costs is right cannot be known. */
function learnRow(page: PageBytes, at: number, columnOf: (field: string) => number, isOwn: (column: number) => boolean): LearnedRow | null {
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
      if (columns.includes(column)) return null;
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
