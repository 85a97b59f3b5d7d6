import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deliver } from "../../app/pipeline/deliver";
import type { DeliveryOutcome } from "../../app/pipeline/delivery-outcome";
import type { PipelineDeps } from "../../app/pipeline/pipeline-deps";
import type { Delivery } from "../../app/sources/source";
import { focusTable, type SimulatedTable, usageRow, usageTable } from "../../simulator/google/billing-tables";
import { type GoogleOptions, googleError } from "../../simulator/google/start-google";
import { fromNanos, makeUsageRows, nanosOf, type UsageRow } from "../../simulator/google/usage-rows";
import { type FocusLab, openFocusLab } from "../support/focus-import-lab";
import { type GoogleLab, openGoogleLab } from "../support/google";

const billingAccount = "01AB23-CD45EF-678901";
const account = `google-${billingAccount}`;
const exported = "2026-11-03T08:00:00.000001Z";
const october = makeUsageRows({ account: billingAccount, month: "202610", seed: 1, count: 300, exported });
const september = makeUsageRows({ account: billingAccount, month: "202609", seed: 2, count: 60, exported });
const late = makeUsageRows({ account: billingAccount, month: "202610", seed: 3, count: 5, exported: "2026-11-10T08:00:00.000000Z" });
const totalOf = (rows: readonly UsageRow[]): string => fromNanos(rows.reduce((sum, row) => sum + nanosOf(row), 0n));

let lab: FocusLab;
let google: GoogleLab;
const usage: SimulatedTable = usageTable("my-billing.export.gcp_billing_export_v1", [...october, ...september]);
const focus: SimulatedTable = focusTable("my-billing.export.gcp_billing_export_focus", october);
let meddle: NonNullable<GoogleOptions["meddle"]> = () => null;

beforeAll(async () => {
  [lab, google] = await Promise.all([
    openFocusLab(),
    openGoogleLab({ tables: [usage, focus], pageRows: 50, meddle: (call, at, answer) => meddle(call, at, answer) }),
  ]);
});

afterAll(async () => {
  await google.close();
  await lab.close();
});

async function deliveriesOf(config: Readonly<Record<string, unknown>> = {}): Promise<readonly Delivery[]> {
  const found: Delivery[] = [];
  for await (const delivery of google.connection(config).discover({ months: [] }, google.context())) found.push(delivery);
  return found;
}

function run(delivery: Delivery | undefined, config: Readonly<Record<string, unknown>> = {}): Promise<DeliveryOutcome> {
  if (delivery === undefined) throw new Error("nothing is offered");
  const settings = { ...lab.deps.settings, blockLimits: { rows: 50, bytes: 1 << 20 }, resumeWithinMs: 7_200_000 };
  const deps: PipelineDeps = { ...lab.deps, connectionOf: () => null, surroundings: google.surroundings, settings };
  return deliver(google.connection(config), delivery, { allowClosed: true }, deps, new AbortController().signal, () => undefined);
}

const visible = (month: string): Promise<string> =>
  lab.ask(
    `SELECT count(), toString(sum(toDecimal256(BilledCost, 18))) FROM CurrentFocusCostAndUsage
     WHERE x_BillingAccountId = '${account}' AND x_BillingPeriod = '${month}-01'`,
  );

describe("Google Cloud's bill in BigQuery", () => {
  it("is published month by month, exact, with BigQuery's own total beside it", async () => {
    const [first, second] = await deliveriesOf();
    expect(await run(first)).toMatchObject({ kind: "published", snapshots: [{ account, month: "2026-09", rows: 60 }] });
    expect(await run(second)).toMatchObject({ kind: "published", snapshots: [{ account, month: "2026-10", rows: 300 }] });
    expect(await visible("2026-09")).toBe(`60\t${totalOf(september)}`);
    expect(await visible("2026-10")).toBe(`300\t${totalOf(october)}`);
    expect(
      await lab.ask("SELECT DISTINCT control_total FROM BillingSnapshot WHERE status = 'published' ORDER BY 1 DESC LIMIT 9"),
    ).toContain(totalOf(october));
  });

  it("counts each charge on its day by Google's clock, all of them in the month", async () => {
    expect(
      await lab.ask(`SELECT min(usage_date), max(usage_date) <= '2026-10-31', toString(sum(billed_cost)) FROM CurrentDailyCost
        WHERE billing_account_id = '${account}' AND usage_date >= '2026-10-01' AND usage_date < '2026-11-01'`),
    ).toBe(`2026-10-01\t1\t${totalOf(october)}`);
  });

  it("goes on from its last stored page when the server fails in the middle", async () => {
    usage.rows.push(...late.map(usageRow));
    const [, delivery] = await deliveriesOf();
    let pages = 0;
    meddle = (call) => (call === "results" && (pages += 1) > 3 ? googleError(503, "backendError", "not now") : null);
    expect(await run(delivery)).toMatchObject({ kind: "failed", at: "source", reason: "transient" });
    expect(await visible("2026-10")).toBe(`300\t${totalOf(october)}`);
    meddle = () => null;
    const queries = google.google.calls.filter(({ call }) => call === "query").length;
    expect(await run(delivery)).toMatchObject({ kind: "published", snapshots: [{ rows: 305 }] });
    // One query more, for the total: the rows come from the answer of the first attempt.
    expect(google.google.calls.filter(({ call }) => call === "query").length).toBe(queries + 1);
    expect(await visible("2026-10")).toBe(`305\t${totalOf([...october, ...late])}`);
    expect(await visible("2026-09")).toBe(`60\t${totalOf(september)}`);
  });

  it.each([
    ["a row is missing", "paging"],
    ["access is denied in the middle", "permission"],
    ["the answer is forgotten", "stale-link"],
    ["another total than BigQuery's own", "control-total"],
    ["rows arrived since it was listed", "changed"],
    ["a cost is no number", "malformed"],
  ])("is not seen when %s", async (fault, reason) => {
    const before = await visible("2026-09");
    const [listed] = await deliveriesOf();
    if (listed === undefined) throw new Error("nothing is offered");
    const delivery =
      fault === "rows arrived since it was listed" ? { ...listed, rows: 59, version: "other" } : { ...listed, version: fault };
    meddle = (call, _at, answer) => {
      if (typeof answer.body === "string" || (call !== "results" && call !== "query")) return null;
      const { body } = answer;
      const rows = Array.isArray(body["rows"]) ? (body["rows"] as { f: { v: string | null }[] }[]) : [];
      switch (fault) {
        case "a row is missing":
          return call === "results" ? { ...answer, body: { ...body, rows: rows.slice(1) } } : null;
        case "access is denied in the middle":
          return call === "results" ? googleError(403, "accessDenied", "Access Denied") : null;
        case "the answer is forgotten":
          return call === "results" ? googleError(404, "notFound", "Not found: Job") : null;
        case "another total than BigQuery's own":
          return rows[0]?.f.length === 3
            ? { ...answer, body: { ...body, rows: [{ f: [{ v: "USD" }, { v: "1.5" }, { v: "60" }] }] } }
            : null;
        case "a cost is no number":
          return rows.length > 3
            ? {
                ...answer,
                body: { ...body, rows: rows.map(({ f }) => ({ f: f.map(({ v }) => ({ v: /^\d\.\d{9}$/.test(v ?? "") ? "n/a" : v })) })) },
              }
            : null;
        default:
          return null;
      }
    };
    try {
      const outcome = await run(delivery);
      expect(outcome.kind).not.toBe("published");
      expect(outcome).toMatchObject({ reason: expect.stringContaining(reason) as string });
    } finally {
      meddle = () => null;
    }
    expect(await visible("2026-09")).toBe(before);
  });

  it("has the same total in Google's FOCUS export, under an account of its own", async () => {
    const config = { table: focus.name, account: "google-focus" };
    const [delivery] = await deliveriesOf(config);
    expect(await run(delivery, config)).toMatchObject({
      kind: "published",
      snapshots: [{ account: "google-focus", month: "2026-10", rows: 300 }],
    });
    expect(
      await lab.ask(
        "SELECT toString(sum(toDecimal256(BilledCost, 18))) FROM CurrentFocusCostAndUsage WHERE x_BillingAccountId = 'google-focus'",
      ),
    ).toBe(totalOf(october));
  });
});
