import { describe, expect, it } from "vitest";
import { CircuitBreaker } from "../../../app/sources/http/circuit-breaker";
import { classifyFailure, classifyStatus } from "../../../app/sources/http/failure-kind";
import { SourceError } from "../../../app/sources/source-error";
import { retryDelay, type RetryState, serverDelayMs } from "../../../app/sources/http/retry";
import { TokenBucket } from "../../../app/sources/http/rate-limiter";
import { seeded } from "./harness";

const now = Date.UTC(2026, 10, 1, 2, 0, 0);
const consumption = "x-ms-ratelimit-microsoft.consumption-tenant-retry-after";
const qpu = "x-ms-ratelimit-microsoft.costmanagement-qpu-retry-after";

describe("serverDelayMs", () => {
  it.each([
    [{}, null],
    [{ "retry-after": "5" }, 5000],
    [{ "retry-after": " 5 " }, 5000],
    [{ "retry-after": "0" }, 0],
    [{ "retry-after": "1.5" }, 1500],
    [{ "retry-after": "-30" }, 0],
    [{ "retry-after": "99999999" }, 99_999_999_000],
    [{ "retry-after": "soon" }, null],
    [{ "retry-after": "" }, null],
    [{ "retry-after": "5 s" }, null],
    [{ "retry-after": "2026-11-01" }, null],
    [{ "retry-after": "Sun, 01 Nov 2026 02:00:20 GMT" }, 20_000],
    [{ "retry-after": "Sun, 01 Nov 2026 01:00:00 GMT" }, 0],
    [{ "retry-after": "5", [consumption]: "90" }, 90_000],
    [{ "retry-after": "120", [consumption]: "90" }, 120_000],
    [{ [qpu]: "60" }, 60_000],
    [{ "X-MS-RateLimit-Microsoft.Consumption-Tenant-Retry-After": "61" }, 61_000],
    [{ [consumption]: ["3", "4"] }, 4000],
    [{ "retry-after": "soon", [qpu]: "2" }, 2000],
    [{ "x-ms-ratelimit-remaining": "7" }, null],
    [{ "retry-after-ms": "2500" }, 2500],
    [{ "x-ms-retry-after-ms": "2500", "retry-after": "2" }, 2500],
    // The two older forms of RFC 9110; the last has no zone.
    [{ "retry-after": "Sunday, 01-Nov-26 02:00:20 GMT" }, 20_000],
    [{ "retry-after": "Sun Nov  1 02:00:20 2026" }, 20_000],
    [{ "retry-after": "Sun, 01 Nov 2026 05:00:20 GMT", date: "Sun, 01 Nov 2026 05:00:00 GMT" }, 20_000],
    [{ "retry-after": "Sun, 01 Nov 2026 02:00:20 GMT", date: "today" }, 20_000],
  ])("%j -> %j ms", (headers, expected) => {
    expect(serverDelayMs(headers, now)).toBe(expected);
  });
});

const state: RetryState = {
  kind: "transient",
  serverDelayMs: null,
  transientFailures: 1,
  malformedFailures: 0,
  throttledFailures: 0,
  maxAttempts: 8,
  maxMalformed: 3,
  pageLeftMs: 1_800_000,
  runLeftMs: 21_600_000,
};

describe("retryDelay", () => {
  it.each([
    ["first failure waits up to 1 s", {}, 0.999, { retry: true, delayMs: 999, askedByServer: false }],
    ["may wait not at all", {}, 0, { retry: true, delayMs: 0, askedByServer: false }],
    ["fourth waits up to 8 s", { transientFailures: 4 }, 0.5, { retry: true, delayMs: 4000, askedByServer: false }],
    ["never more than 60 s", { transientFailures: 40, maxAttempts: 99 }, 0.5, { retry: true, delayMs: 30_000, askedByServer: false }],
    ["eighth is the last", { transientFailures: 8 }, 0, { retry: false, because: "attempts" }],
    [
      "a wait asked for is served whole",
      { kind: "throttled", serverDelayMs: 90_000, throttledFailures: 1 },
      0,
      { retry: true, delayMs: 90_000, askedByServer: true },
    ],
    [
      "and spread a little",
      { kind: "throttled", serverDelayMs: 90_000, throttledFailures: 1 },
      0.5,
      { retry: true, delayMs: 92_500, askedByServer: true },
    ],
    [
      "longer than the page's deadline, within the run's",
      { kind: "throttled", serverDelayMs: 3_600_000, throttledFailures: 1 },
      0,
      { retry: true, delayMs: 3_600_000, askedByServer: true },
    ],
    [
      "longer than the run: stop now",
      { kind: "throttled", serverDelayMs: 99_999_999_000, throttledFailures: 1 },
      0,
      { retry: false, because: "deadline" },
    ],
    [
      "throttling uses up no attempts",
      { kind: "throttled", throttledFailures: 500 },
      0.5,
      { retry: true, delayMs: 30_000, askedByServer: false },
    ],
    [
      "a malformed page is fetched three times",
      { kind: "malformed", malformedFailures: 2 },
      0.5,
      { retry: true, delayMs: 1000, askedByServer: false },
    ],
    ["and no more", { kind: "malformed", malformedFailures: 3 }, 0.5, { retry: false, because: "attempts" }],
    ["no time left for the page", { pageLeftMs: 100 }, 0.5, { retry: false, because: "deadline" }],
    ["a key that is refused", { kind: "auth" }, 0.5, { retry: false, because: "permanent" }],
    ["a link that leaves", { kind: "untrusted-link" }, 0.5, { retry: false, because: "permanent" }],
    ["a bad certificate", { kind: "tls" }, 0.5, { retry: false, because: "permanent" }],
  ] as const)("%s", (_name, change, chance, expected) => {
    expect(retryDelay({ ...state, ...change }, () => chance)).toEqual(expected);
  });

  it("full jitter spreads 10,000 clients that failed together; without jitter they come back as one", () => {
    const random = seeded(11);
    const perSecond = (delays: readonly number[]): number => {
      const counts = new Map<number, number>();
      for (const delay of delays) counts.set(Math.floor(delay / 1000), (counts.get(Math.floor(delay / 1000)) ?? 0) + 1);
      return Math.max(...counts.values());
    };
    const delayOf = (): number => {
      const decision = retryDelay({ ...state, transientFailures: 5 }, random);
      return decision.retry ? decision.delayMs : Number.NaN;
    };
    const delays = Array.from({ length: 10_000 }, delayOf);
    const mean = delays.reduce((sum, delay) => sum + delay, 0) / delays.length;
    expect(mean).toBeGreaterThan(7800);
    expect(mean).toBeLessThan(8200);
    expect(Math.max(...delays)).toBeLessThan(16_000);
    expect(perSecond(delays)).toBeLessThan(750);
    expect(perSecond(delays.map(() => 16_000))).toBe(10_000);
  });
});

describe("classifyStatus", () => {
  it.each([
    [400, false, false, "rejected", false],
    [400, false, true, "stale-link", true],
    [401, false, true, "auth", false],
    [403, false, false, "permission", false],
    [404, false, false, "not-found", false],
    [404, false, true, "stale-link", true],
    [408, false, false, "transient", true],
    [410, false, true, "stale-link", true],
    [429, false, false, "throttled", true],
    [500, false, false, "transient", true],
    [503, false, false, "transient", true],
    [503, true, false, "throttled", true],
    [504, true, false, "transient", true],
    [301, false, false, "rejected", false],
    [308, false, true, "rejected", false],
    [204, false, false, "malformed", false],
    [206, false, false, "malformed", false],
    [418, false, false, "rejected", false],
  ] as const)("%i (asks to wait %s, later page %s) is %s, retryable %s", (status, asks, later, kind, retryable) => {
    expect(classifyStatus(status, asks, later)).toBe(kind);
    expect(new SourceError(kind, "").retryable).toBe(retryable);
  });
});

describe("classifyFailure", () => {
  it.each([
    ["ECONNRESET", "transient"],
    ["ENOTFOUND", "transient"],
    ["UND_ERR_SOCKET", "transient"],
    ["UND_ERR_CONNECT_TIMEOUT", "transient"],
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls"],
    ["CERT_HAS_EXPIRED", "tls"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "tls"],
    ["Z_DATA_ERROR", "malformed"],
    ["HPE_INVALID_CONSTANT", "malformed"],
    ["UND_ERR_HEADERS_OVERFLOW", "too-large"],
  ])("%s is %s, also as the cause of another error", (code, kind) => {
    const error = Object.assign(new Error("x"), { code });
    expect(classifyFailure(error).kind).toBe(kind);
    expect(classifyFailure(new Error("outer", { cause: error }))).toEqual({ kind, code });
  });
});

describe("TokenBucket", () => {
  it("lets a burst through and then one per interval, also for callers that queue", () => {
    const bucket = new TokenBucket({ perMinute: 6, burst: 2 }, 0);
    expect([0, 0, 0, 0].map(() => bucket.take(0))).toEqual([0, 0, 10_000, 20_000]);
    expect(bucket.take(30_000)).toBe(0);
    expect(bucket.take(600_000)).toBe(0);
    expect(bucket.take(600_000)).toBe(0);
    expect(bucket.take(600_000)).toBe(10_000);
  });
});

describe("CircuitBreaker", () => {
  const fail = (breaker: CircuitBreaker, times: number, at: number): void => {
    for (let count = 0; count < times; count += 1) breaker.report("bad", at);
  };

  it("opens after 5 bad requests in a row for 30 s, lets one probe through, and opens for longer when it fails", () => {
    const breaker = new CircuitBreaker();
    fail(breaker, 4, 0);
    expect(breaker.waitMs(0)).toBe(0);
    fail(breaker, 1, 0);
    expect(breaker.waitMs(0)).toBe(30_000);
    expect(breaker.waitMs(30_000)).toBe(0);
    expect(breaker.waitMs(30_000)).toBe(1000);
    breaker.report("bad", 31_000);
    expect(breaker.waitMs(31_000)).toBe(60_000);
  });

  it("closes when the probe is good, and forgets", () => {
    const breaker = new CircuitBreaker();
    fail(breaker, 5, 0);
    expect(breaker.waitMs(30_000)).toBe(0);
    breaker.report("good", 30_001);
    expect(breaker.waitMs(30_001)).toBe(0);
    fail(breaker, 4, 30_002);
    expect(breaker.waitMs(30_002)).toBe(0);
  });

  it("opens when more than half of 20 requests are bad, and not for throttling", () => {
    const breaker = new CircuitBreaker();
    for (let count = 0; count < 100; count += 1) breaker.report("unknown", 0);
    expect(breaker.waitMs(0)).toBe(0);
    for (let count = 0; count < 20; count += 1) breaker.report(count % 9 < 5 ? "good" : "bad", 0);
    expect(breaker.waitMs(0)).toBe(0);
    for (let count = 0; count < 12; count += 1) breaker.report(count % 4 === 0 ? "good" : "bad", 0);
    expect(breaker.waitMs(0)).toBeGreaterThan(0);
  });

  it("never waits longer than 5 min", () => {
    const breaker = new CircuitBreaker();
    let at = 0;
    for (let round = 0; round < 10; round += 1) {
      fail(breaker, 5, at);
      at += breaker.waitMs(at);
      breaker.waitMs(at);
    }
    breaker.report("bad", at);
    expect(breaker.waitMs(at)).toBe(300_000);
  });
});
