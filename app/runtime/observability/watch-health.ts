import { setTimeout as sleep } from "node:timers/promises";
import { diskHealth } from "../../domain/health/disk-health";
import { type ComponentHealth, HealthHistory } from "../../domain/health/health-history";
import { judgeReady, ready, type Ready } from "./judge-ready";
import { mooseClient } from "../clickhouse/moose-client";
import { mooseSetting } from "../moose/moose-setting";
import { probeKafka } from "./probe-kafka";
import { processWide } from "../moose/process-wide";

const history = (processWide().health ??= new HealthHistory());
let timer: NodeJS.Timeout | undefined;
let checking: Promise<void> | undefined;

/**
 * How ClickHouse and its disk are, asked directly, and how Kafka, Redis and Temporal are, which Moose's own `/ready` asks. No part is unhealthy by one
 * probe that failed. From the first call on all are asked every 15 seconds, so that `since` means something; a call waits for a check of its own.
 */
export async function watchHealth(): Promise<readonly ComponentHealth[]> {
  timer ??= setInterval(() => void check(), 15_000).unref();
  await check();
  return history.all();
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
    history.observe("clickhouse", "unhealthy", "answered none of three queries, each within 3 s", at);
    history.observe("disk", "unknown", "ClickHouse does not say", at);
    return;
  }
  history.observe("clickhouse", "healthy", "answers", at);
  const { state, detail } = diskHealth(disk);
  history.observe("disk", state, detail, at);
}

/** Bytes of ClickHouse's fullest local disk; null when it does not answer. */
async function freeSpace(): Promise<{ readonly free: number; readonly total: number } | null> {
  for (let time = 0; time < 3; time++) {
    if (time > 0) await sleep(250);
    const row = await mooseClient()
      .then((client) =>
        client.query({
          query:
            "SELECT toFloat64(min(free_space)) AS free, toFloat64(argMin(total_space, free_space)) AS total FROM system.disks WHERE type = 'Local'",
          format: "JSONEachRow",
          abort_signal: AbortSignal.timeout(3000),
        }),
      )
      .then((result) => result.json<{ readonly free: number; readonly total: number }>())
      .then(([first]) => first)
      .catch(() => undefined);
    if (row !== undefined) return row;
  }
  return null;
}

async function checkMoose(): Promise<void> {
  const judged = await judgeReady(askMoose, { Redpanda: () => probeKafka(mooseSetting("redpanda_config.broker")) });
  const at = new Date().toISOString();
  if (judged === null) {
    history.observe("moose", "unknown", "its /ready does not answer this process", at);
    for (const { component } of history.all()) {
      if (!ownChecks.has(component)) history.observe(component, "unknown", "Moose's /ready does not answer", at);
    }
    return;
  }
  history.observe("moose", "healthy", "answers", at);
  for (const name of judged.healthy) if (name !== "ClickHouse") history.observe(nameOf(name), "healthy", "answers", at);
  for (const name of judged.unhealthy) {
    if (name !== "ClickHouse") history.observe(nameOf(name), "unhealthy", "Moose's /ready could not reach it in three attempts", at);
  }
}

function askMoose(): Promise<Ready | null> {
  return fetch(`http://127.0.0.1:${mooseSetting("http_server_config.port")}/ready`, { signal: AbortSignal.timeout(5000) })
    .then((response) => response.json())
    .then((body) => ready.parse(body))
    .catch(() => null);
}

const ownChecks: ReadonlySet<string> = new Set(["moose", "clickhouse", "disk"]);
const nameOf = (name: string): string => (name === "Redpanda" ? "kafka" : name.toLowerCase());
