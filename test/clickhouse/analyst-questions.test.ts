import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerCharges } from "../../app/apis/cost-questions/answer-charges";
import { answerCosts } from "../../app/apis/cost-questions/answer-costs";
import type { CostsParams } from "../../app/apis/cost-questions/costs-question";
import { answerDimensionValues } from "../../app/apis/cost-questions/answer-dimension-values";
import { answerQuery } from "../../app/apis/cost-questions/answer-query";
import { answerResources } from "../../app/apis/cost-questions/answer-resources";
import { answerTagKeys } from "../../app/apis/cost-questions/answer-tag-keys";
import { costQuery } from "../../app/apis/cost-questions/cost-query";
import type { AnswerProblem } from "../../app/apis/serving/answer";
import type { ApiRequest } from "../../app/apis/serving/api-request";
import { fillUsageRollup } from "../../app/pipeline/fill-usage-rollup";
import { openSnapshotDatabase } from "../../app/pipeline/open-snapshot-database";
import { ExactSum } from "../../app/domain/snapshot/exact-sum";
import { openApiRequest } from "../support/open-api-request";
import { type FocusCharge, publishFocusCharges } from "../support/publish-focus-charges";
import { type Billing, startBilling } from "../support/start-billing";

let billing: Billing;
let request: ApiRequest;
const asked: string[] = [];

beforeAll(async () => {
  billing = await startBilling();
  const plain = openApiRequest(billing.client, "2026-11-16T14:00:00Z");
  const noted: ApiRequest["rows"] = (statement) => {
    asked.push(statement.toQuery().query);
    return plain.rows(statement);
  };
  request = { ...plain, rows: noted, keptRows: noted, recentRows: noted };
});
afterAll(() => billing.stop());

const publish = (account: string, month: string, charges: readonly FocusCharge[]): Promise<void> =>
  publishFocusCharges(billing.server, "billing", { account, period: `${month}-01` }, charges);
const costs = (params: CostsParams) => answerCosts(params, request);
const query = (body: object) => answerQuery(costQuery.parse(body), request);
const matchingNothing = (problems: readonly AnswerProblem[]) =>
  problems.filter(({ code }) => code === "filter-matches-nothing").map(({ parameter, value, nearest }) => ({ parameter, value, nearest }));
const resource = (name: string, cost: string, day: string, columns: FocusCharge["columns"] = {}): FocusCharge => ({
  day,
  cost,
  columns: { ResourceId: `/r/${name}`, ResourceName: name, ...columns },
});

describe("what grew", () => {
  const own = { billing_account: "growth", group: "resource" };
  beforeAll(async () => {
    await publish("growth", "2025-10", [resource("db", "70", "2025-10-31"), resource("vm", "1", "2025-10-02")]);
    await publish("growth", "2026-09", [
      resource("db", "90", "2026-09-02"),
      resource("vm", "10", "2026-09-03"),
      resource("old", "40", "2026-09-03"),
      { ...resource("dark", "0", "2026-09-03"), problems: ["cost-missing"] },
    ]);
    await publish("growth", "2026-10", [
      resource("db", "95", "2026-10-31"),
      resource("vm", "60.000000000000000001", "2026-10-02"),
      resource("new", "7", "2026-10-03"),
      resource("dark", "1", "2026-10-03"),
    ]);
  });

  it("stands first by difference, and the rest is one row", async () => {
    const { data, totals } = await costs({ ...own, month: "2026-10", compare: "previous", sort: "difference", top: 2 });
    const row = (name: string, cost: string, previous: string | null, difference: string | null, charges: string, others: number) => ({
      resource: name,
      currency: "CNY",
      cost,
      previous_cost: previous,
      difference,
      charges,
      others,
    });
    expect(data).toEqual([
      row("/r/vm", "60.000000000000000001", "10", "50.000000000000000001", "1", 0),
      row("/r/new", "7", "0", "7", "1", 0),
      row("Other", "96", "130", "-34", "2", 3),
    ]);
    expect(totals).toEqual([
      { currency: "CNY", cost: "163.000000000000000001", charges: "4", previous_cost: "140", difference: "23.000000000000000001" },
    ]);
  });

  it("and what fell most stands first in the other order; a difference that is not known comes last", async () => {
    const { data } = await costs({ ...own, month: "2026-10", compare: "previous", sort: "difference", order: "asc" });
    expect(data.map((row) => [row["resource"], row["difference"]])).toEqual([
      ["/r/old", "-40"],
      ["/r/db", "5"],
      ["/r/new", "7"],
      ["/r/vm", "50.000000000000000001"],
      ["/r/dark", null],
    ]);
  });

  it("is compared with the same range of the year before, in days as in months", async () => {
    const months = await costs({ ...own, from: "2026-09", to: "2026-10", grain: "month", compare: "year", group: "" });
    expect(months.data.map(({ date, cost, previous_cost: before }) => [date, cost, before])).toEqual([
      ["2026-09", "140", "0"],
      ["2026-10", "163.000000000000000001", "71"],
    ]);
    const days = await costs({ ...own, from: "2026-10-01", to: "2026-10-31", grain: "day", compare: "year", group: "" });
    expect(days.data.map(({ date, cost, previous_cost: before }) => [date, cost, before])).toEqual([
      ["2026-10-02", "60.000000000000000001", "1"],
      ["2026-10-03", "8", "0"],
      ["2026-10-31", "95", "70"],
    ]);
  });

  it("is refused without a comparison, which is named", async () => {
    await expect(costs({ ...own, month: "2026-10", sort: "difference" })).rejects.toMatchObject({
      message: "sort=difference requires compare",
      details: { parameter: "compare", allowed: ["previous", "month", "year"] },
    });
  });
});

describe("several costs and shares", () => {
  const own = { billing_account: "shares", month: "2026-10", group: "service_name" };
  beforeAll(async () => {
    const of = (service: string, cost: string, effective: string, currency = "CNY", problems: readonly string[] = []): FocusCharge => ({
      day: "2026-10-05",
      cost,
      currency,
      problems,
      columns: { ServiceName: service, EffectiveCost: effective },
    });
    await publish("shares", "2026-10", [
      of("A", "1", "0.5"),
      of("B", "2", "4", "CNY", ["list-cost-unknown"]),
      of("A", "-3", "-3", "USD"),
      of("B", "1", "1", "USD"),
    ]);
  });

  it("stand beside each other, the first as the cost", async () => {
    const { data, totals, problems } = await costs({ ...own, metric: "billed,effective,list", share: true });
    const row = (name: string, currency: string, cost: string, effective: string, list: string | null, share: string) => ({
      service_name: name,
      currency,
      cost,
      effective_cost: effective,
      list_cost: list,
      charges: "1",
      share,
    });
    expect(data).toEqual([
      row("B", "CNY", "2", "4", null, "0.666667"),
      row("A", "CNY", "1", "0.5", "1", "0.333333"),
      row("B", "USD", "1", "1", "1", "-0.5"),
      row("A", "USD", "-3", "-3", "-3", "1.5"),
    ]);
    expect(totals).toEqual([
      { currency: "CNY", cost: "3", effective_cost: "4.5", list_cost: "1", charges: "2" },
      { currency: "USD", cost: "-2", effective_cost: "-2", list_cost: "-2", charges: "2" },
    ]);
    expect(problems.map(({ code, amounts }) => [code, amounts])).toEqual([
      ["list-cost-unknown", [{ currency: "CNY", charges: "1", billed_cost: "2" }]],
    ]);
  });

  it("are in the order of shares, which is not that of costs where the total is below zero", async () => {
    const { data } = await costs({ ...own, share: true, sort: "share" });
    expect(data.map((row) => [row["service_name"], row["currency"], row["share"]])).toEqual([
      ["B", "CNY", "0.666667"],
      ["A", "CNY", "0.333333"],
      ["A", "USD", "1.5"],
      ["B", "USD", "-0.5"],
    ]);
  });

  it.each(["billed,billed", "cost", ""])("metric=%s is refused, and what is allowed is named", async (metric) => {
    await expect(costs({ ...own, metric })).rejects.toMatchObject({
      code: "bad-parameter",
      details: { parameter: "metric", allowed: ["billed", "effective", "contracted", "list"] },
    });
  });

  it("of more rows than an answer has room for are refused with the number of groups that fit", async () => {
    const days = Array.from({ length: 31 }, (_, index) => `2026-08-${String(index + 1).padStart(2, "0")}`);
    await publish(
      "wide",
      "2026-08",
      days.flatMap((day) => Array.from({ length: 330 }, (_, index) => resource(`vm-${index}`, "1", day))),
    );
    const wide = { billing_account: "wide", month: "2026-08", grain: "day", group: "resource" } as const;
    await expect(costs(wide)).rejects.toMatchObject({
      code: "too-large",
      message: "The result has more than 10000 rows for 31 days; top=321 or less fits",
      details: { parameter: "top", allowed: ["1 to 321"] },
    });
    expect((await costs({ ...wide, top: 321 })).data).toHaveLength(31 * 322);
  });
});

describe("filters", () => {
  const own = { billing_account: "filters", month: "2026-10" };
  const tagged = (
    cost: string,
    service: string,
    tags: Record<string, string> | undefined,
    columns: FocusCharge["columns"] = {},
  ): FocusCharge => ({
    day: "2026-10-05",
    cost,
    ...(tags === undefined ? {} : { tags }),
    columns: { ServiceName: service, x_ResourceGroupName: `rg-${service.toLowerCase().replaceAll(" ", "-")}`, ...columns },
  });
  beforeAll(async () => {
    await publish("filters", "2026-10", [
      tagged("1", "Virtual Machines", { env: "prod" }, { ResourceName: "VM-web", RegionId: "chinanorth3" }),
      tagged("2", "Storage", { ENV: "dev" }, { ResourceName: "disk,one", SkuMeter: "LRS Data Stored" }),
      tagged("4", "Storage", { env: "" }, { RegionId: "chinaeast2" }),
      tagged("8", "Key Vault", undefined, { ResourceId: "/r/1" }),
      tagged("16", "Virtual Machines", { other: "x" }),
    ]);
  });
  const cost = async (filter: CostsParams): Promise<string> => (await costs({ ...own, group: "", ...filter })).totals[0]?.cost ?? "none";

  it.each([
    [{ exclude: "service_name:Storage" }, "25"],
    [{ exclude: "service_name:Storage,service_name:Key Vault" }, "17"],
    [{ exclude: "service_name:Storage,region:chinanorth3" }, "24"],
    [{ exclude: "region:" }, "5"],
    [{ exclude: "tag:env:dev" }, "29"],
    [{ exclude: "tag:env:" }, "27"],
    [{ exclude: 'resource_name:"disk,one"' }, "29"],
    [{ exclude: "billing_account:filters" }, "none"],
    [{ contains: "service_name:VAULT" }, "8"],
    [{ contains: "service_name:vault,service_name:stor" }, "14"],
    [{ contains: "resource_name:vm-,tag:env:RO" }, "1"],
    [{ starts_with: "resource_group:rg-v" }, "17"],
    [{ starts_with: "tag:ENV:pr" }, "1"],
    [{ tag: "env:" }, "4"],
    [{ without_tag: "Env" }, "24"],
    [{ with_tag: "ENV" }, "7"],
    [{ service_name: "Storage,Key Vault", exclude: "tag:env:dev" }, "12"],
  ] as const)("%j costs %s", async (filter, expected) => {
    expect(await cost(filter)).toBe(expected);
  });

  it.each([
    ["exclude", "colour:red"],
    ["exclude", "service_name"],
    ["contains", "service_name:"],
    ["starts_with", "tag:env"],
    ["contains", ""],
  ] as const)("%s=%s is refused, and dimensions are named", async (name, text) => {
    await expect(costs({ ...own, [name]: text })).rejects.toMatchObject({
      code: "bad-parameter",
      details: { parameter: name, allowed: expect.arrayContaining(["service_name:value"]) as unknown },
    });
  });

  it("and what they leave out add up to all, whatever is asked for", async () => {
    const values = {
      service_name: ["Storage", "Virtual Machines", "Nope"],
      region: ["chinanorth3", "", "x"],
      meter: ["LRS Data Stored", "x"],
      resource: ["/r/1", "x"],
      "tag:env": ["prod", "dev", "x"],
    } as const;
    const filter = fc.constantFrom(...Object.entries(values)).chain(([name, list]) =>
      fc.record({
        name: fc.constant(name),
        chosen: fc.subarray([...list], { minLength: 1 }),
        group: fc.constantFrom("", "service_name", "tag:env"),
      }),
    );
    await fc.assert(
      fc.asyncProperty(filter, async ({ name, chosen, group }) => {
        const kept = { field: name, op: "in", values: chosen };
        const timeRange = { from: "2026-10", to: "2026-10" };
        const base = { measures: ["billed_cost", "charges"], dimensions: group === "" ? [] : [group], timeRange };
        const account = { field: "billing_account", values: ["filters"] };
        const whole = await query({ ...base, filters: [account] });
        const parts = await Promise.all(["in", "not_in"].map((op) => query({ ...base, filters: [account, { ...kept, op }] })));
        const sum = new ExactSum();
        for (const { totals } of parts) sum.add(totals[0]?.["billed_cost"] ?? "0");
        expect(sum.toString()).toBe(whole.totals[0]?.["billed_cost"]);
        const excluded = chosen.map((value) => `${name}:${value}`).join(",");
        expect(await costs({ ...own, group, exclude: excluded }).then(({ totals }) => totals[0]?.cost)).toBe(
          parts[1]?.totals[0]?.["billed_cost"],
        );
      }),
      { numRuns: 12, seed: 5 },
    );
  });

  it.each([
    [{ service_name: "A" }, "service_name", "A", ["Storage", "Key Vault", "Virtual Machines"]],
    [{ service_name: "VirtualMachine" }, "service_name", "VirtualMachine", ["Virtual Machines"]],
    [{ region: "china" }, "region", "china", ["chinaeast2", "chinanorth3"]],
    [{ service_name: "Storage,Keyvault" }, "service_name", "Keyvault", ["Key Vault", "Storage", "Virtual Machines"]],
    [{ meter: "LRSDataStored" }, "meter", "LRSDataStored", ["LRS Data Stored"]],
    [{ tag: "env:prd" }, "tag", "env:prd", ["env:prod", "env:dev"]],
    [
      { exclude: "service_name:Storge" },
      "exclude",
      "service_name:Storge",
      ["service_name:Storage", "service_name:Key Vault", "service_name:Virtual Machines"],
    ],
    [{ contains: "tag:env:prodd" }, "contains", "tag:env:prodd", ["tag:env:prod", "tag:env:dev"]],
    [{ with_tag: "envv" }, "with_tag", "envv", []],
    [{ billing_account: "filter" }, "billing_account", "filter", ["filters"]],
  ] as const)("%j say that nothing matches, and what is near", async (filter, parameter, value, nearest) => {
    const params = { ...own, ...filter };
    for (const answer of [await costs(params), await answerCharges(params, request), await answerResources(params, request)]) {
      const [first, ...more] = matchingNothing(answer.problems);
      expect(more).toEqual([]);
      expect({ ...first, nearest: first?.nearest?.slice(0, nearest.length) }).toEqual({ parameter, value, nearest });
    }
  });

  it("say it of a posted query by the place in its body", async () => {
    const { data, problems } = await query({
      measures: ["billed_cost"],
      filters: [
        { field: "billing_account", values: ["filters"] },
        { field: "resource_name", values: ["VM-wob"] },
      ],
      timeRange: { from: "2026-10", to: "2026-10" },
    });
    expect([data, matchingNothing(problems)]).toEqual([
      [],
      [{ parameter: "filters.1.values", value: "VM-wob", nearest: expect.arrayContaining(["VM-web"]) as unknown }],
    ]);
    expect(problems.find(({ code }) => code === "filter-matches-nothing")?.message).toMatch(
      /^No charge in the range has the value "VM-wob" in resource_name; the nearest values are "VM-web"/,
    );
  });

  it("that exclude each other are told from those that match nothing", async () => {
    const { problems } = await costs({ ...own, service_name: "Storage", region: "chinanorth3" });
    expect(problems).toEqual([
      { code: "filters-match-nothing", message: "No charge in the range matches all filters together, though each may match some" },
    ]);
    expect((await costs({ ...own, service_name: "Storage", region: "chinaeast2" })).problems).toEqual([]);
  });

  it("repeat no text that is no plain word", async () => {
    const { problems } = await costs({ ...own, service_name: "x' OR 1=1 --" });
    expect(problems.filter(({ code }) => code === "filter-matches-nothing")).toEqual([
      {
        code: "filter-matches-nothing",
        message: expect.stringMatching(/^No charge in the range has the given value in service_name; the nearest values are /) as string,
        parameter: "service_name",
        nearest: expect.arrayContaining(["Storage"]) as string[],
      },
    ]);
  });

  it.each([
    [{ service_name: "Storage" }],
    [{ service_name: "Storage,Key Vault" }],
    [{ service_name: "Storage", region: "chinanorth3" }],
    [{ region: "" }],
    [{ exclude: "service_name:Storage" }],
    [{ without_tag: "nope" }],
    [{ month: "2001-01", service_name: "Nope" }],
  ])("%j say nothing, since every value is there, or no bill is", async (filter) => {
    expect(matchingNothing((await costs({ ...own, ...filter })).problems)).toEqual([]);
  });

  it("with one value that matches ask no more of the engine than before", async () => {
    asked.length = 0;
    await costs({ ...own, service_name: "Storage" });
    expect(asked.filter((text) => /\bm0\b/.test(text))).toEqual([]);
  });
});

describe("quantities", () => {
  const own = { billing_account: "used" };
  const months = { ...own, from: "2026-09", to: "2026-10" };
  const used = (day: string, meter: string, cost: string, quantity: string | null, unit: string | null, region = "north"): FocusCharge => ({
    day,
    cost,
    columns: {
      ServiceName: meter.startsWith("D") ? "Virtual Machines" : "Storage",
      RegionId: region,
      SkuMeter: meter,
      ConsumedQuantity: quantity,
      ConsumedUnit: unit,
      PricingQuantity: quantity,
      PricingUnit: unit === null ? null : `100 ${unit}`,
    },
  });
  beforeAll(async () => {
    await publish("used", "2026-09", [used("2026-09-01", "D4", "10", "4", "Hours"), used("2026-09-02", "LRS", "3", "7.5", "GB")]);
    await publish("used", "2026-10", [
      used("2026-10-01", "D4", "24", "8", "Hours"),
      used("2026-10-02", "D4", "6", "2.000000000000000001", "Hours", "east"),
      used("2026-10-02", "LRS", "1", "2", "GB"),
      used("2026-10-02", "LRS", "5", null, "GB"),
      used("2026-10-03", "LRS", "7", "9", null),
    ]);
  });

  it("have a row and a total for each unit, and none where there is no unit or no quantity", async () => {
    const { data, totals } = await costs({
      ...own,
      month: "2026-10",
      group: "service_name",
      quantity: "consumed",
    });
    expect(data).toEqual([
      {
        service_name: "Virtual Machines",
        unit: "Hours",
        currency: "CNY",
        cost: "30",
        charges: "2",
        quantity: "10.000000000000000001",
        unit_cost: "3",
      },
      { service_name: "Storage", unit: null, currency: "CNY", cost: "12", charges: "2", quantity: null, unit_cost: null },
      { service_name: "Storage", unit: "GB", currency: "CNY", cost: "1", charges: "1", quantity: "2", unit_cost: "0.5" },
    ]);
    expect(totals).toEqual([
      { currency: "CNY", unit: null, cost: "12", charges: "2", quantity: null, unit_cost: null },
      { currency: "CNY", unit: "GB", cost: "1", charges: "1", quantity: "2", unit_cost: "0.5" },
      { currency: "CNY", unit: "Hours", cost: "30", charges: "2", quantity: "10.000000000000000001", unit_cost: "3" },
    ]);
  });

  it("show the price of a unit over time, beside the month before", async () => {
    const { data } = await costs({ ...months, grain: "month", group: "meter", meter: "D4", quantity: "pricing" });
    expect(data).toEqual([
      { date: "2026-09", meter: "D4", unit: "100 Hours", currency: "CNY", cost: "10", charges: "1", quantity: "4", unit_cost: "2.5" },
      {
        date: "2026-10",
        meter: "D4",
        unit: "100 Hours",
        currency: "CNY",
        cost: "30",
        charges: "2",
        quantity: "10.000000000000000001",
        unit_cost: "3",
      },
    ]);
    const compared = await costs({
      ...own,
      month: "2026-10",
      group: "meter",
      meter: "D4",
      quantity: "consumed",
      compare: "previous",
    });
    expect(compared.data).toEqual([
      {
        meter: "D4",
        unit: "Hours",
        currency: "CNY",
        cost: "30",
        previous_cost: "10",
        difference: "20",
        charges: "2",
        quantity: "10.000000000000000001",
        unit_cost: "3",
        previous_quantity: "4",
        previous_unit_cost: "2.5",
      },
    ]);
  });

  it("fill a heatmap of services and regions in one query, from the rollup, and the same from the charges", async () => {
    const body = {
      measures: ["consumed_quantity", "billed_cost"],
      dimensions: ["service_name", "region"],
      timeRange: { from: "2026-10", to: "2026-10" },
    };
    const account = { field: "billing_account", values: ["used"] };
    asked.length = 0;
    const { data, totals } = await query({ ...body, filters: [account] });
    expect(asked.filter((text) => /FROM FocusCostAndUsage\)/.test(text))).toEqual([]);
    const cell = (service: string, region: string, unit: string, quantity: string | null, cost: string) => ({
      service_name: service,
      region,
      consumed_unit: unit,
      currency: "CNY",
      consumed_quantity: quantity,
      billed_cost: cost,
    });
    expect(data).toEqual([
      cell("Storage", "north", "", null, "12"),
      cell("Storage", "north", "GB", "2", "1"),
      cell("Virtual Machines", "east", "Hours", "2.000000000000000001", "6"),
      cell("Virtual Machines", "north", "Hours", "8", "24"),
    ]);
    expect(totals).toEqual([
      { consumed_unit: "", currency: "CNY", consumed_quantity: null, billed_cost: "12" },
      { consumed_unit: "GB", currency: "CNY", consumed_quantity: "2", billed_cost: "1" },
      { consumed_unit: "Hours", currency: "CNY", consumed_quantity: "10.000000000000000001", billed_cost: "30" },
    ]);
    // No rollup by day has resources.
    const charges = await query({ ...body, filters: [account, { field: "resource_type", op: "absent" }] });
    expect([charges.data, charges.totals]).toEqual([data, totals]);
    expect((await query({ ...body, filters: [account], limit: 1 })).totals).toEqual(totals);
  });

  it("keep the units of the groups that are one row apart", async () => {
    const { data } = await costs({
      ...own,
      month: "2026-10",
      group: "service_name,region",
      top: 1,
      quantity: "consumed",
    });
    expect(data.map((row) => [row["service_name"], row["region"], row["unit"], row["quantity"], row.cost, row["others"]])).toEqual([
      ["Virtual Machines", "north", "Hours", "8", "24", 0],
      ["Other", "Other", null, null, "12", 1],
      ["Other", "Other", "Hours", "2.000000000000000001", "6", 1],
      ["Other", "Other", "GB", "2", "1", 1],
    ]);
  });

  it("of posted charges are counted as those of bills", async () => {
    const posted = (id: string, quantity: string, cost: string): string =>
      `('posted', 'live', '${id}', '2026-11-01', '2026-11-02', 'CNY', ${cost}, ${quantity}, 'Hours', 'meter-1', 'D4', 'Virtual Machines', 3)`;
    await billing.server.query(
      `INSERT INTO AzureBillingDetail (billing_account_id, snapshot_id, charge_id, month_date, date, currency, extended_cost, consumed_quantity, unit_of_measure, meter_id, meter_name, meter_category, resource_rate)
       VALUES ${posted("p-1", "2", "6")}, ${posted("p-2", "1.5", "4.5")}`,
      { database: "billing" },
    );
    const { data } = await costs({ billing_account: "posted", month: "2026-11", group: "meter", quantity: "consumed" });
    expect(data).toEqual([{ meter: "D4", unit: "Hours", currency: "CNY", cost: "10.5", charges: "2", quantity: "3.5", unit_cost: "3" }]);
  });

  it("of a snapshot that is older than the rollup come from its charges, until it is filled", async () => {
    const params = { ...months, group: "meter", quantity: "consumed" } as const;
    const before = await costs(params);
    await billing.server.query("ALTER TABLE DailyFocusUsage DROP PARTITION ('used', '2026-10-01', 'used-2026-10-01-1')", {
      database: "billing",
    });
    asked.length = 0;
    const { data, totals } = await costs(params);
    expect([data, totals]).toEqual([before.data, before.totals]);
    expect(asked.filter((text) => /FROM FocusCostAndUsage\)/.test(text))).toHaveLength(1);
    const database = openSnapshotDatabase(billing.client);
    expect([await fillUsageRollup(database), await fillUsageRollup(database)]).toEqual([["used-2026-10-01-1"], []]);
    asked.length = 0;
    const filled = await costs(params);
    expect([filled.data, filled.totals]).toEqual([before.data, before.totals]);
    expect(asked.filter((text) => /FROM FocusCostAndUsage\)/.test(text))).toEqual([]);
  });
});

describe("finding", () => {
  const own = { billing_account: "found", month: "2026-10" };
  beforeAll(async () => {
    const owned = (
      owner: string | null,
      cost: string,
      currency: string,
      tags?: FocusCharge["tags"],
      more: Partial<FocusCharge> = {},
    ): FocusCharge => ({
      day: "2026-10-05",
      cost,
      currency,
      ...(tags === undefined ? {} : { tags }),
      columns: { x_ResourceTracking: owner ?? "", x_ResourceTrackingRuleId: owner === null ? null : "1" },
      ...more,
    });
    await publish("found", "2026-10", [
      owned("DATABASES", "5", "CNY", { Env: "prod", team: "a" }),
      owned("DATA-LAKE", "7", "CNY", { env: "dev", ENV: "last" }),
      owned("WEB", "1", "CNY", { env: "prod", "": "nameless" }),
      owned(null, "2", "CNY"),
      owned("WEB", "0", "USD", { env: "" }, { problems: ["cost-missing"] }),
      owned("WEB", "3", "USD", "{broken", { problems: ["tags-unreadable"] }),
      {
        ...owned("LAMBDA", "4", "CNY", { Env: "x" }),
        columns: { ServiceProviderName: "AWS", x_ResourceTracking: "LAMBDA", x_ResourceTrackingRuleId: "1" },
      },
    ]);
  });
  const values = (params: Partial<Parameters<typeof answerDimensionValues>[0]>) =>
    answerDimensionValues({ ...own, field: "owner", ...params }, request);

  it("lists the values of a dimension with their cost, each currency by itself", async () => {
    const { data, totals, problems } = await values({});
    const row = (value: string, currency: string, cost: string | null, charges: string) => ({ value, currency, cost, charges });
    expect(data).toEqual([
      row("DATA-LAKE", "CNY", "7", "1"),
      row("DATABASES", "CNY", "5", "1"),
      row("LAMBDA", "CNY", "4", "1"),
      row("", "CNY", "2", "1"),
      row("WEB", "CNY", "1", "1"),
      row("WEB", "USD", "3", "2"),
    ]);
    expect(totals).toEqual([
      { currency: "CNY", values: "5", cost: "19", charges: "5" },
      { currency: "USD", values: "1", cost: "3", charges: "2" },
    ]);
    expect(problems).toEqual([]);
  });

  it.each([
    [{ q: "dat" }, ["DATA-LAKE", "DATABASES"], "2"],
    [{ q: "a", match: "prefix" }, [], undefined],
    [{ q: "LAKE" }, ["DATA-LAKE"], "1"],
    [{ q: "data", match: "prefix", limit: 1 }, ["DATA-LAKE"], "2"],
    [{ field: "tag:env" }, ["last", "prod"], "2"],
    [{ field: "tag:Env", q: "PRO" }, ["prod"], "1"],
  ] as const)("%j finds %j", async (params, found, number) => {
    const { data, totals, problems } = await values(params);
    const inCny = data.filter(({ currency, cost }) => currency === "CNY" && cost !== "4");
    expect([inCny.map(({ value }) => value), totals.find(({ currency }) => currency === "CNY")?.values]).toEqual([found, number]);
    expect(problems.some(({ code }) => code === "limited")).toBe("limit" in params);
  });

  it("has all values and tag keys in a file, whose limit is that of JSON", async () => {
    const inFile: ApiRequest = { ...request, allRows: () => undefined };
    for (const wanted of [1, 1000]) {
      const found = await answerDimensionValues({ ...own, field: "owner", limit: wanted }, inFile);
      expect([found.data.length, found.problems]).toEqual([6, []]);
      const keys = await answerTagKeys({ ...own, limit: wanted }, inFile);
      expect(keys.problems.filter(({ code }) => code === "limited")).toEqual([]);
    }
  });

  it("adds up to the bill for every dimension", async () => {
    const bill = (await costs({ ...own, group: "" })).totals.map(({ currency, cost, charges }) => ({ currency, cost, charges }));
    for (const field of ["billing_account", "owner", "service_name", "meter", "resource", "region", "consumed_unit"]) {
      const { totals } = await values({ field });
      expect([field, totals.map(({ currency, cost, charges }) => ({ currency, cost, charges }))]).toEqual([field, bill]);
    }
  });

  it("refuses a field that is none", async () => {
    await expect(values({ field: "account_owner_id" })).rejects.toMatchObject({ code: "bad-parameter", details: { parameter: "field" } });
  });

  it("lists tag keys with what of cost and charges has them; Azure's without case, the last of a charge's counts", async () => {
    const { data, totals, problems } = await answerTagKeys(own, request);
    const row = (
      key: string,
      isCased: boolean,
      currency: string,
      cost: string | null,
      charges: string,
      coverage: readonly [string | null, string],
      number: string,
    ) => ({
      key,
      case_sensitive: isCased,
      currency,
      cost,
      charges,
      cost_coverage: coverage[0],
      charges_coverage: coverage[1],
      values: number,
    });
    expect(data).toEqual([
      row("env", false, "CNY", "13", "3", ["0.684211", "0.6"], "2"),
      row("team", false, "CNY", "5", "1", ["0.263158", "0.2"], "1"),
      row("Env", true, "CNY", "4", "1", ["0.210526", "0.2"], "1"),
      row("env", false, "USD", null, "1", [null, "0.5"], "1"),
    ]);
    expect(totals).toEqual([
      { currency: "CNY", keys: "3", cost: "19", charges: "5", tagged_cost: "17", tagged_charges: "4" },
      { currency: "USD", keys: "1", cost: "3", charges: "2", tagged_cost: null, tagged_charges: "1" },
    ]);
    expect(problems.map(({ code }) => code)).toEqual(["tags-unreadable"]);
    const found = await answerTagKeys({ ...own, q: "TE", match: "prefix" }, request);
    expect(found.data.map(({ key }) => key)).toEqual(["team"]);
    expect((await answerTagKeys({ ...own, limit: 1 }, request)).problems.map(({ code }) => code)).toEqual(["tags-unreadable", "limited"]);
  });

  it("writes a key as most charges do, however many other tags these have", async () => {
    const tagged = (tags: Readonly<Record<string, string>>, count: number): readonly FocusCharge[] =>
      Array.from({ length: count }, () => ({ day: "2027-03-05", cost: "1", tags }));
    const charges = [...tagged({ Env: "prod" }, 3), ...tagged({ env: "prod" }, 2), ...tagged({ env: "test" }, 2)];
    await publish("spellings", "2027-03", charges);
    const { data } = await answerTagKeys({ month: "2027-03", billing_account: "spellings" }, request);
    expect(data.map(({ key, charges: number, values: different }) => [key, number, different])).toEqual([["env", "7", "2"]]);
  });
});
