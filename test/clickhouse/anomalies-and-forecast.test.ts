import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerAnomalies } from "../../app/apis/answers/answer-anomalies";
import { answerBudgets } from "../../app/apis/answers/answer-budgets";
import { answerCosts } from "../../app/apis/cost-questions/answer-costs";
import { answerForecast } from "../../app/apis/answers/answer-forecast";
import type { ApiRequest } from "../../app/apis/serving/api-request";
import type { MooseClient } from "../../app/runtime/clickhouse/moose-client";
import { openApiRequest } from "../support/open-api-request";
import { daysFrom, type PlantedCharge, publishDays } from "../support/publish-days";
import { type Billing, startBilling } from "../support/start-billing";
import { billingMetrics } from "../../app/web/billing-metrics";
import type { ServerProcess } from "./server-process";

let billing: Billing;
let server: ServerProcess;
let client: MooseClient;
let request: ApiRequest;

beforeAll(async () => {
  billing = await startBilling();
  ({ server, client } = billing);
  request = openApiRequest(client, "2026-10-21T06:00:00Z");
});

afterAll(async () => {
  await billing.stop();
});

const plant = (account: string, charges: readonly PlantedCharge[]): Promise<void> => publishDays(server, "billing", account, charges);
const post = async (rows: readonly object[]): Promise<void> => {
  const text = rows.map((row) => JSON.stringify({ enabled: true, month: "2026-10", currency: "CNY", ...row })).join("\n");
  await server.query("INSERT INTO Budget FORMAT JSONEachRow", { database: "billing" }, text);
};
/** 2026-10-01 is a Thursday. */
const isWeekend = (date: string): boolean => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());

describe("anomalies", () => {
  it("are not found in flat cost, in a weekly pattern or in its first weeks, for every dimension", async () => {
    await plant(
      "flat",
      daysFrom("2026-08-01", 92).map((date) => ({ date, cost: "100.1" })),
    );
    await plant(
      "weekly",
      daysFrom("2026-08-01", 92).map((date) => ({ date, cost: isWeekend(date) ? "20.000000000000000001" : "100" })),
    );
    await plant(
      "young",
      daysFrom("2026-10-01", 31).map((date) => ({ date, cost: isWeekend(date) ? "20" : "100" })),
    );
    for (const enrollment of ["flat", "weekly", "young"]) {
      const answer = await answerAnomalies({ month: "2026-10", billing_account: enrollment }, request);
      expect([enrollment, answer.data, answer.totals]).toEqual([enrollment, [], []]);
    }
  });

  it("are a spike and a fall to nothing, largest first, with the exact range, why, and what made the difference", async () => {
    const planted = daysFrom("2026-08-01", 92)
      .filter((date) => date !== "2026-10-20")
      .map((date) => ({
        date,
        cost: date === "2026-10-14" ? "300.000000000000000007" : isWeekend(date) ? "20" : "100",
        service: "Virtual Machines",
      }));
    await plant("spike", [...planted, ...daysFrom("2026-08-01", 92).map((date) => ({ date, cost: "5", service: "Storage" }))]);
    const answer = await answerAnomalies({ month: "2026-10", dimension: "service", billing_account: "spike" }, request);
    const common = {
      billing_account_id: "spike",
      currency: "CNY",
      kind: "unusual",
      dimension: "service",
      value: "Virtual Machines",
      subscription_guid: null,
      expected: "100",
      low: "90.909091",
      high: "110",
      weeks: 8,
      planned: false,
      others_difference: "0",
      same_charges_as: null,
    };
    const charges = { resource: "", resource_name: "", meter: "", before: "100" };
    expect(answer).toEqual({
      data: [
        {
          ...common,
          date: "2026-10-14",
          through: "2026-10-14",
          cost: "300.000000000000000007",
          difference: "200.000000000000000007",
          excess: "190.000000000000000007",
          why:
            "Wednesday 2026-10-14 cost 300.000000000000000007 CNY, 200.000000000000000007 more than the 100 of a Wednesday at the level of the two " +
            "weeks before; up to 110 would have been usual.",
          compared_from: "2026-10-07",
          compared_through: "2026-10-07",
          contributors: [{ ...charges, cost: "300.000000000000000007", difference: "200.000000000000000007", charges: "1" }],
          charges_address: "/api/charges?from=2026-10-14&to=2026-10-14&billing_account=spike&service_name=Virtual+Machines",
        },
        {
          ...common,
          date: "2026-10-20",
          through: "2026-10-20",
          cost: "0",
          difference: "-100",
          excess: "90.909091",
          why: "Tuesday 2026-10-20 cost 0 CNY, 100 less than the 100 of a Tuesday at the level of the two weeks before; down to 90.909091 would have been usual.",
          compared_from: "2026-10-13",
          compared_through: "2026-10-13",
          contributors: [{ ...charges, cost: "0", difference: "-100", charges: "0" }],
          charges_address: "/api/charges?from=2026-10-20&to=2026-10-20&billing_account=spike&service_name=Virtual+Machines",
        },
      ],
      snapshots: ["2026-08-01", "2026-09-01", "2026-10-01"].map((month) => ({
        billing_account_id: "spike",
        billing_period: month,
        snapshot_id: `spike-${month}`,
        extracted_at: "2026-11-01T02:00:00.000Z",
        usage_through: month === "2026-08-01" ? "2026-08-31" : month === "2026-09-01" ? "2026-09-30" : "2026-10-31",
        next_read_at: null,
        late: false,
      })),
      currency: "CNY",
      totals: [{ currency: "CNY", dimension: "service", anomalies: "2", difference: "100.000000000000000007" }],
      page: { next: null },
      problems: [],
      known_through: [{ billing_account_id: "spike", known_through: "2026-10-31", newest_charge_date: "2026-10-31" }],
    });
    expect(
      (await answerAnomalies({ month: "2026-10", dimension: "service", billing_account: "spike", minimum: "150" }, request)).data,
    ).toHaveLength(1);
    const first = await answerAnomalies({ month: "2026-10", dimension: "service", billing_account: "spike", limit: 1 }, request);
    expect([first.data.length, first.totals[0]?.anomalies, first.problems]).toEqual([
      1,
      "2",
      [{ code: "limited", message: "There may be more rows; totals cover all rows" }],
    ]);
  });

  it("need two known weeks, and tell a resource group's subscription", async () => {
    const day = (date: string, cost: string): PlantedCharge => ({ date, cost, subscription: "sub-9", resourceGroup: "rg-9" });
    const flat = daysFrom("2026-10-01", 20).map((date) => day(date, "10"));
    await plant("short", [
      ...flat.filter(({ date }) => date !== "2026-10-14" && date !== "2026-10-15"),
      day("2026-10-14", "50"),
      day("2026-10-15", "50"),
    ]);
    const { data } = await answerAnomalies({ month: "2026-10", dimension: "resource_group", billing_account: "short" }, request);
    expect(data).toMatchObject([
      {
        value: "rg-9",
        subscription_guid: "sub-9",
        date: "2026-10-15",
        cost: "50",
        expected: "10",
        low: "9",
        high: "11",
        weeks: 2,
      },
    ]);
  });

  it("do not take a last day for low that Azure still adds to, but do when the month is over", async () => {
    const charges = daysFrom("2026-09-01", 50).map((date) => ({ date, cost: date === "2026-10-20" ? "3" : "100" }));
    await plant("filling", charges);
    expect((await answerAnomalies({ month: "2026-10", dimension: "service", billing_account: "filling" }, request)).data).toEqual([]);
    await plant(
      "filled",
      daysFrom("2026-09-01", 61).map((date) => ({ date, cost: date === "2026-10-31" ? "3" : "100" })),
    );
    expect((await answerAnomalies({ month: "2026-10", dimension: "service", billing_account: "filled" }, request)).data).toMatchObject([
      { date: "2026-10-31", cost: "3" },
    ]);
  });

  it("say how many values there are when not all are judged, those of the weeks before among them", async () => {
    const group = (date: string) => (_: unknown, index: number) => ({ date, cost: "5", resourceGroup: `${date} ${index}` });
    await plant("many", [...Array.from({ length: 1500 }, group("2026-09-10")), ...Array.from({ length: 501 }, group("2026-10-10"))]);
    const { problems } = await answerAnomalies(
      { month: "2026-10", billing_account: "many", dimension: "resource_group", minimum: "10" },
      request,
    );
    expect(problems).toEqual([
      { code: "values-left-out", message: "Only the 2000 values of resource_group with the highest daily cost were examined, of 2001" },
    ]);
    const few = await answerAnomalies({ month: "2026-10", billing_account: "many", dimension: "service" }, request);
    expect(few.problems).toEqual([]);
  });

  it("tell what was never there before once, a credit once, and no fee that comes every month", async () => {
    const support = ["2026-07-01", "2026-08-01", "2026-09-01", "2026-10-01"].map((date) => ({ date, cost: "500", service: "Support" }));
    const gpu = daysFrom("2026-10-10", 11).map((date) => ({ date, cost: "9000", service: "GPU" }));
    const storage = daysFrom("2026-07-01", 123).map((date) => ({ date, cost: "100" }));
    await plant("stolen", [...storage, ...support, ...gpu, { date: "2026-10-15", cost: "-3000" }]);
    const told = async (month: string, dimension: "service" | "subscription" = "service"): Promise<unknown> =>
      (await answerAnomalies({ month, dimension, billing_account: "stolen" }, request)).data.map((row) => [
        row.kind,
        row.value,
        row.date,
        row.through,
        row.cost,
        row.expected,
        row.low,
      ]);
    expect(await told("2026-10")).toEqual([
      ["new", "GPU", "2026-10-10", "2026-10-20", "99000", "0", "0"],
      ["unusual", "Storage", "2026-10-15", "2026-10-15", "-2900", "100", "90.909091"],
    ]);
    expect(await told("2026-09")).toEqual([]);
    expect(await told("2026-08")).toEqual([]);
    // The subscription costs more from the 10th on, in spite of the credit, until that is its level; that it ends is told too, and what comes on each first is not.
    expect(await told("2026-10", "subscription")).toEqual([
      ["level", "sub-1", "2026-10-10", "2026-10-17", "69800", "6800", "6181.818182"],
      ["level", "sub-1", "2026-10-21", "2026-10-27", "700", "60700", "55181.818182"],
    ]);
  });

  it("judge what began at the end of the month before, and say when an account is too young for anything to be new", async () => {
    const storage = daysFrom("2026-08-01", 92).map((date) => ({ date, cost: "100" }));
    await plant("late", [...storage, ...daysFrom("2026-09-28", 20).map((date) => ({ date, cost: "40", service: "GPU" }))]);
    const answer = await answerAnomalies({ month: "2026-10", dimension: "service", billing_account: "late" }, request);
    expect(answer.data).toMatchObject([{ kind: "new", value: "GPU", date: "2026-10-01", through: "2026-10-11", cost: "440" }]);
    expect((await answerAnomalies({ month: "2026-09", dimension: "service", billing_account: "late" }, request)).data).toMatchObject([
      { kind: "new", value: "GPU", date: "2026-09-28", through: "2026-09-30", cost: "120" },
    ]);
    const young = await answerAnomalies({ month: "2026-08", dimension: "service", billing_account: "late" }, request);
    expect([young.data, young.problems]).toEqual([
      [],
      [
        {
          code: "too-little-history",
          message:
            "late: charges are known from 2026-08-01 on; the first two weeks of 1 value that began within 7 days of it are not judged",
        },
      ],
    ]);
  });

  it("tell a level that stays once, until it is the usual one, and no fee that moves by some days or a tenth", async () => {
    const storage = daysFrom("2026-07-01", 123).map((date) => ({ date, cost: date < "2026-10-05" ? "100" : "300" }));
    await plant("level", storage);
    const { data } = await answerAnomalies({ month: "2026-10", dimension: "service", billing_account: "level" }, request);
    // The days to the 7th are holidays, which the level is not derived from.
    expect(data).toMatchObject([
      { kind: "level", date: "2026-10-05", through: "2026-10-14", cost: "3000", expected: "1000", high: "1100" },
    ]);
    const fees = [
      ["2026-08-30", "500"],
      ["2026-09-28", "520"],
      ["2026-10-29", "495"],
    ].map(([date = "", cost = ""]) => ({ date, cost, service: "Support" }));
    await plant("moving", [...daysFrom("2026-07-01", 123).map((date) => ({ date, cost: "100" })), ...fees]);
    expect((await answerAnomalies({ month: "2026-10", billing_account: "moving" }, request)).data).toEqual([]);
    await plant("larger", [
      ...daysFrom("2026-07-01", 123).map((date) => ({ date, cost: "100" })),
      ...fees.map((fee) => ({ ...fee, cost: fee.date === "2026-10-29" ? "900" : fee.cost })),
    ]);
    expect((await answerAnomalies({ month: "2026-10", dimension: "service", billing_account: "larger" }, request)).data).toMatchObject([
      { date: "2026-10-29", cost: "900" },
    ]);
  });

  it("do not take what is not known yet for low, because a fee is dated ahead of it; and tell a spike among it", async () => {
    const until = (last: string): readonly PlantedCharge[] =>
      daysFrom("2026-07-01", 123)
        .filter((date) => date <= last)
        .map((date) => ({ date, cost: "100" }));
    await plant("ahead", [...until("2026-10-20"), { date: "2026-10-31", cost: "700", service: "Support" }]);
    const answer = await answerAnomalies({ month: "2026-10", dimension: "service", billing_account: "ahead" }, request);
    expect(answer.data).toMatchObject([{ kind: "new", value: "Support", date: "2026-10-31", cost: "700" }]);
    expect(answer.known_through).toEqual([{ billing_account_id: "ahead", known_through: "2026-10-20", newest_charge_date: "2026-10-31" }]);
  });

  it("are found wherever they are planted, and nowhere else", async () => {
    const october = daysFrom("2026-10-01", 31);
    // Less than usual is usual in Golden Week, the first seven days.
    const plants = fc
      .sample(
        fc.record({
          day: fc.integer({ min: 0, max: 30 }),
          more: fc.integer({ min: 12, max: 5000 }),
          sign: fc.constantFrom(1, 1, 1, -1),
          level: fc.integer({ min: 1, max: 90 }),
        }),
        { numRuns: 60, seed: 11 },
      )
      .map((one) => (one.sign === 1 ? one : { ...one, day: 7 + (one.day % 24) }));
    const charges = plants.flatMap(({ day, more, sign, level }, index) => [
      ...daysFrom("2026-07-01", 123).map((date) => ({ date, cost: String(level + (isWeekend(date) ? 0 : 10)), service: `usual ${index}` })),
      { date: october[day] ?? "", cost: String(sign * more), service: `usual ${index}` },
      { date: october[day] ?? "", cost: String(more), service: `new ${index}` },
    ]);
    await plant("planted", charges);
    const answer = await answerAnomalies({ month: "2026-10", dimension: "service", billing_account: "planted", limit: 1000 }, request);
    const found = answer.data.map((row) => [row.kind, row.value, row.date, row.difference]);
    const expected = plants.flatMap(({ day, more, sign }, index) => [
      ["unusual", `usual ${index}`, october[day], String(sign * more)],
      ["new", `new ${index}`, october[day], String(more)],
    ]);
    expect(found.sort()).toEqual(expected.sort());
    const inFile = await answerAnomalies(
      { month: "2026-10", dimension: "service", billing_account: "planted", limit: 1 },
      { ...request, allRows: () => undefined },
    );
    expect([inFile.data.length, inFile.problems]).toEqual([found.length, []]);
    const excesses = answer.data.map(({ excess }) => Number(excess));
    expect(excesses).toEqual([...excesses].sort((left, right) => right - left));
  });

  it("name the resources and meters that made the difference, which add up to it with all others, and judge every dimension", async () => {
    const vm = { service: "Virtual Machines", subscription: "sub-7", resourceGroup: "rg-7", owner: "PAY" };
    const usual = daysFrom("2026-08-01", 92).flatMap((date) => [
      { ...vm, date, cost: "40.1", resource: "/r/a", meter: "D4" },
      { ...vm, date, cost: "30", resource: "/r/b", meter: "D4" },
      { ...vm, date, cost: "30", resource: "/r/b", meter: "Disk" },
    ]);
    await plant("explained", [
      // The Wednesday before had 2 less of one meter, so the compared day differs from the expected cost.
      ...usual.map((charge) => (charge.date === "2026-10-14" && charge.meter === "Disk" ? { ...charge, cost: "28" } : charge)),
      { ...vm, date: "2026-10-21", cost: "500.000000000000000003", resource: "/r/new", meter: "H100" },
      { ...vm, date: "2026-10-21", cost: "60", resource: "/r/a", meter: "D4" },
      { ...vm, date: "2026-10-21", cost: "1", resource: "/r/a", meter: "IP" },
    ]);
    const { data, totals } = await answerAnomalies({ month: "2026-10", billing_account: "explained" }, request);
    expect(data.map((row) => [row.dimension, row.value, row.subscription_guid, row.date, row.difference])).toEqual([
      ["service", "Virtual Machines", null, "2026-10-21", "561.000000000000000003"],
      ["subscription", "sub-7", null, "2026-10-21", "561.000000000000000003"],
      ["resource_group", "rg-7", "sub-7", "2026-10-21", "561.000000000000000003"],
      ["owner", "PAY", null, "2026-10-21", "561.000000000000000003"],
    ]);
    expect(data.map((row) => row.same_charges_as)).toEqual([null, 1, 1, 1]);
    const common = { before: "0", charges: "1" };
    for (const row of data) {
      expect([row.compared_from, row.contributors, row.others_difference]).toEqual([
        "2026-10-14",
        [
          {
            ...common,
            resource: "/r/new",
            resource_name: "name of /r/new",
            meter: "H100",
            cost: "500.000000000000000003",
            difference: "500.000000000000000003",
          },
          { resource: "/r/a", resource_name: "name of /r/a", meter: "D4", cost: "100.1", before: "40.1", difference: "60", charges: "2" },
          { resource: "/r/b", resource_name: "name of /r/b", meter: "Disk", cost: "30", before: "28", difference: "2", charges: "1" },
        ],
        // 561.000000000000000003 less 500.000000000000000003, 60 and 2.
        "-1",
      ]);
    }
    expect(data[2]?.charges_address).toBe(
      "/api/charges?from=2026-10-21&to=2026-10-21&billing_account=explained&resource_group=rg-7&subscription=sub-7",
    );
    expect(totals.map(({ dimension, anomalies, difference }) => [dimension, anomalies, difference])).toEqual(
      ["service", "subscription", "resource_group", "owner"].map((dimension) => [dimension, "1", "561.000000000000000003"]),
    );
  });

  it("say which rows are about the same charges, so that those that stand add up to what was planted, once", async () => {
    const of = (service: string, resourceGroup: string, subscription: string, owner: string) => ({
      service,
      resourceGroup,
      subscription,
      owner,
    });
    const [vm, sql, web, disk] = [
      of("Virtual Machines", "rg-1", "sub-1", "PAY"),
      of("SQL", "rg-2", "sub-1", "PAY"),
      of("Web", "rg-3", "sub-2", "SHOP"),
      of("Disk", "rg-3", "sub-2", "SHOP"),
    ];
    const usual = daysFrom("2026-08-01", 92).flatMap((date) => [vm, sql, web, disk].map((one) => ({ ...one, date, cost: "100" })));
    await plant("marked", [
      ...usual.filter(({ date, service }) => !(date === "2026-10-28" && service === "Web")),
      // Two services of a subscription and owner on a day, and on the same day another account's cost of the same names.
      { ...vm, date: "2026-10-14", cost: "700" },
      { ...sql, date: "2026-10-14", cost: "650" },
      { ...web, date: "2026-10-21", cost: "90000.5", category: "Purchase" },
      { ...disk, date: "2026-10-21", cost: "300" },
    ]);
    await plant("marked-other", [...usual, { ...vm, date: "2026-10-14", cost: "5000" }]);
    const { data } = await answerAnomalies({ month: "2026-10", billing_account: "marked" }, request);
    const standing = data.filter((row) => row.same_charges_as === null);
    expect(standing.map((row) => [row.dimension, row.value, row.kind, row.date, row.difference])).toEqual([
      ["service", "Web", "purchase", "2026-10-21", "90000.5"],
      ["subscription", "sub-1", "unusual", "2026-10-14", "1350"],
      ["service", "Disk", "unusual", "2026-10-21", "300"],
      ["service", "Web", "unusual", "2026-10-28", "-100"],
    ]);
    const others = data.filter((row) => row.same_charges_as !== null);
    expect(others.length).toBe(14);
    for (const row of others) {
      const other = data[(row.same_charges_as ?? 0) - 1];
      expect(other?.same_charges_as).toBe(null);
      expect([other?.date, other?.kind]).toEqual([row.date, row.kind]);
    }
    const both = await answerAnomalies({ month: "2026-10", limit: 1000 }, request);
    for (const row of both.data) {
      const other = both.data[(row.same_charges_as ?? 0) - 1];
      if (other !== undefined) expect([other.billing_account_id, other.currency]).toEqual([row.billing_account_id, row.currency]);
    }
    const services = await answerAnomalies({ month: "2026-10", billing_account: "marked", dimension: "service" }, request);
    expect(services.data.map((row) => row.same_charges_as)).toEqual([null, null, null, null, null]);
  });

  it("know purchases that are planned, on the first or as much as a month before, and tell others apart from usage", async () => {
    const usage = daysFrom("2026-07-01", 123).map((date) => ({ date, cost: "100" }));
    const buy = (date: string, cost: string): PlantedCharge => ({ date, cost, category: "Purchase", meter: "Reservation" });
    const savings = daysFrom("2026-08-15", 78).map((date) => ({ date, cost: "24", service: "Savings", category: "Purchase" }));
    await plant("reserved", [
      ...usage,
      ...savings,
      buy("2026-10-01", "8000"),
      buy("2026-09-20", "70"),
      buy("2026-10-20", "75"),
      buy("2026-10-15", "900.5"),
    ]);
    const asked = { month: "2026-10", dimension: "service", billing_account: "reserved" } as const;
    const told = (answer: Awaited<ReturnType<typeof answerAnomalies>>): unknown =>
      answer.data.map((row) => [row.kind, row.planned, row.date, row.cost, row.expected, row.difference, row.excess]);
    const unplanned = await answerAnomalies(asked, request);
    expect(told(unplanned)).toEqual([["purchase", false, "2026-10-15", "900.5", "0", "900.5", "899.5"]]);
    expect(unplanned.totals).toEqual([{ currency: "CNY", dimension: "service", anomalies: "1", difference: "900.5" }]);
    expect(unplanned.data[0]).toMatchObject({
      why: "Purchases of 900.5 CNY on 2026-10-15, neither on the first of a month nor as much as a month before.",
      contributors: [{ meter: "Reservation", cost: "900.5", before: "0", difference: "900.5", charges: "1" }],
      others_difference: "0",
      charges_address: "/api/charges?from=2026-10-15&to=2026-10-15&billing_account=reserved&service_name=Storage&charge_category=Purchase",
    });
    expect(told(await answerAnomalies({ ...asked, include_planned: true }, request))).toEqual([
      ["purchase", false, "2026-10-15", "900.5", "0", "900.5", "899.5"],
      ["purchase", true, "2026-10-20", "75", "70", "5", "5"],
      ["purchase", true, "2026-10-01", "8000", "8000", "0", "0"],
    ]);
  });

  it("never compare two currencies", async () => {
    await plant(
      "mixed",
      daysFrom("2026-09-01", 61).flatMap((date) => [
        { date, cost: "10", currency: "USD" },
        { date, cost: "70", currency: "CNY" },
      ]),
    );
    expect((await answerAnomalies({ month: "2026-10", billing_account: "mixed" }, request)).data).toEqual([]);
  });
});

describe("a forecast", () => {
  it("is exact when all days cost the same, and when the days of the week do, in the range that a past without change leaves", async () => {
    await plant(
      "constant",
      daysFrom("2026-09-01", 50).map((date) => ({ date, cost: "10.1" })),
    );
    await plant(
      "week",
      daysFrom("2026-09-01", 50).map((date) => ({ date, cost: isWeekend(date) ? "1" : "10" })),
    );
    const common = {
      actual_through: "2026-10-20",
      known_through: "2026-10-20",
      confidence: 0.8,
      month: "2026-10",
      method: "weekday-median",
      based_on_days: 50,
      remaining_days: 11,
      currency: "CNY",
    };
    // 1.533 × √(0.05² × 6 / 14) of the 111.1 that are left, and of 83, up to cents.
    const constant = await answerForecast({ month: "2026-10", billing_account: "constant" }, request);
    expect(constant).toEqual({
      data: [{ ...common, billing_account_id: "constant", actual: "202", forecast: "313.1", low: "307.52", high: "318.68" }],
      snapshots: ["2026-09-01", "2026-10-01"].map((month) => ({
        billing_account_id: "constant",
        billing_period: month,
        snapshot_id: `constant-${month}`,
        extracted_at: "2026-11-01T02:00:00.000Z",
        usage_through: month === "2026-09-01" ? "2026-09-30" : "2026-10-20",
        next_read_at: null,
        late: false,
      })),
      currency: "CNY",
      totals: [{ currency: "CNY", month: "2026-10", actual: "202", forecast: "313.1" }],
      page: { next: null },
      problems: [],
    });
    // October 2026 has 22 working days and 9 of weekends.
    const week = await answerForecast({ month: "2026-10", billing_account: "week" }, request);
    expect(week.data).toEqual([{ ...common, billing_account_id: "week", actual: "146", forecast: "229", low: "224.83", high: "233.17" }]);
  });

  it("reaches three months ahead, with the fees of each month that the last two months had, and less sure the farther it is", async () => {
    const fees = ["2026-08-01", "2026-09-01", "2026-10-01"].map((date, index) => ({
      date,
      cost: ["500", "520", "510"][index] ?? "",
      category: "Purchase",
    }));
    await plant("ahead-of", [
      ...daysFrom("2026-07-01", 112).map((date) => ({ date, cost: "10" })),
      ...fees,
      { date: "2026-09-01", cost: "9000", service: "Reserved", category: "Purchase" },
    ]);
    const { data, totals } = await answerForecast({ month: "2026-10", billing_account: "ahead-of", months: 3 }, request);
    // August had 500 of fees and September 9520: 500 are expected of each month, and October had 510.
    expect(data.map((row) => [row.month, row.actual, row.forecast, row.remaining_days, row.method])).toEqual([
      ["2026-10", "710", "820", 11, "weekday-median"],
      ["2026-11", "0", "800", 30, "weekday-median"],
      ["2026-12", "0", "810", 31, "weekday-median"],
    ]);
    expect(totals.map(({ month, forecast }) => [month, forecast])).toEqual([
      ["2026-10", "820"],
      ["2026-11", "800"],
      ["2026-12", "810"],
    ]);
    // 1.533 × √(0.05² / 4 × distance / 14) of the usage that is left, up to cents: 6 days to the middle of October's rest, 26.5 and 57 to that of the next months.
    expect(data.map(({ high }) => high)).toEqual(["822.76", "815.82", "833.98"]);
    const one = await answerForecast({ month: "2026-10", billing_account: "ahead-of" }, request);
    expect(one.data).toEqual(data.slice(0, 1));
  });

  it("does not buy a reservation again that was bought on the first", async () => {
    await plant(
      "bought",
      daysFrom("2026-09-01", 50).map((date) => ({ date, cost: date === "2026-10-01" ? "1000" : "10" })),
    );
    const { data } = await answerForecast({ month: "2026-10", billing_account: "bought" }, request);
    expect(data).toMatchObject([{ actual: "1190", forecast: "1300", low: "1294.48", high: "1305.52" }]);
  });

  it("of a month that is over is what it cost: when its last day is known, or is more than five days ago", async () => {
    await plant(
      "over",
      daysFrom("2026-09-01", 30).map((date) => ({ date, cost: "10" })),
    );
    await plant(
      "ended",
      daysFrom("2026-09-01", 20).map((date) => ({ date, cost: "10" })),
    );
    const method = async (enrollment: string, now: string): Promise<unknown> =>
      (await answerForecast({ month: "2026-09", billing_account: enrollment }, openApiRequest(client, now))).data.map((row) => [
        row.method,
        row.forecast,
      ]);
    expect(await method("over", "2026-09-30T23:00:00Z")).toEqual([["actual", "300"]]);
    expect(await method("ended", "2026-10-05T23:00:00Z")).toEqual([["weekday-median", "300"]]);
    expect(await method("ended", "2026-10-06T00:00:00Z")).toEqual([["actual", "200"]]);
    expect((await answerForecast({ month: "2026-10", billing_account: "over" }, request)).data).toMatchObject([
      { actual: "0", forecast: "310", remaining_days: 31, actual_through: "2026-09-30" },
    ]);
  });

  it("is not changed by fees dated ahead, for any service, or by an incomplete day", async () => {
    const usage = (days: number): readonly PlantedCharge[] => daysFrom("2026-09-01", days).map((date) => ({ date, cost: "10" }));
    const ahead = { date: "2026-10-31" };
    await plant("fee-other", [...usage(50), { ...ahead, cost: "1000", service: "Support" }]);
    await plant("fee-small", [...usage(50), { ...ahead, cost: "7", service: "Support" }]);
    await plant("fee-same", [...usage(50), { ...ahead, cost: "1000" }]);
    await plant("fee-purchase", [...usage(50), { ...ahead, cost: "7", category: "Purchase" }]);
    const other = usage(50).map((charge) => ({ ...charge, service: "Compute" }));
    const third = usage(50).map((charge) => ({ ...charge, service: "Network" }));
    await plant("half", [...usage(50), ...other, ...third, { date: "2026-10-21", cost: "4" }]);
    await plant("missing-last", usage(60));
    await plant("missing-before-last", [...usage(59), { ...ahead, cost: "10" }]);
    const of = async (account: string): Promise<unknown> =>
      (await answerForecast({ month: "2026-10", billing_account: account }, request)).data.map((row) => [
        row.actual,
        row.forecast,
        row.high,
        row.actual_through,
        row.known_through,
        row.remaining_days,
      ]);
    expect(await of("fee-other")).toEqual([["1200", "1310", "1315.52", "2026-10-31", "2026-10-20", 11]]);
    expect(await of("fee-small")).toEqual([["207", "317", "322.52", "2026-10-31", "2026-10-20", 11]]);
    expect(await of("fee-same")).toEqual([["1200", "1310", "1315.52", "2026-10-31", "2026-10-20", 11]]);
    expect(await of("fee-purchase")).toEqual([["207", "317", "322.52", "2026-10-31", "2026-10-20", 11]]);
    expect(await of("half")).toEqual([["604", "930", "946.36", "2026-10-21", "2026-10-20", 11]]);
    expect(await of("missing-last")).toEqual([["300", "310", "310.15", "2026-10-30", "2026-10-30", 1]]);
    expect(await of("missing-before-last")).toEqual([["300", "310", "310.18", "2026-10-31", "2026-10-29", 2]]);
  });

  it("names days in the middle without charges, and a month that is over before its usage is known", async () => {
    await plant(
      "hole",
      daysFrom("2026-09-01", 50)
        .filter((date) => date !== "2026-10-15")
        .map((date) => ({ date, cost: "10" })),
    );
    const hole = await answerForecast({ month: "2026-10", billing_account: "hole" }, request);
    expect([hole.data[0]?.actual, hole.data[0]?.known_through, hole.problems]).toEqual([
      "190",
      "2026-10-20",
      [{ code: "days-missing", message: "hole: no charges in CNY on 2026-10-15; actual does not include these days" }],
    ]);
    const over = await answerForecast({ month: "2026-10", billing_account: "hole" }, openApiRequest(client, "2026-11-06T00:00:00Z"));
    expect(over.problems[1]).toEqual({
      code: "usage-ends-early",
      message: "hole: usage of 2026-10 is known through 2026-10-20 only; the forecast equals what is billed",
    });
  });

  it("knows usage of weekdays only, of a leap February, and of an account that has fees alone", async () => {
    const weekdays = daysFrom("2026-09-01", 56).filter((date) => !isWeekend(date));
    await plant(
      "office",
      weekdays.map((date) => ({ date, cost: "10" })),
    );
    // 2026-10-26 is a Monday: Saturday and Sunday have no usage, as in the weeks before. 22 working days.
    expect((await answerForecast({ month: "2026-10", billing_account: "office" }, request)).data).toMatchObject([
      { actual: "180", forecast: "220", known_through: "2026-10-26", remaining_days: 5 },
    ]);
    await plant(
      "leap",
      daysFrom("2028-01-01", 50).map((date) => ({ date, cost: "1" })),
    );
    expect(
      (await answerForecast({ month: "2028-02", billing_account: "leap" }, openApiRequest(client, "2028-02-20T00:00:00Z"))).data,
    ).toMatchObject([{ actual: "19", forecast: "29", remaining_days: 10 }]);
    await plant("fees", [{ date: "2026-10-03", cost: "5", category: "Purchase" }]);
    expect((await answerForecast({ month: "2026-10", billing_account: "fees" }, request)).data).toMatchObject([
      { actual: "5", actual_through: "2026-10-03", known_through: null, method: "none" },
    ]);
  });

  it("is null without any readable cost, and names charges without a day or a cost with their number and amount", async () => {
    await plant(
      "gaps",
      daysFrom("2026-09-01", 50).map((date) => ({ date, cost: "10" })),
    );
    await plant("unpriced", [{ date: "2026-10-03", cost: null }]);
    await server.query(
      `INSERT INTO FocusCostAndUsage (x_BillingAccountId, x_BillingPeriod, x_SnapshotId, x_Page, x_Ordinal, BillingCurrency, BilledCost, EffectiveCost, x_Problems)
       VALUES ('gaps', '2026-10-01', 'gaps-2026-10-01', 1, 0, 'CNY', 2.5, 2.5, ['charge-period-unknown']),
         ('gaps', '2026-10-01', 'gaps-2026-10-01', 1, 1, 'CNY', 0, 0, ['charge-period-unknown', 'cost-missing']),
         ('gaps', '2026-10-01', 'gaps-2026-10-01', 1, 2, 'CNY', 0, 7, ['charge-period-unknown', 'cost-amortized'])`,
      { database: "billing" },
    );
    const gaps = await answerForecast({ month: "2026-10", billing_account: "gaps" }, request);
    expect(gaps.problems).toEqual([
      {
        code: "charges-without-day",
        message: "Counted in their billing month and on no day, because their day is missing or unreadable: 3 charges, billed 2.5 CNY",
        amounts: [{ currency: "CNY", charges: "3", billed_cost: "2.5" }],
      },
      {
        code: "cost-missing",
        message: "Not counted in any sum, because their cost is missing or unreadable: 1 charge",
        amounts: [{ currency: "CNY", charges: "1", billed_cost: null }],
      },
      {
        code: "cost-amortized",
        message:
          "Billed as 0, because the report spreads purchases over usage; the purchase has the billed cost, if it was delivered: 1 charge, effective cost 7 CNY",
        amounts: [{ currency: "CNY", charges: "1", billed_cost: null, effective_cost: "7" }],
      },
    ]);
    expect((await answerAnomalies({ month: "2026-10", billing_account: "gaps" }, request)).problems.map(({ code }) => code)).toEqual([
      "charges-without-day",
      "cost-missing",
      "cost-amortized",
    ]);
    const unpriced = await answerForecast({ month: "2026-10", billing_account: "unpriced" }, request);
    expect([unpriced.data[0]?.actual, unpriced.data[0]?.forecast, unpriced.totals]).toEqual([
      null,
      null,
      [{ currency: "CNY", month: "2026-10", actual: null, forecast: null }],
    ]);
  });

  it("is null with six known days, and says so", async () => {
    await plant(
      "six",
      daysFrom("2026-10-15", 6).map((date) => ({ date, cost: "10" })),
    );
    await plant(
      "seven",
      daysFrom("2026-10-14", 7).map((date) => ({ date, cost: "10" })),
    );
    const six = await answerForecast({ month: "2026-10", billing_account: "six" }, request);
    expect(six).toMatchObject({
      data: [{ actual: "60", forecast: null, low: null, high: null, method: "none", based_on_days: 6 }],
      totals: [{ actual: "60", forecast: null }],
      problems: [{ code: "too-little-history", message: "six: 6 known days are too few for a forecast in CNY" }],
    });
    expect((await answerForecast({ month: "2026-10", billing_account: "seven" }, request)).data).toMatchObject([
      { method: "median", forecast: "180" },
    ]);
  });
});

describe("budgets", () => {
  it("have target, actual, forecast and variance, the latest version of each; and wrong ones are named problems", async () => {
    const charges = daysFrom("2026-09-01", 50).flatMap((date) => [
      { date, cost: "10", service: "Storage", subscription: "sub-a", resourceGroup: "rg", owner: "PAY" },
      { date, cost: "20", service: "Compute", subscription: "sub-b", resourceGroup: "rg", owner: "WEB" },
    ]);
    await plant("planned", charges);
    const budget = { billing_account_id: "planned", scope_kind: "account", scope_value: "", amount: "1000" };
    await post([
      { ...budget, id: "b1", amount: "1" },
      { ...budget, id: "b0" },
    ]);
    await post([
      { ...budget, id: "b0", enabled: false },
      { ...budget, id: "b1", amount: "900.50" },
      { ...budget, id: "b2", scope_kind: "subscription", scope_value: "sub-a", amount: "310" },
      { ...budget, id: "b3", scope_kind: "service", scope_value: "Compute", amount: "700" },
      { ...budget, id: "b4", scope_kind: "resource_group", scope_value: "rg" },
      { ...budget, id: "b5", scope_kind: "owner", scope_value: "PAY" },
      { ...budget, id: "w1", scope_kind: "team", scope_value: "x" },
      { ...budget, id: "w2", scope_kind: "service", scope_value: "Abacus" },
      { ...budget, id: "w3", amount: "12,5" },
      { ...budget, id: "w4", currency: "USD" },
      { ...budget, id: "w5", scope_kind: "owner" },
      { ...budget, id: "other-month", month: "2026-11" },
    ]);
    const answer = await answerBudgets({ month: "2026-10", billing_account: "planned" }, request);
    expect(answer.data[0]).toEqual({
      id: "b1",
      billing_account_id: "planned",
      scope_kind: "account",
      scope_value: "",
      month: "2026-10",
      currency: "CNY",
      target: "900.5",
      actual: "600",
      actual_through: "2026-10-20",
      known_through: "2026-10-20",
      forecast: "930",
      forecast_low: "913.44",
      forecast_high: "946.56",
      variance: "29.5",
      fault: null,
    });
    expect(answer.data.map(({ id, actual, forecast, variance, fault }) => [id, actual, forecast, variance, fault])).toEqual([
      ["b1", "600", "930", "29.5", null],
      ["b2", "200", "310", "0", null],
      ["b3", "400", "620", "-80", null],
      ["b4", "600", "930", "-70", null],
      ["b5", "200", "310", "-690", null],
      ["w1", null, null, null, "scope-kind-unknown"],
      ["w2", null, null, null, "scope-without-charges"],
      ["w3", "600", "930", null, "amount-unreadable"],
      ["w4", null, null, null, "currency-not-billed"],
      ["w5", null, null, null, "scope-without-value"],
    ]);
    expect(answer.problems).toEqual([
      {
        code: "budget-scope-kind-unknown",
        message: "Budget w1 of planned: team is not a scope_kind; allowed are account, subscription, service, resource_group, owner",
      },
      {
        code: "budget-scope-without-charges",
        message: "Budget w2 of planned: no charge of the service Abacus is dated in this month or the 28 days before it",
      },
      { code: "budget-amount-unreadable", message: "Budget w3 of planned: 12,5 is not an amount; use digits such as 1200.50" },
      { code: "budget-currency-not-billed", message: "Budget w4 of planned: the account is not billed in USD" },
      { code: "budget-scope-without-value", message: "Budget w5 of planned: scope_value is missing" },
    ]);
  });

  it("come in pages that hold each of them once", async () => {
    const ids: string[] = [];
    let page: string | undefined;
    do {
      const answer = await answerBudgets(
        { month: "2026-10", billing_account: "planned", limit: 3, ...(page === undefined ? {} : { page }) },
        request,
      );
      ids.push(...answer.data.map(({ id }) => id));
      page = answer.page.next ?? undefined;
    } while (page !== undefined);
    expect(ids).toEqual(["b1", "b2", "b3", "b4", "b5", "w1", "w2", "w3", "w4", "w5"]);
  });

  it("are found however month, scope, currency and account are spelled, and those of no month are a problem of every answer", async () => {
    await plant(
      "acc",
      daysFrom("2026-10-01", 20).map((date) => ({ date, cost: "7", subscription: "sub-a", resourceGroup: "rg-pay", owner: "STRASSENBAU" })),
    );
    const budget = { billing_account_id: "acc", scope_kind: "account", scope_value: "", amount: "1000" };
    await post([
      { ...budget, id: "a" },
      { ...budget, id: "b", month: "2026-10-01" },
      { ...budget, id: "c", month: "202610" },
      { ...budget, id: "d", month: "2026-10 " },
      { ...budget, id: "e", month: "Oct 2026" },
      { ...budget, id: "f", scope_kind: "resource_group", scope_value: "RG-Pay" },
      { ...budget, id: "g", scope_kind: "subscription", scope_value: "SUB-A" },
      { ...budget, id: "h", scope_kind: "owner", scope_value: "Straßenbau" },
      { ...budget, id: "i", scope_kind: "Resource_Group", scope_value: "rg-pay " },
      { ...budget, id: "j", amount: "1e3" },
      { ...budget, id: "k", amount: "-5" },
      { ...budget, id: "l", currency: " cny" },
      { ...budget, id: "m", billing_account_id: "ACC" },
      { ...budget, id: "n", month: "next month" },
      { ...budget, id: "o", month: "1800-01" },
      { ...budget, id: "p", scope_value: "rg-pay" },
      { ...budget, id: "q", month: "never", enabled: false },
      { ...budget, id: "r", currency: "RMB" },
      { ...budget, id: "s", scope_kind: "subscription", scope_value: "/subscriptions/SUB-A/" },
      { ...budget, id: "t", scope_kind: "resource_group", scope_value: "/subscriptions/sub-a/resourceGroups/RG-Pay" },
    ]);
    const answer = await answerBudgets({ month: "2026-10", billing_account: "acc" }, request);
    const same = {
      billing_account_id: "acc",
      currency: "CNY",
      target: "1000",
      actual: "140",
      forecast: "217",
      variance: "-783",
      fault: null,
    };
    const of = (id: string): unknown => answer.data.find((row) => row.id === id);
    for (const id of ["a", "b", "c", "d", "e", "j", "l", "m", "r"])
      expect(of(id)).toMatchObject({ ...same, id, scope_kind: "account", scope_value: "" });
    for (const id of ["f", "i"]) expect(of(id)).toMatchObject({ ...same, scope_kind: "resource_group", scope_value: "rg-pay" });
    expect(of("t")).toMatchObject({ ...same, scope_value: "/subscriptions/sub-a/resourceGroups/rg-pay" });
    for (const id of ["g", "s"]) expect(of(id)).toMatchObject({ ...same, scope_kind: "subscription", scope_value: "sub-a" });
    expect(of("h")).toMatchObject({ ...same, scope_kind: "owner", scope_value: "STRASSENBAU" });
    expect(of("k")).toMatchObject({ target: "-5", actual: "140", variance: null, fault: "amount-unreadable" });
    expect(of("p")).toMatchObject({ actual: null, fault: "scope-kind-missing" });
    expect(answer.data.length).toBe(17);
    const lost = [
      'Budget n of acc: "next month" is not a month from 2000-01 to 2099-12; post it again with a month such as 2026-11',
      'Budget o of acc: "1800-01" is not a month from 2000-01 to 2099-12; post it again with a month such as 2026-11',
    ];
    expect(answer.problems.map(({ message }) => message)).toEqual([
      "Budget k of acc: -5 is not an amount; use digits such as 1200.50",
      "Budget p of acc: scope_kind is missing for scope_value rg-pay",
      ...lost,
    ]);
    for (const month of ["2026-01", "2026-11"])
      expect(await answerBudgets({ month, billing_account: "ACC" }, request)).toMatchObject({
        data: [],
        problems: lost.map((message) => ({ code: "budget-month-unreadable", message })),
      });
  });

  it("of a group that is written as a path count that group of that subscription, and a path of something else counts nothing", async () => {
    const group = (subscription: string, cost: string) =>
      daysFrom("2026-10-01", 20).map((date) => ({ date, cost, subscription, resourceGroup: "rg-pay" }));
    await plant("paths", [...group("sub-a", "7"), ...group("sub-b", "100")]);
    const budget = { billing_account_id: "paths", scope_kind: "resource_group", amount: "1000" };
    await post([
      { ...budget, id: "a", scope_value: "/subscriptions/SUB-A/resourcegroups/RG-Pay/" },
      { ...budget, id: "b", scope_value: "subscriptions/sub-b/resourceGroups/rg-pay" },
      { ...budget, id: "both", scope_value: "rg-pay" },
      { ...budget, id: "other", scope_value: "/subscriptions/sub-c/resourceGroups/rg-pay" },
      {
        ...budget,
        id: "resource",
        scope_value: "/subscriptions/sub-a/resourceGroups/rg-pay/providers/Microsoft.Compute/virtualMachines/vm",
      },
      { ...budget, id: "wide", scope_kind: "subscription", scope_value: "/subscriptions/sub-a/resourceGroups/rg-pay" },
      { ...budget, id: "whole", scope_kind: "subscription", scope_value: "/subscriptions/sub-a" },
    ]);
    const answer = await answerBudgets({ month: "2026-10", billing_account: "paths" }, request);
    expect(answer.data.map(({ id, scope_value, actual, forecast, fault }) => [id, scope_value, actual, forecast, fault])).toEqual([
      ["a", "/subscriptions/sub-a/resourceGroups/rg-pay", "140", "217", null],
      ["b", "/subscriptions/sub-b/resourceGroups/rg-pay", "2000", "3100", null],
      ["both", "rg-pay", "2140", "3317", null],
      ["other", "/subscriptions/sub-c/resourceGroups/rg-pay", null, null, "scope-without-charges"],
      [
        "resource",
        "/subscriptions/sub-a/resourceGroups/rg-pay/providers/Microsoft.Compute/virtualMachines/vm",
        null,
        null,
        "scope-without-charges",
      ],
      ["whole", "sub-a", "140", "217", null],
      ["wide", "/subscriptions/sub-a/resourceGroups/rg-pay", null, null, "scope-without-charges"],
    ]);
  });

  it("are the ones posted last: clients cannot set the version, and of two in one request the later counts", async () => {
    const budget = {
      billing_account_id: "acc",
      id: "twice",
      month: "2026-02",
      scope_kind: "account",
      scope_value: "",
      currency: "CNY",
      enabled: true,
    };
    const target = async (): Promise<unknown> =>
      (await answerBudgets({ month: "2026-02", billing_account: "acc" }, request)).data.map((row) => row.target);
    await post([{ ...budget, amount: "1000" }]);
    await post([{ ...budget, amount: "500" }]);
    expect(await target()).toEqual(["500"]);
    await post(["1", "2", "3"].map((amount) => ({ ...budget, amount })));
    expect(await target()).toEqual(["3"]);
    const insert = server.query(
      "INSERT INTO Budget FORMAT JSONEachRow SETTINGS input_format_skip_unknown_fields = 0",
      { database: "billing" },
      JSON.stringify({ ...budget, amount: "9", updated_at: "2099-01-01 00:00:00.000" }),
    );
    await expect(insert).rejects.toThrow("updated_at");
    expect(await target()).toEqual(["3"]);
  });
});

describe("metrics of charges", () => {
  it("are asked for again after a publication or a new target, and else every five minutes, however often they are scraped", async () => {
    const charges = (cost: string) => daysFrom("2026-10-01", 20).map((date) => ({ date, cost }));
    await plant("scraped", charges("10"));
    await post([{ id: "scraped", billing_account_id: "scraped", scope_kind: "account", scope_value: "", amount: "1000" }]);
    const scrape = async (now: string): Promise<readonly [boolean, string | undefined, string | undefined]> => {
      const statements: string[] = [];
      const own = openApiRequest(client, now);
      const rows: ApiRequest["rows"] = (statement) => {
        statements.push(statement.toQuery().query);
        return own.rows(statement);
      };
      const text = await billingMetrics({ ...own, rows, recentRows: rows, keptRows: rows });
      const of = (amount: string): string | undefined =>
        new RegExp(`budget_amount\\{budget="scraped",.*amount="${amount}"\\} (\\S+)`).exec(text)?.[1];
      return [statements.some((one) => /FocusC|DailyFocus|CurrentAzureBillingDetail/.test(one)), of("target"), of("forecast")];
    };
    expect(await scrape("2026-10-21T06:00:00Z")).toEqual([true, "1000", "310"]);
    expect(await scrape("2026-10-21T06:00:10Z")).toEqual([false, "1000", "310"]);
    expect(await scrape("2026-10-21T06:00:30Z")).toEqual([false, "1000", "310"]);
    await post([{ id: "scraped", billing_account_id: "scraped", scope_kind: "account", scope_value: "", amount: "2000" }]);
    expect(await scrape("2026-10-21T06:01:00Z")).toEqual([true, "2000", "310"]);
    expect(await scrape("2026-10-21T06:02:00Z")).toEqual([false, "2000", "310"]);
    await plant("published-since", charges("20"));
    expect((await scrape("2026-10-21T06:03:00Z"))[0]).toBe(true);
    expect((await scrape("2026-10-21T06:07:50Z"))[0]).toBe(false);
    expect((await scrape("2026-10-21T06:08:10Z"))[0]).toBe(true);
  });
});

describe("forecasts and budgets", () => {
  it("speak of the charges that /api/costs speaks of, published and posted, by the same services", async () => {
    const days = daysFrom("2026-09-01", 30);
    await plant(
      "both",
      days.map((date) => ({ date, cost: "10", service: "Storage" })),
    );
    const posted = daysFrom("2026-10-01", 20).flatMap((date, index) => [
      `('both', 'live', 's${index}', '2026-10-01', '${date}', 'CNY', 10, 'Storage', '')`,
      `('both', 'live', 't${index}', '2026-10-01', '${date}', 'CNY', 1, 'Tax', 'VAT')`,
    ]);
    await server.query(
      `INSERT INTO AzureBillingDetail (billing_account_id, snapshot_id, charge_id, month_date, date, currency, extended_cost, meter_category, product)
       VALUES ${posted.join(", ")}`,
      { database: "billing" },
    );
    const own = { billing_account: "both" };
    const costs = await answerCosts({ ...own, from: "2026-10-01", to: "2026-10-31", group: "service_name,charge_category" }, request);
    expect(costs.data.map((row) => [row["charge_category"], row.cost])).toEqual([
      ["Usage", "200"],
      ["Tax", "20"],
    ]);
    const { data } = await answerForecast({ ...own, month: "2026-10" }, request);
    // What is billed so far, and 11 days of usage: taxes are expected of no day.
    expect(data).toMatchObject([{ actual: "220", forecast: "330", known_through: "2026-10-20", method: "weekday-median" }]);
    const service = costs.data.find((row) => row["charge_category"] === "Usage")?.["service_name"];
    await post([{ id: "s", billing_account_id: "both", scope_kind: "service", scope_value: service, amount: "300" }]);
    expect((await answerBudgets({ ...own, month: "2026-10" }, request)).data).toMatchObject([{ actual: "200", forecast: "310" }]);
  });
});
