import type { Caller } from "../../domain/access/caller";
import { batchWrites } from "../../runtime/clickhouse/batch-writes";
import { logEvent, redactSecrets } from "../../runtime/observability/log-event";
import { mooseClient } from "../../runtime/clickhouse/moose-client";
import { writeRows } from "../../runtime/clickhouse/write-rows";
import { type ApiAccessLogRow, ApiAccessLogTable } from "../../tables/api-access-log";
import { apiMetrics } from "../../runtime/observability/api-metrics";
import type { RequestTrace } from "./open-trace";

export interface AccessRecord {
  readonly endpoint: string;
  readonly method: string;
  readonly caller: Caller | undefined;
  readonly parameters: unknown;
  readonly status: number;
  readonly errorCode: string;
  /** For the log only; it may hold engine text. */
  readonly cause?: unknown;
  readonly rows: number;
}

const log = batchWrites<ApiAccessLogRow>(
  async (rows) => writeRows(await mooseClient(), ApiAccessLogTable.name, rows),
  (lost, reason) => {
    apiMetrics.rowsLost(lost);
    logEvent("error", "api-access-log-lost", { rows: lost, reason: reason instanceof Error ? reason.message : String(reason) });
  },
);

/** Records a request and its outcome: one log line at once, one row of ApiAccessLog within a second, and the metrics. */
export function recordAccess(trace: RequestTrace, record: AccessRecord): void {
  const { caller, cause } = record;
  const durationMs = Date.now() - trace.startedMs;
  const parameters = redactSecrets(JSON.stringify(record.parameters ?? {})).slice(0, 4000);
  apiMetrics.observe({ endpoint: record.endpoint, status: record.status, seconds: durationMs / 1000 });
  logEvent(record.status >= 500 ? "error" : "info", "api-request", {
    request_id: trace.id,
    correlation_id: trace.correlationId,
    endpoint: record.endpoint,
    caller: caller?.name ?? null,
    role: caller?.role ?? null,
    parameters,
    status: record.status,
    error_code: record.errorCode === "" ? null : record.errorCode,
    ...(cause instanceof Error ? { cause: cause.message } : {}),
    rows: record.rows,
    query_ids: trace.queryIds,
    duration_ms: durationMs,
  });
  flushAtEnd();
  log.add({
    at: new Date(trace.startedMs).toISOString(),
    request_id: trace.id,
    correlation_id: trace.correlationId ?? "",
    endpoint: record.endpoint,
    method: record.method,
    caller: caller?.name ?? "",
    via: caller?.via ?? "",
    role: caller?.role ?? "",
    accounts: caller === undefined ? [] : caller.accounts === "all" ? ["*"] : [...caller.accounts],
    parameters,
    status: record.status,
    error_code: record.errorCode,
    rows: record.rows,
    queries: trace.queryIds.length,
    duration_ms: durationMs,
  });
}

/** The rows of an answer; 0 for what has none. */
export function rowsOf(answer: unknown): number {
  return typeof answer === "object" && answer !== null && "data" in answer && Array.isArray(answer.data) ? answer.data.length : 0;
}

let flushesAtEnd = false;

/**
 * Moose ends a worker as soon as its connections are closed: what is written by then is stored, and the log says of the rest that it is not. Only in a
 * process that answers, which has Moose's handlers of these signals: in any other, a handler here would keep them from ending it.
 */
function flushAtEnd(): void {
  if (flushesAtEnd) return;
  flushesAtEnd = true;
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void log.flush());
  process.once("exit", log.end);
}
