import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { kafkaCommand } from "../../embedded/launcher/kafka-command.js";
import { askTemporal } from "../../scripts/start/ask-temporal";
import { probeKafka, readRedisVersion } from "../../app/runtime/observability/probe-services";
import { eventually } from "../support/eventually";
import { KeptProcess } from "./kept-process";
import type { Programs } from "./programs";

/** What a service of the production listens on. All of it is on this machine. */
export interface ServicePorts {
  readonly kafka: number;
  readonly kafkaController: number;
  readonly redis: number;
  readonly postgres: number;
  readonly clickhouse: number;
  /** Frontend, and after it its HTTP interface. */
  readonly temporal: number;
  readonly temporalHttp: number;
  /** The other services of Temporal and the membership of each, seven in a row. */
  readonly temporalInner: number;
}

export interface Services {
  readonly kafka: KeptProcess;
  readonly redis: KeptProcess;
  readonly postgres: KeptProcess;
  readonly temporal: KeptProcess;
  readonly clickhouse: KeptProcess;
}

/** Sets up data directories below `directory`, starts the five services, each of which `started` is told of, and returns when all answer. */
export async function startServices(
  directory: string,
  ports: ServicePorts,
  programs: Programs,
  started: (service: KeptProcess) => void,
): Promise<Services> {
  const folder = (name: string): string => {
    const path = join(directory, name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  const log = (name: string): string => join(directory, "logs", `${name}.log`);
  const kafka = keepKafka(folder("kafka"), ports, programs, log("kafka"));
  const redis = keepRedis(folder("redis"), ports.redis, programs, log("redis"));
  const postgres = keepPostgres(folder("postgres"), ports.postgres, programs, log("postgres"));
  const clickhouse = keepClickHouse(folder("clickhouse"), ports.clickhouse, log("clickhouse"));
  const start = (service: KeptProcess): void => {
    service.start();
    started(service);
  };
  for (const service of [kafka, redis, postgres, clickhouse]) start(service);
  await eventually(() => pingPostgres(ports.postgres, programs));
  makeTemporalDatabases(ports.postgres, programs);
  const temporal = keepTemporal(folder("temporal"), ports, programs, log("temporal"));
  start(temporal);
  await eventually(async () => ((await probeKafka(`127.0.0.1:${ports.kafka}`, 3000)) ? true : undefined));
  await eventually(async () => ((await readRedisVersion(`redis://127.0.0.1:${ports.redis}`, 3000)) === null ? undefined : true));
  await eventually(async () => (await fetch(`http://127.0.0.1:${ports.clickhouse}/ping`)).ok || undefined);
  await eventually(async () => {
    await askTemporal("127.0.0.1", ports.temporal, "default");
    return true;
  });
  await eventually(() => makeNamespace(ports.temporalHttp, ports.temporal));
  return { kafka, redis, postgres, temporal, clickhouse };
}

/** Apache Kafka with KRaft, one node, with the settings of ops/compose. */
export function keepKafka(
  directory: string,
  ports: Pick<ServicePorts, "kafka" | "kafkaController">,
  { java, kafka }: Pick<Programs, "java" | "kafka">,
  log: string,
): KeptProcess {
  const address = { host: "127.0.0.1", port: ports.kafka, controllerPort: ports.kafkaController };
  return new KeptProcess({ name: "Kafka", ...kafkaCommand(directory, { java, jars: kafka }, address), log });
}

export function keepRedis(directory: string, port: number, { redis }: Pick<Programs, "redis">, log: string): KeptProcess {
  const config = join(directory, "redis.conf");
  writeFileSync(config, `bind 127.0.0.1\nport ${port}\ndir ${directory}\nappendonly yes\n`);
  return new KeptProcess({ name: "Redis", command: redis, args: [config], log });
}

/** PostgreSQL does not run as root: it gets a user of its own then. */
function keepPostgres(directory: string, port: number, { postgres }: Programs, log: string): KeptProcess {
  const data = join(directory, "data");
  const user = process.getuid?.() === 0 ? accountOf("postgres") : undefined;
  if (user !== undefined) chownSync(directory, user.uid, user.gid);
  execFileSync(postgres.initdb, ["-D", data, "-U", "temporal", "--auth=trust", "--encoding=UTF8", "--locale=C"], {
    ...(user ?? {}),
    stdio: "ignore",
  });
  const args = ["-D", data, "-p", String(port), "-c", "listen_addresses=127.0.0.1", "-c", `unix_socket_directories=${directory}`];
  return new KeptProcess({ name: "PostgreSQL", command: postgres.server, args, log, ...(user === undefined ? {} : { user }) });
}

function accountOf(name: string): { readonly uid: number; readonly gid: number } {
  const [, , uid, gid] =
    readFileSync("/etc/passwd", "utf8")
      .split("\n")
      .find((line) => line.startsWith(`${name}:`))
      ?.split(":") ?? [];
  if (uid === undefined || gid === undefined) throw new Error(`there is no user ${name}, and PostgreSQL does not run as root`);
  return { uid: Number(uid), gid: Number(gid) };
}

function pingPostgres(port: number, { postgres }: Programs): true {
  execFileSync(postgres.psql, ["-h", "127.0.0.1", "-p", String(port), "-U", "temporal", "-d", "postgres", "-c", "SELECT 1"], {
    stdio: "ignore",
  });
  return true;
}

function makeTemporalDatabases(port: number, { temporalSqlTool }: Programs): void {
  for (const [database, schema] of [
    ["temporal", "postgresql/v12/temporal"],
    ["temporal_visibility", "postgresql/v12/visibility"],
  ] as const) {
    const tool = (...args: readonly string[]): void => {
      const at = ["--plugin", "postgres12", "--ep", "127.0.0.1", "-p", String(port), "-u", "temporal", "--db", database];
      execFileSync(temporalSqlTool, [...at, ...args], { stdio: "pipe" });
    };
    tool("create");
    tool("setup-schema", "-v", "0.0");
    tool("update-schema", "--schema-name", schema);
  }
}

/** Temporal's own server, all four of its services in one process, over PostgreSQL. */
function keepTemporal(directory: string, ports: ServicePorts, { temporalServer }: Programs, log: string): KeptProcess {
  const inner = (offset: number): number => ports.temporalInner + offset;
  const rpc = (grpcPort: number, membershipPort: number, more: object = {}): object => ({
    rpc: { grpcPort, membershipPort, bindOnLocalHost: true, ...more },
  });
  const store = (databaseName: string, connections: number): object => ({
    sql: {
      pluginName: "postgres12",
      databaseName,
      connectAddr: `127.0.0.1:${ports.postgres}`,
      connectProtocol: "tcp",
      user: "temporal",
      password: "temporal",
      maxConns: connections,
      maxIdleConns: connections,
      maxConnLifetime: "1h",
    },
  });
  const config = {
    log: { stdout: true, level: "warn" },
    persistence: {
      defaultStore: "default",
      visibilityStore: "visibility",
      numHistoryShards: 4,
      datastores: { default: store("temporal", 20), visibility: store("temporal_visibility", 2) },
    },
    global: { membership: { maxJoinDuration: "30s", broadcastAddress: "127.0.0.1" } },
    services: {
      frontend: rpc(ports.temporal, inner(0), { httpPort: ports.temporalHttp }),
      matching: rpc(inner(1), inner(2)),
      history: rpc(inner(3), inner(4)),
      worker: rpc(inner(5), inner(6)),
    },
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: "active",
      currentClusterName: "active",
      clusterInformation: {
        active: { enabled: true, initialFailoverVersion: 1, rpcName: "frontend", rpcAddress: `127.0.0.1:${ports.temporal}` },
      },
    },
    dcRedirectionPolicy: { policy: "noop" },
  };
  // JSON is YAML.
  const folder = join(directory, "config");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "production.yaml"), JSON.stringify(config, null, 2));
  const args = ["--root", directory, "--config", "config", "--env", "production", "start"];
  return new KeptProcess({ name: "Temporal", command: temporalServer, args, log });
}

/** Makes the namespace that Moose uses, which Temporal's own server does not have by itself. */
async function makeNamespace(httpPort: number, port: number): Promise<true | undefined> {
  await fetch(`http://127.0.0.1:${httpPort}/api/v1/namespaces`, {
    method: "POST",
    body: JSON.stringify({ namespace: "default", workflowExecutionRetentionPeriod: "86400s" }),
  });
  return (await askTemporal("127.0.0.1", port, "default")).hasNamespace || undefined;
}

/** The engine that is here, behind ClickHouse's HTTP interface as the code in `root` has it. */
export function keepClickHouse(directory: string, port: number, log: string, root = join(__dirname, "../..")): KeptProcess {
  const config = join(directory, "config.xml");
  writeFileSync(
    join(directory, "users.xml"),
    "<clickhouse><users><panda><password>pandapass</password><profile>default</profile></panda></users><profiles><default/></profiles></clickhouse>",
  );
  chmodSync(join(directory, "users.xml"), 0o600);
  writeFileSync(
    config,
    `<clickhouse>
  <http_port>${port}</http_port>
  <listen_host>127.0.0.1</listen_host>
  <path>${directory}/data/</path>
  <tmp_path>${directory}/data/tmp/</tmp_path>
  <users_config>users.xml</users_config>
  <macros><shard>01</shard><replica>replica01</replica><database>billing</database></macros>
</clickhouse>
`,
  );
  const args = ["--import", "tsx", join(root, "embedded/clickhouse/main.ts"), "server", `--config-file=${config}`];
  return new KeptProcess({ name: "ClickHouse", command: process.execPath, args, directory: root, env: { UV_THREADPOOL_SIZE: "128" }, log });
}
