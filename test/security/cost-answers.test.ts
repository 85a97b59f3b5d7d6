import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { BillingMonth } from "../../app/domain/calendar/billing-month";
import { ExactSum } from "../../app/domain/snapshot/exact-sum";
import { extractMonth } from "../../app/pipeline/extract-month";
import { rollBack } from "../../app/pipeline/roll-back";
import type { Simulator } from "../../simulator/simulator";
import { startSimulator } from "../../simulator/start-simulator";
import { ServerProcess } from "../clickhouse/server-process";
import { mooseDdl } from "../../scripts/cluster/moose-ddl";
import { withoutTtl } from "../support/moose-ddl";
import { type Lab, openLab } from "../support/snapshot-lab";
import { ApiProcess } from "./api-process";
import { ask } from "./security-lab";

const enrollment = "100100";
const today = "2026-11-15";
const row = z.record(z.unknown());
const answer = z
  .object({
    data: z.array(row),
    snapshots: z.array(row),
    currency: z.string().nullable(),
    totals: z.array(row),
    page: z.object({ next: z.string().nullable() }).strict(),
    problems: z.array(z.object({ code: z.string(), message: z.string() })),
  })
  .strict();
type Answer = z.infer<typeof answer>;

let server: ServerProcess;
let simulator: Simulator;
let lab: Lab;
let api: ApiProcess;

beforeAll(async () => {
  const project = inject("projectDirectory");
  server = await ServerProcess.start();
  await server.query("CREATE DATABASE billing");
  for (const statement of mooseDdl(readFileSync(join(project, ".moose/infrastructure_map.json"), "utf8")))
    await server.query(withoutTtl(statement), { database: "billing" });
  simulator = await startSimulator({ seed: 7, enrollments: [{ number: enrollment, key: "simulator-key", rows: 3000 }], today });
  lab = openLab({ clickhousePort: server.port, database: "billing", simulatorUrl: simulator.url, today });
  for (const month of [9, 10]) await extract(month);
  await server.query(
    `INSERT INTO AzureBillingDetail (billing_account_id, snapshot_id, charge_id, month_date, date, currency, extended_cost, resource_group, meter_category)
     VALUES ('${enrollment}', 'live', 'posted-1', '2026-11-01', '2026-11-02', 'CNY', 12.5, 'rg-live', 'Storage'),
            ('${enrollment}', 'live', 'posted-2', '2026-11-01', '2026-11-03', 'USD', 0.000000000000000001, 'rg-live', 'Storage')`,
    { database: "billing" },
  );
  api = await ApiProcess.start({ project, clickhousePort: server.port, database: "billing" });
});

afterAll(async () => {
  await api.stop();
  await lab.close();
  await simulator.close();
  await server.dispose();
});

const like = (pattern: RegExp): unknown => expect.stringMatching(pattern);
const including = (one: string): unknown => expect.arrayContaining([one]);
const having = (members: object): unknown => expect.objectContaining(members);

const extract = (month: number) => extractMonth({ enrollment, year: 2026, month }, lab.deps, new AbortController().signal, () => undefined);

async function get(path: string): Promise<Answer> {
  const { status, text } = await ask(api, { path });
  expect([path, status, status === 200 ? "" : text]).toEqual([path, 200, ""]);
  return answer.parse(JSON.parse(text));
}

async function post(body: object): Promise<Answer> {
  const { status, text } = await ask(api, { path: "/query", method: "POST", body: JSON.stringify(body) });
  expect([status, status === 200 ? "" : text]).toEqual([200, ""]);
  return answer.parse(JSON.parse(text));
}

async function pages(path: string): Promise<readonly Answer[]> {
  const found = [await get(path)];
  for (let next = found[0]?.page.next; next; next = found.at(-1)?.page.next) found.push(await get(`${path}&page=${next}`));
  return found;
}

function add(rows: readonly Record<string, unknown>[], name: string): string {
  const total = new ExactSum();
  for (const one of rows) total.add(String(one[name]));
  return total.toString();
}

/** Charges without the rows of what commitments cost that nothing used, which no bill has. */
const ofBill = <Row extends Readonly<Record<string, unknown>>>(rows: readonly Row[], id = "charge_id"): readonly Row[] =>
  rows.filter((one) => !String(one[id]).includes("/unused/"));

const oracle = (month: string) => simulator.oracle(enrollment, month);
/** What the source says of each name, as the API says it. */
const totalsOf = (source: Readonly<Record<string, { readonly rows: number; readonly cost: string }>>): readonly (readonly unknown[])[] =>
  Object.entries(source)
    .map(([name, { rows, cost }]) => [name, cost, String(rows)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
const named = ({ data }: Answer, name: string): readonly (readonly unknown[])[] =>
  data.map((one) => [one[name], one["cost"], one["charges"]]).sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));

describe("/api/costs", () => {
  it("answers a month whole, as it always did", async () => {
    const { rows, cost } = oracle("2026-10");
    const found = await get("/api/costs?month=2026-10");
    expect(found).toEqual({
      data: [{ billing_account_id: enrollment, currency: "CNY", cost, charges: String(rows) }],
      snapshots: [
        {
          billing_account_id: enrollment,
          billing_period: "2026-10-01",
          snapshot_id: like(/^s2026/),
          extracted_at: like(/^2026-11-15T02:\d\d:\d\d\.\d{3}Z$/),
          usage_through: "2026-10-31",
          next_read_at: null,
          late: false,
        },
      ],
      currency: "CNY",
      totals: [{ currency: "CNY", cost, charges: String(rows) }],
      page: { next: null },
      problems: [],
    });
  });

  it("says what the source says of each day, subscription and meter category", async () => {
    const source = oracle("2026-10");
    expect(named(await get("/api/costs?month=2026-10&group=meter_category"), "meter_category")).toEqual(totalsOf(source.byMeterCategory));
    expect(named(await get("/api/costs?month=2026-10&group=subscription"), "subscription")).toEqual(totalsOf(source.bySubscription));
    expect(named(await get("/api/costs?month=2026-10&group=&grain=day"), "date")).toEqual(totalsOf(source.byDay));
    const [day, { cost }] = Object.entries(source.byDay)[4] ?? ["", { cost: "" }];
    expect((await get(`/api/costs?from=${day}&to=${day}`)).totals).toEqual([having({ currency: "CNY", cost })]);
  });

  it("keeps the total when only the top is named, and compares with the months before", async () => {
    const found = await get("/api/costs?month=2026-10&group=resource_group&top=2&compare=previous");
    expect(found.data.map(({ resource_group, others }) => [resource_group === "Other", Number(others) > 0])).toEqual([
      [false, false],
      [false, false],
      [true, true],
    ]);
    const [now, before] = [oracle("2026-10"), oracle("2026-09")];
    const difference = new ExactSum(now.cost);
    difference.add(before.cost.startsWith("-") ? before.cost.slice(1) : `-${before.cost}`);
    expect(found.totals).toEqual([
      { currency: "CNY", cost: now.cost, charges: String(now.rows), previous_cost: before.cost, difference: difference.toString() },
    ]);
    expect(found.snapshots.map(({ billing_period }) => billing_period)).toEqual(["2026-09-01", "2026-10-01"]);
  });

  it("says that months which it compares with have no charges", async () => {
    const { data, problems } = await get("/api/costs?month=2026-09&compare=previous");
    expect([data.length, data[0]?.["previous_cost"], problems]).toEqual([
      1,
      "0",
      [{ code: "missing-months", message: "No bill for 2026-08" }],
    ]);
  });

  it("speaks for the billing accounts that were asked for alone", async () => {
    const nobody = {
      data: [],
      snapshots: [],
      currency: null,
      totals: [],
      page: { next: null },
      problems: [{ code: "missing-months", message: "No bill for 2026-10" }],
    };
    const unmatched = {
      code: "filter-matches-nothing",
      message: `No charge in the range has the value "nobody" in billing_account; the nearest values are "${enrollment}"`,
    };
    for (const api of ["costs", "charges", "resources"])
      expect([api, await get(`/api/${api}?month=2026-10&billing_account=nobody`)]).toEqual([
        api,
        { ...nobody, problems: [...nobody.problems, unmatched] },
      ]);
    expect(await get("/api/focus?month=2026-10&billing_account=nobody")).toEqual(nobody);
    const query = (op: string) => ({
      measures: ["billed_cost"],
      filters: [{ field: "billing_account", op, values: [enrollment] }],
      timeRange: { from: "2026-10", to: "2026-10" },
    });
    expect(await post(query("not_in"))).toEqual(nobody);
    expect((await post(query("in"))).totals).toEqual([{ currency: "CNY", billed_cost: oracle("2026-10").cost }]);
  });

  it("answers by tag and meter from the charges with the same total", async () => {
    const { cost } = oracle("2026-10");
    for (const group of ["tag:app", "meter", "resource", "owner,department,cost_center"])
      expect([group, (await get(`/api/costs?month=2026-10&group=${encodeURIComponent(group)}`)).totals[0]?.["cost"]]).toEqual([
        group,
        cost,
      ]);
  });

  it("counts posted charges of a month without a bill, in their own currencies, and says so", async () => {
    const found = await get("/api/costs?from=2026-10&to=2026-12&group=billing_account&grain=month&resource_group=rg-live");
    expect(found).toMatchObject({
      data: [
        { date: "2026-11", billing_account_id: enrollment, currency: "CNY", cost: "12.5", charges: "1" },
        { date: "2026-11", billing_account_id: enrollment, currency: "USD", cost: "0.000000000000000001", charges: "1" },
      ],
      currency: null,
      totals: [{ currency: "CNY" }, { currency: "USD" }],
      problems: [
        { code: "missing-months", message: "No bill for 2026-12" },
        { code: "live-months", message: "Posted charges are counted on days of 2026-11 that no published bill covers" },
      ],
    });
    expect(found.snapshots.at(-1)).toEqual({
      billing_account_id: enrollment,
      billing_period: "2026-11-01",
      snapshot_id: "live",
      extracted_at: null,
      usage_through: null,
      next_read_at: null,
      late: false,
    });
    for (const path of ["/api/charges?month=2026-11", "/api/resources?month=2026-11", "/api/focus?month=2026-11"]) {
      const { data, totals } = await get(path);
      expect([path, data.length, totals.map(({ billed_cost }) => billed_cost)]).toEqual([path, 2, ["12.5", "0.000000000000000001"]]);
    }
  });

  it.each([
    ["/api/costs?month=2026-10&group=nothing", "group", "tag:<key>"],
    ["/api/costs?month=2026-10&from=2026-10", "month", "YYYY-MM"],
    ["/api/costs?from=2026-10&to=2026-09", "from", "YYYY-MM"],
    ["/api/costs?month=2026-10&grain=day&compare=previous", "compare", "no grain"],
    ["/api/costs?month=2026-10&metric=amortized", "metric", "effective"],
    ["/api/costs?month=2026-10&tag=env", "tag", "key:value"],
    ["/api/focus?month=2026-10&columns=Nothing", "columns", "BilledCost"],
  ])("refuses %s and names what is allowed", async (path, parameter, allowed) => {
    const { status, text } = await ask(api, { path });
    expect([status, JSON.parse(text)]).toEqual([400, { error: having({ code: "bad-parameter", parameter, allowed: including(allowed) }) }]);
  });
});

describe("lists", () => {
  it("/api/charges has every charge of a month once, whatever the size of a page, in one order", async () => {
    const { rows, cost } = oracle("2026-10");
    const found = await pages("/api/charges?month=2026-10&limit=700");
    const all = found.flatMap(({ data }) => data);
    expect([ofBill(all).length, new Set(all.map(({ charge_id }) => charge_id)).size, add(all, "billed_cost")]).toEqual([
      rows,
      all.length,
      cost,
    ]);
    expect(found[0]?.totals).toEqual([having({ currency: "CNY", billed_cost: cost, charges: String(rows) })]);
    expect((await get("/api/charges?month=2026-10&limit=1000")).data).toEqual(all.slice(0, 1000));
  });

  it("/api/charges and /api/costs agree on any filter", async () => {
    const [first] = (await get("/api/costs?month=2026-10&group=resource_group,service_name&top=1")).data;
    const filter = `resource_group=${encodeURIComponent(String(first?.["resource_group"]))}&service_name=${encodeURIComponent(String(first?.["service_name"]))}`;
    const all = (await pages(`/api/charges?month=2026-10&limit=300&${filter}`)).flatMap(({ data }) => data);
    expect([ofBill(all).length, add(all, "billed_cost")]).toEqual([Number(first?.["charges"]), first?.["cost"]]);
  });

  it("/api/resources has every resource once, the dearest first, and adds up to the month", async () => {
    const { rows, cost } = oracle("2026-10");
    for (const range of ["month=2026-10", "from=2026-10-01&to=2026-10-31"]) {
      const all = (await pages(`/api/resources?${range}&limit=150`)).flatMap(({ data }) => data);
      const ids = all.map((one) => JSON.stringify([one["subscription"], one["resource_group"], one["resource"]]));
      expect([range, new Set(ids).size, add(all, "billed_cost"), add(all, "charges")]).toEqual([range, all.length, cost, String(rows)]);
      const costs = all.map(({ billed_cost }) => new ExactSum(String(billed_cost)));
      expect(costs.every((one, index) => index === 0 || (costs[index - 1]?.compare(one) ?? 0) >= 0)).toBe(true);
      expect(all.every(({ first_seen, last_seen }) => String(first_seen) >= "2026-10-01" && String(first_seen) <= String(last_seen))).toBe(
        true,
      );
    }
  });

  it("/api/focus has the chosen columns of every row", async () => {
    const { rows, cost } = oracle("2026-10");
    const all = (await pages("/api/focus?month=2026-10&limit=1000&columns=BilledCost,ChargePeriodStart,x_ChargeId")).flatMap(
      ({ data }) => data,
    );
    expect([ofBill(all, "x_ChargeId").length, add(all, "BilledCost")]).toEqual([rows, cost]);
    expect(new Set(all.map(({ x_ChargeId }) => x_ChargeId)).size).toBe(all.length);
    expect(all.every(({ ChargePeriodStart }) => /^2026-10-\d\dT00:00:00Z$/.test(String(ChargePeriodStart)))).toBe(true);
    const [whole] = (await get("/api/focus?month=2026-10&limit=1")).data;
    expect(Object.keys(whole ?? {}).length).toBe(65);
  });
});

describe("POST /query", () => {
  it("measures what /api/costs says", async () => {
    const found = await post({
      measures: ["billed_cost", "charges", "resources"],
      dimensions: ["service_category"],
      timeRange: { from: "2026-09", to: "2026-10" },
      grain: "month",
      orderBy: [{ by: "billed_cost", direction: "desc" }],
    });
    const [september, october] = [oracle("2026-09"), oracle("2026-10")];
    const total = new ExactSum(september.cost);
    total.add(october.cost);
    expect(found.totals).toMatchObject([
      { currency: "CNY", billed_cost: total.toString(), charges: String(september.rows + october.rows) },
    ]);
    const costs = await get("/api/costs?from=2026-09&to=2026-10&grain=month&group=service_category");
    const key = (one: Record<string, unknown>): string => `${String(one["date"])} ${String(one["service_category"])}`;
    expect(Object.fromEntries(found.data.map((one) => [key(one), one["billed_cost"]]))).toEqual(
      Object.fromEntries(costs.data.map((one) => [key(one), one["cost"]])),
    );
  });

  it("is ordered by a dimension under the name that it was asked by, or that it has in the answer", async () => {
    for (const by of ["billing_account", "billing_account_id"]) {
      const body = { measures: ["charges"], dimensions: ["billing_account"], timeRange: { from: "2026-10", to: "2026-10" } };
      expect(
        (await post({ ...body, orderBy: [{ by, direction: "desc" }] })).data.map(({ billing_account_id }) => billing_account_id),
      ).toEqual([enrollment]);
    }
  });

  it.each([
    [{ measures: ["amount"] }, "measures.0", "billed_cost"],
    [{ dimensions: ["SELECT 1"] }, "dimensions.0", "tag:<key>"],
    [{ filters: [{ field: "nothing", values: ["x"] }] }, "filters.0.field", "owner"],
    [{ orderBy: [{ by: "list_cost" }] }, "orderBy.0.by", "billed_cost"],
  ])("refuses %j and names what is allowed", async (change, parameter, allowed) => {
    const body = { measures: ["billed_cost"], timeRange: { from: "2026-10", to: "2026-10" }, ...change };
    const { status, text } = await ask(api, { path: "/query", method: "POST", body: JSON.stringify(body) });
    expect([status, JSON.parse(text)]).toEqual([400, { error: having({ code: "bad-body", parameter, allowed: including(allowed) }) }]);
  });
});

describe("after a restatement", () => {
  it("every answer is of the new reading within a tenth of a second, and of the old one after a rollback", async () => {
    const paths = [
      "/api/costs?month=2026-10",
      "/api/costs?month=2026-10&group=&grain=day",
      "/api/charges?month=2026-10&limit=1000",
      "/api/resources?month=2026-10",
    ];
    const before = await Promise.all(paths.map(get));
    simulator.restate({ enrollment, month: "2026-10" });
    await extract(10);
    await sleep(200);
    const after = await Promise.all(paths.map(get));
    expect(after[0]?.totals[0]?.["cost"]).toBe(oracle("2026-10").cost);
    for (const [index, one] of after.entries()) expect(one.snapshots).not.toEqual(before[index]?.snapshots);
    const period = BillingMonth.of(2026, 10);
    if (period === null) throw new Error("no month");
    await rollBack(lab.deps.database, { billingAccountId: enrollment, period }, undefined, lab.deps.now);
    await sleep(200);
    expect(await Promise.all(paths.map(get))).toEqual(before);
  });
});
