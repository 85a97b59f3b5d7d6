import { UserProblem } from "../user-problem.mjs";
import { kafkaControllerVariable } from "./kafka.js";
import type { KafkaAddress } from "./kafka-command.js";
import { type ObjectStorePorts, objectStoreVariables } from "./object-store.js";
import type { MooseConfig } from "./read-moose-config.js";

export type Stack = "docker" | "native" | "embedded";

export interface PlannedPort {
  readonly port: number;
  readonly service: string;
  /** The environment variable that moves it. */
  readonly variable: string;
}

/**
 * Every port the stack will listen on; `objects` when it has object storage, `kafka` when it has Apache Kafka. Temporal also takes some of the system's choosing, which cannot collide.
 * @throws {UserProblem} two services on one port, a broker without a port, or Redis expected where it will not listen
 */
export function planPorts(config: MooseConfig, stack: Stack, objects?: ObjectStorePorts, kafka?: KafkaAddress): readonly PlannedPort[] {
  const { http_server_config: http, clickhouse_config: clickhouse, redis_config: redis, temporal_config: temporal, features } = config;
  const ports: PlannedPort[] = [
    { port: http.port, service: "Moose (ingest and APIs)", variable: "MOOSE_HTTP_SERVER_CONFIG__PORT" },
    { port: http.management_port, service: "Moose (management)", variable: "MOOSE_HTTP_SERVER_CONFIG__MANAGEMENT_PORT" },
    { port: http.proxy_port, service: "Moose (API workers)", variable: "MOOSE_HTTP_SERVER_CONFIG__PROXY_PORT" },
    { port: clickhouse.host_port, service: "ClickHouse (HTTP)", variable: "MOOSE_CLICKHOUSE_CONFIG__HOST_PORT" },
    { port: clickhouse.native_port, service: "ClickHouse (TCP)", variable: "MOOSE_CLICKHOUSE_CONFIG__NATIVE_PORT" },
    { port: redisPort(redis), service: "Redis", variable: "MOOSE_REDIS_CONFIG__PORT and __URL" },
  ];
  // Moose refuses to start while the keeper's ports are taken, also over chDB, which never listens there.
  if (stack !== "docker") {
    ports.push(
      { port: clickhouse.keeper_port, service: "ClickHouse Keeper", variable: "MOOSE_CLICKHOUSE_CONFIG__KEEPER_PORT" },
      { port: clickhouse.keeper_raft_port, service: "ClickHouse Keeper (raft)", variable: "MOOSE_CLICKHOUSE_CONFIG__KEEPER_RAFT_PORT" },
    );
  }
  if (features.streaming_engine) {
    ports.push({ port: brokerPort(config.redpanda_config.broker), service: "Kafka", variable: "MOOSE_REDPANDA_CONFIG__BROKER" });
  }
  if (kafka !== undefined) ports.push({ port: kafka.controllerPort, service: "Kafka (controller)", variable: kafkaControllerVariable });
  if (features.workflows) {
    ports.push(
      { port: temporal.temporal_port, service: "Temporal", variable: "MOOSE_TEMPORAL_CONFIG__TEMPORAL_PORT" },
      { port: temporal.ui_port, service: "Temporal UI", variable: "MOOSE_TEMPORAL_CONFIG__UI_PORT" },
    );
    if (stack === "docker") {
      ports.push({ port: temporal.db_port, service: "Temporal's PostgreSQL", variable: "MOOSE_TEMPORAL_CONFIG__DB_PORT" });
    }
  }
  if (objects !== undefined) {
    ports.push(
      { port: objects.port, service: "object storage", variable: objectStoreVariables.port },
      { port: objects.page, service: "object storage (page)", variable: objectStoreVariables.page },
    );
  }
  refuseDoubles(ports);
  return ports;
}

/** `redis_config.port` moves the server, `redis_config.url` its clients: one without the other starts a stack that never finds its state. */
function redisPort({ url, port }: MooseConfig["redis_config"]): number {
  const expected = URL.canParse(url) ? Number(new URL(url).port || 6379) : Number.NaN;
  if (expected === port) return port;
  throw new UserProblem(
    `Redis will listen on ${port} but redis_config.url is ${url}: set MOOSE_REDIS_CONFIG__PORT and MOOSE_REDIS_CONFIG__URL to one port.`,
  );
}

/**
 * The port of `redpanda_config.broker`.
 * @throws {UserProblem} it has none
 */
export function brokerPort(broker: string): number {
  const port = Number(/:(\d+)$/.exec(broker)?.[1] ?? Number.NaN);
  if (port >= 1 && port <= 65535) return port;
  throw new UserProblem(`redpanda_config.broker is "${broker}": it needs host and port, such as localhost:19092.`);
}

function refuseDoubles(ports: readonly PlannedPort[]): void {
  for (const [index, { port, service, variable }] of ports.entries()) {
    const other = ports.slice(0, index).find((earlier) => earlier.port === port);
    if (other !== undefined)
      throw new UserProblem(`${other.service} and ${service} are both set to port ${port}: move one with ${variable}.`);
  }
}
