import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AggregatorRegistry, Counter, Histogram, Registry } from "prom-client";
import { type ProcessWide, processWide } from "../moose/process-wide";

/** One answered request of an API. */
export interface ObservedRequest {
  readonly endpoint: string;
  readonly status: number;
  readonly seconds: number;
}

/**
 * What this process and its siblings count. A request to /metrics reaches one of Moose's API workers, so each leaves its counts in a file now and then,
 * and the one that is asked adds them up; a worker that died stays counted until Moose is started again, as a counter should.
 */
export const apiMetrics = {
  observe: ({ endpoint, status, seconds }: ObservedRequest): void => {
    counted().duration.observe({ endpoint, status: String(status) }, seconds);
    share();
  },

  rowsLost: (rows: number): void => {
    counted().lost.inc(rows);
  },

  /** In Prometheus' text format. */
  gather: async (): Promise<string> => {
    await write();
    const parts = readdirSync(directory())
      .filter((name) => name.startsWith(`${process.ppid}-`) && name.endsWith(".json"))
      .map((name): unknown => JSON.parse(readFileSync(join(directory(), name), "utf8")));
    return AggregatorRegistry.aggregate(parts.filter(isObject)).metrics();
  },
} as const;

function counted(): NonNullable<ProcessWide["metrics"]> {
  const all = processWide();
  if (all.metrics !== undefined) return all.metrics;
  const registry = new Registry();
  const duration = new Histogram({
    name: "azure_billing_api_request_duration_seconds",
    help: "Duration of API requests, rejected ones included",
    labelNames: ["endpoint", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  const lost = new Counter({
    name: "azure_billing_access_log_rows_lost_total",
    help: "Requests whose row could not be stored in ApiAccessLog; their log lines exist",
    registers: [registry],
  });
  return (all.metrics = { registry, duration, lost });
}

let timer: NodeJS.Timeout | undefined;

function share(): void {
  timer ??= setTimeout(() => {
    timer = undefined;
    void write().catch(() => undefined);
  }, 2000).unref();
}

async function write(): Promise<void> {
  const own = join(directory(), `${process.ppid}-${process.pid}.json`);
  writeFileSync(`${own}.new`, JSON.stringify(await counted().registry.getMetricsAsJSON()));
  renameSync(`${own}.new`, own);
}

let known: string | undefined;

/** Made at first use, and cleared of what earlier starts of Moose left. */
function directory(): string {
  if (known !== undefined) return known;
  known = join(tmpdir(), `azure-billing-metrics-${process.getuid?.() ?? 0}`);
  mkdirSync(known, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(known)) {
    if (!isRunning(Number(name.split("-")[0]))) rmSync(join(known, name), { force: true });
  }
  return known;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
