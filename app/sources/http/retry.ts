import type { SourceErrorKind } from "../source-error";

/** What has happened to a page so far. All counts include the failure being decided on; times are in milliseconds. */
export interface RetryState {
  readonly kind: SourceErrorKind;
  /** What the server asked for, or null. */
  readonly serverDelayMs: number | null;
  readonly transientFailures: number;
  readonly malformedFailures: number;
  readonly throttledFailures: number;
  readonly maxAttempts: number;
  readonly maxMalformed: number;
  /** Left for this page, not counting waits that the server asked for. */
  readonly pageLeftMs: number;
  readonly runLeftMs: number;
}

export type RetryDecision =
  | { readonly retry: true; readonly delayMs: number; readonly askedByServer: boolean }
  | { readonly retry: false; readonly because: "permanent" | "attempts" | "deadline" };

const baseDelayMs = 1000;
const longestBackoffMs = 60_000;
/** Spread over waits that a server dictates: all clients of a tenant get the same number and would come back in the same instant. */
const spread = 0.1;
const longestSpreadMs = 5000;

/**
 * Whether to ask for a page again, and when. Full jitter: a random wait between 0 and a bound that doubles from 1 s to 60 s
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/). A wait that the server asks for is always served whole, then some;
 * if it does not fit the run, the answer is to stop now. Being throttled uses up no attempts, because it says nothing is broken.
 *
 * `random` returns a number in [0, 1).
 */
export function retryDelay(state: RetryState, random: () => number): RetryDecision {
  switch (state.kind) {
    case "throttled":
      return fits(state, state.throttledFailures, random);
    case "transient":
      if (state.transientFailures >= state.maxAttempts) return { retry: false, because: "attempts" };
      return fits(state, state.transientFailures, random);
    case "malformed":
      if (state.malformedFailures >= state.maxMalformed) return { retry: false, because: "attempts" };
      return fits(state, state.malformedFailures, random);
    case "auth":
    case "permission":
    case "not-found":
    case "stale-link":
    case "rejected":
    case "tls":
    case "untrusted-link":
    case "paging":
    case "changed":
    case "too-large":
    case "deadline":
    case "cancelled":
    case "config":
      return { retry: false, because: "permanent" };
  }
}

function fits(state: RetryState, failures: number, random: () => number): RetryDecision {
  const asked = state.serverDelayMs;
  const bound = Math.min(longestBackoffMs, baseDelayMs * 2 ** Math.min(failures - 1, 16));
  const delayMs =
    asked === null || asked === 0 ? Math.floor(random() * bound) : asked + Math.floor(random() * Math.min(asked * spread, longestSpreadMs));
  const askedByServer = asked !== null && asked > 0;
  if (delayMs >= state.runLeftMs || (!askedByServer && delayMs >= state.pageLeftMs)) return { retry: false, because: "deadline" };
  return { retry: true, delayMs, askedByServer };
}

/** Headers as undici gives them: lower-case names, repeated ones as arrays. */
export type ResponseHeaders = Readonly<Record<string, string | string[] | undefined>>;

/**
 * How long the server asks us to wait, in milliseconds: the longest of `Retry-After` (RFC 9110: seconds or a date), `retry-after-ms`, `x-ms-retry-after-ms` and
 * every `x-ms-ratelimit-*-retry-after` (seconds). A date is told by the server's own `Date`, where it sends one: its clock or ours may be wrong. null when none is
 * there or none can be understood; a negative number or a past date is 0. Never shortened: whether the wait fits is the deadline's question.
 */
export function serverDelayMs(headers: ResponseHeaders, nowMs: number): number | null {
  const serverNow = typeof headers["date"] === "string" ? parseDate(headers["date"]) : null;
  let longest: number | null = null;
  for (const [name, value] of Object.entries(headers)) {
    const unit = delayUnit(name.toLowerCase());
    if (value === undefined || unit === null) continue;
    for (const text of typeof value === "string" ? [value] : value) {
      const delay = parseDelay(text.trim(), unit, serverNow ?? nowMs);
      if (delay !== null && (longest === null || delay > longest)) longest = delay;
    }
  }
  return longest;
}

/** The milliseconds of what a header counts; null when it does not say how long to wait. */
function delayUnit(name: string): 1 | 1000 | null {
  if (name === "retry-after-ms" || name === "x-ms-retry-after-ms") return 1;
  return name === "retry-after" || (name.startsWith("x-ms-ratelimit-") && name.endsWith("retry-after")) ? 1000 : null;
}

function parseDelay(text: string, unit: 1 | 1000, nowMs: number): number | null {
  if (/^[+-]?\d+(?:\.\d+)?$/.test(text)) return Math.max(0, Math.ceil(Number(text) * unit));
  const date = parseDate(text);
  return date === null ? null : Math.max(0, date - nowMs);
}

/** A date of HTTP in any of its three forms (RFC 9110, section 5.6.7). The oldest has no zone, and is UTC all the same. */
function parseDate(text: string): number | null {
  if (!/^[A-Za-z]{3,9},? /.test(text)) return null;
  const date = Date.parse(/^[A-Za-z]{3} [A-Za-z]{3} [ \d]\d [\d:]{8} \d{4}$/.test(text) ? `${text} GMT` : text);
  return Number.isNaN(date) ? null : date;
}
