import { expect, it } from "vitest";
import { ExactSum } from "../../../app/domain/snapshot/exact-sum";
import { openObjectAccess } from "../../../app/sources/objects/allowed-hosts";
import type { Delivery } from "../../../app/sources/source";
import { SourceError, type SourceErrorKind } from "../../../app/sources/source-error";
import { usageRow, usageTable } from "../../../simulator/google/billing-tables";
import { type GoogleAnswer, type GoogleCall, type GoogleOptions, googleError } from "../../../simulator/google/start-google";
import { fromNanos, makeUsageRows, nanosOf } from "../../../simulator/google/usage-rows";
import { endingsOf, faultSeeds } from "../../support/fault-runs";
import { type GoogleLab, openGoogleLab, serviceAccountKey } from "../../support/google";

const account = "01AB23-CD45EF-678901";
const table = "shop-billing.export.gcp_billing_export_resource_v1_01AB23_CD45EF_678901";
const exported = "2026-10-20T08:00:00.000001Z";
const rows = makeUsageRows({ account, month: "202610", seed: 1, count: 200, exported });
const total = fromNanos(rows.reduce((sum, row) => sum + nanosOf(row), 0n));

type Meddle = NonNullable<GoogleOptions["meddle"]>;

/** What the servers do wrong in one run. `chance` is in [0, 1); `due` is the request, from 0, at which a fault of one request comes. */
interface Fault {
  readonly name: string;
  readonly meddle: (run: { readonly chance: () => number; readonly due: number; readonly append: (exported: string) => void }) => Meddle;
}

const isOf = (call: GoogleCall, ...calls: readonly GoogleCall[]): boolean => calls.includes(call);
const once =
  (act: (call: GoogleCall, answer: GoogleAnswer) => ReturnType<Meddle>): Fault["meddle"] =>
  ({ due }) => {
    let isDone = false;
    return (call, at, answer) => {
      if (isDone || at < due) return null;
      const changed = act(call, answer);
      isDone = changed !== null;
      return changed;
    };
  };
/** An answer with other fields. Only those of queries have rows. */
const withBody = (answer: GoogleAnswer, change: (body: Record<string, unknown>) => Record<string, unknown>): GoogleAnswer | null =>
  typeof answer.body === "string" || !("rows" in answer.body) ? null : { ...answer, body: { ...answer.body, ...change(answer.body) } };
const rowsIn = (body: Record<string, unknown>): readonly unknown[] =>
  Array.isArray(body["rows"]) ? (body["rows"] as readonly unknown[]) : [];
const onEveryPage =
  (change: (body: Record<string, unknown>) => Record<string, unknown>): Fault["meddle"] =>
  () =>
  (call, _at, answer) =>
    isOf(call, "results") ? withBody(answer, change) : null;
const onPage = (change: (body: Record<string, unknown>) => Record<string, unknown>): Fault["meddle"] =>
  once((call, answer) => (isOf(call, "results") ? withBody(answer, change) : null));

const faults: readonly Fault[] = [
  {
    name: "every third request fails",
    meddle:
      ({ chance }) =>
      (call) =>
        call !== "token" && chance() < 0.33 ? googleError(503, "backendError", "Visibility check was unavailable") : null,
  },
  {
    name: "throttling storm",
    meddle: () => (call, at) =>
      call !== "token" && at < 40 && at % 7 !== 6
        ? googleError(403, "rateLimitExceeded", "Exceeded rate limits", { "retry-after": "30" })
        : null,
  },
  { name: "429 without a reason", meddle: once(() => ({ status: 429, body: "slow down", headers: { "retry-after": "5" } })) },
  { name: "quota of the project", meddle: once((call) => (call === "query" ? googleError(403, "quotaExceeded", "Quota exceeded") : null)) },
  { name: "connection reset", meddle: once((call) => (call === "token" ? null : "reset")) },
  { name: "answer cut off", meddle: once((call) => (call === "token" ? null : "cut")) },
  { name: "HTML for one answer", meddle: once((call) => (call === "token" ? null : { status: 200, body: "<html>Login</html>" })) },
  {
    name: "job not complete, again and again",
    meddle: ({ chance }) => {
      let left = 1 + Math.floor(chance() * 5);
      return (call, _at, answer) =>
        isOf(call, "query", "results") &&
        typeof answer.body !== "string" &&
        !("error" in answer.body) &&
        "jobReference" in answer.body &&
        left-- > 0
          ? { ...answer, body: { jobComplete: false, jobReference: answer.body["jobReference"] } }
          : null;
    },
  },
  {
    name: "job never complete",
    meddle: () => (call, _at, answer) =>
      isOf(call, "query", "results") && typeof answer.body !== "string"
        ? { ...answer, body: { jobComplete: false, jobReference: answer.body["jobReference"] ?? { jobId: "j", location: "EU" } } }
        : null,
  },
  {
    name: "access denied in the middle",
    meddle: () => (call) => (call === "results" ? googleError(403, "accessDenied", "Access Denied") : null),
  },
  { name: "table gone", meddle: () => (call) => (isOf(call, "table") ? googleError(404, "notFound", "Not found: Table") : null) },
  {
    name: "more bytes than allowed",
    meddle: () => (call) =>
      call === "query"
        ? googleError(400, "bytesBilledLimitExceeded", "Query exceeded limit for bytes billed: 1. 2000000 or higher required.")
        : null,
  },
  {
    name: "page token expired",
    meddle: () => (call) => (call === "results" ? googleError(400, "invalid", "Page token is no longer valid") : null),
  },
  { name: "job forgotten", meddle: () => (call) => (call === "results" ? googleError(404, "notFound", "Not found: Job") : null) },
  {
    name: "a page comes twice",
    meddle: () => {
      let before: Record<string, unknown> | null = null;
      return (call, _at, answer) => {
        if (!isOf(call, "query", "results") || typeof answer.body === "string") return null;
        const again = call === "results" && before !== null ? withBody(answer, () => ({ rows: before?.["rows"] })) : null;
        before = answer.body;
        return again;
      };
    },
  },
  { name: "a row is missing", meddle: onPage((body) => ({ rows: rowsIn(body).slice(1) })) },
  { name: "a row too many", meddle: onPage((body) => ({ rows: [...rowsIn(body), rowsIn(body)[0]] })) },
  { name: "another total on a later page", meddle: onPage((body) => ({ totalRows: String(Number(body["totalRows"]) + 3) })) },
  { name: "the last page is not said to be one", meddle: onEveryPage((body) => ({ pageToken: body["pageToken"] ?? "page-50" })) },
  { name: "rows without values", meddle: onEveryPage((body) => ({ rows: rowsIn(body).map(() => ({ f: [{}] })) })) },
  { name: "no total", meddle: onEveryPage(() => ({ totalRows: undefined })) },
  {
    name: "a correction arrives during the read",
    meddle: ({ append }) => {
      append("2026-10-21T08:00:00.000000Z");
      return () => null;
    },
  },
  {
    name: "rows of the same load arrive during the read",
    meddle: ({ append }) => {
      append(exported);
      return () => null;
    },
  },
  { name: "token refused", meddle: () => (call) => (call === "token" ? { status: 400, body: { error: "invalid_grant" } } : null) },
  { name: "token endpoint down", meddle: () => (call) => (call === "token" ? { status: 503, body: "<html>" } : null) },
];

/** A generator of numbers in [0, 1) that gives the same ones for the same seed. */
function chanceOf(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  };
}

type Ending = "exact" | SourceErrorKind;

/** Lists the month, then lets the fault come, and reads it. What is read to its end must be exact. */
async function read({ meddle }: Fault, seed: number): Promise<Ending> {
  const chance = chanceOf(seed);
  const tables = [usageTable(table, rows)];
  const append = (time: string): void => {
    tables[0]?.rows.push(...makeUsageRows({ account, month: "202610", seed: 9, count: 3, exported: time }).map(usageRow));
  };
  let isOn: Meddle | null = null;
  let begun = 0;
  // Of a process that begins anew: it has no token yet.
  const objects = openObjectAccess(["127.0.0.1"], null);
  const lab = await openGoogleLab({ tables, pageRows: 25, meddle: (call, at, answer) => isOn?.(call, at - begun, answer) ?? null });
  try {
    const [delivery] = await deliveriesOf(lab);
    if (delivery === undefined) throw new Error("nothing is offered");
    begun = lab.google.calls.length;
    isOn = meddle({ chance, due: Math.floor(chance() * 8), append });
    const sum = new ExactSum();
    let count = 0;
    const options = { from: null, peek: false, acceptLate: false, acceptRepeatedPages: false };
    const context = { ...lab.context(), objects, random: chance };
    for await (const { content } of lab.connection().read(delivery, options, context)) {
      if (content.kind !== "focus") throw new TypeError("no FOCUS");
      count += content.rows.length;
      for (const { cost } of content.rows) sum.add(cost);
    }
    expect([count, sum.toString()]).toEqual([rows.length, total]);
    return "exact";
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    expect(error.message + JSON.stringify(error.context)).not.toMatch(/ya29|eyJ|BEGIN PRIVATE KEY/);
    return error.kind;
  } finally {
    await objects.dispatcher.destroy();
    await lab.close();
  }
}

async function deliveriesOf(lab: GoogleLab): Promise<readonly Delivery[]> {
  const found: Delivery[] = [];
  for await (const delivery of lab.connection().discover({ months: [] }, lab.context())) found.push(delivery);
  return found;
}

it("reads a month exactly from a BigQuery that does nothing wrong", async () => {
  expect(await read({ name: "none", meddle: () => () => null }, 1)).toBe("exact");
  expect(serviceAccountKey).toContain("BEGIN PRIVATE KEY");
});

const size = `${faults.length * faultSeeds.length} runs of ${faults.length} faults`;
it(`${size}: each is exact, or ends with a typed error`, { timeout: 300_000 }, async () => {
  expect(await endingsOf(faults, read)).toEqual({
    "every third request fails": ["exact"],
    "throttling storm": ["exact"],
    "429 without a reason": ["exact"],
    "quota of the project": ["exact"],
    "connection reset": ["exact"],
    "answer cut off": ["exact"],
    "HTML for one answer": ["exact"],
    "job not complete, again and again": ["exact"],
    "job never complete": ["deadline"],
    "access denied in the middle": ["permission"],
    "table gone": ["not-found"],
    "more bytes than allowed": ["config"],
    "page token expired": ["stale-link"],
    "job forgotten": ["stale-link"],
    "a page comes twice": ["paging"],
    "a row is missing": ["paging"],
    "a row too many": ["paging"],
    "another total on a later page": ["changed"],
    "the last page is not said to be one": ["exact"],
    "rows without values": ["malformed"],
    "no total": ["malformed"],
    "a correction arrives during the read": ["exact"],
    "rows of the same load arrive during the read": ["changed"],
    "token refused": ["auth"],
    "token endpoint down": ["transient"],
  });
});
