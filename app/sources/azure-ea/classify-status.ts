import type { SourceErrorKind } from "../source-error";

/**
 * What an HTTP status other than 200 means. `asksToWait`: the answer had a Retry-After or rate limit header, which makes a 503 an orderly
 * "not now" instead of a failure. `laterPage`: the address came from a nextLink, so a 4xx blames the link.
 */
export function classifyStatus(status: number, asksToWait: boolean, laterPage: boolean): SourceErrorKind {
  if (status === 401) return "auth";
  if (status === 403) return "permission";
  if (status === 429) return "throttled";
  if (status === 503) return asksToWait ? "throttled" : "transient";
  if (status === 408 || status === 500 || status === 502 || status === 504) return "transient";
  if (laterPage && (status === 400 || status === 404 || status === 410)) return "stale-link";
  if (status === 404) return "not-found";
  if (status >= 200 && status < 300) return "malformed";
  return "rejected";
}
