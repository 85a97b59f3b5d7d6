import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerDeliveryEvents } from "../../app/apis/answers/answer-delivery-events";
import type { MooseClient } from "../../app/runtime/clickhouse/moose-client";
import { rollBack } from "../../app/pipeline/roll-back";
import { extractMonth } from "../../app/pipeline/extract-month";
import type { ExtractOutcome } from "../../app/pipeline/delivery-outcome";
import { BillingMonth } from "../../app/domain/calendar/billing-month";
import { startSimulator } from "../../simulator/start-simulator";
import type { Simulator } from "../../simulator/simulator";
import { ExactSum } from "../../app/domain/snapshot/exact-sum";
import { changesSql } from "../../app/pipeline/changes-sql";
import type { FailpointName } from "../../app/pipeline/pipeline-deps";
import { readChanges } from "../../app/pipeline/read-changes";
import { retainSnapshots } from "../../app/pipeline/retain-snapshots";
import { snapshotTables } from "../../app/pipeline/snapshot-tables";
import { connectClickhouse } from "../support/connect-clickhouse";
import { openApiRequest } from "../support/open-api-request";
import { type Lab, openLab } from "../support/snapshot-lab";
import type { ServerProcess } from "./server-process";
import { startBillingServer } from "../support/start-billing";

const enrollment = "100100";
const today = "2026-11-15";
const period = BillingMonth.of(2026, 10);
if (period === null) throw new Error("no month");
const october = { billingAccountId: enrollment, period };
const request = { enrollment, year: 2026, month: 10 };
/** Twenty pages of a month are five blocks. */
const blockLimits = { rows: 1200, bytes: 64 << 20 };

describe("a month in snapshots", () => {
  let server: ServerProcess;
  let simulator: Simulator;
  let lab: Lab;
  let client: MooseClient;

  beforeAll(async () => {
    server = await startBillingServer();
    simulator = await startSimulator({
      seed: 7,
      enrollments: [{ number: enrollment, key: "simulator-key", rows: 6000 }],
      today,
      pageSize: 300,
    });
    lab = openLab({ clickhousePort: server.port, database: "billing", simulatorUrl: simulator.url, today, settings: { blockLimits } });
    client = connectClickhouse(server.port);
  });

  afterAll(async () => {
    await client.close();
    await lab.close();
    await simulator.close();
    await server.dispose();
  });

  const extract = (more: object = {}): Promise<ExtractOutcome> =>
    extractMonth({ ...request, ...more }, lab.deps, new AbortController().signal, () => undefined);
  const ask = async (sql: string): Promise<string> => server.query(sql, { database: "billing" });

  it("publishes exactly what the simulator bills, in the detail and in every rollup", async () => {
    const outcome = await extract();
    const oracle = simulator.oracle(enrollment, "2026-10");
    expect(outcome).toMatchObject({ kind: "published", rows: oracle.rows, cost: oracle.cost });
    for (const [table, count] of [
      ["CurrentAzureBillingDetail", "count()"],
      ["CurrentDailyCost", "sum(charges)"],
      ...snapshotTables.rollups.map((table) => [table, "sum(charges)"] as const),
    ] as const) {
      const cost = table === "CurrentAzureBillingDetail" ? "toDecimal256(extended_cost, 18)" : "billed_cost";
      expect(await ask(`SELECT ${count}, sum(${cost}) FROM ${table} WHERE billing_period = '2026-10-01'`), table).toBe(
        `${oracle.rows}\t${oracle.cost}`,
      );
    }
  });

  it("stores one part for each block of the facts, and one in FOCUS and every rollup", async () => {
    for (const table of [snapshotTables.facts, snapshotTables.focus, ...snapshotTables.rollups]) {
      // Every part that an INSERT makes takes the next block number, and a merge keeps the range.
      expect(await ask(`SELECT max(max_block_number) FROM system.parts WHERE active AND database = 'billing' AND table = '${table}'`)).toBe(
        table === snapshotTables.facts ? "5" : "1",
      );
    }
    expect(await ask("SELECT countDistinct(first_page) FROM BillingSnapshotBlock WHERE state = 'stored'")).toBe("5");
  });

  it("reads a restated month into another snapshot and rolls back to the first", async () => {
    const before = simulator.oracle(enrollment, "2026-10");
    simulator.restate({ enrollment, month: "2026-10" });
    const after = simulator.oracle(enrollment, "2026-10");
    expect(after.cost).not.toBe(before.cost);
    expect(await extract()).toMatchObject({ kind: "published", rows: after.rows, cost: after.cost });
    expect(await rollBack(lab.deps.database, october, undefined, lab.deps.now)).toMatchObject({
      kind: "rolled-back",
      rows: before.rows,
      cost: before.cost,
    });
    expect(await ask("SELECT sum(billed_cost) FROM CurrentDailyCost")).toBe(before.cost);
  });

  it("lists what changed between two readings as a multiset whose difference is exact", async () => {
    simulator.restate({ enrollment, month: "2026-10" });
    const second = await extract();
    simulator.restate({ enrollment, month: "2026-10" });
    const third = await extract();
    if (second.kind !== "published" || third.kind !== "published") throw new Error("not published");
    const differenceOfCosts = new ExactSum(third.cost);
    differenceOfCosts.add(second.cost.startsWith("-") ? second.cost.slice(1) : `-${second.cost}`);
    expect(lab.logged("snapshot-published").at(-1)).toEqual({
      account: enrollment,
      period: "2026-10-01",
      snapshot_id: third.snapshotId,
      replaced_snapshot_id: second.snapshotId,
      costs: [{ currency: "CNY", cost_before: second.cost, cost_after: third.cost, cost_difference: differenceOfCosts.toString() }],
    });
    const asked = { billing_account: enrollment, month: "2026-10", event: "published", limit: 1 } as const;
    const events = await answerDeliveryEvents(asked, openApiRequest(client, "2026-11-15T12:00:00Z"));
    expect(events.data).toEqual([
      {
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
        billing_account_id: enrollment,
        billing_period: "2026-10-01",
        snapshot_id: third.snapshotId,
        source: "azure-ea",
        event: "published",
        kind: "replaced",
        part: 0,
        delay_ms: "0",
        detail: `in place of ${second.snapshotId}`,
        costs: [{ currency: "CNY", cost_before: second.cost, cost_after: third.cost, cost_difference: differenceOfCosts.toString() }],
      },
    ]);
    const before = await answerDeliveryEvents({ ...asked, page: events.page.next ?? "" }, openApiRequest(client, "2026-11-15T12:00:00Z"));
    expect(before.data.map(({ snapshot_id }) => snapshot_id)).toEqual([second.snapshotId]);
    const changes = await readChanges(lab.deps.database, october, { limit: 10_000 });
    expect(changes).toMatchObject({ from: second.snapshotId, to: third.snapshotId });
    const difference = new ExactSum(third.cost);
    difference.add(second.cost.startsWith("-") ? second.cost.slice(1) : `-${second.cost}`);
    expect(changes?.totals[0]?.cost_difference).toBe(difference.toString());
    const listed = new ExactSum();
    for (const row of changes?.changes ?? []) listed.add(row.cost_difference ?? "");
    expect(listed.toString()).toBe(difference.toString());
    const rows = (changes?.changes ?? []).reduce((sum, row) => sum + row.charges_after - row.charges_before, 0);
    expect(rows).toBe(third.rows - second.rows);
  });

  it("counts true duplicates when it compares: of three equal charges that became one, two were removed", async () => {
    const columns =
      "billing_account_id, billing_period, snapshot_id, page, ordinal, content_hash, currency, date, month_date, extended_cost, meter_id";
    const row = (snapshot: string, ordinal: number): string =>
      `('dup', '2026-10-01', '${snapshot}', 0, ${ordinal}, 'h', 'CNY', '2026-10-02', '2026-10-01', 1.5, 'm')`;
    await ask(`INSERT INTO ${snapshotTables.facts} (${columns}) VALUES ${row("d1", 0)}, ${row("d1", 1)}, ${row("d1", 2)}`);
    await ask(`INSERT INTO ${snapshotTables.facts} (${columns}) VALUES ${row("d2", 0)}`);
    const parameters = { before: ["d1"], after: ["d2"], first: "2026-10-01", last: "2026-10-01", limit: 10, offset: 0 };
    expect(await lab.deps.database.rows(changesSql, parameters)).toMatchObject([
      { change: "removed", charges_before: 2, charges_after: 0, cost_before: "3", cost_after: "0", cost_difference: "-3" },
    ]);
  });

  it("keeps the last published snapshots and drops the rows of the others, never those of the active one", async () => {
    const ids: string[] = [];
    for (let time = 0; time < 3; time += 1) {
      const outcome = await extract();
      if (outcome.kind === "published") ids.push(outcome.snapshotId);
    }
    const stored = (
      await ask(`SELECT DISTINCT snapshot_id FROM ${snapshotTables.facts} WHERE billing_account_id = '${enrollment}' ORDER BY 1`)
    ).split("\n");
    expect(stored).toEqual(ids);
    for (const table of snapshotTables.rollups) {
      expect(
        (await ask(`SELECT DISTINCT snapshot_id FROM ${table} WHERE billing_account_id = '${enrollment}' ORDER BY 1`)).split("\n"),
      ).toEqual(ids);
    }
    await rollBack(lab.deps.database, october, ids[0], lab.deps.now);
    await retainSnapshots(lab.deps.database, october, 1, "test", lab.deps.now);
    const left = (
      await ask(`SELECT DISTINCT snapshot_id FROM ${snapshotTables.facts} WHERE billing_account_id = '${enrollment}' ORDER BY 1`)
    ).split("\n");
    expect(left).toEqual([ids[0], ids[2]]);
    expect(await rollBack(lab.deps.database, october, ids[1], lab.deps.now)).toMatchObject({ kind: "refused", reason: "not-published" });
  });

  it("refuses a closed month that is published, an unknown enrollment and a month to come", async () => {
    const closed = { enrollment, year: 2026, month: 9 };
    const run = (request: object) => extractMonth({ ...closed, ...request }, lab.deps, new AbortController().signal, () => undefined);
    expect(await run({})).toMatchObject({ kind: "published" });
    expect(await run({})).toMatchObject({ kind: "refused", reason: "closed-month" });
    expect(await run({ allowClosed: true })).toMatchObject({ kind: "published" });
    expect(await run({ month: 12 })).toMatchObject({ kind: "refused", reason: "future-month" });
    expect(await run({ month: 13 })).toMatchObject({ kind: "refused", reason: "bad-month" });
    const nobody = { ...lab.deps, connectionOf: () => null };
    expect(await extractMonth(closed, nobody, new AbortController().signal, () => undefined)).toMatchObject({
      reason: "unknown-account",
    });
  });

  it("abandons a month that came with far fewer rows, and readers keep the old total", async () => {
    const october = simulator.oracle(enrollment, "2026-10");
    const before = await ask("SELECT sum(billed_cost) FROM CurrentDailyCost WHERE billing_period = '2026-10-01'");
    simulator.restate({ enrollment, month: "2026-10", throughDay: 5 });
    expect(await extract()).toMatchObject({ kind: "abandoned", reason: "shrunk" });
    expect(await ask("SELECT sum(billed_cost) FROM CurrentDailyCost WHERE billing_period = '2026-10-01'")).toBe(before);
    expect(await extract({ allowShrink: true })).toMatchObject({ kind: "published", rows: simulator.oracle(enrollment, "2026-10").rows });
    expect(october.rows).toBeGreaterThan(simulator.oracle(enrollment, "2026-10").rows);
  });

  it("names the days that a delivery would take away", async () => {
    simulator.restate({ enrollment, month: "2026-10", throughDay: 6 });
    expect(await extract()).toMatchObject({ kind: "published" });
    const before = await ask("SELECT sum(billed_cost) FROM CurrentDailyCost WHERE billing_period = '2026-10-01'");
    simulator.restate({ enrollment, month: "2026-10", throughDay: 5 });
    const outcome = await extract();
    expect(outcome).toMatchObject({
      kind: "abandoned",
      reason: "days-missing",
      detail: "1 published day would lose all charges: 2026-10-06; if that is right, use --allow-shrink",
    });
    expect(await ask("SELECT sum(billed_cost) FROM CurrentDailyCost WHERE billing_period = '2026-10-01'")).toBe(before);
  });

  it("shows live charges of periods that have no snapshot, and only those", async () => {
    const columns = "billing_account_id, currency, snapshot_id, charge_id, date, month_date, extended_cost, resource_tracking";
    const live = (account: string, id: string, cost: string): string =>
      `('${account}', 'CNY', 'live', '${id}', '2026-10-02', '2026-10-01', ${cost}, 'APP')`;
    await ask(
      `INSERT INTO AzureBillingDetail (${columns}) VALUES ${live("posted", "x-1", "1.25")}, ${live("posted", "x-1", "1.25")}, ${live(enrollment, "y-1", "9")}`,
    );
    expect(await ask("SELECT sum(billed_cost), sum(charges) FROM CurrentDailyCost WHERE billing_account_id = 'posted'")).toBe("1.25\t1");
    expect(await ask("SELECT count() FROM CurrentAzureBillingDetail WHERE billing_account_id = 'posted'")).toBe("1");
    expect(await ask("SELECT count() FROM CurrentAzureBillingDetail WHERE snapshot_id = 'live'")).toBe("1");
  });

  it("keeps a worker that slept through a takeover from writing", async () => {
    simulator.restate({ enrollment, month: "2026-10", throughDay: 31 });
    let wake: () => void = () => undefined;
    const asleep = new Promise<void>((resolve) => (wake = resolve));
    let arrived: () => void = () => undefined;
    const arrival = new Promise<void>((resolve) => (arrived = resolve));
    let times = 0;
    const failpoint = async (name: FailpointName): Promise<void> => {
      if (name !== "before-insert" || ++times !== 3) return;
      arrived();
      await asleep;
    };
    const zombie = extractMonth(
      { ...request, allowShrink: true },
      { ...lab.deps, failpoint },
      new AbortController().signal,
      () => undefined,
    );
    await arrival;
    const outcome = await extract();
    const oracle = simulator.oracle(enrollment, "2026-10");
    expect(outcome).toMatchObject({ kind: "published", rows: oracle.rows, cost: oracle.cost });
    wake();
    expect(await zombie).toMatchObject({ kind: "superseded" });
    expect(
      await ask(
        "SELECT count(), sum(toDecimal256(extended_cost, 18)) FROM CurrentAzureBillingDetail WHERE billing_period = '2026-10-01' AND billing_account_id = '100100'",
      ),
    ).toBe(`${oracle.rows}\t${oracle.cost}`);
    expect(
      await ask("SELECT sum(charges) FROM CurrentDailyCost WHERE billing_period = '2026-10-01' AND billing_account_id = '100100'"),
    ).toBe(String(oracle.rows));
  });

  it.each([
    ["row-twice", `INSERT INTO ${snapshotTables.facts} SELECT * FROM ${snapshotTables.facts} WHERE snapshot_id = '{id}' LIMIT 1`],
    ["rollup-differs", `INSERT INTO DailyFocusCost SELECT * FROM DailyFocusCost WHERE snapshot_id = '{id}' LIMIT 1`],
    [
      "rollup-differs",
      // A quantity of no charge and no cost.
      `INSERT INTO DailyFocusUsage (billing_account_id, billing_period, snapshot_id, consumed_quantity) SELECT billing_account_id, billing_period, snapshot_id, 1 FROM DailyFocusUsage WHERE snapshot_id = '{id}' LIMIT 1`,
    ],
    [
      "page-differs",
      `ALTER TABLE ${snapshotTables.facts} DELETE WHERE snapshot_id = '{id}' AND page = 1 AND ordinal = 5 SETTINGS mutations_sync = 2`,
    ],
    [
      "pages-not-contiguous",
      "INSERT INTO BillingSnapshotBlock SELECT * REPLACE (first_page + 1 AS first_page) FROM BillingSnapshotBlock WHERE snapshot_id = '{id}' AND state = 'stored' LIMIT 1",
    ],
  ])("abandons a snapshot that the engine does not hold as it was read: %s", async (reason, spoil) => {
    const before = await ask("SELECT sum(billed_cost) FROM CurrentDailyCost");
    let inserted = 0;
    const failpoint = async (name: FailpointName): Promise<void> => {
      // Rollups are made when the month is mapped, and what an earlier attempt left of them is made anew then.
      if (reason === "rollup-differs" ? name !== "mapped" : name !== "inserted" || ++inserted !== 3) return;
      const id = await ask(
        "SELECT argMax(snapshot_id, at) FROM BillingSnapshot WHERE billing_account_id = '100100' AND billing_period = '2026-10-01'",
      );
      await ask(spoil.replace("{id}", id));
    };
    expect(await extractMonth(request, { ...lab.deps, failpoint }, new AbortController().signal, () => undefined)).toMatchObject({
      kind: "abandoned",
      reason,
    });
    expect(await ask("SELECT sum(billed_cost) FROM CurrentDailyCost")).toBe(before);
  });

  it("compares the total with Azure's own where the interface has one", async () => {
    const other = openLab({ clickhousePort: server.port, database: "billing", simulatorUrl: simulator.url, today, form: "consumption-v3" });
    const outcome = await extractMonth(request, other.deps, new AbortController().signal, () => undefined);
    await other.close();
    const { cost } = simulator.oracle(enrollment, "2026-10");
    expect(outcome).toMatchObject({ kind: "published", cost });
    expect(outcome.kind === "published" && Math.abs(Number(outcome.controlTotal) - Number(cost))).toBeLessThanOrEqual(0.01);
  });

  it("stops at once when it is cancelled, and goes on from there", async () => {
    simulator.restate({ enrollment, month: "2026-10" });
    const abort = new AbortController();
    let pages = 0;
    const outcome = await extractMonth(request, lab.deps, abort.signal, () => {
      if (++pages !== 9) return;
      abort.abort();
    });
    expect(outcome).toEqual({ kind: "cancelled" });
    expect(pages).toBe(9);
    const resumed = await extract();
    expect(resumed).toMatchObject({ kind: "published", cost: simulator.oracle(enrollment, "2026-10").cost });
    expect(resumed.kind === "published" && resumed.resumedPages).toBeGreaterThan(0);
  });
});
