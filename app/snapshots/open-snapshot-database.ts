import { Readable } from "node:stream";
import type { MooseClient } from "../runtime/moose-client";
import { writeRows } from "../runtime/write-rows";
import type { QueryParameters, SnapshotDatabase } from "./snapshot-database";

/** The snapshots' view of a ClickHouse client. Closing the client stays with who opened it. */
export function openSnapshotDatabase(client: MooseClient): SnapshotDatabase {
  const rows: SnapshotDatabase["rows"] = async <Row>(query: string, parameters: QueryParameters = {}) => {
    const result = await client.query({ query, format: "JSONEachRow", query_params: { ...parameters } });
    return result.json<Row>();
  };
  const structures = new Map<string, string>();
  const structureOf = async (table: string, columns: readonly string[]): Promise<string> => {
    const known = structures.get(table);
    if (known !== undefined) return known;
    const types = await rows<{ readonly name: string; readonly type: string }>(
      "SELECT name, type FROM system.columns WHERE database = currentDatabase() AND table = {table:String}",
      { table },
    );
    const byName = new Map(types.map(({ name, type }) => [name, type]));
    const structure = columns
      .map((column) => `${column} ${byName.get(column) ?? "String"}`)
      .join(", ")
      .replaceAll("'", "\\'");
    structures.set(table, structure);
    return structure;
  };
  return {
    rows,
    insertRows: (table, rows) => writeRows(client, table, rows),
    insertText: async ({ table, columns, chunks, queryId, fence }) => {
      const names = columns.join(", ");
      const result = await client.exec({
        query:
          `INSERT INTO ${table} (${names}) SELECT ${names} FROM input('${await structureOf(table, columns)}') ` +
          `WHERE ${fence} FORMAT TabSeparated`,
        values: Readable.from(chunks, { objectMode: false }),
        query_id: queryId,
        clickhouse_settings: oneBlock,
      });
      result.stream.destroy();
    },
    run: async (statement, parameters = {}, queryId) => {
      await client.command({
        query: statement,
        query_params: { ...parameters },
        clickhouse_settings: { wait_end_of_query: 1 },
        ...(queryId === undefined ? {} : { query_id: queryId }),
      });
    },
  };
}

/**
 * One INSERT must become one part: parsed by one thread into one block and never regrouped. Insert deduplication stays off, since its log can
 * outlive the part it speaks of. What ClickHouse versions disagree on is said here.
 */
const oneBlock = {
  async_insert: 0,
  wait_end_of_query: 1,
  insert_deduplicate: 0,
  max_insert_block_size: "10000000",
  min_insert_block_size_rows: "10000000",
  min_insert_block_size_bytes: "0",
  input_format_parallel_parsing: 0,
  max_insert_threads: "1",
  parallel_view_processing: 0,
  input_format_tsv_empty_as_default: 0,
  input_format_null_as_default: 0,
} as const;
