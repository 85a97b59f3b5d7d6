import type { ClickHouseClient } from "@clickhouse/client";

/** What a database holds: of each table and view its columns, how many rows it has, and a sum of hashes of their texts. */
export type Contents = Readonly<Record<string, Held>>;

interface Held {
  readonly columns: readonly string[];
  readonly rows: string;
  readonly hash: string;
}

/**
 * Reads all tables and views but the log of answers, which grows with each. Rows of a table that replaces or adds up rows are read as merged, since a merge may come at any time. `columns` are those to
 * read; of a table that is not in it, all. A column that is gone is read as nothing, and so differs.
 */
export async function readContents(client: ClickHouseClient, only?: Contents): Promise<Contents> {
  const tables = await rows<{ name: string; engine: string }>(
    client,
    "SELECT name, engine FROM system.tables WHERE database = currentDatabase() AND engine != 'MaterializedView' AND name NOT LIKE '.%' AND name != 'ApiAccessLog' ORDER BY name",
  );
  const held: [string, Held][] = [];
  for (const { name, engine } of tables) {
    if (only !== undefined && !(name in only)) continue;
    const there = await rows<{ name: string }>(
      client,
      `SELECT name FROM system.columns WHERE database = currentDatabase() AND table = '${name}' ORDER BY name`,
    );
    const has = new Set(there.map((column) => column.name));
    const columns = (only?.[name]?.columns ?? [...has]).filter((column) => has.has(column));
    const merged = /^(?:Replacing|Aggregating)/.test(engine) ? "FINAL" : "";
    // toString of a tuple has every digit of a decimal, and NULL for null.
    const [sums] = await rows<{ count: string; hash: string }>(
      client,
      `SELECT toString(count()) AS count, toString(sum(cityHash64(toString(tuple(${columns.map((column) => `\`${column}\``).join(", ")}))))) AS hash FROM \`${name}\` ${merged}`,
    );
    held.push([name, { columns, rows: sums?.count ?? "", hash: sums?.hash ?? "" }]);
  }
  return Object.fromEntries(held);
}

/** What is not as it was, a line for each table or view. */
export function differences(before: Contents, after: Contents): readonly string[] {
  return Object.entries(before).flatMap(([name, was]) => {
    const is = after[name];
    if (is === undefined) return [`${name} is gone (${was.rows} rows)`];
    const lost = was.columns.filter((column) => !is.columns.includes(column));
    if (lost.length > 0) return [`${name} has no ${lost.join(", ")} any more`];
    if (was.rows !== is.rows) return [`${name} has ${is.rows} rows, and had ${was.rows}`];
    return was.hash === is.hash ? [] : [`${name} has ${is.rows} rows as before, with other values`];
  });
}

export async function rows<Row>(client: ClickHouseClient, query: string): Promise<readonly Row[]> {
  return (await client.query({ query, format: "JSONEachRow", clickhouse_settings: { max_execution_time: 300 } })).json<Row>();
}
