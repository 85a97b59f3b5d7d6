import { WebApp } from "@514labs/moose-lib";
import { Gauge, Registry } from "prom-client";
import { serveExchange } from "../apis/serving/serve-exchange";
import { readDiskSpace } from "../runtime/observability/disk-space";
import { apiMetrics } from "../runtime/observability/api-metrics";
import { streamLag } from "../runtime/observability/stream-lag";
import { watchHealth } from "../runtime/observability/watch-health";
import { billingMetrics } from "./billing-metrics";

/** GET /metrics, for Prometheus with an operator's key or token: bills, runs, health, stream lag and the APIs' latency. Moose's own are on its management port. */
export const MetricsWebApp = new WebApp(
  "metrics",
  serveExchange(
    { name: "metrics", role: "operator", everyAccount: true, method: "GET", contentTypes: ["text/plain; version=0.0.4; charset=utf-8"] },
    async (request) => {
      const parts = await Promise.all([apiMetrics.gather(), billingMetrics(request), systemMetrics()]);
      return { text: parts.join("\n"), contentType: "text/plain; version=0.0.4; charset=utf-8" };
    },
  ),
  { mountPath: "/metrics", metadata: { description: "Prometheus metrics" } },
);

async function systemMetrics(): Promise<string> {
  const registry = new Registry();
  const registers = [registry];
  const up = new Gauge({
    name: "azure_billing_component_up",
    help: "1 when a component answers, 0 when it does not; no value when unknown",
    labelNames: ["component"],
    registers,
  });
  const changed = new Gauge({
    name: "azure_billing_component_changed_timestamp_seconds",
    help: "Time of the last change of a component's state",
    labelNames: ["component"],
    registers,
  });
  const lag = new Gauge({
    name: "azure_billing_stream_lag_blocks",
    help: "Accepted blocks of up to a thousand records that are waiting to be stored",
    labelNames: ["topic"],
    registers,
  });
  const free = new Gauge({ name: "azure_billing_disk_free_bytes", help: "Free space of ClickHouse's fullest local disk", registers });
  const total = new Gauge({ name: "azure_billing_disk_total_bytes", help: "Size of that disk", registers });
  const room = await readDiskSpace().catch(() => null);
  if (room !== null) {
    free.set(Number(room.free));
    total.set(Number(room.total));
  }
  for (const { component, state, since } of await watchHealth()) {
    if (state !== "unknown") up.set({ component }, state === "unhealthy" ? 0 : 1);
    if (since !== null) changed.set({ component }, Date.parse(since) / 1000);
  }
  for (const [topic, blocks] of await streamLag()) lag.set({ topic }, blocks);
  return registry.metrics();
}
