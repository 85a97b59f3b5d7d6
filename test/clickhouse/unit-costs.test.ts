import { afterAll, beforeAll, expect, it } from "vitest";
import { answerUnitCosts } from "../../app/apis/answers/answer-unit-costs";
import { answerQuery } from "../../app/apis/cost-questions/answer-query";
import { costQuery } from "../../app/apis/cost-questions/cost-query";
import type { ApiRequest } from "../../app/apis/serving/api-request";
import { openApiRequest } from "../support/open-api-request";
import { publishFocusCharges } from "../support/publish-focus-charges";
import { type Billing, startBilling } from "../support/start-billing";

let billing: Billing;
let request: ApiRequest;
const ask = (sql: string): Promise<string> => billing.server.query(sql, { database: "billing" });

beforeAll(async () => {
  billing = await startBilling();
  request = openApiRequest(billing.client, "2026-11-16T14:00:00Z");
  await publishFocusCharges(billing.server, "billing", { account: "A1", period: "2026-10-01" }, [
    {
      day: "2026-10-01",
      cost: "1",
      columns: { ServiceName: "Pay", ListCost: "1.5", x_ListCostSource: "price-sheet", ContractedCost: "1.1" },
    },
    { day: "2026-10-01", cost: "0.5", columns: { ServiceName: "Other", x_ListCostSource: "contracted" } },
    { day: "2026-10-02", cost: "2", columns: { ServiceName: "Pay", ListCost: "2.000000000000000001", x_ListCostSource: "pay-as-you-go" } },
    {
      day: "2026-10-03",
      cost: "4",
      problems: ["list-cost-unknown"],
      columns: { ServiceName: "Pay", ListCost: "9", x_ListCostSource: "provider" },
    },
    { day: "2026-10-05", cost: "8", columns: { ServiceName: "Pay", ListCost: "8", x_ListCostSource: "price-sheet" } },
  ]);
  const values = (rows: readonly string[]): Promise<string> =>
    ask(`INSERT INTO BusinessMetric (day, entity, metric, value, unit) VALUES ${rows.join(", ")}`);
  await values([
    "('2026-10-01', 'shop', 'orders', 7, 'orders')",
    "('2026-10-02', 'shop', 'orders', 0, 'orders')",
    "('2026-10-04', 'shop', 'orders', 5, 'orders')",
    "('2026-10-05', 'shop', 'orders', 2, 'carts')",
    "('2026-10-01', 'other', 'orders', 1000, 'orders')",
  ]);
  // Posted again: it takes the place of what was said before.
  await values(["('2026-10-01', 'shop', 'orders', 3, 'orders')"]);
});

afterAll(() => billing.stop());

it("a cost is divided by the value of its day, and a day without a value has none and says why", async () => {
  const asked = { entity: "shop", business_metric: "orders", from: "2026-10-01", to: "2026-10-05", service_name: "Pay" };
  const { data, totals, problems, currency } = await answerUnitCosts(asked, request);
  expect(data).toEqual([
    { date: "2026-10-01", currency: "CNY", cost: "1", value: "3", unit: "orders", unit_cost: "0.333333333333333333", reason: null },
    { date: "2026-10-02", currency: "CNY", cost: "2", value: "0", unit: "orders", unit_cost: null, reason: "value-is-zero" },
    { date: "2026-10-03", currency: "CNY", cost: "4", value: null, unit: null, unit_cost: null, reason: "no-value" },
    { date: "2026-10-04", currency: "CNY", cost: "0", value: "5", unit: "orders", unit_cost: "0", reason: null },
    { date: "2026-10-05", currency: "CNY", cost: "8", value: "2", unit: "carts", unit_cost: "4", reason: null },
  ]);
  expect(totals).toEqual([{ currency: "CNY", cost: "15", value: "10", unit: null, unit_cost: null, reason: "days-without-value" }]);
  expect(problems).toEqual([
    {
      code: "metric-days-missing",
      message: "1 of 5 days of the range have no value of this metric of the entity; they have no cost of one unit",
    },
  ]);
  expect(currency).toBe("CNY");
});

it("a month is divided only when each of its days has a value, of one unit", async () => {
  const asked = { entity: "shop", business_metric: "orders", grain: "month" } as const;
  const part = await answerUnitCosts({ ...asked, from: "2026-10-01", to: "2026-10-02" }, request);
  expect(part.data).toEqual([
    { date: "2026-10", currency: "CNY", cost: "3.5", value: "3", unit: "orders", unit_cost: "1.166666666666666667", reason: null },
  ]);
  const mixed = await answerUnitCosts({ ...asked, from: "2026-10-04", to: "2026-10-05" }, request);
  expect(mixed.data).toMatchObject([{ date: "2026-10", cost: "8", value: "7", unit_cost: null, reason: "units-differ" }]);
  const whole = await answerUnitCosts({ ...asked, month: "2026-10" }, request);
  expect(whole.data).toMatchObject([{ date: "2026-10", cost: "15.5", value: "10", unit_cost: null, reason: "days-without-value" }]);
  const none = await answerUnitCosts({ entity: "shop", business_metric: "users", month: "2026-10" }, request);
  expect(none.data.map(({ reason }) => reason)).toEqual(["no-value", "no-value", "no-value", "no-value"]);
  expect(none.problems).toEqual([
    { code: "metric-without-values", message: "No value of this metric of the entity is stored for a day of the range" },
  ]);
});

it("what was negotiated is list less contracted cost of charges that have both, and the others are counted", async () => {
  const query = costQuery.parse({
    measures: ["negotiated_savings", "charges"],
    dimensions: ["service_name"],
    timeRange: { from: "2026-10", to: "2026-10" },
    grain: "month",
  });
  const { data, totals, problems } = await answerQuery(query, request);
  expect(data).toEqual([
    { date: "2026-10", currency: "CNY", service_name: "Other", negotiated_savings: null, charges: "1" },
    { date: "2026-10", currency: "CNY", service_name: "Pay", negotiated_savings: "0.400000000000000001", charges: "4" },
  ]);
  expect(totals).toEqual([{ currency: "CNY", negotiated_savings: "0.400000000000000001", charges: "5" }]);
  expect(problems).toEqual([
    {
      code: "negotiated-savings-unknown",
      message: "Not counted in the negotiated savings, because no list price or no contracted price is known: 2 charges, billed 4.5 CNY",
      amounts: [{ currency: "CNY", charges: "2", billed_cost: "4.5" }],
    },
  ]);
});
