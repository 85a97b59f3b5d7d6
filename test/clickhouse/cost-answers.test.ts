import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerAllocation } from "../../app/apis/answers/answer-allocation";
import { answerCharges } from "../../app/apis/cost-questions/answer-charges";
import { costQuery } from "../../app/apis/cost-questions/cost-query";
import { answerCosts } from "../../app/apis/cost-questions/answer-costs";
import { answerQuery } from "../../app/apis/cost-questions/answer-query";
import { answerResources } from "../../app/apis/cost-questions/answer-resources";
import { answerChanges } from "../../app/apis/answers/answer-changes";
import { answerDataQuality } from "../../app/apis/answers/answer-data-quality";
import type { EngineRows } from "../../app/apis/files/file-rows";
import type { AnswerProblem } from "../../app/apis/serving/answer";
import type { ApiRequest } from "../../app/apis/serving/api-request";
import { BillingMonth } from "../../app/domain/calendar/billing-month";
import type { MooseClient } from "../../app/runtime/clickhouse/moose-client";
import { readChanges } from "../../app/pipeline/read-changes";
import { openApiRequest } from "../support/open-api-request";
import { publishFocusCharges } from "../support/publish-focus-charges";
import { type Billing, startBilling } from "../support/start-billing";
import type { ServerProcess } from "./server-process";

let billing: Billing;
let server: ServerProcess;
let client: MooseClient;
let request: ApiRequest;

beforeAll(async () => {
  billing = await startBilling();
  ({ server, client } = billing);
  request = openApiRequest(client, "2026-11-16T14:00:00Z");
});
afterAll(async () => {
  await billing.stop();
});

const codes = (problems: readonly { readonly code: string }[]): readonly string[] => problems.map(({ code }) => code);
const query = (body: object) => answerQuery(costQuery.parse(body), request);

describe("totals are of all rows that the question matches", () => {
  it("in every currency, however few rows are asked for", async () => {
    await publishFocusCharges(server, "billing", { account: "currencies", period: "2026-10-01" }, [
      { day: "2026-10-01", cost: "1", currency: "CNY", tags: { env: "" } },
      { day: "2026-10-01", cost: "4", currency: "CNY" },
      { day: "2026-10-02", cost: "-4", currency: "EUR" },
      { day: "2026-10-03", cost: "8", currency: "USD", tags: { env: "prod" } },
    ]);
    const own = { billing_account: "currencies", month: "2026-10" };
    const answers = (limit: number) => [
      query({
        measures: ["billed_cost"],
        dimensions: ["tag:env"],
        filters: [{ field: "billing_account", values: ["currencies"] }],
        timeRange: { from: "2026-10", to: "2026-10" },
        limit,
      }),
      answerResources({ ...own, limit }, request),
      answerAllocation({ ...own, limit }, request),
    ];
    for (const limit of [1, 2, 100]) {
      for (const { currency, data, totals } of await Promise.all(answers(limit))) {
        expect(Math.min(data.length, 3)).toBe(Math.min(limit, 3));
        expect([
          currency,
          ...totals.map((total) => `${total.currency} ${String("cost" in total ? total.cost : total.billed_cost)}`),
        ]).toEqual([null, "CNY 5", "EUR -4", "USD 8"]);
      }
    }
  });
});

describe("a charge counts on the day that it is dated", () => {
  const own = { billing_account: "late" };

  beforeAll(async () => {
    await publishFocusCharges(server, "billing", { account: "late", period: "2026-09-01" }, [
      { day: "2026-09-05", cost: "10" },
      { day: null, cost: "0.5" },
    ]);
    await publishFocusCharges(server, "billing", { account: "late", period: "2026-10-01" }, [
      { day: "2026-10-05", cost: "100" },
      { day: "2026-09-30", cost: "3" },
    ]);
    await publishFocusCharges(server, "billing", { account: "late", period: "2026-11-01" }, [
      { day: "2026-11-02", cost: "1000" },
      { day: "2026-09-30", cost: "4" },
    ]);
  });

  it("in days across billing months, in months by billing month, and says what is between the two", async () => {
    const month = await answerCosts({ ...own, month: "2026-09", group: "" }, request);
    expect([month.totals, month.problems]).toEqual([[{ currency: "CNY", cost: "10.5", charges: "2" }], []]);

    const days = await answerCosts({ ...own, from: "2026-09-01", to: "2026-09-30", group: "", grain: "day" }, request);
    expect(days.data).toEqual([
      { date: "2026-09-05", currency: "CNY", cost: "10", charges: "1" },
      { date: "2026-09-30", currency: "CNY", cost: "7", charges: "2" },
    ]);
    expect(days.snapshots.map(({ billing_period }) => billing_period)).toEqual(["2026-09-01", "2026-10-01", "2026-11-01"]);
    expect(days.problems.map(({ code, amounts }) => [code, amounts])).toEqual([
      ["charges-without-day", [{ currency: "CNY", charges: "1", billed_cost: "0.5" }]],
      ["charges-of-other-months", [{ currency: "CNY", charges: "2", billed_cost: "7" }]],
    ]);
    // 10.5 of the month = 17 of its days - 7 brought in + 0.5 on no day.
    expect(days.totals).toEqual([{ currency: "CNY", cost: "17", charges: "3" }]);

    const october = await answerCosts({ ...own, from: "2026-10-01", to: "2026-10-31", group: "" }, request);
    expect(october.totals).toEqual([{ currency: "CNY", cost: "100", charges: "1" }]);
    expect(october.problems.map(({ code, amounts }) => [code, amounts])).toEqual([
      ["charges-of-other-days", [{ currency: "CNY", charges: "1", billed_cost: "3" }]],
    ]);
  });

  it("in part of a month, where only what touches these days is named", async () => {
    const one = await answerCosts({ ...own, from: "2026-09-30", to: "2026-09-30", group: "service_name" }, request);
    expect(one.data).toEqual([{ service_name: "Storage", currency: "CNY", cost: "7", charges: "2" }]);
    expect(codes(one.problems)).toEqual(["charges-without-day", "charges-of-other-months"]);
    const other = await answerCosts({ ...own, from: "2026-10-04", to: "2026-10-06", group: "" }, request);
    expect([other.totals, other.problems]).toEqual([[{ currency: "CNY", cost: "100", charges: "1" }], []]);
  });

  it("beside the day of the year before: 28 February beside 29 February, where a range begins with that", async () => {
    for (const [day, cost] of [
      ["2027-02-28", "5"],
      ["2027-03-01", "6"],
      ["2028-02-29", "7"],
      ["2028-03-01", "9"],
    ] as const)
      await publishFocusCharges(server, "billing", { account: "leap", period: `${day.slice(0, 7)}-01` }, [{ day, cost }]);
    const range = { billing_account: "leap", from: "2028-02-29", to: "2028-03-01" };
    const found = await answerCosts({ ...range, grain: "day", compare: "year", group: "" }, request);
    expect(found.data).toEqual([
      { date: "2028-02-29", currency: "CNY", cost: "7", previous_cost: "5", difference: "2", charges: "1" },
      { date: "2028-03-01", currency: "CNY", cost: "9", previous_cost: "6", difference: "3", charges: "1" },
    ]);
  });

  it("beside the same day of the month before: the 30th has the 31st too, where the range ends with its month", async () => {
    const compared = { ...own, group: "", compare: "month" } as const;
    const days = await answerCosts({ ...compared, from: "2026-10-01", to: "2026-10-05" }, request);
    expect(days.totals.map(({ cost, previous_cost: before }) => [cost, before])).toEqual([["100", "10"]]);
    await publishFocusCharges(server, "billing", { account: "ends", period: "2026-10-01" }, [
      { day: "2026-10-30", cost: "1" },
      { day: "2026-10-31", cost: "2" },
    ]);
    await publishFocusCharges(server, "billing", { account: "ends", period: "2026-11-01" }, [{ day: "2026-11-30", cost: "5" }]);
    const ends = { billing_account: "ends", from: "2026-11-01", to: "2026-11-30", grain: "day" } as const;
    const found = await answerCosts({ ...ends, group: "", compare: "month" }, request);
    expect(found.data).toEqual([{ date: "2026-11-30", currency: "CNY", cost: "5", previous_cost: "3", difference: "2", charges: "1" }]);
  });

  it("in the month of the day where days are added up to months", async () => {
    const found = await answerCosts({ ...own, from: "2026-09-01", to: "2026-10-31", grain: "month", group: "" }, request);
    expect(found.data).toEqual([
      { date: "2026-09", currency: "CNY", cost: "17", charges: "3" },
      { date: "2026-10", currency: "CNY", cost: "100", charges: "1" },
    ]);
  });

  it("on no day when it has none: it is in its month, with a date that is null", async () => {
    const found = await answerCosts({ ...own, month: "2026-09", grain: "day", group: "" }, request);
    expect(found.data).toEqual([
      { date: null, currency: "CNY", cost: "0.5", charges: "1" },
      { date: "2026-09-05", currency: "CNY", cost: "10", charges: "1" },
    ]);
    expect(codes(found.problems)).toEqual(["charges-without-day"]);
  });

  it("in the range before as well", async () => {
    const found = await answerCosts({ ...own, from: "2026-10-01", to: "2026-10-31", group: "", compare: "previous" }, request);
    expect(found.totals).toEqual([{ currency: "CNY", cost: "100", charges: "1", previous_cost: "17", difference: "83" }]);
  });

  it("alike in /api/charges, /api/resources and POST /query", async () => {
    const charges = await answerCharges({ ...own, from: "2026-09-30", to: "2026-09-30" }, request);
    expect(charges.data.map((one) => [one.billing_period, one.usage_date, one.billed_cost])).toEqual(
      [
        ["2026-11-01", "2026-09-30", "4"],
        ["2026-10-01", "2026-09-30", "3"],
      ].sort(),
    );
    const resources = await answerResources({ ...own, from: "2026-09-30", to: "2026-09-30" }, request);
    expect(resources.data.map((one) => [one.billed_cost, one.first_seen, one.last_seen])).toEqual([["7", "2026-09-30", "2026-09-30"]]);
    const asked = await query({
      measures: ["billed_cost"],
      filters: [{ field: "billing_account", values: ["late"] }],
      timeRange: { from: "2026-09-01", to: "2026-09-30" },
      grain: "day",
    });
    expect(asked.data).toEqual([
      { date: "2026-09-05", currency: "CNY", billed_cost: "10" },
      { date: "2026-09-30", currency: "CNY", billed_cost: "7" },
    ]);
    for (const answer of [charges, resources, asked]) expect(codes(answer.problems)).toContain("charges-of-other-months");
  });

  it("and one without a day can be found, with or without its month", async () => {
    for (const time of [{}, { month: "2026-09" }]) {
      const found = await answerCharges({ ...own, ...time, dated: "no" }, request);
      expect(found.data.map((one) => [one.billing_period, one.usage_date, one.billed_cost])).toEqual([["2026-09-01", null, "0.5"]]);
      expect(found.totals.map(({ billed_cost, charges }) => [billed_cost, charges])).toEqual([["0.5", "1"]]);
    }
    await expect(answerCharges({ ...own, from: "2026-09-01", to: "2026-09-30", dated: "no" }, request)).rejects.toThrow(
      /dated=no cannot be combined/,
    );
    const resources = await answerResources({ ...own, month: "2026-09" }, request);
    expect(resources.data.map((one) => [one.first_seen, one.last_seen])).toEqual([["2026-09-05", "2026-09-05"]]);
  });

  it("also a posted one, by the year and month that its record says beside an unreadable day", async () => {
    await server.query(
      `INSERT INTO AzureBillingDetail (billing_account_id, snapshot_id, charge_id, month_date, date, year, month, currency, extended_cost) VALUES
       ('live', 'live', 'posted-1', NULL, NULL, 2026, 10, 'CNY', 2), ('live', 'live', 'posted-2', '2026-10-01', '2026-10-03', 2026, 10, 'CNY', 5),
       ('live', 'live', 'posted-3', NULL, NULL, NULL, NULL, 'CNY', 7), ('live', 'live', 'posted-4', NULL, NULL, 0, 13, 'CNY', 11)`,
      { database: "billing" },
    );
    const month = await answerCosts({ billing_account: "live", month: "2026-10", group: "" }, request);
    expect(month.totals).toEqual([{ currency: "CNY", cost: "7", charges: "2" }]);
    const days = await answerCosts({ billing_account: "live", from: "2026-10-01", to: "2026-10-31", group: "" }, request);
    expect(days.totals).toEqual([{ currency: "CNY", cost: "5", charges: "1" }]);
    expect(days.problems.map(({ code, amounts }) => [code, amounts?.[0]?.billed_cost])).toEqual([
      ["live-months", undefined],
      ["charges-without-day", "2"],
    ]);
    const all = await answerCharges({ billing_account: "live", dated: "no" }, request);
    expect(all.data.map((one) => [one.charge_id, one.billing_period, one.usage_date])).toEqual([
      ["posted-1", "2026-10-01", null],
      ["posted-3", null, null],
      ["posted-4", null, null],
    ]);
  });
});

describe("a published period takes the place of live charges", () => {
  it("of its own days, from its start to its end, and of no others", async () => {
    const live = (id: string, date: string | null, cost: number, more = "NULL, NULL"): string =>
      `('halves', 'live', '${id}', ${date === null ? "NULL, NULL" : `'${date.slice(0, 7)}-01', '${date}'`}, ${more}, 'CNY', ${cost})`;
    await server.query(
      `INSERT INTO AzureBillingDetail (billing_account_id, snapshot_id, charge_id, month_date, date, year, month, currency, extended_cost) VALUES
       ${live("before", "2026-06-14", 1)}, ${live("first", "2026-06-15", 2)}, ${live("last", "2026-07-09", 4)}, ${live("after", "2026-07-10", 8)},
       ${live("no-day-june", null, 16, "2026, 6")}, ${live("no-day-july", null, 32, "2026, 7")}, ${live("august", "2026-08-31", 64)}`,
      { database: "billing" },
    );
    await publishFocusCharges(server, "billing", { account: "halves", period: "2026-06-15" }, [{ day: "2026-06-20", cost: "100" }]);
    await publishFocusCharges(server, "billing", { account: "halves", period: "2026-08-01" }, [{ day: "2026-08-01", cost: "1000" }]);
    await server.query(
      `INSERT INTO BillingPeriod (billing_account_id, billing_period, currency, closes_on, ends_on) VALUES ('halves', '2026-06-15', 'CNY', '2027-01-01', '2026-07-10')`,
      { database: "billing" },
    );
    const own = { billing_account: "halves", group: "" };
    const of = async (month: string): Promise<unknown> => (await answerCosts({ ...own, month }, request)).totals[0]?.cost;
    // Without a day: on the first of the month that the record says, which the bill of July 1 to 9 covers.
    expect([await of("2026-06"), await of("2026-07"), await of("2026-08")]).toEqual(["117", "8", "1000"]);
    const charges = await answerCharges({ billing_account: "halves", from: "2026-06-01", to: "2026-08-31" }, request);
    expect(charges.data.map(({ charge_id }) => charge_id).sort()).toEqual([
      "after",
      "before",
      "halves-2026-06-15-1/0/0",
      "halves-2026-08-01-1/0/0",
    ]);
    const snapshots = (await answerCosts({ ...own, from: "2026-06", to: "2026-08" }, request)).snapshots;
    expect(snapshots.map((one) => [one.billing_period, one.snapshot_id])).toEqual([
      ["2026-06-01", "live"],
      ["2026-06-15", "halves-2026-06-15-1"],
      ["2026-07-01", "live"],
      ["2026-08-01", "halves-2026-08-01-1"],
    ]);
    expect((await answerCosts({ ...own, month: "2026-06" }, request)).problems).toContainEqual({
      code: "live-months",
      message: "Posted charges are counted on days of 2026-06 that no published bill covers",
    });
    const ends = await server.query("SELECT toDate(BillingPeriodEnd) FROM FocusBillingPeriod WHERE x_BillingAccountId = 'halves'", {
      database: "billing",
    });
    expect(ends.trim()).toBe("2026-07-10");
    const quality = await answerDataQuality({ month: "2026-06", billing_account: "halves" }, request);
    expect(quality.totals).toMatchObject([{ charges: "3", cost: "117", charges_without_day: "1" }]);
  });
});

describe("totals", () => {
  const group = (name: string) => ({ columns: { x_ResourceGroupName: name } });
  const missing = { cost: "0", problems: ["cost-missing"] };

  it("are the same however their charges are grouped, also where one group has no readable cost", async () => {
    await publishFocusCharges(server, "billing", { account: "compared", period: "2026-09-01" }, [
      { day: "2026-09-01", cost: "10", ...group("a") },
      { day: "2026-09-01", cost: "4", ...group("b") },
    ]);
    await publishFocusCharges(server, "billing", { account: "compared", period: "2026-10-01" }, [
      { day: "2026-10-01", ...missing, ...group("a") },
      { day: "2026-10-01", cost: "5", ...group("b") },
    ]);
    await publishFocusCharges(server, "billing", { account: "free", period: "2026-10-01" }, [
      { day: "2026-10-01", ...missing, ...group("a") },
      { day: "2026-10-01", cost: "0", ...group("b") },
    ]);
    for (const groups of ["", "resource_group"]) {
      const compared = await answerCosts({ billing_account: "compared", month: "2026-10", group: groups, compare: "previous" }, request);
      expect(compared.totals).toEqual([{ currency: "CNY", cost: "5", charges: "2", previous_cost: "14", difference: "-9" }]);
      const free = await answerCosts({ billing_account: "free", month: "2026-10", group: groups }, request);
      expect(free.totals).toEqual([{ currency: "CNY", cost: "0", charges: "2" }]);
    }
    const charges = await answerCharges({ billing_account: "free", month: "2026-10" }, request);
    expect(charges.totals[0]?.billed_cost).toBe("0");
  });

  it("are found however the id of the billing account is spelled", async () => {
    await publishFocusCharges(server, "billing", { account: "microsoft-ea-1", period: "2026-10-01" }, [{ day: "2026-10-01", cost: "3" }]);
    const asked = { billing_account: "Microsoft-EA-1", month: "2026-10" };
    expect((await answerCosts({ ...asked, group: "" }, request)).totals).toEqual([{ currency: "CNY", cost: "3", charges: "1" }]);
    expect((await answerCharges(asked, request)).totals[0]?.billed_cost).toBe("3");
    const allocation = await answerAllocation(asked, request);
    expect([allocation.totals[0]?.cost, allocation.snapshots.length]).toEqual(["3", 1]);
    const others = await query({
      measures: ["billed_cost"],
      filters: [
        { field: "billing_account", op: "not_in", values: ["MICROSOFT-EA-1"] },
        { field: "billing_account", values: ["microsoft-ea-1", "free"] },
      ],
      timeRange: { from: "2026-10", to: "2026-10" },
    });
    expect(others.data).toEqual([{ currency: "CNY", billed_cost: "0" }]);
  });
});

describe("a cost that is not known", () => {
  const own = { billing_account: "doubts", month: "2026-10" };

  beforeAll(async () => {
    await publishFocusCharges(server, "billing", { account: "doubts", period: "2026-10-01" }, [
      { day: "2026-10-01", cost: "5", columns: { x_ResourceGroupName: "known" } },
      { day: "2026-10-02", cost: "0", problems: ["cost-missing"], columns: { x_ResourceGroupName: "gone" } },
      { day: "2026-10-02", cost: "0", problems: ["cost-missing"], columns: { x_ResourceGroupName: "known" } },
      {
        day: "2026-10-03",
        cost: "120",
        problems: ["effective-cost-not-amortized"],
        columns: { EffectiveCost: "0", ChargeCategory: "Purchase", x_ResourceGroupName: "reserved" },
      },
      {
        day: "2026-10-04",
        cost: "7",
        currency: "USD",
        problems: ["contracted-cost-unknown", "list-cost-unknown"],
        columns: { ContractedCost: "0", ListCost: "0", x_ResourceGroupName: "dear" },
      },
    ]);
  });

  it("is null where no charge of a group has one, and never 0", async () => {
    const found = await answerCosts({ ...own, group: "resource_group" }, request);
    expect(found.data).toEqual([
      { resource_group: "reserved", currency: "CNY", cost: "120", charges: "1" },
      { resource_group: "known", currency: "CNY", cost: "5", charges: "2" },
      { resource_group: "gone", currency: "CNY", cost: null, charges: "1" },
      { resource_group: "dear", currency: "USD", cost: "7", charges: "1" },
    ]);
    expect(found.problems).toEqual([
      {
        code: "cost-missing",
        message: "Not counted in any sum, because their cost is missing or unreadable: 2 charges",
        amounts: [{ currency: "CNY", charges: "2", billed_cost: null }],
      },
    ]);
    const gone = await answerCosts({ ...own, group: "", resource_group: "gone" }, request);
    expect(gone.totals).toEqual([{ currency: "CNY", cost: null, charges: "1" }]);
    const charges = await answerCharges({ ...own, resource_group: "gone" }, request);
    expect(charges.data.map((one) => [one.billed_cost, one.effective_cost, one.contracted_cost, one.list_cost])).toEqual([
      [null, null, null, null],
    ]);
    expect(charges.totals).toEqual([
      { currency: "CNY", billed_cost: null, effective_cost: null, contracted_cost: null, list_cost: null, charges: "1" },
    ]);
    const resources = await answerResources({ ...own, resource_group: "gone" }, request);
    expect(resources.data.map((one) => [one.billed_cost, one.list_cost])).toEqual([[null, null]]);
    const asked = await query({
      measures: ["billed_cost", "savings", "charges"],
      filters: [{ field: "resource_group", values: ["gone"] }],
      timeRange: { from: "2026-10", to: "2026-10" },
    });
    expect(asked.totals).toEqual([{ currency: "CNY", billed_cost: null, savings: null, charges: "1" }]);
  });

  it("is named with the charges and amounts that the answer has, and no others", async () => {
    const effective = await answerCosts({ ...own, group: "", metric: "effective" }, request);
    expect(effective.totals).toEqual([
      { currency: "CNY", cost: "5", charges: "4" },
      { currency: "USD", cost: "7", charges: "1" },
    ]);
    expect(effective.problems.map(({ code, amounts }) => [code, amounts])).toEqual([
      ["cost-missing", [{ currency: "CNY", charges: "2", billed_cost: null }]],
      ["effective-cost-not-amortized", [{ currency: "CNY", charges: "1", billed_cost: "120" }]],
    ]);
    for (const metric of ["contracted", "list"] as const) {
      const found = await answerCosts({ ...own, group: "", metric }, request);
      expect(found.totals.map(({ cost }) => cost)).toEqual(["125", null]);
      expect(found.problems.map(({ code, amounts }) => [code, amounts])).toEqual([
        ["cost-missing", [{ currency: "CNY", charges: "2", billed_cost: null }]],
        [`${metric}-cost-unknown`, [{ currency: "USD", charges: "1", billed_cost: "7" }]],
      ]);
    }
    const other = await answerCosts({ ...own, group: "", metric: "effective", resource_group: "dear" }, request);
    expect(other.problems).toEqual([]);
    const charges = await answerCharges({ ...own, resource_group: "reserved" }, request);
    expect(codes(charges.problems)).toEqual(["effective-cost-not-amortized"]);
    const asked = await query({
      measures: ["savings"],
      timeRange: { from: "2026-10", to: "2026-10" },
      filters: [{ field: "billing_account", values: ["doubts"] }],
    });
    // List minus effective cost of the charges that have both: 125 - 5.
    expect(asked.totals).toEqual([
      { currency: "CNY", savings: "120" },
      { currency: "USD", savings: null },
    ]);
    expect(codes(asked.problems)).toEqual(["cost-missing", "effective-cost-not-amortized", "list-cost-unknown"]);
  });
});

describe("a page", () => {
  it("is of the snapshots of the first one: after another publication it is refused with what to do", async () => {
    const key = { account: "paged", period: "2026-10-01" };
    const own = { billing_account: "paged", month: "2026-10", limit: 2 };
    const days = [1, 2, 3].map((day) => ({ day: `2026-10-0${day}`, cost: String(day), columns: { ResourceId: `/r/${day}` } }));
    await publishFocusCharges(server, "billing", key, days);
    const first = await answerCharges(own, request);
    const page = first.page.next ?? "";
    const second = await answerCharges({ ...own, page }, request);
    expect([first, second].flatMap(({ data }) => data.map((one) => one.billed_cost))).toEqual(["1", "2", "3"]);
    const resources = (await answerResources({ ...own, limit: 1 }, request)).page.next ?? "";
    // A cursor of another question is none of this one.
    await expect(answerCharges({ ...own, service_name: "Storage", page }, request)).rejects.toMatchObject({ code: "bad-parameter" });
    await publishFocusCharges(server, "billing", { ...key, reading: 2 }, days);
    await expect(answerCharges({ ...own, page }, request)).rejects.toMatchObject({ code: "snapshots-changed", status: 409 });
    await expect(answerResources({ ...own, page: resources }, request)).rejects.toMatchObject({ code: "snapshots-changed" });
  });
});

describe("a billing period that is not a calendar month", () => {
  it("is part of the month in which it begins", async () => {
    await publishFocusCharges(server, "billing", { account: "cycle", period: "2026-09-15" }, [
      { day: "2026-09-20", cost: "1" },
      { day: "2026-10-10", cost: "2" },
    ]);
    await publishFocusCharges(server, "billing", { account: "cycle", period: "2026-10-15" }, [{ day: "2026-10-20", cost: "4" }]);
    const cost = async (time: object): Promise<unknown> =>
      (await answerCosts({ billing_account: "cycle", group: "", ...time }, request)).totals;
    expect(await cost({ month: "2026-09" })).toEqual([{ currency: "CNY", cost: "3", charges: "2" }]);
    expect(await cost({ month: "2026-10", compare: "previous" })).toEqual([
      { currency: "CNY", cost: "4", charges: "1", previous_cost: "3", difference: "1" },
    ]);
    expect(await cost({ from: "2026-10-01", to: "2026-10-31" })).toEqual([{ currency: "CNY", cost: "6", charges: "2" }]);
    const months = await answerCosts({ billing_account: "cycle", group: "", from: "2026-09", to: "2026-10", grain: "month" }, request);
    expect(months.data.map(({ date, cost: amount }) => [date, amount])).toEqual([
      ["2026-09", "3"],
      ["2026-10", "4"],
    ]);
  });
});

describe("a tag", () => {
  const azure = { billing_account: "azure-tags", month: "2026-10" };
  const aws = { billing_account: "aws-tags", month: "2026-10" };
  const long = "k".repeat(512);
  const tagged: readonly (readonly [string, Readonly<Record<string, unknown>> | string | undefined])[] = [
    ["1", { Env: "prod" }],
    ["2", { env: "prod" }],
    ["4", '{"ENV":"dev","env":"prod"}'],
    ["8", { env: "" }],
    ["16", undefined],
    ["32", '{"env":null}'],
    ["64", { "hidden-link:/a/b": "x:y,z", [long]: "far" }],
    ["128", { cc: 1001.5, team: { name: "pay" }, backup: true }],
    ["256", '{"caf\\u00e9":"a","quo\\"te":"b"}'],
    ["512", { "cafe\u0301": "a" }],
  ];

  beforeAll(async () => {
    const charges = tagged.map(([cost, tags]) => ({ day: "2026-10-01", cost, ...(tags === undefined ? {} : { tags }) }));
    await publishFocusCharges(server, "billing", { account: "azure-tags", period: "2026-10-01" }, charges);
    const columns = { x_SourceFocusVersion: "1.0", x_ProviderName: "AWS", InvoiceIssuerName: "AWS", ServiceProviderName: "Microsoft" };
    await publishFocusCharges(server, "billing", { account: "aws-tags", period: "2026-10-01" }, [
      { day: "2026-10-01", cost: "1", tags: { Name: "a", name: "b" }, columns },
      { day: "2026-10-01", cost: "2", tags: { Name: "a" }, columns },
      { day: "2026-10-01", cost: "4", tags: { name: "a" }, columns },
    ]);
  });

  const grouped = async (own: object, group: string): Promise<readonly unknown[]> => {
    const { data } = await answerCosts({ ...own, group }, request);
    return data.map((row) => [row[Object.keys(row)[0] ?? ""], row.cost]);
  };
  const cost = async (filters: object): Promise<string | null | undefined> =>
    (await answerCosts({ group: "", ...filters }, request)).totals[0]?.cost;

  it("of Azure is one whatever the case of its name, and the last of two counts; no tag is null, an empty one is empty", async () => {
    for (const group of ["tag:env", "tag:Env", "tag:ENV"]) {
      expect(await grouped(azure, group)).toEqual([
        [null, "976"],
        ["true", "32"],
        ["", "8"],
        ["prod", "7"],
      ]);
    }
    expect(await cost({ ...azure, tag: "Env:prod" })).toBe("7");
    expect(await cost({ ...azure, tag: "env:" })).toBe("8");
    expect(await cost({ ...azure, without_tag: "ENV" })).toBe("976");
    expect(await cost({ ...azure, with_tag: "ENV" })).toBe("47");
    expect(await cost({ ...azure, with_tag: "env", without_tag: "cc", tag: "env:prod,env:" })).toBe("15");
    const { data } = await answerCharges({ ...azure, tag: "env:prod" }, request);
    expect(data.map(({ tags }) => tags)).toEqual(['{"Env":"prod"}', '{"env":"prod"}', '{"ENV":"dev","env":"prod"}']);
  });

  it("of AWS has case: Name and name are two", async () => {
    expect(await grouped(aws, "tag:Name")).toEqual([
      [null, "4"],
      ["a", "3"],
    ]);
    expect(await grouped(aws, "tag:name")).toEqual([
      ["a", "4"],
      [null, "2"],
      ["b", "1"],
    ]);
    expect(await cost({ ...aws, tag: "name:a" })).toBe("4");
    expect(await cost({ ...aws, tag: "NAME:a" })).toBeUndefined();
  });

  it("can have any name and any value, in every way of asking", async () => {
    expect(await cost({ ...azure, tag: '"hidden-link:/a/b":"x:y,z"' })).toBe("64");
    expect(await grouped(azure, "tag:hidden-link:/a/b")).toEqual([
      [null, "959"],
      ["x:y,z", "64"],
    ]);
    expect(await cost({ ...azure, tag: `${long}:far` })).toBe("64");
    expect((await grouped(azure, `tag:${long}`)).length).toBe(2);
    expect(await cost({ ...azure, tag: 'quo"te:b' })).toBe("256");
    // The letter with its accent, and the letter and the accent, are one name.
    for (const name of ["caf\u00e9", "cafe\u0301"]) expect(await cost({ ...azure, tag: `${name}:a` })).toBe("768");
    expect(await cost({ ...azure, tag: "cc:1001.5" })).toBe("128");
    expect(await cost({ ...azure, tag: "backup:true" })).toBe("128");
    expect(await cost({ ...azure, tag: '"team":"{\\"name\\":\\"pay\\"}"' })).toBe("128");
    const { data } = await answerCharges({ ...azure, tag: '"hidden-link:/a/b":"x:y,z"' }, request);
    expect(data.map(({ billed_cost }) => billed_cost)).toEqual(["64"]);
    const resources = await answerResources({ ...azure, tag: `${long}:far` }, request);
    expect(resources.totals.map(({ billed_cost }) => billed_cost)).toEqual(["64"]);
    const asked = await query({
      measures: ["billed_cost"],
      dimensions: ["tag:hidden-link:/a/b"],
      filters: [
        { field: "billing_account", values: ["azure-tags"] },
        { field: `tag:${long}`, op: "present" },
      ],
      timeRange: { from: "2026-10", to: "2026-10" },
    });
    expect(asked.data).toEqual([{ "tag:hidden-link:/a/b": "x:y,z", currency: "CNY", billed_cost: "64" }]);
  });

  it.each(["tag", ":value", `${"k".repeat(513)}:v`])("is refused as %s", async (tag) => {
    await expect(answerCosts({ ...azure, tag }, request)).rejects.toMatchObject({ code: "bad-parameter" });
  });
});

describe("what a file or a row does not say", () => {
  beforeAll(async () => {
    await publishFocusCharges(server, "billing", { account: "unsaid", period: "2026-10-01" }, [
      { day: "2026-10-01", cost: "1", tags: { env: "prod" } },
      { day: "2026-10-01", cost: "2", problems: ["tags-unreadable"], columns: { x_ResourceGroupName: "a" } },
      { day: "2026-10-01", cost: "4", problems: ["json-unreadable"], columns: { x_SourceColumns: JSON.stringify({ Tags: "{env" }) } },
      {
        day: "2026-10-01",
        cost: "8",
        problems: ["json-unreadable"],
        columns: { x_SourceColumns: JSON.stringify({ SkuPriceDetails: "{" }) },
      },
      { day: "2026-10-01", cost: "16", problems: ["value-assumed"], columns: { x_ResourceGroupName: "a" } },
    ]);
  });
  const own = { billing_account: "unsaid", month: "2026-10" };
  const amounts = (code: string, { problems }: { readonly problems: readonly AnswerProblem[] }): unknown =>
    problems.find((problem) => problem.code === code)?.amounts?.map(({ charges, billed_cost }) => [charges, billed_cost]);

  it("of its tags is named where an answer is grouped or filtered by a tag, with charges and amount, and nowhere else", async () => {
    const unreadable = [["2", "6"]];
    expect(amounts("tags-unreadable", await answerCosts({ ...own, group: "tag:env" }, request))).toEqual(unreadable);
    expect(amounts("tags-unreadable", await answerCosts({ ...own, tag: "env:prod" }, request))).toEqual(unreadable);
    expect(amounts("tags-unreadable", await answerCharges({ ...own, with_tag: "env" }, request))).toEqual(unreadable);
    expect(amounts("tags-unreadable", await answerResources({ ...own, without_tag: "env" }, request))).toEqual(unreadable);
    const asked = await query({
      measures: ["billed_cost"],
      dimensions: ["tag:env"],
      filters: [{ field: "billing_account", values: ["unsaid"] }],
      timeRange: { from: "2026-10", to: "2026-10" },
    });
    expect(amounts("tags-unreadable", asked)).toEqual(unreadable);
    expect(amounts("tags-unreadable", await answerCosts({ ...own, resource_group: "a", group: "tag:env" }, request))).toEqual([["1", "2"]]);
    expect(amounts("tags-unreadable", await answerCosts({ ...own, group: "service_name" }, request))).toBeUndefined();
  });

  it("and what was assumed for it is named where it is summed", async () => {
    for (const metric of ["billed", "effective", "contracted", "list"] as const)
      expect(amounts("value-assumed", await answerCosts({ ...own, group: "", metric }, request))).toEqual([["1", "16"]]);
    for (const answer of [await answerCharges(own, request), await answerResources(own, request), await answerAllocation(own, request)])
      expect(amounts("value-assumed", answer)).toEqual([["1", "16"]]);
    expect(amounts("value-assumed", await answerCosts({ ...own, resource_group: "a", group: "" }, request))).toEqual([["1", "16"]]);
    expect(amounts("value-assumed", await answerCosts({ ...own, tag: "env:prod", group: "" }, request))).toBeUndefined();
  });
});

describe("a filter", () => {
  const odd = [
    "/r/a+b",
    "/r/a%2Bb",
    "/r/a b",
    "/r/100%",
    "/r/it's",
    '/r/say "hi"',
    "/r/back\\slash",
    "/r/a&b=c#d?e",
    "/r/生产",
    "/r/😀",
    "/r/comma,comma",
    "null",
    "/r/{x:UInt8}",
    "/r/%",
  ];
  const own = { billing_account: "odd", month: "2026-10" };

  beforeAll(async () => {
    await publishFocusCharges(
      server,
      "billing",
      { account: "odd", period: "2026-10-01" },
      odd.map((id, index) => ({ day: "2026-10-01", cost: String(2 ** index), columns: { ResourceId: id, x_CostCenter: id } })),
    );
    await publishFocusCharges(server, "billing", { account: "named", period: "2026-10-01" }, [
      {
        day: "2026-10-01",
        cost: "1",
        columns: {
          x_ResourceTracking: "STRASSENBAU",
          x_ResourceTrackingRuleId: "1",
          x_ResourceGroupName: "rg-caf\u00e9",
          x_SubscriptionId: "aaaa-1",
          x_ResourceKey: "/r/disk",
        },
      },
      {
        day: "2026-10-01",
        cost: "2",
        columns: {
          x_ResourceTracking: "Gr\u00fcn",
          x_ResourceTrackingRuleId: "2",
          x_ResourceGroupName: "rg-cafe\u0301",
          x_SubscriptionId: "bbbb-2",
        },
      },
    ]);
  });

  it("finds the charge of each text alone, whatever is in it", async () => {
    for (const [index, id] of odd.entries()) {
      for (const filter of [{ resource: id }, { cost_center: id }, { resource: JSON.stringify([id]) }]) {
        const { totals } = await answerCosts({ ...own, ...filter, group: "" }, request);
        expect([id, totals.map(({ cost }) => cost)]).toEqual([id, [String(2 ** index)]]);
      }
    }
    const { totals } = await answerCosts({ ...own, resource: "/r/a+b,/r/a b", group: "" }, request);
    expect(totals.map(({ cost }) => cost)).toEqual(["5"]);
  });

  it.each([
    [{ owner: "Straßenbau" }, "1"],
    [{ owner: "strassenbau" }, "1"],
    [{ owner: "GRU\u0308N" }, "2"],
    [{ owner: "gr\u00fcn" }, "2"],
    [{ resource_group: "RG-CAF\u00c9" }, "3"],
    [{ resource_group: "rg-cafe\u0301" }, "3"],
    [{ subscription: "AAAA-1" }, "1"],
    [{ resource: "/R/Disk/" }, "1"],
    [{ owner: "Strasse" }, undefined],
  ] as const)("%j finds what people mean", async (filter, cost) => {
    const { totals } = await answerCosts({ billing_account: "named", month: "2026-10", group: "", ...filter }, request);
    expect(totals[0]?.cost).toBe(cost);
  });
});

describe("what changed in an import", () => {
  it("is listed charge by charge, with null for a missing cost", async () => {
    const key = { account: "reimported", period: "2026-10-01" };
    const same = { day: "2026-10-01", cost: "1", columns: { ResourceId: "/r/same", x_ContentHash: "same" } };
    await publishFocusCharges(server, "billing", key, [
      same,
      { day: "2026-10-02", cost: "2", columns: { ResourceId: "/r/changed", x_ContentHash: "before" } },
      { day: "2026-10-03", cost: "4", columns: { ResourceId: "/r/removed", x_ContentHash: "removed" } },
    ]);
    await publishFocusCharges(server, "billing", { ...key, reading: 2 }, [
      same,
      { day: "2026-10-02", cost: "3", columns: { ResourceId: "/r/changed", x_ContentHash: "after" } },
      { day: null, cost: "0", problems: ["cost-missing"], columns: { ResourceId: "/r/added", x_ContentHash: "added" } },
    ]);
    const month = BillingMonth.parse("2026-10");
    if (month === null) throw new Error("no month");
    const found = await readChanges(request.database, { billingAccountId: "reimported", period: month }, { limit: 10 });
    expect(
      found?.changes.map((one) => [one.change, one.usage_date, one.meter_category, one.cost_before, one.cost_after, one.cost_difference]),
    ).toEqual([
      ["removed", "2026-10-03", "Storage", "4", "0", "-4"],
      ["changed", "2026-10-02", "Storage", "2", "3", "1"],
      ["added", null, "Storage", "0", null, null],
    ]);
    expect(found?.totals).toEqual([{ currency: "CNY", added: 1, removed: 1, changed: 1, cost_difference: "-3" }]);
    const listed = await readChanges(request.database, { billingAccountId: "reimported", period: month }, { limit: 1 });
    expect([listed?.changes.length, listed?.withoutCost]).toEqual([1, 1]);
  });
});

describe("what a reading takes the place of", () => {
  const reading = (number: number, day = "01"): Promise<void> =>
    publishFocusCharges(server, "billing", { account: "moved", period: `2026-10-${day}`, reading: number }, [
      { day: `2026-10-${day}`, cost: String(number), columns: { x_ContentHash: `${day} ${number}` } },
    ]);
  const rollBackTo = (number: number, activation: number): Promise<string> =>
    server.query(
      `INSERT INTO ActiveBillingSnapshot (billing_account_id, billing_period, snapshot_id, activation, reason, activated_at)
       VALUES ('moved', '2026-10-01', 'moved-2026-10-01-${number}', ${activation}, 'rolled-back', now64(3))`,
      { database: "billing" },
    );
  const compared = async (choice: { readonly from?: string; readonly to?: string } = {}) => {
    const { from, to, totals } = await answerChanges({ billing_account: "moved", month: "2026-10", ...choice }, request);
    return [from.slice(-4), to.slice(-4), totals[0]?.cost_difference];
  };

  it("is what was in force before, and not what was rolled back from since", async () => {
    await reading(1);
    await reading(2);
    expect(await compared()).toEqual(["01-1", "01-2", "1"]);
    await rollBackTo(1, 3);
    await expect(compared()).rejects.toThrow("does not have two such snapshots");
    expect(await compared({ to: "moved-2026-10-01-2" })).toEqual(["01-1", "01-2", "1"]);
    await reading(4);
    expect(await compared()).toEqual(["01-1", "01-4", "3"]);
  });

  it("is asked of one billing period: where several begin in a month, a snapshot says which", async () => {
    await reading(1, "16");
    await reading(2, "16");
    await expect(compared()).rejects.toThrow("Several billing periods begin in this month, on 2026-10-01, 2026-10-16");
    expect(await compared({ to: "moved-2026-10-16-2" })).toEqual(["16-1", "16-2", "1"]);
    await publishFocusCharges(server, "billing", { account: "half", period: "2026-10-16" }, [{ day: "2026-10-16", cost: "1" }]);
    await publishFocusCharges(server, "billing", { account: "half", period: "2026-10-16", reading: 2 }, [{ day: "2026-10-16", cost: "2" }]);
    const half = await answerChanges({ billing_account: "half", month: "2026-10" }, request);
    expect([half.to, half.snapshots.map(({ billing_period }) => billing_period)]).toEqual(["half-2026-10-16-2", ["2026-10-16"]]);
  });
});

describe("a cost that says more or less than it seems to", () => {
  const own = { billing_account: "spread", month: "2026-10", group: "" };

  it("is named with its amount where that cost is shown", async () => {
    const bought = { ChargeCategory: "Purchase", EffectiveCost: "120" };
    await publishFocusCharges(server, "billing", { account: "spread", period: "2026-10-01" }, [
      { day: "2026-10-01", cost: "120", problems: ["commitment-purchase-effective-cost"], columns: bought },
      { day: "2026-10-02", cost: "0", problems: ["cost-amortized"], columns: { EffectiveCost: "4" } },
      { day: "2026-10-03", cost: "9", problems: ["block-size-suspected"] },
      { day: "2026-10-04", cost: "7", problems: ["list-price-tiered"], columns: { x_ListCostSource: "contracted" } },
      { day: "2026-10-05", cost: "6", problems: ["list-price-tiered"], columns: { x_ListCostSource: "pay-as-you-go" } },
    ]);
    const of = async (metric: "billed" | "effective" | "contracted" | "list") => {
      const { totals, problems } = await answerCosts({ ...own, metric }, request);
      return [totals[0]?.cost, problems.map(({ code, amounts }) => [code, amounts?.[0]])];
    };
    const amount = { currency: "CNY", charges: "1" };
    const purchase = ["commitment-purchase-effective-cost", { ...amount, billed_cost: null, effective_cost: "120" }];
    const amortized = ["cost-amortized", { ...amount, billed_cost: null, effective_cost: "4" }];
    const contracted = ["contracted-cost-unknown", { ...amount, billed_cost: "9" }];
    const list = ["list-cost-unknown", { currency: "CNY", charges: "2", billed_cost: "16" }];
    expect(await of("billed")).toEqual(["142", [amortized]]);
    expect(await of("effective")).toEqual(["146", [purchase]]);
    expect(await of("contracted")).toEqual(["133", [contracted]]);
    expect(await of("list")).toEqual(["126", [list]]);
    const resources = await answerResources({ billing_account: "spread", month: "2026-10" }, request);
    expect(resources.problems.map(({ code, amounts }) => [code, amounts?.[0]])).toEqual([amortized, purchase, contracted, list]);
    expect(resources.problems[1]?.message).toBe(
      "The effective cost may count commitments twice, because purchases have an effective cost in addition to the usage they pay for: 1 charge, effective cost 120 CNY",
    );
    const asked = await query({
      measures: ["effective_cost"],
      filters: [{ field: "billing_account", values: ["spread"] }],
      timeRange: { from: "2026-10", to: "2026-10" },
    });
    expect(asked.problems.map(({ code, amounts }) => [code, amounts?.[0]])).toEqual([purchase]);
  });
});

describe("what the seal of a bill found", () => {
  const detail = "the rows add up to totalUsage; azureMarketplaceServiceCharges of 7 is not included";
  const findings = `[('charges-elsewhere', 0, '7', '${detail}'), ('late-rows', 2, '3', '2 of 9 charges'), ('cost-missing', 1, '', '1 of 9')]`;
  const own = { billing_account: "found", month: "2026-10" };

  it("is said beside every total that it touches, with its amount, and beside no other", async () => {
    await publishFocusCharges(server, "billing", { account: "found", period: "2026-10-01", findings }, [
      { day: "2026-10-05", cost: "100" },
    ]);
    await publishFocusCharges(server, "billing", { account: "found", period: "2026-09-01" }, [{ day: "2026-09-05", cost: "1" }]);
    const filters = [{ field: "billing_account", values: ["found"] }];
    const expected = [
      {
        code: "charges-elsewhere",
        message: `found, whole bill of 2026-10: ${detail} (7 CNY)`,
        amounts: [{ currency: "CNY", charges: "0", billed_cost: "7" }],
      },
      {
        code: "late-rows",
        message: "found, whole bill of 2026-10: 2 of 9 charges (3 CNY)",
        amounts: [{ currency: "CNY", charges: "2", billed_cost: "3" }],
      },
    ];
    for (const answer of [
      await answerCosts(own, request),
      await answerCharges(own, request),
      await answerResources(own, request),
      await query({ measures: ["billed_cost"], filters, timeRange: { from: "2026-10", to: "2026-10" } }),
      await answerCosts({ billing_account: "found", from: "2026-10-05", to: "2026-10-05" }, request),
    ])
      expect(answer.problems).toEqual(expected);
    expect((await answerDataQuality(own, request)).problems).toEqual(
      expect.arrayContaining([...expected, expect.objectContaining({ code: "cost-missing" })]),
    );
    expect((await answerCosts({ ...own, month: "2026-09" }, request)).problems).toEqual([]);
  });
});

describe("many accounts", () => {
  it("cost the same in every way of asking", async () => {
    const count = 160;
    const insert = (into: string, columns: string): Promise<string> =>
      server.query(`INSERT INTO ${into} SELECT ${columns} FROM numbers(${count}) AS n, (SELECT 1 AS reading UNION ALL SELECT 2) AS r`, {
        database: "billing",
        max_partitions_per_insert_block: "1000",
      });
    const reading = (number: string): string => `leftPad(concat('many-', toString(number), '-', ${number}), 36, '.')`;
    const account = "concat('many-', toString(number)), toDate('2027-10-01')";
    const key = `${account}, ${reading("toString(reading)")}`;
    // The first reading of each is 50, and is not the one that counts.
    await insert(
      "FocusCostAndUsage (x_BillingAccountId, x_BillingPeriod, x_SnapshotId, BilledCost, BillingCurrency, ChargePeriodStart, x_ChargeId, Tags)",
      `${key}, if(reading = 1, 50, 1), 'CNY', toDateTime('2027-10-05', 'UTC'), toString(number), '{"x":"y"}'`,
    );
    await insert(
      "ActiveBillingSnapshot (billing_account_id, billing_period, snapshot_id, activation, reason, activated_at)",
      `${key}, reading, 'published', now()`,
    );
    const totals = [];
    for (const time of [{ month: "2027-10" }, { from: "2027-10-01", to: "2027-10-31" }])
      for (const group of ["", "billing_account", "resource_group", "tag:x"])
        totals.push((await answerCosts({ ...time, group }, request)).totals);
    expect(totals).toEqual(totals.map(() => [{ currency: "CNY", cost: "160", charges: "160" }]));
    expect((await answerCosts({ month: "2027-10", group: "", billing_account: "many-7,many-8" }, request)).totals[0]?.cost).toBe("2");
    expect((await answerCharges({ from: "2027-10-01", to: "2027-10-31", limit: 1000 }, request)).data.length).toBe(count);

    // A file is of the snapshots that it names, also when a bill is published before the engine writes it.
    const written: EngineRows[] = [];
    const { snapshots } = await answerCharges({ month: "2027-10" }, { ...request, allRows: (rows) => void written.push(rows) });
    await insert(
      "ActiveBillingSnapshot (billing_account_id, billing_period, snapshot_id, activation, reason, activated_at)",
      `${account}, ${reading("'3'")}, 3, 'published', now()`,
    );
    const [rows] = written;
    if (rows === undefined || !("statement" in rows)) throw new Error("no statement was given");
    const found = await request.rows<{ readonly snapshot_id: string }>(rows.statement);
    expect(found.map((row) => row.snapshot_id).sort()).toEqual(snapshots.map((one) => one.snapshot_id).sort());
  }, 120_000);
});
