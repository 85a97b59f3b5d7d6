import { byte, PageBytes } from "../json/page-bytes";
import { CsvFollower, type CsvKind, isNullCell } from "./csv-follower";
import { FocusFileError, type FocusFileRows } from "./focus-file";

// See ../json/token-end.ts.
const { carriageReturn, lineFeed, quote: quotationMark } = byte;

/**
 * Takes CSV in UTF-8 apart into rows, as RFC 4180 has it. It knows which cells stand in quotes: unquoted `NULL`, `null`, `(null)` and `\N` are null, since that
 * is how databases, and the examples of FOCUS, write null; in quotes they are text. A byte order mark before a row is no data. Rows have as many cells as the first one. Whatever is not CSV
 * is an error with its line: what a stray quote or a missing cell meant cannot be known.
 */
export class CsvScanner {
  #rest: Uint8Array = new Uint8Array(0);
  /** The line that `#rest` begins in. */
  #line: number;
  #width: number | null = null;
  #follower: CsvFollower | null = null;

  constructor(
    private readonly file: string,
    private readonly delimiter: string,
    firstLine: number,
  ) {
    this.#line = firstLine;
  }

  /** From here on, rows that differ in nothing but the cells `own` are of one kind. Called after the header was read. */
  follow(own: readonly number[]): void {
    this.#follower = CsvFollower.of(this.delimiter, this.#width ?? 0, own);
  }

  /** The rows that end in these bytes, at most `most`; what is left waits for the next. `isLast` ends the last row. */
  push(bytes: Uint8Array, isLast: boolean, most = Infinity): FocusFileRows {
    const lines: number[] = [];
    const rows: (readonly (string | null)[])[] = [];
    const kinds: (CsvKind | null)[] = [];
    const page = new PageBytes(this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]));
    let at = 0;
    while (at < page.end && rows.length < most) {
      const record = this.#followed(page, at) ?? this.#read(page, at, isLast);
      if (record === null) break;
      if (record.cells !== null) {
        this.#width ??= record.cells.length;
        if (record.cells.length !== this.#width) {
          throw this.#fault(`has ${record.cells.length} cells, the header has ${this.#width}`);
        }
        lines.push(this.#line);
        rows.push(record.cells);
        kinds.push(record.kind);
      }
      this.#line += record.lines;
      at = record.end;
    }
    // A copy: it would keep the piece that it was cut out of.
    this.#rest = at >= page.end ? new Uint8Array(0) : Uint8Array.prototype.slice.call(page.buffer, at);
    if (this.#rest.length > longestRecord) throw this.#fault("is not CSV: a quote was opened and 16 MiB later it is not closed");
    return { lines, rows, kinds };
  }

  #followed(page: PageBytes, at: number): CsvRecord | null {
    const follower = this.#follower;
    if (follower?.isHopeful() !== true) return null;
    const row = follower.follow(page, at) ?? follower.recognise(page, at, (end) => this.#cells(page, at, end));
    if (row === null) follower.skipped();
    return row;
  }

  /** The cells of a row that ends at `end`, with its line feed. */
  #cells(page: PageBytes, at: number, end: number): readonly (string | null)[] {
    const text = page.buffer.toString("utf8", at, end);
    return (text.includes('"') ? this.#quoted(text, true)?.cells : this.#plain(text)) ?? [];
  }

  /** Reads the row at `at` as text; null when the bytes end inside of it. */
  #read(page: PageBytes, at: number, isLast: boolean): CsvRecord | null {
    const { buffer } = page;
    const feed = buffer.indexOf(lineFeed, at);
    if (feed === -1 && !isLast) return null;
    const end = feed === -1 ? page.end : feed + 1;
    const line = buffer.toString("utf8", at, end);
    const quotes = countOf('"', line);
    if (quotes === 0) return { cells: this.#plain(line), kind: null, lines: 1, end };
    const isOneLine = feed !== -1 && quotes % 2 === 0;
    const ends = isOneLine ? end : recordEnd(page, at);
    const isWhole = isLast || ends !== -1;
    const text = isOneLine ? line : buffer.toString("utf8", at, ends === -1 ? page.end : ends);
    // Also of the beginning of a row: what is no CSV is said before 16 MiB of it are in memory.
    const record = this.#quoted(text, isWhole);
    if (record === null || !isWhole) return null;
    const lines = isOneLine ? 1 : countFeeds(text, 0, record.end) + 1;
    return { cells: record.cells, kind: null, lines, end: ends === -1 ? page.end : ends };
  }

  /** A row without quotes, with its line feed or without; null for an empty line. */
  #plain(text: string): (string | null)[] | null {
    const start = text.charCodeAt(0) === byteOrderMark ? 1 : 0;
    const end = text.endsWith("\n") ? text.length - 1 : text.length;
    const last = end > start && text.charCodeAt(end - 1) === carriageReturn ? end - 1 : end;
    if (last === start) return null;
    const cells: (string | null)[] = text.slice(start, last).split(this.delimiter);
    for (let index = 0; index < cells.length; index++) {
      if (isNullCell(cells[index] ?? "")) cells[index] = null;
    }
    return cells;
  }

  /** A row with quotes, and where its last line ends; null when the text ends inside of it. */
  #quoted(text: string, isLast: boolean): { readonly cells: (string | null)[]; readonly end: number } | null {
    const cells: (string | null)[] = [];
    let position = text.charCodeAt(0) === byteOrderMark ? 1 : 0;
    let feed = -1;
    for (;;) {
      let end: number;
      if (text.charCodeAt(position) === quotationMark) {
        let close = text.indexOf('"', position + 1);
        let isDoubled = false;
        while (close !== -1 && text.charCodeAt(close + 1) === quotationMark) {
          isDoubled = true;
          close = text.indexOf('"', close + 2);
        }
        if (close === -1 || (close + 1 === text.length && !isLast)) {
          if (!isLast) return null;
          throw this.#fault("is not CSV: a quote is opened and never closed", countFeeds(text, 0, position));
        }
        const inside = text.slice(position + 1, close);
        cells.push(isDoubled ? inside.replaceAll('""', '"') : inside);
        end = close + 1;
        if (text.charCodeAt(end) === carriageReturn && (end + 1 === text.length || text.charCodeAt(end + 1) === lineFeed)) end += 1;
        else if (end < text.length && text[end] !== this.delimiter && text.charCodeAt(end) !== lineFeed) {
          const found = JSON.stringify(text.slice(close, close + 12));
          throw this.#fault(
            `is not CSV: ${found} follows a closing quote; a quote inside of a cell is written twice, and a backslash escapes nothing`,
            countFeeds(text, 0, close),
          );
        }
      } else {
        if (feed < position) feed = text.indexOf("\n", position);
        if (feed === -1) {
          if (!isLast) return null;
          feed = text.length;
        }
        const delimiter = text.indexOf(this.delimiter, position);
        end = delimiter === -1 || delimiter > feed ? feed : delimiter;
        const isEndOfRow = end === feed;
        const cell = text.slice(position, isEndOfRow && text.charCodeAt(end - 1) === carriageReturn && end > position ? end - 1 : end);
        if (cell.includes('"')) {
          throw this.#fault(
            `is not CSV: a quote inside ${JSON.stringify(cell.slice(0, 40))}, which is not quoted`,
            countFeeds(text, 0, position),
          );
        }
        cells.push(isNullCell(cell) ? null : cell);
      }
      if (end >= text.length || text.charCodeAt(end) === lineFeed) return { cells, end };
      position = end + 1;
    }
  }

  #fault(detail: string, linesOn = 0): FocusFileError {
    return new FocusFileError({ file: this.file, line: this.#line + linesOn }, detail);
  }
}

function countOf(character: string, text: string): number {
  let count = 0;
  for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1)) count += 1;
  return count;
}

function countFeeds(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", from); at !== -1 && at < to; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

/** Where a row with quotes ends, with its line feed: at the first that no quote is open at; -1 when there is none. */
function recordEnd({ view, end }: PageBytes, at: number): number {
  let isOpen = false;
  for (let offset = at; offset < end; offset += 1) {
    const code = view.getUint8(offset);
    if (code === quotationMark) isOpen = !isOpen;
    else if (code === lineFeed && !isOpen) return offset + 1;
  }
  return -1;
}

/** A row, or an empty line. */
interface CsvRecord {
  readonly cells: readonly (string | null)[] | null;
  readonly kind: CsvKind | null;
  readonly lines: number;
  readonly end: number;
}

const byteOrderMark = 0xfeff;
/** An open quote would otherwise take the rest of the file into memory. */
const longestRecord = 16 << 20;
