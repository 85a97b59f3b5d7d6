/** One lexical token of ClickHouse SQL. `start` and `end` are offsets into the scanned text; `depth` counts open brackets around it. */
export interface SqlToken {
  readonly kind: "word" | "string" | "quoted" | "number" | "mark";
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly depth: number;
}

/**
 * Scans SQL lazily, skipping white space and comments. Lazy because the text after an INSERT's header is data, not SQL.
 * Never throws: an unclosed quote or comment simply ends with the text, and the engine reports it.
 */
export function* sqlTokens(sql: string): Generator<SqlToken> {
  let depth = 0;
  for (let at = 0; at < sql.length; ) {
    const skipped = skipBlank(sql, at);
    if (skipped > at) {
      at = skipped;
      continue;
    }
    const start = at;
    const kind = kindAt(sql, at);
    at = endOf(sql, at, kind);
    const text = sql.slice(start, at);
    if (kind === "mark" && ")]}".includes(text)) depth -= 1;
    yield { kind, text, start, end: at, depth };
    if (kind === "mark" && "([{".includes(text)) depth += 1;
  }
}

function skipBlank(sql: string, at: number): number {
  const end = endOfMatch(sql, at, blanks);
  if (end > at) return end;
  const two = sql.slice(at, at + 2);
  if (two === "--" || two === "#!" || two === "# ") return after(sql, "\n", at);
  if (two === "/*") return after(sql, "*/", at + 2);
  return at;
}

function kindAt(sql: string, at: number): SqlToken["kind"] {
  const char = sql.charAt(at);
  if (char === "'" || heredocTag(sql, at) !== undefined) return "string";
  if (char === '"' || char === "`") return "quoted";
  if (endOfMatch(sql, at, word) > at) return "word";
  return char >= "0" && char <= "9" ? "number" : "mark";
}

function endOf(sql: string, at: number, kind: SqlToken["kind"]): number {
  switch (kind) {
    case "string": {
      const tag = heredocTag(sql, at);
      return tag === undefined ? endOfQuoted(sql, at) : after(sql, tag, at + tag.length);
    }
    case "quoted":
      return endOfQuoted(sql, at);
    case "word":
      return endOfMatch(sql, at, word);
    case "number":
      return endOfMatch(sql, at, number);
    case "mark":
      return at + 1;
  }
}

/** The end of what the expression finds at a place, which is that place when it finds nothing. One search for a whole run: every request pays for it. */
function endOfMatch(sql: string, at: number, sticky: RegExp): number {
  sticky.lastIndex = at;
  return sticky.test(sql) ? sticky.lastIndex : at;
}

const blanks = /[\s\0\ufeff]+/y;
const word = /[A-Za-z_\x80-\uffff][\w$\x80-\uffff]*/y;
const number = /[\w.]+/y;

/** A doubled quote needs no case of its own: it reads as two literals side by side, which ends at the same place. */
function endOfQuoted(sql: string, at: number): number {
  const quote = sql.charAt(at);
  for (let end = at + 1; end < sql.length; end += 1) {
    if (sql.charAt(end) === "\\") end += 1;
    else if (sql.charAt(end) === quote) return end + 1;
  }
  return sql.length;
}

function heredocTag(sql: string, at: number): string | undefined {
  return sql.charAt(at) === "$" ? /^\$\w*\$/.exec(sql.slice(at, at + 64))?.[0] : undefined;
}

function after(sql: string, needle: string, from: number): number {
  const found = sql.indexOf(needle, from);
  return found < 0 ? sql.length : found + needle.length;
}
