import { freePorts } from "./free-ports.js";

export interface StackPorts {
  readonly environment: Readonly<Record<string, string>>;
  readonly all: readonly number[];
  readonly url: string;
  readonly temporal: string;
}

/** Every port of the stack, moved to a free one by the variables Moose reads. */
export async function moveStackPorts(): Promise<StackPorts> {
  const all = await freePorts(14);
  const [http, management, proxy, clickhouse, native, keeper, raft, kafka, redis, temporal, temporalUi, objects, page, kafkaController] =
    all.map(String);
  return {
    all,
    url: `http://localhost:${http ?? ""}`,
    temporal: `127.0.0.1:${temporal ?? ""}`,
    environment: Object.fromEntries(
      Object.entries({
        MOOSE_HTTP_SERVER_CONFIG__PORT: http,
        MOOSE_HTTP_SERVER_CONFIG__MANAGEMENT_PORT: management,
        MOOSE_HTTP_SERVER_CONFIG__PROXY_PORT: proxy,
        MOOSE_CLICKHOUSE_CONFIG__HOST_PORT: clickhouse,
        MOOSE_CLICKHOUSE_CONFIG__NATIVE_PORT: native,
        MOOSE_CLICKHOUSE_CONFIG__KEEPER_PORT: keeper,
        MOOSE_CLICKHOUSE_CONFIG__KEEPER_RAFT_PORT: raft,
        MOOSE_REDPANDA_CONFIG__BROKER: `localhost:${kafka ?? ""}`,
        MOOSE_REDIS_CONFIG__PORT: redis,
        MOOSE_REDIS_CONFIG__URL: `redis://127.0.0.1:${redis ?? ""}`,
        MOOSE_TEMPORAL_CONFIG__TEMPORAL_PORT: temporal,
        MOOSE_TEMPORAL_CONFIG__UI_PORT: temporalUi,
        OBJECT_STORAGE_PORT: objects,
        OBJECT_STORAGE_PAGE_PORT: page,
        KAFKA_CONTROLLER_PORT: kafkaController,
      }).map(([name, value]) => [name, value ?? ""]),
    ),
  };
}
