/** How records stand in a body. */
export type RecordsForm = "object" | "array" | "ndjson";

/** The text of one record, which begins at a line of the body. */
export interface RecordText {
  readonly text: string;
  readonly line: number;
  /** Whether a digit stands outside of its texts. */
  readonly hasNumbers: boolean;
  /** Members of the object itself, each as often as it is there. */
  readonly members: number;
}

export type SplitRecords =
  | { readonly form: RecordsForm; readonly records: readonly RecordText[] }
  /** `index` of the record that is broken, from 0; null when it is the body itself. */
  | { readonly fault: string; readonly index: number | null; readonly line: number };

/**
 * Finds where each record of a body begins and ends: one object, an array of objects, or one object per line. Any other content is a
 * fault. The contents of a record are not examined.
 */
export function splitRecords(body: string): SplitRecords {
  const reader = new RecordScanner(body);
  const first = reader.skipBlanks();
  if (first === "") return reader.fault("the body is empty", null);
  if (first === "[") return reader.array();
  return reader.objects();
}

class RecordScanner {
  #at: number;
  #line = 1;
  readonly #records: RecordText[] = [];

  constructor(private readonly body: string) {
    this.#at = body.startsWith("\ufeff") ? 1 : 0;
  }

  array(): SplitRecords {
    this.#at += 1;
    let next = this.skipBlanks();
    while (next !== "]") {
      const fault = this.#take();
      if (fault !== null) return this.fault(fault);
      next = this.skipBlanks();
      if (next === ",") {
        this.#at += 1;
        next = this.skipBlanks();
        if (next === "]") return this.fault("the array ends with a comma");
      } else if (next !== "]")
        return this.fault(next === "" ? "the array is not closed" : `unexpected ${JSON.stringify(next)} between two records`);
    }
    this.#at += 1;
    if (this.skipBlanks() !== "") return this.fault("unexpected text after the array", null);
    return { form: "array", records: this.#records };
  }

  objects(): SplitRecords {
    for (let next = this.skipBlanks(), line = 0; next !== ""; next = this.skipBlanks()) {
      if (line === this.#line && next !== "{")
        return this.fault(`unexpected ${JSON.stringify(next)} after a record; send an array, or one record per line`, null);
      if (line === this.#line) return this.fault("two records on one line; send an array, or one record per line");
      const fault = this.#take();
      if (fault !== null) return this.fault(fault);
      line = this.#line;
    }
    return { form: this.#records.length === 1 ? "object" : "ndjson", records: this.#records };
  }

  /** The character that comes next; empty at the end. */
  skipBlanks(): string {
    for (; this.#at < this.body.length; this.#at += 1) {
      const code = this.body.charCodeAt(this.#at);
      if (code === lineFeed) this.#line += 1;
      else if (code !== space && code !== tab && code !== carriageReturn) break;
    }
    return this.body.slice(this.#at, this.#at + 1);
  }

  fault(fault: string, index: number | null = this.#records.length): SplitRecords {
    return { fault, index, line: this.#line };
  }

  /** Takes the object that begins here, or says why none does. */
  #take(): string | null {
    const from = this.#at;
    if (this.body.charCodeAt(from) !== openBrace) return "a record must be a JSON object";
    const line = this.#line;
    let depth = 0;
    let members = 0;
    let hasNumbers = false;
    for (let at = from; at < this.body.length; at += 1) {
      const code = this.body.charCodeAt(at);
      if (code === quotes) {
        at = this.#endOfString(at);
        if (at === -1) return "a string is not closed";
      } else if (code === openBrace || code === openBracket) {
        depth += 1;
        if (depth > mostDeep) return `the record is nested more than ${mostDeep} levels deep`;
      } else if (code === lineFeed) this.#line += 1;
      else if (code === colon) members += depth === 1 ? 1 : 0;
      else if (code >= zero && code <= nine) hasNumbers = true;
      else if ((code === closeBrace || code === closeBracket) && (depth -= 1) === 0) {
        this.#records.push({ text: this.body.slice(from, at + 1), line, hasNumbers, members });
        this.#at = at + 1;
        return null;
      }
    }
    return "the record is not closed";
  }

  #endOfString(from: number): number {
    let end = this.body.indexOf('"', from + 1);
    for (; end !== -1; end = this.body.indexOf('"', end + 1)) {
      let backslashes = 0;
      while (this.body.charCodeAt(end - 1 - backslashes) === backslash) backslashes += 1;
      if (backslashes % 2 === 0) break;
    }
    return end;
  }
}

const [space, tab, lineFeed, carriageReturn] = [32, 9, 10, 13];
const [quotes, backslash, openBrace, closeBrace, openBracket, closeBracket] = [34, 92, 123, 125, 91, 93];
const [zero, nine, colon] = [48, 57, 58];
const mostDeep = 32;
