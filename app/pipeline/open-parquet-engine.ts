import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { stagingPrefix } from "../sources/files/open-parquet-file";
import type { ParquetEngine } from "../sources/files/parquet-engine";
import { execInsert } from "../runtime/clickhouse/exec-insert";
import type { MooseClient } from "../runtime/clickhouse/moose-client";

/** Reads Parquet with the ClickHouse of the project. Tables that a killed import left a day ago are dropped first. */
export async function openParquetEngine(client: MooseClient): Promise<ParquetEngine> {
  const select = async <Row>(query: string): Promise<readonly Row[]> => {
    const result = await client.query({ query, format: "JSONEachRow", clickhouse_settings: { max_query_size: "100000000" } });
    return result.json<Row>();
  };
  const run = async (query: string): Promise<void> => {
    await client.command({ query, clickhouse_settings: { wait_end_of_query: 1 } });
  };
  const left = await select<{ readonly name: string }>(
    `SELECT name FROM system.tables WHERE database = currentDatabase() AND startsWith(name, '${stagingPrefix}')
       AND metadata_modification_time < now() - INTERVAL 1 DAY`,
  );
  for (const { name } of left) await run(`DROP TABLE IF EXISTS ${name} SYNC`);
  return {
    select,
    run,
    insert: async (query, bytes) => {
      await execInsert(client, { query, values: Readable.from(bytes, { objectMode: false }), clickhouse_settings: inFileOrder });
    },
    insertFrom: async (query) => {
      await client.command({ query, clickhouse_settings: inFileOrder });
    },
    stream: async (query) => (await client.exec({ query, clickhouse_settings: { max_threads: 1, max_block_size: "8192" } })).stream,
    isRefusal: (error) =>
      error instanceof Error &&
      "code" in error &&
      typeof error.code === "string" &&
      /^\d+$/.test(error.code) &&
      !ofOperator.has(error.code),
    randomId: () => randomBytes(8).toString("hex"),
  };
}

/** One thread, so that the engine's count of rows is the place in the file; small blocks, since a row is a kilobyte; times that have no zone are UTC. */
const inFileOrder = {
  wait_end_of_query: 1,
  max_threads: 1,
  max_insert_threads: "1",
  input_format_parquet_preserve_order: 1,
  input_format_parquet_max_block_size: "8192",
  input_format_parquet_memory_high_watermark: "67108864",
  min_insert_block_size_rows: "50000",
  min_insert_block_size_bytes: "67108864",
  session_timezone: "UTC",
  // A member of a struct that is null says nothing, as a key that a map does not have.
  output_format_json_skip_null_value_in_named_tuples: 1,
  async_insert: 0,
} as const;

/**
 * ClickHouse's codes for what an operator must heal: timeouts, queries, disk, memory, cancellation, access. Broken Parquet has too many codes to list,
 * libraries' own among them.
 */
const ofOperator: ReadonlySet<string> = new Set(["159", "160", "164", "202", "241", "243", "394", "497", "516"]);
