import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BillingMonth } from "../../app/domain/calendar/billing-month";
import { deliver } from "../../app/pipeline/deliver";
import type { DeliveryOutcome } from "../../app/pipeline/delivery-outcome";
import type { OpenSource } from "../../app/pipeline/open-source";
import type { PipelineDeps } from "../../app/pipeline/pipeline-deps";
import type { SourceContext } from "../../app/sources/source";
import { SourceError } from "../../app/sources/source-error";
import { type CostDetails, type CostDetailsBlob, startCostDetails } from "../../simulator/cost-details";
import type { CostDetailsFault } from "../../simulator/cost-details-fault";
import type { Simulator } from "../../simulator/simulator";
import { startSimulator } from "../../simulator/start-simulator";
import { exportCsv, type ExportTable } from "../../simulator/azure-export";
import { exportTable } from "../support/azure-export";
import { offersOf, type SourceLab, startSourceLab } from "../support/source-lab";

const never = new AbortController().signal;
const enrollment = "100100";
const month = BillingMonth.parse("2026-10");
const wanted = { months: month === null ? [] : [month] };
const scope = `providers/Microsoft.Billing/billingAccounts/${enrollment}`;
let sources: SourceLab;

beforeAll(async () => {
  sources = await startSourceLab();
});

afterAll(() => sources.close());

/** A service whose months are what an enrollment's simulator has, and a database. */
interface Lab {
  readonly simulator: Simulator;
  readonly service: CostDetails;
  readonly source: OpenSource;
  readonly ask: (sql: string) => Promise<string>;
  readonly blobs: { current: readonly CostDetailsBlob[] };
}

const blobOf = ({ headers, rows }: ExportTable, from: number, to: number): CostDetailsBlob => {
  const part = rows.slice(from, to);
  return { body: Buffer.from(exportCsv({ headers, rows: part })), rows: part.length };
};

async function openLab(schema: "actual" | "amortized", rows: number): Promise<Lab> {
  const enrollments = [{ number: enrollment, key: "simulator-key", rows }];
  const simulator = await startSimulator({ seed: 7, enrollments, today: "2026-11-15", months: 2, schema });
  sources.onClose(() => simulator.close());
  const table = await exportTable(simulator, enrollment, "2026-10");
  const half = Math.floor(table.rows.length / 2);
  const blobs = { current: [blobOf(table, 0, half), blobOf(table, half, table.rows.length)] };
  const service = await startCostDetails({
    tenant: "contoso",
    clientId: "app-1",
    clientSecret: "client-secret-canary",
    scope,
    blobs: (asked, metric) => (asked === "202610" && metric === metricOf(schema) ? blobs.current : []),
  });
  sources.onClose(() => service.close());
  await sources.empty();
  const credentials = { tenant: "contoso", clientId: "app-1", clientSecret: { env: "ABI_SECRET_X" }, cloud: "global", login: service.url };
  const config = { scope, metric: metricOf(schema), credentials, currency: "CNY", endpoint: service.url, requestsPerMinute: 100_000 };
  const secrets = { ABI_SECRET_X: "client-secret-canary" };
  const opened = await sources.open("azure-cost-details", config, { hosts: ["127.0.0.1"], secrets });
  const started = Date.now();
  const now = (): number => Date.parse("2026-11-15T02:00:00Z") + Date.now() - started;
  const clock = { now, sleep: () => Promise.resolve() };
  // The gate's own clock is the machine's: a service that is down would be waited for.
  const gate = { admit: () => Promise.resolve({ rateMs: 0, breakerMs: 0 }), report: () => undefined };
  const { http } = opened.deps.surroundings;
  const surroundings = { ...opened.deps.surroundings, clock, http: { ...http, gate: () => gate } };
  const source: OpenSource = {
    ...opened,
    deps: { ...opened.deps, surroundings, now: () => new Date(now()), log: () => undefined },
    context: (signal): SourceContext => ({ ...surroundings, signal, heard: () => undefined }),
  };
  return { simulator, service, source, ask: sources.ask, blobs };
}

function metricOf(schema: "actual" | "amortized"): "ActualCost" | "AmortizedCost" {
  return schema === "actual" ? "ActualCost" : "AmortizedCost";
}

/** Reads the month; null when it is not offered, or the kind of error when it cannot be. */
async function run(source: OpenSource, more: Partial<PipelineDeps> = {}): Promise<DeliveryOutcome | string | null> {
  try {
    const [delivery] = await offersOf(source, wanted);
    return delivery === undefined
      ? null
      : await deliver(source.connection, delivery, {}, { ...source.deps, ...more }, never, () => undefined);
  } catch (error) {
    if (error instanceof SourceError) return error.kind;
    throw error;
  }
}

/** Of the charges of the bill, whose effective cost is what the report itself says. */
const totals = `SELECT count(), toString(sum(toDecimal256(BilledCost, 18))),
  toString(sumIf(toDecimal256(EffectiveCost, 18), x_EffectiveCostSource != 'order-terms')) FROM CurrentFocusCostAndUsage WHERE x_ChargeOrigin != 'unused-commitment'`;

describe.each(["actual", "amortized"] as const)("a month in the %s metric", (schema) => {
  it("comes to the oracle's totals, to the last digit, and is known to be published when its next report says the same", async () => {
    const { simulator, source, ask } = await openLab(schema, 600);
    const { rows, cost, focus } = simulator.oracle(enrollment, "2026-10");
    expect(await run(source)).toMatchObject({ kind: "published", snapshots: [{ account: enrollment, month: "2026-10", rows }] });
    expect(await ask("SELECT count(), toString(sum(toDecimal256(extended_cost, 18))) FROM CurrentAzureBillingDetail")).toBe(
      `${rows}\t${cost}`,
    );
    expect(await ask(totals)).toBe(`${rows}\t${focus?.billed ?? ""}\t${focus?.effective ?? ""}`);
    const [next] = await offersOf(source, wanted);
    expect(await source.isPublished(next ?? { version: null, period: null }, source.deps.now())).toBe(true);
    expect(await ask("SELECT count() FROM BillingSnapshot WHERE delivery_version LIKE '%canary%' OR reason LIKE '%canary%'")).toBe("0");
  });
});

it("goes on after a crash where it stopped, in a report that was made later with the same bytes, and not in one that differs", async () => {
  const { simulator, source, blobs } = await openLab("actual", 1600);
  const crash = async (): Promise<void> => {
    let stored = 0;
    const failpoint = (name: string): void => {
      if (name === "before-insert" && ++stored === 3) throw Object.assign(new Error("the engine went away"), { code: "ECONNRESET" });
    };
    const settings = { ...source.deps.settings, blockLimits: { rows: 200, bytes: 1 << 20 } };
    expect(await run(source, { failpoint, settings })).toMatchObject({ kind: "failed", at: "clickhouse", retryable: true });
  };
  const { rows, cost } = simulator.oracle(enrollment, "2026-10");
  await crash();
  const resumed = await run(source);
  expect(resumed).toMatchObject({ kind: "published", snapshots: [{ rows, cost }] });
  expect(resumedPages(resumed)).toBeGreaterThan(0);
  const whole = blobs.current;
  blobs.current = [...whole].reverse();
  await crash();
  blobs.current = whole;
  const anew = await run(source);
  expect(anew).toMatchObject({ kind: "published", snapshots: [{ rows, cost }] });
  expect(resumedPages(anew)).toBe(0);
});

function resumedPages(outcome: DeliveryOutcome | string | null): number {
  return outcome !== null && typeof outcome !== "string" && outcome.kind === "published" ? (outcome.snapshots[0]?.resumedPages ?? 0) : -1;
}

it("whatever goes wrong on the way, readers see nothing of a month that is not whole, and no secret is stored", async () => {
  const { simulator, service, source, ask } = await openLab("actual", 200);
  const { rows, cost } = simulator.oracle(enrollment, "2026-10");
  const endings: readonly (readonly [CostDetailsFault, string])[] = [
    ["token-wrong-secret", "auth"],
    ["no-data-204", "null"],
    ["operation-404", "stale-link"],
    ["manifest-row-count", "abandoned"],
    ["blob-truncated", "abandoned"],
    ["blob-damaged", "abandoned"],
    ["second-account", "abandoned"],
    ["links-end-and-month-changes", "abandoned"],
    // From here on the month is there.
    ["links-and-operation-end", "published"],
    ["blob-truncated", "abandoned"],
  ];
  let isPublished = false;
  for (const [fault, ending] of endings) {
    service.setFault(fault, 3);
    const outcome = await run(source);
    const said = typeof outcome === "string" || outcome === null ? String(outcome) : outcome.kind;
    isPublished ||= said === "published";
    const shown = await ask("SELECT count(), toString(sum(toDecimal256(extended_cost, 18))) FROM CurrentAzureBillingDetail");
    expect([fault, said, shown]).toEqual([fault, ending, isPublished ? `${rows}\t${cost}` : "0\t\\N"]);
  }
  for (const table of ["BillingSnapshot", "DeliveryEvent", "BillingSnapshotBlock"])
    expect(await ask(`SELECT countIf(match(toString(tuple(*)), 'canary|sig=')) FROM ${table}`)).toBe("0");
  expect(service.foreignRequests).toEqual([]);
});
