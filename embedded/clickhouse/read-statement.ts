import { HttpException } from "./http-exception";
import { sqlTokens } from "./sql-tokens";
import type { SqlToken } from "./sql-tokens";

/** What the protocol must know of a statement; everything else in it is the engine's business. Offsets are into the text given. */
export type Statement =
  | {
      /** A query whose result may be large: the engine is told to write it to `INTO OUTFILE`, which belongs at `outfileAt`. */
      readonly kind: "select";
      readonly verb: string;
      readonly format: string | undefined;
      readonly outfileAt: number;
      /** It reads nothing and multiplies nothing: no FROM, no JOIN, no arrayJoin. */
      readonly isOneRow: boolean;
      /** It may bring settings of its own. */
      readonly hasSettings: boolean;
    }
  | {
      /** `INSERT … FORMAT X [SETTINGS …] <data>` or `INSERT … VALUES <data>`. `FROM INFILE` belongs at `infileAt`. */
      readonly kind: "insert";
      readonly verb: "INSERT";
      readonly infileAt: number;
      /** Where FORMAT or VALUES stands, where that clause ends, and where the settings behind it end. */
      readonly formatAt: number;
      readonly formatEnd: number;
      readonly headEnd: number;
      readonly isValues: boolean;
      readonly dataAt: number;
    }
  | {
      /** `INSERT … SELECT … FROM input('…') FORMAT X <data>`: from `inputAt` to `argumentsAt` stands `input(`. */
      readonly kind: "insert-select";
      readonly verb: "INSERT";
      readonly inputAt: number;
      readonly argumentsAt: number;
      readonly hasArguments: boolean;
      readonly formatAt: number;
      readonly format: string;
      readonly dataAt: number;
    }
  | { readonly kind: "other"; readonly verb: string; readonly format: string | undefined };

/**
 * Finds where an INSERT's data begins, where a query's FORMAT stands, and refuses what a server refuses over HTTP: several statements in
 * one request, and files of the server's own disk (`INTO OUTFILE`, `FROM INFILE`), which the embedded engine would otherwise obey.
 */
export function readStatement(sql: string): Statement {
  return readInsert(sql) ?? readQuery(sql);
}

function readQuery(sql: string): Statement {
  let verb = "";
  let inserts = false;
  let isOneRow = true;
  let hasSettings = false;
  let format: { readonly at: number; readonly name: string } | undefined;
  let before: SqlToken | undefined;
  let beforeThat: SqlToken | undefined;
  let end = 0;
  let closed = false;
  for (const token of sqlTokens(sql)) {
    if (closed && token.text !== ";") {
      throw new HttpException(
        62,
        "SYNTAX_ERROR",
        `Syntax error (Multi-statements are not allowed): failed at position ${token.start + 1} (${token.text}): ${sql.slice(token.start, token.start + 60)}.`,
      );
    }
    if (token.text === ";") {
      closed = true;
      continue;
    }
    const word = wordOf(token);
    if (verb === "" && word !== "") verb = word;
    if (word === "FROM" || word.endsWith("JOIN")) isOneRow = false;
    if (word === "SETTINGS") hasSettings = true;
    if (token.depth === 0) {
      if (word === "INSERT") inserts = true;
      if (word === "OUTFILE" && wordOf(before) === "INTO") {
        throw new HttpException(358, "INTO_OUTFILE_NOT_ALLOWED", "INTO OUTFILE is not allowed.");
      }
      if (wordOf(before) === "FORMAT" && before !== undefined && token.kind === "word" && beforeThat?.text !== ".") {
        format = { at: before.start, name: token.text };
      } else if (format !== undefined && wordOf(before) !== "FORMAT" && word !== "SETTINGS" && format.name === before?.text) {
        format = undefined;
      }
    }
    end = token.end;
    beforeThat = before;
    before = token;
  }
  if (before === undefined) throw new HttpException(62, "SYNTAX_ERROR", "Syntax error: failed at position 1 (end of query): Empty query.");
  const streams = (verb === "SELECT" || verb === "WITH" || verb === "FROM") && !inserts;
  return streams
    ? { kind: "select", verb, format: format?.name, outfileAt: format?.at ?? end, isOneRow, hasSettings }
    : { kind: "other", verb, format: format?.name };
}

/** The header of an INSERT that carries data, or nothing: for any other statement and for `INSERT … SELECT`. */
function readInsert(sql: string): Statement | undefined {
  const tokens = sqlTokens(sql);
  const next = (): SqlToken | undefined => {
    const step = tokens.next();
    return step.done === true ? undefined : step.value;
  };
  if (wordOf(next()) !== "INSERT") return undefined;
  let token = next();
  if (wordOf(token) === "INTO") token = next();
  if (wordOf(token) === "TABLE" || wordOf(token) === "FUNCTION") token = next();
  token = next();
  while (token?.text === ".") {
    next();
    token = next();
  }
  let infileAt: number | undefined;
  for (let before: SqlToken | undefined; token !== undefined; before = token, token = next()) {
    const word = token.depth === 0 && before?.text !== "," && before?.text !== "=" ? wordOf(token) : "";
    if (word === "SELECT" || word === "WITH") return readInsertSelect(sql, next);
    if (word === "INFILE" && wordOf(before) === "FROM") {
      throw new HttpException(78, "UNKNOWN_TYPE_OF_QUERY", "Query has infile and was send directly to server.");
    }
    if (word === "SETTINGS") infileAt ??= token.start;
    if (word !== "VALUES" && word !== "FORMAT") continue;
    const isValues = word === "VALUES";
    const last = isValues ? token : next();
    if (last?.kind !== "word") return undefined;
    const headEnd = isValues ? last.end : endOfSettings(sql, last.end);
    const dataAt = isValues ? headEnd : dataAfter(sql, headEnd);
    return {
      kind: "insert",
      verb: "INSERT",
      infileAt: infileAt ?? token.start,
      formatAt: token.start,
      formatEnd: last.end,
      headEnd,
      isValues,
      dataAt,
    };
  }
  return undefined;
}

/** The rest of an `INSERT … SELECT`: only one that reads `input()` carries data. */
function readInsertSelect(sql: string, next: () => SqlToken | undefined): Statement | undefined {
  let inputAt: number | undefined;
  let argumentsAt = 0;
  let hasArguments = false;
  let before: SqlToken | undefined;
  for (let token = next(); token !== undefined; before = token, token = next()) {
    if (before?.start === inputAt && token.text === "(") argumentsAt = token.end;
    else if (before?.end === argumentsAt && before.text === "(") hasArguments = token.text !== ")";
    if (wordOf(token) === "INPUT" && inputAt === undefined) inputAt = token.start;
    if (wordOf(token) === "FORMAT" && token.depth === 0 && inputAt !== undefined && argumentsAt > 0) {
      const format = next();
      if (format?.kind !== "word") return undefined;
      const dataAt = dataAfter(sql, format.end);
      return {
        kind: "insert-select",
        verb: "INSERT",
        inputAt,
        argumentsAt,
        hasArguments,
        formatAt: token.start,
        format: format.text,
        dataAt,
      };
    }
  }
  return undefined;
}

/** One line break separates a format's name from its data; what follows may be binary and is not touched. */
function dataAfter(sql: string, headEnd: number): number {
  return headEnd + (/^[ \t\f]*\r?\n?/.exec(sql.slice(headEnd, headEnd + 1024))?.[0].length ?? 0);
}

/** `FORMAT X SETTINGS a = 1, b = 'c'` keeps its settings in the header; without them the header ends with the format's name. */
function endOfSettings(sql: string, formatEnd: number): number {
  const settings =
    /^\s+SETTINGS(\s+[\w.]+\s*=\s*(?:'(?:[^'\\]|\\.|'')*'|-?[\w.]+)\s*(?:,\s*[\w.]+\s*=\s*(?:'(?:[^'\\]|\\.|'')*'|-?[\w.]+)\s*)*)/i.exec(
      sql.slice(formatEnd, formatEnd + 16_384),
    );
  return formatEnd + (settings?.[0].trimEnd().length ?? 0);
}

function wordOf(token: SqlToken | undefined): string {
  return token?.kind === "word" ? token.text.toUpperCase() : "";
}
