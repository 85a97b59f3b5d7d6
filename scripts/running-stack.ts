import { join } from "node:path";
import { createClient, type ClickHouseClient } from "@clickhouse/client";
import { readDevLock } from "../embedded/launcher/dev-lock.js";
import { readMooseConfig } from "../embedded/launcher/read-moose-config.js";

export interface RunningStack {
  /** Where Moose listens, without a slash at the end. */
  readonly url: string;
  readonly clickhouse: ClickHouseClient;
}

/**
 * The stack of this clone: the ports of the one that `npm run dev` started here, else those of moose.config.toml and the environment.
 * @throws {UserProblem} moose.config.toml cannot be used
 */
export function runningStack(root: string): RunningStack {
  const lock = readDevLock(join(root, ".embedded/dev.lock"));
  const config = readMooseConfig(root, { ...lock?.environment, ...process.env });
  const { clickhouse_config: clickhouse } = config;
  return {
    url: `http://localhost:${config.http_server_config.port}`,
    clickhouse: createClient({
      url: `http://${clickhouse.host}:${clickhouse.host_port}`,
      username: clickhouse.user,
      password: clickhouse.password,
      database: clickhouse.db_name,
    }),
  };
}
