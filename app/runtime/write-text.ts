import { Readable } from "node:stream";
import type { MooseClient } from "./moose-client";
import { oneBlock } from "./one-block";

/** As `writeRows`, of lines of TabSeparated: half the bytes of JSON and half the work for both sides. */
export async function writeText(client: MooseClient, table: string, columns: readonly string[], text: string): Promise<void> {
  if (text === "") return;
  const result = await client.exec({
    query: `INSERT INTO ${table} (${columns.join(", ")}) FORMAT TabSeparated`,
    values: Readable.from([Buffer.from(text)], { objectMode: false }),
    clickhouse_settings: { ...oneBlock, input_format_tsv_empty_as_default: 0 },
  });
  result.stream.destroy();
}
