import { describe, expect, it } from "vitest";
import { tickText } from "../../../dashboard/src/charts/geometry";
import { datesOf, metricOf, openMetric, unitCostChart } from "../../../dashboard/src/routes/unit-costs/unit-cost-series";

describe("the chart of unit costs", () => {
  const row = (date: string, currency: string, unit_cost: string | null) =>
    ({
      date,
      currency,
      cost: "1",
      value: unit_cost === null ? null : "2",
      unit: "orders",
      unit_cost,
      reason: unit_cost === null ? "no-value" : null,
    }) as const;

  it("has a gap where a date has no cost of one unit or no row at all, keeps a cost of 0, and shows one currency", () => {
    const rows = [
      row("2026-10-01", "CNY", "0.000000000000000001"),
      row("2026-10-02", "CNY", null),
      row("2026-10-04", "CNY", "0"),
      row("2026-10-03", "USD", "7"),
    ];
    const dates = ["2026-10-01", "2026-10-02", "2026-10-03", "2026-10-04"];
    const chart = unitCostChart(rows, "CNY", dates, "Cost of one");
    expect(chart.series.map(({ values }) => values)).toEqual([["0.000000000000000001", null, null, "0"]]);
    expect([chart.currency, chart.dates]).toEqual(["CNY", dates]);
  });

  it.each([
    ["2026-02", "2026-02", "day", "2026-03-05", 28, "2026-02-01", "2026-02-28"],
    ["2026-02", "2026-03", "day", "2026-03-05", 33, "2026-02-01", "2026-03-05"],
    ["2026-03-02", "2026-03-04", "day", "2026-03-31", 3, "2026-03-02", "2026-03-04"],
    ["2026-01", "2026-12", "month", "2026-03-05", 3, "2026-01", "2026-03"],
  ] as const)("of %s to %s by %s on %s has %i dates", (from, to, grain, today, count, first, last) => {
    const dates = datesOf(from, to, grain, today);
    expect([dates.length, dates[0], dates.at(-1)]).toEqual([count, first, last]);
  });

  it("reads from an address what it wrote there, and nothing else", () => {
    const metric = { entity: 'a "shop"', metric: "orders, all" };
    expect(metricOf(openMetric(metric))).toEqual(metric);
    expect([null, "", "{", "{}", "[1,2]", '["shop"]'].map(metricOf)).toEqual([null, null, null, null, null, null]);
  });

  it("writes the marks of an axis without an exponent", () => {
    expect([0, 0.0000004, 0.30000000000000004, 250_000].map(tickText)).toEqual(["0", "0.0000004", "0.3", "250000"]);
  });
});
