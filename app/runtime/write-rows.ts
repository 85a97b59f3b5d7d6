import type { MooseClient } from "./moose-client";
import { oneBlock } from "./one-block";

/**
 * One INSERT, one block: stored whole or not at all, and stored when the promise resolves. Every setting that ClickHouse versions disagree on
 * is said; insert-deduplication tokens are not used, since they can lose an acknowledged block.
 */
export async function writeRows(client: MooseClient, table: string, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  await client.insert({ table, values: [...rows], format: "JSONEachRow", clickhouse_settings: oneBlock });
}
