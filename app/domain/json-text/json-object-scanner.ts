import type { ProblemCode } from "../problem-code";

/** One pass over a JSON object text, character by character. Never throws, never goes back. */
export class JsonTextScanner {
  private position = 0;
  private readonly entries = new Map<string, string>();
  private readonly nonTextKeys: string[] = [];
  private readonly problems = new Map<JsonTextProblem["code"], string>();

  constructor(private readonly text: string) {}

  note(code: JsonTextProblem["code"], detail: string): void {
    if (!this.problems.has(code)) this.problems.set(code, detail);
  }

  result(): JsonObjectText {
    const problems = [...this.problems].map(([code, detail]) => ({ code, detail }));
    return { entries: this.entries, nonTextKeys: this.nonTextKeys, problems };
  }

  /** Reads `"key": value` pairs until the end or the first thing that is none. */
  readPairs(): void {
    if (!this.pairs()) this.note("json-unreadable", `at ${this.position}`);
  }

  private pairs(): boolean {
    const braces = this.skip("{");
    for (;;) {
      while (this.skip(",")) continue;
      if (braces && this.skip("}")) return this.atEnd();
      if (this.atEnd()) return !braces;
      const key = this.readText();
      if (key === null || !this.skip(":") || !this.readValue(key)) return false;
    }
  }

  private readValue(key: string): boolean {
    const text = this.readText();
    if (text !== null) return this.put(key, text);
    if (this.text[this.position] === '"') return false;
    const source = this.readSource();
    if (!value.test(source)) return false;
    this.nonTextKeys.push(key);
    return this.put(key, source === "null" ? "" : source);
  }

  private put(key: string, text: string): boolean {
    // Taken out first, so that the last of equal keys is also last in order: a reader that ignores the case of keys takes the last.
    if (this.entries.delete(key)) this.note("json-duplicate-key", key);
    this.entries.set(key, text);
    return true;
  }

  /** A quoted text at the position, unescaped; null, and no step forward, when there is none or it does not end. */
  private readText(): string | null {
    this.skipSpace();
    if (this.text[this.position] !== '"') return null;
    const end = this.endOfText(this.position);
    if (end === -1) return null;
    const { text, broken } = unescapeJsonText(this.text.slice(this.position + 1, end));
    if (broken) this.note("json-bad-escape", `at ${this.position}`);
    this.position = end + 1;
    return text;
  }

  private endOfText(start: number): number {
    for (let index = start + 1; index < this.text.length; index++) {
      const code = this.text.charCodeAt(index);
      if (code === backslash) index++;
      else if (code === quote) return index;
    }
    return -1;
  }

  /** The source of a number, literal, list or object, up to the comma or brace behind it. */
  private readSource(): string {
    const start = this.position;
    let depth = 0;
    for (; this.position < this.text.length; this.position++) {
      const character = this.text[this.position] ?? "";
      if (character === '"') {
        const end = this.endOfText(this.position);
        if (end === -1) return "";
        this.position = end;
      } else if (character === "{" || character === "[") depth++;
      else if (depth === 0 && (character === "," || character === "}" || character === "]")) break;
      else if (character === "}" || character === "]") depth--;
    }
    return depth === 0 ? this.text.slice(start, this.position).trim() : "";
  }

  private skip(character: string): boolean {
    this.skipSpace();
    if (this.text[this.position] !== character) return false;
    this.position++;
    return true;
  }

  private skipSpace(): void {
    while (space.has(this.text.charCodeAt(this.position))) this.position++;
  }

  private atEnd(): boolean {
    this.skipSpace();
    return this.position >= this.text.length;
  }
}

const [quote, backslash] = [34, 92];
const space: ReadonlySet<number> = new Set([9, 10, 13, 32, 0xa0, 0xfeff]);
const value = /^(?:true|false|null|-?\d[\d.eE+-]*|\{[^]*\}|\[[^]*\])$/;

/** The top level of a JSON object text. */
export interface JsonObjectText {
  /** In the order of the text, a repeated key in the place of its last value. Values that are not text keep their source, so `2` is "2" and `{"a":1}` is itself; `null` is "". */
  readonly entries: ReadonlyMap<string, string>;
  /** Keys whose value is not text. */
  readonly nonTextKeys: readonly string[];
  /** Each code at most once, with its first place or key. */
  readonly problems: readonly JsonTextProblem[];
}

/** What is odd about a JSON text; `detail` is the key or the offset where it was seen first. */
interface JsonTextProblem {
  readonly code: Extract<ProblemCode, `json-${string}`>;
  readonly detail: string;
}

/**
 * Undoes the escapes of the inside of a JSON text. An escape that JSON does not know, as in a Windows path `C:\data`, is kept as it stands
 * and reported; raw line breaks and other control characters are taken as they are.
 */
function unescapeJsonText(inside: string): { readonly text: string; readonly broken: boolean } {
  if (!inside.includes("\\")) return { text: inside, broken: false };
  let broken = false;
  const text = inside.replace(/\\(u[0-9a-fA-F]{4}|[^])/g, (whole, escape: string) => {
    if (escape.length === 5) return String.fromCharCode(Number.parseInt(escape.slice(1), 16));
    const character = characters.get(escape);
    broken ||= character === undefined;
    return character ?? whole;
  });
  return { text, broken };
}

const characters: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);
