import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BillingMonth } from "../../../app/domain/calendar/billing-month";
import { ExactSum } from "../../../app/domain/snapshot/exact-sum";
import { openSurroundings } from "../../../app/pipeline/open-surroundings";
import { azureCostDetails } from "../../../app/sources/azure-cost-details/azure-cost-details";
import { type Connection, connect } from "../../../app/sources/connection";
import { SecretText } from "../../../app/sources/secret-text";
import type { Delivery, SourceContext, SourceEvent } from "../../../app/sources/source";
import { SourceError, type SourceErrorKind } from "../../../app/sources/source-error";
import { type CostDetails, type CostDetailsBlob, startCostDetails } from "../../../simulator/cost-details";
import { type CostDetailsFault, costDetailsFaults } from "../../../simulator/cost-details-fault";
import { exportCsv } from "../../../simulator/azure-export";
import { faultSeeds } from "../../support/fault-runs";
import { noParquet } from "../../support/faulty-bucket";

const scope = "providers/Microsoft.Billing/billingAccounts/100100";
const secret = "client-secret-canary";
const headers = ["Date", "MeterId", "Quantity", "CostInBillingCurrency", "BillingAccountId", "ResourceId"];
const rowsOfBlob = 300;

/** A report of two blobs, and what it costs. Each is larger than what a network sends at once. */
const table = (blob: number): string =>
  exportCsv({
    headers,
    rows: Array.from({ length: rowsOfBlob }, (_, index) => [
      "10/03/2026",
      "m",
      "1",
      `0.${blob + 1}0000000000000${index + 100}`,
      "100100",
      createHash("sha512").update(`${blob} ${index}`).digest("base64"),
    ]),
  });
const blobs: readonly CostDetailsBlob[] = [0, 1].map((blob) => ({ body: Buffer.from(table(blob)), rows: rowsOfBlob }));
const expected = new ExactSum();
for (const blob of [0, 1]) for (let index = 0; index < rowsOfBlob; index++) expected.add(`0.${blob + 1}0000000000000${index + 100}`);

let service: CostDetails;
let current: (month: string, metric: string) => readonly CostDetailsBlob[] = () => blobs;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  service = await startCostDetails({
    tenant: "contoso",
    clientId: "app-1",
    clientSecret: secret,
    scope,
    blobs: (month, metric) => current(month, metric),
  });
});

afterAll(async () => {
  for (const close of closing) await close();
  await service.close();
});

/** Sees a month at one time, with a clock whose sleeps count and take no time. */
interface Lab {
  readonly connection: Connection;
  readonly context: SourceContext;
  readonly events: SourceEvent[];
  readonly sleeps: number[];
}

function open(more: object = {}, seed = 1, signal: AbortSignal = new AbortController().signal): Lab {
  const surroundings = openSurroundings(() => new SecretText(secret), ["127.0.0.1"]);
  closing.push(async () => {
    await surroundings.objects.dispatcher.destroy();
    await surroundings.http.dispatcher.destroy();
  });
  const events: SourceEvent[] = [];
  const sleeps: number[] = [];
  let now = Date.parse("2026-11-15T02:00:00Z");
  const clock = {
    now: () => now,
    sleep: (ms: number, stop: AbortSignal) => {
      stop.throwIfAborted();
      now += ms;
      sleeps.push(ms);
      return Promise.resolve();
    },
  };
  let state = seed;
  const random = (): number => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  const gate = { admit: () => Promise.resolve({ rateMs: 0, breakerMs: 0 }), report: () => undefined };
  const context: SourceContext = {
    ...surroundings,
    http: { dispatcher: surroundings.http.dispatcher, gate: () => gate },
    clock,
    random,
    signal,
    heard: (event) => events.push(event),
  };
  const credentials = { tenant: "contoso", clientId: "app-1", clientSecret: { env: "ABI_SECRET_X" }, cloud: "china", login: service.url };
  const config = { scope: `/${scope}/`, metric: "ActualCost", credentials, currency: "CNY", endpoint: service.url, ...more };
  const sha256 = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");
  return { connection: connect(azureCostDetails({ parquet: noParquet, sha256 }), config), context, events, sleeps };
}

const october = BillingMonth.parse("2026-10");
if (october === null) throw new Error("no month");

async function offers({ connection, context }: Lab, months = [october]): Promise<readonly Delivery[]> {
  const found: Delivery[] = [];
  for await (const delivery of connection.discover({ months: months.flatMap((month) => (month === null ? [] : [month])) }, context))
    found.push(delivery);
  return found;
}

interface ReadRows {
  readonly rows: number;
  readonly cost: string;
  readonly cursors: readonly (string | null)[];
}

async function rowsOf({ connection, context }: Lab, delivery: Delivery, from: string | null = null): Promise<ReadRows> {
  const cost = new ExactSum();
  const cursors: (string | null)[] = [];
  let rows = 0;
  const options = { from, peek: false, acceptLate: false, acceptRepeatedPages: false };
  for await (const { content, next } of connection.read(delivery, options, context)) {
    if (content.kind !== "azure-usage") throw new TypeError("no usage");
    rows += content.table.rows.length;
    cursors.push(next);
    for (const row of content.table.rows) cost.add(row[3] ?? "");
  }
  return { rows, cost: cost.toString(), cursors };
}

const whole = { rows: 2 * rowsOfBlob, cost: expected.toString() };
type Ending = "exact" | "nothing offered" | SourceErrorKind;

/** Has a report made and read with a fault. Whatever is read to its end must be exact, and no secret is in an error or an event. */
async function read(
  fault: CostDetailsFault | null,
  at: number,
  seed: number,
): Promise<{ readonly ending: Ending; readonly message: string; readonly lab: Lab }> {
  current = () => blobs;
  service.setFault(fault, at);
  const lab = open({}, seed);
  try {
    const [delivery] = await offers(lab);
    if (delivery === undefined) return { ending: "nothing offered", message: "", lab };
    expect(delivery).toMatchObject({ account: "100100", currency: "CNY", period: october });
    expect(await rowsOf(lab, delivery)).toMatchObject(whole);
    return { ending: "exact", message: "", lab };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    return { ending: error.kind, message: error.message, lab };
  } finally {
    expect(JSON.stringify(lab.events)).not.toMatch(/canary|sig=/);
  }
}

/** What each fault must end with, and a part of what is said. */
const endings: Readonly<Record<CostDetailsFault, readonly [Ending, RegExp]>> = {
  "token-503": ["exact", /^$/],
  "token-wrong-secret": ["auth", /AADSTS7000215.*the secret's value/],
  "token-reset": ["exact", /^$/],
  "arm-401": ["auth", /InvalidAuthenticationToken/],
  "arm-403": ["permission", /EnrollmentReader.*RBACAccessDenied/],
  "arm-404-scope": ["not-found", /is the scope right.*BillingAccountNotFound/],
  "arm-422-agreement": ["rejected", /use an export.*WebDirect/],
  "arm-400-too-old": ["rejected", /of the last 13\. It says: BadRequest: Start date must be after/],
  "arm-500": ["exact", /^$/],
  "arm-503-down": ["transient", /given up after 8 requests/],
  "arm-503-seconds": ["exact", /^$/],
  "arm-reset": ["exact", /^$/],
  "arm-html": ["malformed", /text\/html instead of JSON/],
  "throttle-storm": ["exact", /^$/],
  "throttle-qpu-header": ["exact", /^$/],
  "throttle-date": ["exact", /^$/],
  "throttle-date-of-a-slow-clock": ["exact", /^$/],
  "throttle-milliseconds": ["exact", /^$/],
  "no-location": ["malformed", /no Location/],
  "foreign-location": ["untrusted-link", /another host or port\. No token was sent there/],
  "no-data-204": ["nothing offered", /^$/],
  "no-data-status": ["nothing offered", /^$/],
  "operation-404-once": ["exact", /^$/],
  "operation-404": ["stale-link", /has lost the ActualCost report/],
  "failed-once": ["exact", /^$/],
  failed: ["transient", /failed at Microsoft: InternalServerError: the report failed/],
  "other-status": ["malformed", /CompletedWithWarnings/],
  "other-scope": ["malformed", /of the scope "providers\/Microsoft.Billing\/billingAccounts\/999"/],
  "other-metric": ["malformed", /of AmortizedCost/],
  "other-period": ["malformed", /of the period 202001/],
  "manifest-blob-count": ["malformed", /names 2 blobs and counts 3/],
  "manifest-byte-count": ["malformed", /counts \d+ bytes, and \d+ in its blobs/],
  "manifest-row-count": ["malformed", /has 300 rows, and 301 in its manifest/],
  "manifest-blob-twice": ["malformed", /names a blob twice/],
  "foreign-link": ["config", /169\.254\.169\.254.*AZURE_BILLING_STORAGE_HOSTS/],
  "links-end": ["exact", /^$/],
  "links-and-operation-end": ["exact", /^$/],
  "links-end-and-month-changes": ["changed", /generated again/],
  "blob-cut": ["exact", /^$/],
  "blob-truncated": ["malformed", /bytes, and \d+ in its manifest/],
  "blob-damaged": ["malformed", /does not match its MD5/],
  "blob-gone": ["exact", /^$/],
  "blob-503": ["exact", /^$/],
  "renamed-column": ["malformed", /has no column CostInBillingCurrency/],
  "second-account": ["malformed", /"200200" is another billing account than "100100"/],
};

it("a report is made, waited for and read to the last digit; the wait is what Microsoft asks for", async () => {
  const { ending, lab } = await read(null, 0, 1);
  expect([ending, lab.sleeps]).toEqual(["exact", [60_000, 30_000]]);
  expect(lab.events).toEqual([
    { type: "wait", part: 0, reason: "report", ms: 60_000 },
    { type: "wait", part: 0, reason: "report", ms: 30_000 },
  ]);
});

it.each(costDetailsFaults)("%s: each run is exact or refused for its reason, and has no secret in it", async (fault) => {
  for (const seed of faultSeeds) {
    // Polls and blobs are asked for more than once; what happens to a first request is no use to a fault of links.
    const at = fault.startsWith("links") || fault === "blob-gone" ? 2 + (seed % 3) : fault === "blob-cut" ? 2 : (seed - 1) % 2;
    const { ending, message } = await read(fault, at, seed);
    expect([fault, seed, ending, message]).toEqual([fault, seed, endings[fault][0], expect.stringMatching(endings[fault][1])]);
    expect(message).not.toMatch(/canary|sig=/);
  }
  expect(service.foreignRequests).toEqual([]);
});

it("throttled by several headers, the longest wait is served; a date is told by the server's own clock", async () => {
  const { lab: headersLab } = await read("throttle-qpu-header", 0, 1);
  expect(headersLab.sleeps[0]).toBeGreaterThanOrEqual(21_000);
  const { lab: slow } = await read("throttle-date-of-a-slow-clock", 0, 1);
  expect(slow.sleeps[0]).toBeGreaterThanOrEqual(40_000);
  expect(slow.sleeps[0]).toBeLessThan(45_000);
  const { lab: milliseconds } = await read("throttle-milliseconds", 0, 1);
  expect(milliseconds.sleeps[0]).toBeGreaterThanOrEqual(2500);
  expect(milliseconds.sleeps[0]).toBeLessThan(5000);
});

it("a month that has not changed has the version that it had, in a new report; one that has changed has another, and so has the other metric", async () => {
  service.setFault(null);
  const versionOf = async (more: object = {}): Promise<string | null> => (await offers(open(more)))[0]?.version ?? null;
  current = () => blobs;
  const before = await versionOf();
  expect(await versionOf()).toBe(before);
  expect(await versionOf({ metric: "AmortizedCost" })).not.toBe(before);
  current = () => blobs.slice(0, 1);
  expect(await versionOf()).not.toBe(before);
});

it("is gone on with from every cursor, in a report that was made later", async () => {
  service.setFault(null);
  current = () => blobs;
  const lab = open();
  const [delivery] = await offers(lab);
  if (delivery === undefined) throw new Error("nothing offered");
  const { cursors } = await rowsOf(lab, delivery);
  expect(cursors).toEqual(['{"file":1,"row":0}', null]);
  const [later] = await offers(open());
  if (later === undefined) throw new Error("nothing offered");
  expect(later.version).toBe(delivery.version);
  expect((await rowsOf(open(), later, '{"file":1,"row":0}')).rows).toBe(rowsOfBlob);
  expect((await rowsOf(open(), later, '{"file":0,"row":299}')).rows).toBe(rowsOfBlob + 1);
});

it("asks for the billing period of an enterprise agreement, and for the days of a customer agreement that have begun", async () => {
  service.setFault(null);
  const asked: string[] = [];
  current = (month, metric) => {
    asked.push(`${metric} ${month}`);
    return [];
  };
  const november = BillingMonth.parse("2026-11");
  const december = BillingMonth.parse("2026-12");
  expect(await offers(open({ agreement: "MCA", metric: "AmortizedCost" }), [october, november, december])).toEqual([]);
  expect(await offers(open(), [october])).toEqual([]);
  expect(asked).toEqual(["AmortizedCost 202610", "AmortizedCost 202611", "ActualCost 202610"]);
});

it("reads a gzip whose bytes are counted unpacked", async () => {
  service.setFault(null);
  current = () => [{ body: gzipSync(table(0)), rows: rowsOfBlob }];
  const lab = open();
  const [delivery] = await offers(lab);
  if (delivery === undefined) throw new Error("nothing offered");
  expect((await rowsOf(lab, delivery)).rows).toBe(rowsOfBlob);
});

it("ends within a second when it is cancelled, while it waits for a report", async () => {
  service.setFault(null);
  current = () => blobs;
  const abort = new AbortController();
  const lab = open({}, 1, abort.signal);
  const waiting: SourceContext = {
    ...lab.context,
    clock: {
      ...lab.context.clock,
      sleep: (_ms, signal) =>
        new Promise((_, reject) => {
          signal.addEventListener("abort", () => {
            reject(signal.reason as Error);
          });
          abort.abort(new Error("enough"));
        }),
    },
  };
  const began = performance.now();
  await expect(offers({ ...lab, context: waiting })).rejects.toMatchObject({ kind: "cancelled" });
  expect(performance.now() - began).toBeLessThan(1000);
});

describe("check", () => {
  it("looks for a token, a report and its first rows", async () => {
    service.setFault(null);
    current = () => blobs;
    const { connection, context } = open();
    expect(await connection.check(context)).toEqual([
      { name: "token", ok: true, detail: "the application app-1 got one" },
      { name: "report", ok: true, detail: `2026-11: 2 blobs, ${blobs.reduce((sum, { body }) => sum + body.length, 0)} bytes` },
      { name: "first rows", ok: true, detail: "6 columns, csv" },
    ]);
  });

  it.each([
    ["token-wrong-secret", "token", "auth", /^credentials: 127/],
    ["arm-403", "report", "permission", /^scope, metric, agreement, credentials: the application may not read/],
    ["renamed-column", "first rows", "malformed", /^metric: .*CostInBillingCurrency/],
  ] as const)("with %s the probe %s fails as %s and names the fields", async (fault, name, kind, hint) => {
    current = () => blobs;
    service.setFault(fault);
    const { connection, context } = open();
    expect((await connection.check(context)).at(-1)).toEqual({ name, ok: false, kind, hint: expect.stringMatching(hint) as string });
  });
});

it.each([
  [{ scope: "subscriptions/1/resourceGroups/a" }, /scope must be a billing account/],
  [{ scope: "/providers/Microsoft.Management/managementGroups/a" }, /scope must be a billing account/],
  [{ scope: "subscriptions/11111111-2222-3333-4444-555555555555" }, /account is required/],
  [{ scope: `${scope}/departments/7` }, /account is required/],
  [{ metric: "Usage" }, /metric/],
  [{ endpoint: "https://evil.example/path" }, /endpoint must be a host/],
])("the configuration %j is refused", (more, message) => {
  expect(() => open(more)).toThrow(message);
});

it("a host that is not the cloud's own gets no secret unless the settings list it, a blob account at Azure neither", async () => {
  for (const more of [{ endpoint: "https://evil.example" }, { endpoint: "https://evil.blob.core.windows.net" }])
    await expect(offers(open(more))).rejects.toMatchObject({
      kind: "config",
      message: expect.stringContaining("AZURE_BILLING_STORAGE_HOSTS") as string,
    });
});
