import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SourceError, type SourceErrorKind } from "../../../app/sources/source-error";
import type { EaWireForm } from "../../../app/domain/azure-ea/wire-form";
import { readBalance } from "../../../app/sources/azure-ea/balance";
import { usagePages } from "../../../app/sources/azure-ea/client";
import { type FaultName, faultNames } from "../../../simulator/fault-name";
import type { Simulator } from "../../../simulator/simulator";
import { startSimulator } from "../../../simulator/start-simulator";
import { impatient, pageCost, scaled, seeded, testClient, testKey } from "./harness";

const month = "2026-10";
const slice = { enrollment: "100", month };
const seeds = [1, 2, 3, 4, 5] as const;

/** What a fault that happens once ends in: the exact total, or the failure that names it. */
const once: Readonly<Record<FaultName, "total" | readonly SourceErrorKind[]>> = {
  "status-400": ["rejected", "stale-link"],
  "status-401": ["auth"],
  "status-403": ["permission"],
  "status-404": ["not-found", "stale-link"],
  "status-408": "total",
  "status-410": ["rejected", "stale-link"],
  "status-500": "total",
  "status-502": "total",
  "status-503": "total",
  "status-504": "total",
  "throttle-no-header": "total",
  "throttle-seconds": "total",
  "throttle-date": "total",
  "throttle-huge": ["deadline"],
  "throttle-negative": "total",
  "throttle-garbage": "total",
  "throttle-ms-ratelimit": "total",
  "throttle-503-seconds": "total",
  "reset-before-headers": "total",
  "reset-mid-body": "total",
  "cut-content-length": "total",
  "cut-chunked": "total",
  "cut-close": "total",
  "short-json-close": "total",
  "short-json": ["changed"],
  drip: "total",
  "no-headers": "total",
  "stall-mid-body": "total",
  "gzip-bomb": ["too-large"],
  "gzip-cut": "total",
  "gzip-garbage": "total",
  "encoded-twice": "total",
  "encoded-many": "total",
  "header-flood": ["too-large"],
  "content-type": "total",
  charset: "total",
  "utf-16": "total",
  "bad-utf-8": "total",
  "empty-200": "total",
  "html-200": "total",
  "error-200": "total",
  "status-204": "total",
  "not-json": "total",
  "no-rows-member": "total",
  "loop-1": ["paging"],
  "loop-3": ["paging"],
  "duplicate-page": ["paging"],
  "missing-page": ["paging", "changed"],
  "link-other-host": ["untrusted-link"],
  "link-other-port": ["untrusted-link"],
  "link-https-downgrade": ["untrusted-link"],
  "link-file": ["untrusted-link"],
  "link-ip": ["untrusted-link"],
  "link-userinfo": ["untrusted-link"],
  "link-slashes": ["untrusted-link"],
  "link-backslashes": ["untrusted-link"],
  "link-look-alike": ["untrusted-link"],
  "link-outside": ["untrusted-link"],
  "link-dots": ["untrusted-link"],
  "link-other-month": ["paging", "untrusted-link"],
  "redirect-301-same": ["rejected"],
  "redirect-302-same": ["rejected"],
  "redirect-307-same": ["rejected"],
  "redirect-308-same": ["rejected"],
  "redirect-301-other": ["rejected"],
  "redirect-302-other": ["rejected"],
  "redirect-307-other": ["rejected"],
  "redirect-308-other": ["rejected"],
  "changed-mid-run": ["changed"],
  "other-month-row": "total",
};

const asked: Partial<Record<FaultName, number>> = {
  "throttle-seconds": 7000,
  "throttle-date": 18_000,
  "throttle-ms-ratelimit": 90_000,
  "throttle-503-seconds": 12_000,
};

/** Faults that need an earlier page to go back to, or to differ from. */
const laterPages: ReadonlySet<FaultName> = new Set(["loop-3", "duplicate-page", "changed-mid-run"]);

/** Faults that only a deadline ends. */
const slow: ReadonlySet<FaultName> = new Set(["drip", "no-headers", "stall-mid-body"]);

interface Outcome {
  readonly error: SourceError | null;
  readonly isExact: boolean;
  readonly sealed: boolean;
}

describe("every fault ends in the exact total or in a failure that names it", () => {
  let simulator: Simulator;
  const tally = { runs: 0, total: 0, failed: 0, caughtBySeal: 0, keysAbroad: 0, requestsAbroad: 0, waitsCut: 0 };

  beforeAll(async () => {
    simulator = await startSimulator({
      seed: 7,
      enrollments: [{ number: "100", key: testKey, rows: 600 }],
      today: "2026-11-15",
      pageSize: 100,
    });
  });
  afterAll(async () => {
    await simulator.close();
    console.info(`faults ${JSON.stringify(tally)}`);
    expect(tally).toMatchObject({ runs: faultNames.length * seeds.length, keysAbroad: 0, requestsAbroad: 0, waitsCut: 0 });
  });

  it.each(faultNames)(
    "%s",
    async (name) => {
      for (const seed of seeds) {
        const form: EaWireForm = seed % 2 === 1 ? "china" : "consumption-v3";
        const page = laterPages.has(name) ? 2 + (seed % 2) : seed % 4;
        const times = seed === 5 ? 0 : 1;
        simulator.restate({ enrollment: "100", month, revision: 0, throughDay: 31 });
        simulator.setFaults([{ name, page, times }]);
        simulator.clearRequests();
        const client = testClient(simulator.url, { form, random: seeded(seed), ...(slow.has(name) ? { deadlines: impatient } : {}) });
        const outcome = await read(simulator, client.options);
        await client.dispatcher.close();
        const requests = simulator.requests();
        tally.runs += 1;
        tally.keysAbroad += requests.filter((request) => request.listener === "foreign" && request.headersWithKey.length > 0).length;
        tally.requestsAbroad += requests.filter((request) => request.listener === "foreign").length;
        expect(requests.every((request) => request.headersWithKey.every((header) => header === "authorization"))).toBe(true);
        const wait = asked[name];
        if (wait !== undefined && !client.clock.sleeps.some((ms) => ms >= wait)) tally.waitsCut += 1;
        const where = `${name}, seed ${seed}, ${form}, page ${page}, ${times === 0 ? "for ever" : "once"}: ${outcome.error?.message ?? "no error"}`;
        if (outcome.error !== null) {
          tally.failed += 1;
          expect(inspect(outcome.error, { depth: 9 }) + JSON.stringify(outcome.error), where).not.toContain("canary");
          expect(outcome.error.context.account, where).toBe("100");
        } else if (outcome.isExact) tally.total += 1;
        else {
          tally.caughtBySeal += 1;
          expect(outcome.sealed, `${where}: a short load nobody notices`).toBe(false);
        }
        const expected = once[name];
        if (times === 0) expect(outcome.error !== null || !outcome.sealed || expected === "total", where).toBe(true);
        else if (expected === "total") expect(outcome, where).toMatchObject({ error: null, isExact: true });
        else if (outcome.error !== null) expect(expected, where).toContain(outcome.error.kind);
        else expect([name, form], where).toEqual(["missing-page", "consumption-v3"]);
      }
    },
    60_000,
  );
});

/** Reads the month, then does what the seal does with it: the control total where there is one, else not much smaller than the last snapshot. */
async function read(simulator: Simulator, options: ReturnType<typeof testClient>["options"]): Promise<Outcome> {
  const truth = simulator.oracle("100", month);
  let rows = 0;
  let cost = 0n;
  try {
    for await (const page of usagePages(options, slice, new AbortController().signal)) {
      rows += page.table.rows.length;
      cost += pageCost(page);
    }
    const control = await readBalance(options, slice, new AbortController().signal);
    const sealed = control === null ? rows >= truth.rows * 0.8 : scaled(control.usage) + scaled(control.marketplace ?? "0") === cost;
    return { error: null, isExact: rows === truth.rows && cost === scaled(truth.cost), sealed };
  } catch (error) {
    if (error instanceof SourceError) return { error, isExact: false, sealed: false };
    throw error;
  }
}
