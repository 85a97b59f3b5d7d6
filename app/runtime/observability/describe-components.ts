import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ComponentHealth } from "../../domain/health/health-history";
import { mooseClient } from "../clickhouse/moose-client";
import { processConsoles } from "../config/console-settings";
import { processSources } from "../config/read-source-settings";
import { mooseSetting } from "../moose/moose-setting";
import { temporalVersion } from "../moose/workflow-runs";
import { checkStores } from "./check-stores";
import { readDiskSpace } from "./disk-space";
import { probeKafka, readRedisVersion } from "./probe-services";
import { streamLag } from "./stream-lag";
import { componentErrors, watchHealth } from "./watch-health";

/** A part of the stack as an operator sees it. What nobody can tell is null. */
export interface ComponentDetails extends ComponentHealth {
  readonly version: string | null;
  /** Milliseconds for one small question, asked just now. */
  readonly latency_ms: number | null;
  /** Of Kafka: accepted blocks that wait to be stored, of all streams. */
  readonly waiting_blocks: number | null;
  /** Bytes of ClickHouse's fullest local disk, as digits. */
  readonly disk_free_bytes: string | null;
  readonly disk_total_bytes: string | null;
  /** The last time that it did not answer, as far as this process saw. */
  readonly last_error: { readonly at: string; readonly detail: string } | null;
  /** The address of its own page, from AZURE_BILLING_CONSOLES. */
  readonly console: string | null;
}

/** ClickHouse, its disk, Kafka, Redis, Temporal, Moose, and the object stores that AZURE_BILLING_STORAGE_HOSTS names, each asked just now. */
export async function describeComponents(): Promise<readonly ComponentDetails[]> {
  const [stores, questions, disk, waiting] = await Promise.all([
    checkStores(processSources().allowedHosts),
    Promise.all(Object.entries(askings).map(async ([name, ask]): Promise<readonly [string, Asked]> => [name, await timed(ask)])),
    readDiskSpace().catch(() => null),
    streamLag().then((lag) => [...lag.values()].reduce((sum, blocks) => sum + blocks, 0)),
  ]);
  const health = await watchHealth();
  const asked = new Map(questions);
  const consoles = processConsoles();
  const errors = new Map([...componentErrors(), ...stores.errors]);
  return [...health, ...stores.all()].map((one) => {
    const { component } = one;
    return {
      ...one,
      version: asked.get(component)?.version ?? null,
      latency_ms: asked.get(component)?.latencyMs ?? null,
      waiting_blocks: component === "kafka" ? waiting : null,
      disk_free_bytes: component === "disk" ? (disk?.free ?? null) : null,
      disk_total_bytes: component === "disk" ? (disk?.total ?? null) : null,
      last_error: errors.get(component) ?? null,
      console: consoles.get(component) ?? null,
    };
  });
}

interface Asked {
  readonly version: string | null;
  readonly latencyMs: number | null;
}

/** Its version; null when it does not say one. Rejects when it does not answer. */
const askings: Readonly<Record<string, () => Promise<string | null>>> = {
  clickhouse: async () => (await ask<{ readonly version: string }>("SELECT version() AS version"))?.version ?? null,
  kafka: async () => {
    // Its protocol has versions of questions, and none of the broker.
    if (!(await probeKafka(mooseSetting("redpanda_config.broker")))) throw new Error("no answer");
    return null;
  },
  redis: () => readRedisVersion(mooseSetting("redis_config.url")),
  temporal: temporalVersion,
  moose: async () => {
    const address = `http://127.0.0.1:${mooseSetting("http_server_config.port")}/liveness`;
    if (!(await fetch(address, { signal: AbortSignal.timeout(2000) })).ok) throw new Error("no answer");
    return mooseVersion();
  },
};

async function timed(question: () => Promise<string | null>): Promise<Asked> {
  const started = performance.now();
  try {
    const version = await question();
    return { version, latencyMs: Math.round((performance.now() - started) * 10) / 10 };
  } catch {
    return { version: null, latencyMs: null };
  }
}

/** The library's, which is that of the CLI: package.json has both at one version. */
function mooseVersion(): string | null {
  const text = readFileSync(join(process.cwd(), "node_modules/@514labs/moose-lib/package.json"), "utf8");
  return /"version": *"([^"]+)"/.exec(text)?.[1] ?? null;
}

async function ask<Row>(query: string): Promise<Row | null> {
  const client = await mooseClient();
  const result = await client.query({ query, format: "JSONEachRow", abort_signal: AbortSignal.timeout(3000) });
  const [row] = await result.json<Row>();
  return row ?? null;
}
