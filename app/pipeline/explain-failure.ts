import { SourceError, type SourceErrorKind } from "../sources/source-error";
import { DeliveryRefused, type Unpublished } from "./delivery-outcome";
import { isLeaseLost } from "./lease";

/** An outcome, or the order to abandon the snapshot because its pages cannot be completed any more. */
export type Failure =
  | Extract<Unpublished, { kind: "refused" | "superseded" | "failed" | "cancelled" }>
  | { readonly kind: "abandon"; readonly reason: SourceErrorKind; readonly detail: string; readonly retryable: boolean };

/** What an error means for its delivery. Rethrows unexpected errors. */
export function explainFailure(error: unknown, signal: AbortSignal): Failure {
  if (signal.aborted || (error instanceof SourceError && error.consequence === "stop")) return { kind: "cancelled" };
  if (isLeaseLost(error)) return { kind: "superseded", detail: supersededDetail };
  if (error instanceof DeliveryRefused) return { kind: "refused", reason: error.reason, detail: error.message };
  if (error instanceof SourceError) return explainSource(error);
  if (error instanceof Error && isClickHouseAway(error)) {
    return { kind: "failed", at: "clickhouse", reason: "unavailable", detail: firstLine(error), retryable: true };
  }
  if (error instanceof Error && "code" in error && typeof error.code === "string" && /^\d+$/.test(error.code)) {
    return {
      kind: "failed",
      at: "clickhouse",
      reason: `code ${error.code}`,
      detail: firstLine(error),
      retryable: busy.has(error.code),
    };
  }
  throw error;
}

function explainSource(error: SourceError): Failure {
  const { kind: reason, message: detail, retryable } = error;
  switch (error.consequence) {
    case "resume":
    case "ask":
      return { kind: "failed", at: "source", reason, detail, retryable };
    case "start-over":
    case "fail":
      return { kind: "abandon", reason, detail, retryable };
    case "stop":
      return { kind: "cancelled" };
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

/** Timeout, memory, too many queries or parts, network, aborted, disk; of replicas no Keeper, read-only, too few of them, a quorum not reached: what passes. */
const busy = new Set([
  "159",
  "160",
  "202",
  "209",
  "210",
  "225",
  "236",
  "241",
  "242",
  "243",
  "252",
  "285",
  "286",
  "319",
  "394",
  "425",
  "999",
]);

const supersededDetail = "a newer import or extraction of the same account and month replaced this one; nothing of this one was published";
