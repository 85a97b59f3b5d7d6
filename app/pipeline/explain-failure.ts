import { EaApiError } from "../sources/azure-ea/ea-api-error";
import type { EaErrorKind } from "../sources/azure-ea/ea-error-kind";
import type { ExtractOutcome } from "./extract-outcome";
import { isLeaseLost } from "./lease";

/** An outcome, or the order to abandon the snapshot because its pages cannot be completed any more. */
export type Failure =
  | Extract<ExtractOutcome, { kind: "superseded" | "failed" | "cancelled" }>
  | { readonly kind: "abandon"; readonly reason: EaErrorKind; readonly detail: string; readonly retryable: boolean };

/** Says what an error means for the extraction that met it. Throws errors on that nobody expects. */
export function explainFailure(error: unknown, signal: AbortSignal): Failure {
  if (signal.aborted || (error instanceof EaApiError && error.kind === "cancelled")) return { kind: "cancelled" };
  if (isLeaseLost(error)) return { kind: "superseded", detail: "another attempt has taken this month" };
  if (error instanceof EaApiError) return explainAzure(error);
  if (error instanceof Error && isClickHouseAway(error)) {
    return { kind: "failed", source: "clickhouse", reason: "unavailable", detail: firstLine(error), retryable: true };
  }
  if (error instanceof Error && "code" in error && typeof error.code === "string" && /^\d+$/.test(error.code)) {
    return {
      kind: "failed",
      source: "clickhouse",
      reason: `code ${error.code}`,
      detail: firstLine(error),
      retryable: busy.has(error.code),
    };
  }
  throw error;
}

function explainAzure(error: EaApiError): Failure {
  const { kind, message: detail, retryable } = error;
  switch (kind) {
    case "auth":
    case "permission":
    case "tls":
    case "config":
    case "throttled":
    case "transient":
    case "deadline":
      return { kind: "failed", source: "azure", reason: kind, detail, retryable };
    case "cancelled":
      return { kind: "cancelled" };
    // The next attempt starts with new pages.
    case "stale-link":
    case "changed":
      return { kind: "abandon", reason: kind, detail, retryable: true };
    case "not-found":
    case "malformed":
    case "rejected":
    case "untrusted-link":
    case "paging":
    case "too-large":
      return { kind: "abandon", reason: kind, detail, retryable: false };
  }
}

/** Errors of the way to ClickHouse; the client throws Node's own. */
function isClickHouseAway(error: Error): boolean {
  if ("code" in error && typeof error.code === "string" && /^(E[A-Z]+|UND_ERR_\w+)$/.test(error.code)) return true;
  return /socket hang up|timeout error|stream closed|premature close|aborted/i.test(error.message);
}

function firstLine(error: Error): string {
  return (error.message.split("\n", 1)[0] ?? "").slice(0, 500);
}

/** Timeout, memory, too many queries or parts, network, aborted, disk: what passes. */
const busy = new Set(["159", "160", "202", "209", "210", "241", "236", "243", "252", "394", "425"]);
