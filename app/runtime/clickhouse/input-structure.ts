import type { MooseClient } from "./moose-client";

const known = new WeakMap<MooseClient, Map<string, Promise<string>>>();

/**
 * The columns of a table as the argument of `input()`, quoted for SQL. LowCardinality is left out: the engine parses plain columns twice as fast and
 * makes their dictionaries of the whole block at once. Asked once for each client.
 */
export function inputStructure(client: MooseClient, table: string, columns: readonly string[]): Promise<string> {
  const ofClient = known.get(client) ?? new Map<string, Promise<string>>();
  known.set(client, ofClient);
  const key = `${table} ${columns.join(" ")}`;
  const structure = ofClient.get(key) ?? readStructure(client, table, columns);
  ofClient.set(key, structure);
  // An engine that did not answer is asked again.
  structure.catch(() => ofClient.delete(key));
  return structure;
}

async function readStructure(client: MooseClient, table: string, columns: readonly string[]): Promise<string> {
  const result = await client.query({
    query: "SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = {table:String}",
    format: "JSONEachRow",
    query_params: { table },
  });
  const types = new Map((await result.json<{ readonly name: string; readonly type: string }>()).map(({ name, type }) => [name, type]));
  return columns
    .map((column) => `${column} ${(types.get(column) ?? "String").replace(/^LowCardinality\((.*)\)$/, "$1")}`)
    .join(", ")
    .replaceAll("'", "\\'");
}
