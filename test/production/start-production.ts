import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { startSimulator } from "../../simulator/start-simulator";
import type { Simulator } from "../../simulator/simulator";
import { freePorts } from "../e2e/free-ports.js";
import { makeClone } from "../e2e/make-clone.js";
import { makeKey } from "../security/bearer-tokens";
import { AppInstance, type WorkerKind } from "./app-instance";
import type { KeptProcess } from "./kept-process";
import { type ProcessUsage, processUsage, withChildren } from "./process-usage";
import type { Programs } from "./programs";
import { type Services, startServices } from "./services";

export interface Production {
  readonly services: Services;
  readonly instances: readonly [AppInstance, AppInstance];
  readonly simulator: Simulator;
  readonly keys: Readonly<Record<"ingest" | "consumption" | "admin", { readonly bearer: string; readonly hash: string }>>;
  readonly clickhouseUrl: string;
  readonly usage: (ms: number) => Promise<Readonly<Record<string, ProcessUsage>>>;
  readonly stop: () => Promise<void>;
}

export const enrollment = "100100";

/** Starts the services, and two instances of the app, each in a copy of the project of its own; returns when both are ready. */
export async function startProduction(programs: Programs, directory: string, say: (line: string) => void): Promise<Production> {
  const [kafka = 0, kafkaController = 0, redis = 0, postgres = 0, clickhouse = 0, temporal = 0, temporalHttp = 0, ...others] =
    await freePorts(20);
  const [temporalInner = 0, , , , , , , http1 = 0, api1 = 0, management1 = 0, http2 = 0, api2 = 0, management2 = 0] = others;
  const closing: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of closing.reverse()) await close();
  };
  try {
    const started = Date.now();
    const services = await startServices(
      directory,
      { kafka, kafkaController, redis, postgres, clickhouse, temporal, temporalHttp, temporalInner },
      programs,
      (service) => closing.push(() => service.stop("SIGTERM", 10_000)),
    );
    say(`services answer after ${seconds(started)}: Kafka, Redis, PostgreSQL, Temporal, ClickHouse`);
    const today = new Date().toISOString().slice(0, 10);
    const simulator = await startSimulator({
      seed: 18,
      today,
      enrollments: [{ number: enrollment, key: "simulator-key", rows: 6000 }],
      pageSize: 200,
      latencyMs: 250,
    });
    closing.push(() => simulator.close());
    const keys = { ingest: makeKey(), consumption: makeKey(), admin: makeKey() };
    const env = {
      MOOSE_CLICKHOUSE_CONFIG__HOST: "127.0.0.1",
      MOOSE_CLICKHOUSE_CONFIG__HOST_PORT: String(clickhouse),
      MOOSE_CLICKHOUSE_CONFIG__DB_NAME: database,
      MOOSE_REDPANDA_CONFIG__BROKER: `127.0.0.1:${kafka}`,
      MOOSE_REDIS_CONFIG__URL: `redis://127.0.0.1:${redis}`,
      MOOSE_TEMPORAL_CONFIG__TEMPORAL_HOST: "127.0.0.1",
      MOOSE_TEMPORAL_CONFIG__TEMPORAL_PORT: String(temporal),
      MOOSE_TEMPORAL_CONFIG__TEMPORAL_SCHEME: "http",
      MOOSE_INGEST_API_KEY: keys.ingest.hash,
      MOOSE_CONSUMPTION_API_KEY: keys.consumption.hash,
      MOOSE_AUTHENTICATION__ADMIN_API_KEY: keys.admin.hash,
      AZURE_EA_ENROLLMENT: enrollment,
      AZURE_EA_API_KEY: "simulator-key",
      AZURE_EA_BASE_URL: simulator.url,
      AZURE_EA_REQUESTS_PER_MINUTE: "6000000",
    };
    const run = (name: string, ports: readonly [number, number, number]): AppInstance => {
      const folder = makeClone();
      const home = join(directory, "logs", `${name}-home`);
      mkdirSync(home, { recursive: true });
      const instance = AppInstance.run({ name, folder, ports, env, log: join(directory, "logs", `${name}.log`), home });
      closing.push(async () => {
        await instance.start.stop("SIGTERM", 60_000);
        rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
      });
      return instance;
    };
    const starting = Date.now();
    const instances = [run("instance-1", [http1, api1, management1]), run("instance-2", [http2, api2, management2])] as const;
    for (const instance of instances) {
      await instance.untilReady();
      say(`${instance.name} is ready after ${seconds(starting)}`);
    }
    return {
      services,
      instances,
      simulator,
      keys,
      clickhouseUrl: `http://127.0.0.1:${clickhouse}/?user=panda&password=pandapass&database=${database}`,
      usage: (ms) => processUsage(processesOf(services, instances[0]), ms),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The processes of one instance and of the services, by what they do. */
function processesOf(services: Services, instance: AppInstance): Readonly<Record<string, readonly number[]>> {
  const of = (kind: WorkerKind): readonly number[] => instance.processes(kind).map(({ pid }) => pid);
  const started = new Set(instance.processes().map(({ pid }) => pid));
  const family = ({ pid }: KeptProcess): readonly number[] => (pid === undefined ? [] : withChildren([pid]));
  const { clickhouse, kafka, redis, postgres, temporal } = services;
  return {
    "`npm start` with the gate": family(instance.start).filter((pid) => !started.has(pid)),
    "Moose's CLI": of("cli"),
    "API workers": of("api"),
    "stream workers": of("stream"),
    "workflow worker": of("workflow"),
    "ClickHouse (the embedded engine)": family(clickhouse),
    "Apache Kafka": family(kafka),
    Redis: family(redis),
    Temporal: family(temporal),
    PostgreSQL: family(postgres),
  };
}

const database = "billing";
const seconds = (since: number): string => `${Math.round((Date.now() - since) / 1000)} s`;
