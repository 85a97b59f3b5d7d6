import type { Readable } from "node:stream";
import { getMooseUtils } from "@514labs/moose-lib";

/**
 * What is used of a ClickHouse client, whether it is Moose's own or one that a script made. Moose brings another version of @clickhouse/client,
 * whose types the newer one does not take.
 */
export interface MooseClient {
  query(params: StatementParams & { readonly format?: "JSONEachRow" }): Promise<{ json<Row>(): Promise<Row[]>; text(): Promise<string> }>;
  exec(params: StatementParams & { readonly values?: Readable }): Promise<{ readonly stream: Readable }>;
  command(params: StatementParams): Promise<unknown>;
  insert(params: {
    readonly table: string;
    readonly values: readonly object[];
    readonly format: "JSONEachRow";
    readonly clickhouse_settings: Settings;
  }): Promise<unknown>;
  close(): Promise<void>;
}

interface StatementParams {
  readonly query: string;
  readonly query_params?: Record<string, unknown>;
  readonly query_id?: string;
  readonly clickhouse_settings?: Settings;
  readonly abort_signal?: AbortSignal;
  readonly auth?: { username: string; password: string };
}

type Settings = Record<string, string | number | boolean>;

let client: Promise<MooseClient> | undefined;

/** The client of the process that Moose started this code in: its own address, user and database. One for the life of the process. */
export function mooseClient(): Promise<MooseClient> {
  client ??= getMooseUtils().then((utils) => utils.client.query.client);
  return client;
}
