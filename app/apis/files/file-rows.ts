import { isPersonalField, masked } from "../../domain/access/mask-personal-fields";
import { spreadsheetSafeOrNumberSql } from "../../domain/focus/spreadsheet-safe";
import type { SqlText } from "../serving/sql-text";

/** A column of a file. */
export interface FileColumn {
  readonly name: string;
  /** `list` is written as JSON; `plain` has digits and dates alone, which are no formula and nobody's name; everything else is text. */
  readonly kind?: "list" | "plain";
}

/** Rows that the engine writes itself: a SELECT of exactly these columns. */
export type EngineRows = RowsStatement | { readonly statement: SqlText; readonly columns: readonly FileColumn[] };

/** A statement with its values, and the columns of what it finds. */
export interface RowsStatement {
  readonly query: string;
  readonly parameters: ReturnType<SqlText["toQuery"]>["parameters"];
  readonly columns: readonly FileColumn[];
}

/** The statement of such rows. */
export function ofEngineRows(rows: EngineRows): RowsStatement {
  return "query" in rows ? rows : { ...rows.statement.toQuery(), columns: rows.columns };
}

/**
 * Rows that an answer made itself, as a statement that finds them: so there is one writer of files. They travel as base64, whose letters mean nothing in SQL.
 * Columns are the members of all rows, or `columns` when there are none; lists and objects become JSON.
 */
export function ofAnswerRows(rows: readonly object[], columns: readonly string[]): RowsStatement {
  const names = rows.length === 0 ? columns : [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cells = rows.map((row) => {
    const values = new Map<string, unknown>(Object.entries(row));
    return names.map((name) => cellOf(values.get(name)));
  });
  const literal = Buffer.from(JSON.stringify(cells)).toString("base64");
  const selected = names.map((name, index) => `row[${index + 1}] AS ${identifier(name)}`).join(", ");
  return {
    query: `SELECT ${selected} FROM (SELECT arrayJoin(JSONExtract(base64Decode('${literal}'), 'Array(Array(Nullable(String)))')) AS row)`,
    parameters: {},
    columns: names.map((name) => ({ name })),
  };
}

function cellOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/**
 * The SELECT whose answer is the file, without its FORMAT. Every value is text, as in JSON answers; names of people are masked unless the caller may see them;
 * in CSV no text begins a formula.
 */
export function fileSql(
  { query, columns }: RowsStatement,
  { isCsv, seesPersonalFields }: { readonly isCsv: boolean; readonly seesPersonalFields: boolean },
): string {
  const written = columns.map(({ name, kind }) => {
    const column = `f.${identifier(name)}`;
    if (kind === "plain") return `toString(${column}) AS ${identifier(name)}`;
    const text = kind === "list" ? `toJSONString(${column})` : `toString(${column})`;
    if (!seesPersonalFields && isPersonalField(name)) return `if(${column} IS NULL, NULL, '${masked}') AS ${identifier(name)}`;
    return `${isCsv ? spreadsheetSafeOrNumberSql(text) : text} AS ${identifier(name)}`;
  });
  return `SELECT ${written.join(", ")} FROM (${query}) AS f`;
}

/** A name that comes from outside, such as the key of a tag, as an identifier. */
function identifier(name: string): string {
  return `\`${name.replace(/[\\`]/g, "\\$&")}\``;
}
