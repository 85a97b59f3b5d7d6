import { FocusFileError, type FocusFileRows } from "./focus-file";

/**
 * Takes CSV text apart into rows, as RFC 4180 has it. It knows which cells stand in quotes: unquoted `NULL`, `null`, `(null)` and `\N` are null, since that
 * is how databases, and the examples of FOCUS, write null; in quotes they are text. A byte order mark before a row is no data. Rows have as many cells as the first one. Whatever is not CSV
 * is an error with its line: what a stray quote or a missing cell meant cannot be known.
 */
export class CsvScanner {
  #rest = "";
  /** The line that `#rest` begins in. */
  #line: number;
  #width: number | null = null;

  constructor(
    private readonly file: string,
    private readonly delimiter: string,
    firstLine: number,
  ) {
    this.#line = firstLine;
  }

  /** The rows that end in this text; the beginning of one waits for the next. `isLast` ends the last row. */
  push(text: string, isLast: boolean): FocusFileRows {
    const lines: number[] = [];
    const rows: (readonly (string | null)[])[] = [];
    const all = this.#rest === "" ? text : this.#rest + text;
    let at = 0;
    let quote = all.indexOf('"');
    while (at < all.length) {
      const feed = all.indexOf("\n", at);
      if (feed === -1 && !isLast) break;
      const end = feed === -1 ? all.length : feed;
      if (quote !== -1 && quote < at) quote = all.indexOf('"', at);
      const isPlain = quote === -1 || quote >= end;
      const record = isPlain ? { cells: this.#plain(all, at, end), end } : this.#quoted(all, at, isLast);
      if (record === null) break;
      if (record.cells !== null) {
        this.#width ??= record.cells.length;
        if (record.cells.length !== this.#width) {
          throw this.#fault(`has ${record.cells.length} cells, the header has ${this.#width}`);
        }
        lines.push(this.#line);
        rows.push(record.cells);
      }
      this.#line += isPlain ? 1 : countFeeds(all, at, record.end) + 1;
      at = record.end + 1;
    }
    this.#rest = at >= all.length ? "" : all.slice(at);
    if (this.#rest.length > longestRecord) throw this.#fault("is not CSV: a quote was opened and 16 MiB later it is not closed");
    return { lines, rows };
  }

  /** A row without quotes; null for an empty line. */
  #plain(text: string, at: number, end: number): (string | null)[] | null {
    const start = text.charCodeAt(at) === byteOrderMark ? at + 1 : at;
    const last = end > start && text.charCodeAt(end - 1) === carriageReturn ? end - 1 : end;
    if (last === start) return null;
    const cells: (string | null)[] = text.slice(start, last).split(this.delimiter);
    for (let index = 0; index < cells.length; index++) {
      const cell = cells[index] ?? "";
      if ((cell.length === 4 || cell.length === 2 || cell.length === 6) && nulls.has(cell)) cells[index] = null;
    }
    return cells;
  }

  /** A row with quotes, and where its last line ends; null when the text ends inside of it. */
  #quoted(text: string, at: number, isLast: boolean): { readonly cells: (string | null)[]; readonly end: number } | null {
    const cells: (string | null)[] = [];
    let position = text.charCodeAt(at) === byteOrderMark ? at + 1 : at;
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
          throw this.#fault("is not CSV: a quote is opened and never closed", countFeeds(text, at, position));
        }
        const inside = text.slice(position + 1, close);
        cells.push(isDoubled ? inside.replaceAll('""', '"') : inside);
        end = close + 1;
        if (text.charCodeAt(end) === carriageReturn && (end + 1 === text.length || text.charCodeAt(end + 1) === lineFeed)) end += 1;
        else if (end < text.length && text[end] !== this.delimiter && text.charCodeAt(end) !== lineFeed) {
          const found = JSON.stringify(text.slice(close, close + 12));
          throw this.#fault(
            `is not CSV: ${found} follows a closing quote; a quote inside of a cell is written twice, and a backslash escapes nothing`,
            countFeeds(text, at, close),
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
            countFeeds(text, at, position),
          );
        }
        cells.push(nulls.has(cell) ? null : cell);
      }
      if (end >= text.length || text.charCodeAt(end) === lineFeed) return { cells, end };
      position = end + 1;
    }
  }

  #fault(detail: string, linesOn = 0): FocusFileError {
    return new FocusFileError({ file: this.file, line: this.#line + linesOn }, detail);
  }
}

function countFeeds(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf("\n", from); at !== -1 && at < to; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

const nulls: ReadonlySet<string> = new Set(["NULL", "null", "(null)", "\\N"]);
const [lineFeed, carriageReturn, quotationMark, byteOrderMark] = [10, 13, 34, 0xfeff];
/** An open quote would otherwise take the rest of the file into memory. */
const longestRecord = 16 << 20;
