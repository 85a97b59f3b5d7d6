import { Readable } from "node:stream";
import { execInsert } from "./exec-insert";
import type { MooseClient } from "./moose-client";
import { onePart, type TextInsert } from "./write-text";

/** An INSERT of blocks of ClickHouse's Native format, one after the other in `chunks`. */
export interface BlocksInsert extends Omit<TextInsert, "columns"> {
  readonly columns: readonly BlockColumn[];
}

/** A column as the blocks have it. */
export interface BlockColumn {
  readonly name: string;
  readonly type: string;
  /** SQL: what is stored; the column itself, converted to the table's type, where there is none. Text that is not a number would become null there. */
  readonly value?: string;
}

/** SQL: the Decimal of a column of Nullable(String). Digits that are none throw; a plain conversion would make null of them. */
export function digitsOrNull(column: string, fractionDigits: number): string {
  return `if(${column} IS NULL, NULL, toDecimal128(assumeNotNull(${column}), ${fractionDigits}))`;
}

/** As `writeText`, of blocks that are columns already, which the engine need not take apart. */
export async function writeBlocks(client: MooseClient, { table, columns, chunks, queryId, fence = "true" }: BlocksInsert): Promise<void> {
  if (!chunks.some((chunk) => chunk.length > 0)) return;
  const names = columns.map(({ name }) => name).join(", ");
  const values = columns.map(({ name, value = name }) => value).join(", ");
  const structure = columns.map(({ name, type }) => `${name} ${type}`).join(", ");
  await execInsert(client, {
    query: `INSERT INTO ${table} (${names}) SELECT ${values} FROM input('${structure}') WHERE ${fence} FORMAT Native`,
    values: Readable.from(chunks, { objectMode: false }),
    ...(queryId === undefined ? {} : { query_id: queryId }),
    clickhouse_settings: onePart,
  });
}
