import { setTimeout as sleep } from "node:timers/promises";
import { diskHealth } from "../../domain/health/disk-health";
import { type ComponentError, type ComponentHealth, HealthHistory } from "../../domain/health/health-history";
import { readDiskSpace } from "./disk-space";
import { judgeReady, ready, type Ready } from "./judge-ready";
import { mooseSetting } from "../moose/moose-setting";
import { probeKafka, probeRedis, probeTemporal } from "./probe-services";
import { processWide } from "../moose/process-wide";

const history = (processWide().health ??= new HealthHistory());
let timer: NodeJS.Timeout | undefined;
let checking: Promise<void> | undefined;

/**
 * How ClickHouse, its disk, Kafka, Redis and Temporal are, each asked directly, and where that is not enough through Moose's `/ready`. No part is
 * unhealthy by one probe that failed. From the first call on all are asked every 15 seconds, so that `since` means something; a call waits for a check of its own.
 */
export async function watchHealth(): Promise<readonly ComponentHealth[]> {
  timer ??= setInterval(() => void check(), 15_000).unref();
  await check();
  return history.all();
}

/** The last error of each component that had one since this process began to watch. */
export function componentErrors(): ReadonlyMap<string, ComponentError> {
  return history.errors;
}

function check(): Promise<void> {
  checking ??= Promise.all([checkClickHouse(), checkMoose()])
    .then(() => undefined)
    .finally(() => {
      checking = undefined;
    });
  return checking;
}

async function checkClickHouse(): Promise<void> {
  const disk = await freeSpace();
  const at = new Date().toISOString();
  if (disk === null) {
    history.observe("clickhouse", "unhealthy", "did not answer three queries within 3 s each", at);
    history.observe("disk", "unknown", "ClickHouse did not report it", at);
    return;
  }
  history.observe("clickhouse", "healthy", "answers", at);
  const { state, detail } = diskHealth(disk);
  history.observe("disk", state, detail, at);
}

/** Null when ClickHouse does not answer three times. */
async function freeSpace(): Promise<{ readonly free: number; readonly total: number } | null> {
  for (let time = 0; time < 3; time++) {
    if (time > 0) await sleep(250);
    const room = await readDiskSpace().catch(() => null);
    if (room !== null) return { free: Number(room.free), total: Number(room.total) };
  }
  return null;
}

/** The services that Moose uses, each by its own probe. One that does not answer may still be there (it takes TLS, say): then Moose is asked. */
async function checkMoose(): Promise<void> {
  const probes: Record<string, () => Promise<boolean>> = { Redis: () => probeRedis(mooseSetting("redis_config.url")) };
  if (isOn("features.streaming_engine")) probes["Redpanda"] = () => probeKafka(mooseSetting("redpanda_config.broker"));
  if (isOn("features.workflows")) {
    const host = mooseSetting("temporal_config.temporal_host");
    probes["Temporal"] = () => probeTemporal(host, Number(mooseSetting("temporal_config.temporal_port")));
  }
  const names = Object.keys(probes);
  const [alive, ...answered] = await Promise.all([isAlive(), ...names.map((name) => probes[name]?.() ?? false)]);
  const judged = alive && !answered.includes(false) ? { healthy: names, unhealthy: [] } : await judgeReady(askMoose, probes);
  const at = new Date().toISOString();
  if (judged === null) {
    const away = "Moose's /ready does not answer";
    history.observe("moose", "unknown", away, at);
    for (const { component } of history.all()) {
      if (!ownChecks.has(component)) history.observe(component, "unknown", away, at);
    }
    return;
  }
  history.observe("moose", "healthy", "answers", at);
  for (const name of judged.healthy) if (name !== "ClickHouse") history.observe(nameOf(name), "healthy", "answers", at);
  for (const name of judged.unhealthy) {
    if (name !== "ClickHouse") history.observe(nameOf(name), "unhealthy", "does not answer this process or Moose (asked three times)", at);
  }
}

const isOn = (feature: "features.streaming_engine" | "features.workflows"): boolean => /^(?:true|1|yes|on)$/.test(mooseSetting(feature));

function isAlive(): Promise<boolean> {
  return fetch(mooseUrl("/liveness"), { signal: AbortSignal.timeout(2000) }).then(
    (response) => response.ok,
    () => false,
  );
}

function askMoose(): Promise<Ready | null> {
  return fetch(mooseUrl("/ready"), { signal: AbortSignal.timeout(5000) })
    .then((response) => response.json())
    .then((body) => ready.parse(body))
    .catch(() => null);
}

const mooseUrl = (path: string): string => `http://127.0.0.1:${mooseSetting("http_server_config.port")}${path}`;
const ownChecks: ReadonlySet<string> = new Set(["moose", "clickhouse", "disk"]);
const nameOf = (name: string): string => (name === "Redpanda" ? "kafka" : name.toLowerCase());
