import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { MockAgent } from "undici";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SourceError } from "../../../app/sources/source-error";
import { RateLimiter } from "../../../app/sources/http/rate-limiter";
import { type EaPage, usagePages } from "../../../app/sources/azure-ea/client";
import type { EaSlice } from "../../../app/sources/azure-ea/run";
import { SecretText } from "../../../app/sources/secret-text";
import { usageMonth } from "../../../app/sources/azure-ea/page";
import { readBalance } from "../../../app/sources/azure-ea/balance";
import { systemClock } from "../../../app/sources/http/open-http";
import type { Simulator } from "../../../simulator/simulator";
import { startSimulator } from "../../../simulator/start-simulator";
import { pageCost, scaled, testClient, testKey } from "./harness";

const slice: EaSlice = { enrollment: "100", month: "2026-10" };
const never = new AbortController().signal;
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({
    seed: 3,
    enrollments: [
      { number: "100", key: testKey, rows: 2500 },
      { number: "200", key: "other-key", rows: 10 },
    ],
    today: "2026-11-15",
    pageSize: 250,
  });
});
afterAll(() => simulator.close());
beforeEach(() => {
  simulator.restate({ ...slice, revision: 0, throughDay: 31 });
  simulator.setFaults([]);
  simulator.clearRequests();
});

describe("usagePages", () => {
  it.each(["china", "consumption-v2", "consumption-v3", "custom-date-v2", "custom-date-v3"] as const)(
    "reads every row once, to the last digit (%s)",
    async (form) => {
      const { options } = testClient(simulator.url, { form });
      const pages = await all(usagePages(options, slice, never));
      const truth = simulator.oracle("100", "2026-10");
      expect(pages.map((page) => page.index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      expect(pages.reduce((sum, page) => sum + page.table.rows.length, 0)).toBe(truth.rows);
      expect(pages.reduce((sum, page) => sum + pageCost(page), 0n)).toBe(scaled(truth.cost));
      expect(pages.at(-1)?.nextLink).toBeNull();
      expect(new Set(pages.map((page) => page.rowsSha256)).size).toBe(10);
      const control = await readBalance(options, slice, never);
      if (form === "china") expect(control).toBeNull();
      else expect(scaled(control?.usage ?? "") + scaled(control?.marketplace ?? "")).toBe(scaled(truth.cost));
    },
  );

  it("goes on where an earlier attempt stopped", async () => {
    const { options } = testClient(simulator.url);
    const pages = await all(usagePages(options, slice, never));
    const third = pages[2];
    if (third?.nextLink == null) throw new Error("no third page");
    const rest = await all(usagePages(options, { ...slice, resume: { index: 3, url: third.nextLink } }, never));
    expect(rest.map((page) => page.rowsSha256)).toEqual(pages.slice(3).map((page) => page.rowsSha256));
    expect(rest[0]?.index).toBe(3);
    await expect(
      all(usagePages(options, { ...slice, resume: { index: 3, url: `${simulator.foreignUrl}/rest/100/x` } }, never)),
    ).rejects.toMatchObject({ kind: "untrusted-link" });
  });

  it("reads a month without rows as one empty page", async () => {
    simulator.restate({ ...slice, throughDay: 0 });
    const { options } = testClient(simulator.url);
    expect((await all(usagePages(options, slice, never))).map((page) => page.table.rows.length)).toEqual([0]);
  });

  it("asks only once and says what to renew when the key is refused", async () => {
    const expired = `e30.${Buffer.from('{"exp":1700000000}').toString("base64url")}.x`;
    const { options } = testClient(simulator.url, { key: new SecretText(expired) });
    const error = await failure(usagePages(options, slice, never));
    expect(error).toMatchObject({ kind: "auth", retryable: false, context: { status: 401, attempts: 1 } });
    expect(error.message).toMatch(/enrollment 100, month 2026-10 .*expired on 2023-11-14; create a new one/);
    expect(simulator.requests()).toHaveLength(1);
  });

  it("says whose key is missing on 403, and which enrollment and month on 404", async () => {
    const { options } = testClient(simulator.url);
    expect(await failure(usagePages(options, { enrollment: "200", month: "2026-10" }, never))).toMatchObject({ kind: "permission" });
    const missing = await failure(usagePages(options, { enrollment: "100", month: "2020-01" }, never));
    expect(missing).toMatchObject({ kind: "not-found" });
    expect(missing.message).toContain("enrollment 100, month 2020-01");
  });

  it("gives up a server that stays down, with the attempts it made", async () => {
    simulator.setFaults([{ name: "status-500", page: 1, times: 0 }]);
    const client = testClient(simulator.url);
    const error = await failure(usagePages(client.options, slice, never));
    expect(error).toMatchObject({ kind: "transient", retryable: true, context: { part: 1, attempts: 8, status: 500 } });
    expect(simulator.requests()).toHaveLength(9);
    expect(client.events.filter((event) => event.type === "retry")).toHaveLength(7);
  });

  it("lets throttling last as long as the run does, without using up attempts", async () => {
    simulator.setFaults([{ name: "throttle-ms-ratelimit", page: 1, times: 60 }]);
    const client = testClient(simulator.url);
    expect(await all(usagePages(client.options, slice, never))).toHaveLength(10);
    expect(client.clock.sleeps.filter((ms) => ms >= 90_000)).toHaveLength(60);
    simulator.setFaults([{ name: "throttle-ms-ratelimit", page: 1, times: 0 }]);
    expect(await failure(usagePages(testClient(simulator.url).options, slice, never))).toMatchObject({ kind: "deadline", retryable: true });
  });

  it("stops retrying when too many of the run's requests are retries", async () => {
    simulator.setFaults([{ name: "status-503", times: 0, nth: 1 }]);
    const { options } = testClient(simulator.url, { limits: { retryFloor: 3 } });
    expect((await failure(usagePages(options, slice, never))).message).toMatch(/used up its retries/);
  });

  it.each(["no-headers", "stall-mid-body", "throttle-seconds"] as const)(
    "ends when cancelled, whatever the server keeps back (%s)",
    async (fault) => {
      simulator.setFaults([{ name: fault, page: 1, times: 0 }]);
      const { options } = testClient(simulator.url, {
        clock: systemClock,
        gate: new RateLimiter({ perMinute: 60_000, burst: 100 }, systemClock),
      });
      const controller = new AbortController();
      const pages = usagePages(options, slice, controller.signal);
      await pages.next();
      const waiting = pages.next();
      setTimeout(() => {
        controller.abort(new Error("the operator said stop"));
      }, 50);
      await expect(waiting).rejects.toMatchObject({ kind: "cancelled" });
    },
  );

  it("asks for nothing more when its reader stops early", async () => {
    const { options } = testClient(simulator.url, { prefetch: false });
    for await (const page of usagePages(options, slice, never)) if (page.index === 1) break;
    expect(simulator.requests()).toHaveLength(2);
  });

  it("is cancelled before it begins", async () => {
    expect(await failure(usagePages(testClient(simulator.url).options, slice, AbortSignal.abort()))).toMatchObject({ kind: "cancelled" });
    expect(simulator.requests()).toHaveLength(0);
  });

  it.each([
    [{ enrollment: "../100", month: "2026-10" }, {}],
    [{ enrollment: "", month: "2026-10" }, {}],
    [{ enrollment: "100", month: "2026-13" }, {}],
    [slice, { baseUrl: "http://ea.azure.cn" }],
    [slice, { key: new SecretText("") }],
    [slice, { key: new SecretText("line\nbreak") }],
  ])("refuses options that cannot work: %j %j", async (bad, change) => {
    expect(await failure(usagePages(testClient(simulator.url, change).options, bad, never))).toMatchObject({
      kind: "config",
      retryable: false,
    });
  });

  it("keeps to the rate it is given", async () => {
    const client = testClient(simulator.url);
    const options = { ...client.options, gate: new RateLimiter({ perMinute: 6, burst: 2 }, client.clock) };
    await all(usagePages(options, slice, never));
    expect(client.clock.sleeps.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(95_000);
  });
});

describe("failures without a server", () => {
  let agent: MockAgent;
  beforeEach(() => {
    agent = new MockAgent();
    agent.disableNetConnect();
  });
  afterEach(() => agent.close());

  it.each([
    ["DEPTH_ZERO_SELF_SIGNED_CERT", "tls", 1],
    ["CERT_HAS_EXPIRED", "tls", 1],
    ["ENOTFOUND", "transient", 8],
    ["EAI_AGAIN", "transient", 8],
    ["UND_ERR_CONNECT_TIMEOUT", "transient", 8],
  ] as const)("%s is %s after %i requests", async (code, kind, attempts) => {
    agent
      .get("https://ea.azure.cn")
      .intercept({ path: /.*/ })
      .replyWithError(Object.assign(new Error("no"), { code }))
      .persist();
    const { options } = testClient("https://ea.azure.cn", { dispatcher: agent });
    expect(await failure(usagePages(options, slice, never))).toMatchObject({ kind, context: { code, attempts } });
  });
});

describe("compressed pages", () => {
  const body = Buffer.from('{"content":[{"date":"2026-10-01","extendedCost":0.12345678901234567890}],"nextLink":null}');

  it.each([
    ["gzip", gzipSync(body)],
    ["br", brotliCompressSync(body)],
    ["deflate", deflateSync(body)],
    ["identity", body],
  ])("are read to the last digit (%s)", async (encoding, bytes) => {
    const agent = new MockAgent();
    agent.disableNetConnect();
    const headers = { "content-type": "application/json", "content-encoding": encoding, "content-length": String(bytes.length) };
    agent
      .get("https://ea.azure.cn")
      .intercept({ path: /.*/, headers: { authorization: `Bearer ${testKey}` } })
      .reply(200, bytes, { headers })
      .persist();
    const { options } = testClient("https://ea.azure.cn", { dispatcher: agent });
    const [page] = await all(usagePages(options, slice, never));
    expect(page).toMatchObject({
      table: { fields: ["date", "extendedCost"], rows: [["2026-10-01", "0.12345678901234567890"]] },
    });
    await agent.close();
  });
});

describe("monthOf", () => {
  it.each([
    ["2024-01-05T00:00:00", "2024-01"],
    ["2024-01-05", "2024-01"],
    ["2024-01-31T23:59:59Z", "2024-01"],
    ["01/05/2024", "2024-01"],
    ["1/5/2024 12:00:00 AM", "2024-01"],
    ["2024-13-05", null],
    ["13/05/2024", null],
    ["", null],
    ["yesterday", null],
    ["2024-01-05x", null],
  ])("%j -> %j", (date, month) => {
    expect(usageMonth(date)).toBe(month);
  });
});

async function all(pages: AsyncIterable<EaPage>): Promise<EaPage[]> {
  const list: EaPage[] = [];
  for await (const page of pages) list.push(page);
  return list;
}

async function failure(pages: AsyncIterable<EaPage>): Promise<SourceError> {
  try {
    await all(pages);
  } catch (error) {
    if (error instanceof SourceError) return error;
    throw error;
  }
  throw new Error("nothing failed");
}
