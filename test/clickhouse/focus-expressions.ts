import { sqlLiteral } from "../../app/domain/sql-literal";
import type { ServerProcess } from "./server-process";

export type Cell = string | number | boolean | null | readonly Cell[] | { readonly [key: string]: Cell };

/** An SQL expression; with a name first when others of the same query use it. */
export type Expression = string | readonly [name: string, expression: string];

/**
 * Evaluates SQL expressions over rows of the given structure, as `"id String, rate Nullable(Decimal(38, 20))"`. Decimals come and go as text. One row
 * of results for each row, the expressions in their order.
 */
export async function evaluate(
  server: ServerProcess,
  structure: string,
  rows: readonly (readonly Cell[])[],
  expressions: readonly Expression[],
): Promise<readonly (readonly Cell[])[]> {
  const columns = expressions.map((each, index) => {
    const [name, expression] = typeof each === "string" ? [`r${index}`, each] : each;
    return `${expression} AS ${name}`;
  });
  const text = rows.map((row) => JSON.stringify(row)).join("\n");
  const answer = await server.query(
    `SELECT ${columns.join(", ")} FROM format(JSONCompactEachRow, ${sqlLiteral(structure)}, ${sqlLiteral(text)}) FORMAT JSONCompactEachRow
     SETTINGS output_format_json_quote_decimals = 1, output_format_json_quote_64bit_integers = 0, max_threads = 1`,
    { max_query_size: "10000000" },
  );
  return answer.split("\n").map((line): readonly Cell[] => {
    const row: unknown = JSON.parse(line);
    if (!Array.isArray(row)) throw new TypeError(`no row: ${line}`);
    return row.map(toCell);
  });
}

function toCell(value: unknown): Cell {
  if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (Array.isArray(value)) return value.map(toCell);
  if (typeof value === "object") return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, toCell(inner)]));
  throw new TypeError(`no cell: ${typeof value}`);
}
