import { join, resolve } from "node:path";
import { ClickHouseLogLevel, createClient, type ClickHouseClient } from "@clickhouse/client";
import { readDevLock } from "../embedded/launcher/dev-lock.js";
import { readMooseConfig } from "../embedded/launcher/read-moose-config.js";

export interface RunningStack {
  /** Where Moose listens, without a slash at the end. */
  readonly url: string;
  readonly clickhouse: ClickHouseClient;
}

/**
 * The stack of this clone: the ports of the one that `npm run dev` started here, else those of moose.config.toml and the environment.
 * Without Moose's library, whose import takes two seconds and 130 MB. The caller closes the client.
 * @throws {UserProblem} moose.config.toml cannot be used
 */
export function runningStack(root: string = resolve(__dirname, "..")): RunningStack {
  const lock = readDevLock(join(root, ".embedded/dev.lock"));
  const config = readMooseConfig(root, { ...lock?.environment, ...process.env });
  const { clickhouse_config: clickhouse } = config;
  return {
    url: `http://localhost:${config.http_server_config.port}`,
    clickhouse: createClient({
      url: `${clickhouse.use_ssl ? "https" : "http"}://${clickhouse.host}:${clickhouse.host_port}`,
      username: clickhouse.user,
      password: clickhouse.password,
      database: clickhouse.db_name,
      application: "moose",
      // What fails is told by who asked.
      log: { level: ClickHouseLogLevel.OFF },
      // A month's mapping to FOCUS and its checks say nothing until they are done; the headers keep proxies from closing the connection.
      request_timeout: 600_000,
      clickhouse_settings: { send_progress_in_http_headers: 1, http_headers_progress_interval_ms: "20000" },
    }),
  };
}
