import type { Readable } from "node:stream";
import type { MooseClient } from "./moose-client";

export type BoundParameters = Readonly<Record<string, string | number | readonly string[]>>;

/** A SELECT with `{name:Type}` where values go, and the rows it may see. */
export interface ReadonlyQuestion {
  readonly query: string;
  readonly parameters: BoundParameters;
  /** ClickHouse's additional_table_filters; empty: all rows. */
  readonly tableFilters: string;
  readonly queryId: string;
  readonly signal?: AbortSignal | undefined;
}

export interface ReadonlyClient {
  /** 64-bit numbers and decimals arrive as text. Asked once more when the connection is lost, under the id `…-again`. */
  readonly rows: <Row>(question: ReadonlyQuestion) => Promise<readonly Row[]>;
  /** The answer in the FORMAT that the query ends with, of any length, as it is written. A caller that stops reading stops the engine. */
  readonly file: (question: ReadonlyQuestion) => Promise<Readable>;
}

/**
 * The only way a caller's query reaches ClickHouse: it cannot write, access a network or a file, change a setting, or exceed
 * its limits. `reader` is the ClickHouse user for it, with grants and a quota of its own; chDB has no users, and there these settings stand alone.
 */
export function readonlyClient(
  client: MooseClient,
  reader: { readonly username: string; readonly password: string } | undefined,
): ReadonlyClient {
  const statement = (
    { query, parameters, tableFilters, queryId, signal }: ReadonlyQuestion,
    settings: Readonly<Record<string, string | number>>,
  ) => ({
    query,
    query_params: { ...parameters },
    query_id: queryId,
    clickhouse_settings: {
      ...limits,
      ...planning,
      ...settings,
      ...(tableFilters === "" ? {} : { additional_table_filters: tableFilters }),
      readonly: "1",
    },
    ...(signal === undefined ? {} : { abort_signal: signal }),
    ...(reader === undefined ? {} : { auth: { ...reader } }),
  });
  const ask = async <Row>(question: ReadonlyQuestion): Promise<readonly Row[]> =>
    (await client.query({ ...statement(question, {}), format: "JSONEachRow" })).json<Row>();
  return {
    rows: <Row>(question: ReadonlyQuestion) =>
      ask<Row>(question).catch((error: unknown) => {
        if (!isConnectionLost(error) || question.signal?.aborted === true) throw error;
        return ask<Row>({ ...question, queryId: `${question.queryId}-again` });
      }),
    file: async (question) => (await client.exec(statement(question, { ...fileLimits, ...fileForms }))).stream,
  };
}

/** The connection ended before the answer came, as a kept one does that the server closes as it is used. A question changes nothing, so it can be asked again. */
function isConnectionLost(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ECONNRESET" || error.code === "EPIPE");
}

/**
 * Settings for statements over the FOCUS mapping. ClickHouse looks for comparisons that follow from others (`a < b AND b < 5`) and hashes every operand
 * together with the subqueries that its columns come from: over the steps of the mapping that was more than half of the time until the first row.
 */
export const planning = { optimize_and_compare_chain: 0 } as const;

/** A query that needs more is rejected, never answered in part. */
const limits = {
  max_execution_time: 10,
  max_result_rows: "20000",
  max_result_bytes: "67108864",
  result_overflow_mode: "throw",
  max_rows_to_read: "1000000000",
  max_memory_usage: "2000000000",
  max_ast_depth: "200",
  max_query_size: "8388608",
  output_format_json_quote_64bit_integers: 1,
  output_format_json_quote_decimals: 1,
} as const;

/** A file is as large as the data, and takes as long as its reader does. Memory is limited as for any other question. */
const fileLimits = {
  max_execution_time: 3600,
  max_result_rows: "1000000000",
  max_result_bytes: "1000000000000",
  max_query_size: "268435456",
} as const;

/** Null is nothing between two commas; Parquet as Arrow, Spark and DuckDB read it without being told. */
const fileForms = {
  format_csv_null_representation: "",
  output_format_parquet_compression_method: "snappy",
  output_format_parquet_string_as_string: 1,
  output_format_parquet_row_group_size: 100000,
} as const;
