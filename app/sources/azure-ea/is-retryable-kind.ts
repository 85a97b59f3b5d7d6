import type { EaErrorKind } from "./ea-error-kind";

/** Whether the same run, started again later with nothing changed, may succeed. The retries inside one page are over by then. */
export function isRetryableKind(kind: EaErrorKind): boolean {
  switch (kind) {
    case "throttled":
    case "transient":
    case "stale-link":
    case "changed":
    case "deadline":
    case "cancelled":
      return true;
    case "auth":
    case "permission":
    case "not-found":
    case "malformed":
    case "rejected":
    case "tls":
    case "untrusted-link":
    case "paging":
    case "too-large":
    case "config":
      return false;
  }
}
