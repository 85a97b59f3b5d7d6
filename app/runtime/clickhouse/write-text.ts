import { Readable } from "node:stream";
import { execInsert } from "./exec-insert";
import { inputStructure } from "./input-structure";
import type { MooseClient } from "./moose-client";
import { oneBlock } from "./write-rows";

/** An INSERT of lines of TabSeparated, as UTF-8. */
export interface TextInsert {
  readonly table: string;
  readonly columns: readonly string[];
  readonly chunks: readonly Uint8Array[];
  readonly queryId?: string;
  /** An SQL condition that is true or throws, evaluated by the engine when the INSERT begins. */
  readonly fence?: string;
}

/** As `writeRows`, of tab-separated text: half the bytes of JSON and half the work for both sides. */
export async function writeText(client: MooseClient, { table, columns, chunks, queryId, fence = "true" }: TextInsert): Promise<void> {
  if (!chunks.some((chunk) => chunk.length > 0)) return;
  const names = columns.join(", ");
  const structure = await inputStructure(client, table, columns);
  await execInsert(client, {
    query: `INSERT INTO ${table} (${names}) SELECT ${names} FROM input('${structure}') WHERE ${fence} FORMAT TabSeparated`,
    values: Readable.from(chunks, { objectMode: false }),
    ...(queryId === undefined ? {} : { query_id: queryId }),
    clickhouse_settings: onePart,
  });
}

/** Parsed by one thread and gathered into one block, so that an INSERT is one part however large it is. */
export const onePart = {
  ...oneBlock,
  max_insert_block_size: "10000000",
  min_insert_block_size_rows: "10000000",
  min_insert_block_size_bytes: "0",
  max_threads: 1,
  max_insert_threads: "1",
  parallel_view_processing: 0,
  input_format_parallel_parsing: 0,
  input_format_tsv_empty_as_default: 0,
} as const;
