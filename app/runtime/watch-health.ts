import { z } from "zod";
import type { ComponentHealth } from "../domain/health/component-health";
import { HealthHistory } from "../domain/health/health-history";
import { mooseHttpServer } from "./moose-http-server";
import { mooseClient } from "./moose-client";
import { processWide } from "./process-wide";

const ready = z.object({ healthy: z.array(z.string()), unhealthy: z.array(z.string()) });
const history = (processWide().health ??= new HealthHistory());
let timer: NodeJS.Timeout | undefined;
let checking: Promise<void> | undefined;

/**
 * How ClickHouse is, asked directly, and how Kafka, Redis and Temporal are, which Moose's own `/ready` asks. From the first call on all are asked
 * every 15 seconds, so that `since` means something; a call waits for a check of its own.
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
  const state = await mooseClient()
    .then((client) => client.query({ query: "SELECT 1", abort_signal: AbortSignal.timeout(3000) }))
    .then((result) => result.text())
    .then(
      () => "well" as const,
      () => "ill" as const,
    );
  history.observe("clickhouse", state, state === "well" ? "answers" : "does not answer a query within 3 s", new Date().toISOString());
}

async function checkMoose(): Promise<void> {
  const at = new Date().toISOString();
  try {
    const response = await fetch(`http://127.0.0.1:${mooseHttpServer("port")}/ready`, { signal: AbortSignal.timeout(5000) });
    const { healthy, unhealthy } = ready.parse(await response.json());
    history.observe("moose", "well", "answers", at);
    for (const name of healthy) if (name !== "ClickHouse") history.observe(nameOf(name), "well", "answers", at);
    for (const name of unhealthy) if (name !== "ClickHouse") history.observe(nameOf(name), "ill", "Moose's /ready cannot reach it", at);
  } catch {
    history.observe("moose", "unknown", "its /ready does not answer this process", at);
    for (const { component } of history.all()) {
      if (component !== "moose" && component !== "clickhouse") history.observe(component, "unknown", "Moose's /ready does not say", at);
    }
  }
}

const nameOf = (name: string): string => (name === "Redpanda" ? "kafka" : name.toLowerCase());
