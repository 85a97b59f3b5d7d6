import { generatedBill } from "./fill-charges";

/** One question: as the API is asked, and as the bare table of charges would be, in SQL. */
export interface BenchQuestion {
  readonly name: string;
  readonly kind: "rollup" | "drill-down";
  readonly path: string;
  readonly body?: object;
  /** Over FocusCostAndUsage alone; the first column of every row is a cost, or the number of rows for lists. */
  readonly bare: string;
}

const last = generatedBill.months.at(-1) ?? "";
const before = generatedBill.months.at(-2) ?? "";
const first = generatedBill.months[0] ?? "";
const ofMonth = `x_BillingPeriod = '${last}-01'`;
const cost = "sum(toDecimal256(BilledCost, 18))";

/** What people ask most. The bare statements do not look up which snapshot is active, so they have less to do. */
export const benchQuestions: readonly BenchQuestion[] = [
  {
    name: "a month by service, top 10",
    kind: "rollup",
    path: `/api/costs?month=${last}&group=service_name&top=10`,
    bare: `SELECT ${cost} AS cost, ServiceName FROM FocusCostAndUsage WHERE ${ofMonth} GROUP BY ServiceName ORDER BY cost DESC`,
  },
  {
    name: "a year by month and service category",
    kind: "rollup",
    path: `/api/costs?from=${first}&to=${last}&grain=month&group=service_category`,
    bare: `SELECT ${cost} AS cost, x_BillingPeriod, ServiceCategory FROM FocusCostAndUsage GROUP BY 2, 3 ORDER BY 2, 3`,
  },
  {
    name: "a year by day",
    kind: "rollup",
    path: `/api/costs?from=${first}&to=${last}&grain=day&group=`,
    bare: `SELECT ${cost} AS cost, toDate(ChargePeriodStart, 'UTC') FROM FocusCostAndUsage GROUP BY 2 ORDER BY 2`,
  },
  {
    name: "a month by owner",
    kind: "rollup",
    path: `/api/costs?month=${last}&group=owner`,
    bare: `SELECT ${cost} AS cost, x_ResourceTracking FROM FocusCostAndUsage WHERE ${ofMonth} GROUP BY 2 ORDER BY cost DESC`,
  },
  {
    name: "a month by department, against the month before",
    kind: "rollup",
    path: `/api/costs?month=${last}&group=department&compare=previous`,
    bare: `SELECT sumIf(toDecimal256(BilledCost, 18), ${ofMonth}) AS cost, sum(toDecimal256(BilledCost, 18)), x_InvoiceSectionName FROM FocusCostAndUsage WHERE x_BillingPeriod IN ('${last}-01', '${before}-01') GROUP BY 3 ORDER BY cost DESC`,
  },
  {
    name: "resource groups of a subscription, top 10",
    kind: "rollup",
    path: `/api/costs?month=${last}&group=resource_group&subscription=subscription-7&top=10`,
    bare: `SELECT ${cost} AS cost, x_ResourceGroupName FROM FocusCostAndUsage WHERE ${ofMonth} AND x_SubscriptionId = 'subscription-7' GROUP BY 2 ORDER BY cost DESC`,
  },
  {
    name: "POST /query: a year by month and cost center",
    kind: "rollup",
    path: "/query",
    body: { measures: ["billed_cost", "charges"], dimensions: ["cost_center"], timeRange: { from: first, to: last }, grain: "month" },
    bare: `SELECT ${cost} AS cost, count(), x_BillingPeriod, x_CostCenter FROM FocusCostAndUsage GROUP BY 3, 4 ORDER BY 3, 4`,
  },
  {
    name: "a month's heatmap of quantity: service by region",
    kind: "rollup",
    path: `/api/costs?month=${last}&group=service_name,region&quantity=consumed&top=400`,
    bare: `SELECT ${cost} AS cost, sum(ConsumedQuantity), ServiceName, RegionId, ConsumedUnit FROM FocusCostAndUsage WHERE ${ofMonth} GROUP BY 3, 4, 5 ORDER BY cost DESC`,
  },
  {
    name: "a year of unit prices of a service's meters",
    kind: "rollup",
    path: `/api/costs?from=${first}&to=${last}&grain=month&group=meter&service_name=Service%201&quantity=pricing`,
    bare: `SELECT ${cost} AS cost, sum(PricingQuantity), x_BillingPeriod, SkuMeter, PricingUnit FROM FocusCostAndUsage WHERE ServiceName = 'Service 1' GROUP BY 3, 4, 5`,
  },
  {
    name: "a month by day of one service and owner",
    kind: "drill-down",
    path: `/api/costs?month=${last}&grain=day&group=&service_name=Service%201&owner=owner-8`,
    bare: `SELECT ${cost} AS cost, toDate(ChargePeriodStart, 'UTC') FROM FocusCostAndUsage WHERE ${ofMonth} AND ServiceName = 'Service 1' AND x_ResourceTracking = 'owner-8' GROUP BY 2 ORDER BY 2`,
  },
  {
    name: "meters of a resource group",
    kind: "drill-down",
    path: `/api/costs?month=${last}&group=meter&resource_group=rg-7`,
    bare: `SELECT ${cost} AS cost, SkuMeter FROM FocusCostAndUsage WHERE ${ofMonth} AND x_ResourceGroupName = 'rg-7' GROUP BY 2 ORDER BY cost DESC`,
  },
  {
    name: "charges of a resource group, 100",
    kind: "drill-down",
    path: `/api/charges?month=${last}&resource_group=rg-7&limit=100`,
    bare: `SELECT BilledCost, * EXCEPT (BilledCost) FROM FocusCostAndUsage WHERE ${ofMonth} AND x_ResourceGroupName = 'rg-7' ORDER BY ServiceName, x_SubscriptionId, x_ResourceGroupName, x_Page, x_Ordinal LIMIT 100`,
  },
  {
    name: "charges of a month, 100",
    kind: "drill-down",
    path: `/api/charges?month=${last}&limit=100`,
    bare: `SELECT BilledCost, * EXCEPT (BilledCost) FROM FocusCostAndUsage WHERE ${ofMonth} ORDER BY ServiceName, x_SubscriptionId, x_ResourceGroupName, x_Page, x_Ordinal LIMIT 100`,
  },
  {
    name: "the 100 dearest resources of a month",
    kind: "drill-down",
    path: `/api/resources?month=${last}&limit=100`,
    bare: `SELECT ${cost} AS cost, ResourceId, min(ChargePeriodStart), max(ChargePeriodStart) FROM FocusCostAndUsage WHERE ${ofMonth} GROUP BY ResourceId ORDER BY cost DESC LIMIT 100`,
  },
  {
    name: "FOCUS rows of a month, 100",
    kind: "drill-down",
    path: `/api/focus?month=${last}&limit=100&columns=ServiceName,BilledCost,ResourceId,ChargePeriodStart`,
    bare: `SELECT BilledCost, ServiceName, ResourceId, ChargePeriodStart FROM FocusCostAndUsage WHERE ${ofMonth} ORDER BY ServiceName, x_SubscriptionId, x_ResourceGroupName, x_Page, x_Ordinal LIMIT 100`,
  },
];
