import type { MooseClient } from "./moose-client";

/**
 * One INSERT, one block: stored whole or not at all, and stored when the promise resolves. Every setting that ClickHouse versions disagree on
 * is said; insert-deduplication tokens are not used, since they can lose an acknowledged block.
 */
export async function writeRows(client: MooseClient, table: string, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  await client.insert({ table, values: [...rows], format: "JSONEachRow", clickhouse_settings: oneBlock });
}

/** Settings that make an INSERT one block, refused whole when one value does not fit. See `writeRows`. */
export const oneBlock = {
  async_insert: 0,
  wait_end_of_query: 1,
  insert_deduplicate: 0,
  date_time_input_format: "best_effort",
  input_format_skip_unknown_fields: 0,
  input_format_null_as_default: 0,
  max_insert_block_size: "1000000",
} as const;
