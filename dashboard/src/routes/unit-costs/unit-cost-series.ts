import type { Answered } from "../../api/ask";
import type { CostChartData } from "../../charts/cost-chart-data";
import { seriesColors } from "../../charts/series-color";
import { daysOf, monthOf, monthsBetween } from "../../dates/month";

type UnitCost = Answered<"/api/unit-costs">["data"][number];
export type UnitCostGrain = "day" | "month";

/** The metric that an address names, as `openMetric` wrote it; null for any other text. */
export function metricOf(open: string | null): { readonly entity: string; readonly metric: string } | null {
  if (open === null) return null;
  try {
    const value: unknown = JSON.parse(open);
    const [entity, metric] = Array.isArray(value) ? Array.from<unknown>(value) : [];
    return typeof entity === "string" && typeof metric === "string" ? { entity, metric } : null;
  } catch {
    return null;
  }
}

export function openMetric({ entity, metric }: { readonly entity: string; readonly metric: string }): string {
  return JSON.stringify([entity, metric]);
}

/** Every day or month of a range of days or months, through today: dates that the answer does not have are among them. */
export function datesOf(from: string, to: string, grain: UnitCostGrain, today: string): readonly string[] {
  const months = monthsBetween(monthOf(from), monthOf(to < today ? to : monthOf(today)));
  if (grain === "month") return months;
  const [first, last] = [from.length === 7 ? `${from}-01` : from, to.length === 7 ? `${to}-31` : to];
  const until = last < today ? last : today;
  return months.flatMap(daysOf).filter((day) => day >= first && day <= until);
}

/** Cost of one unit in one currency, by date; null where a date has none, which a chart shows as a gap. */
export function unitCostChart(rows: readonly UnitCost[], currency: string | null, dates: readonly string[], label: string): CostChartData {
  const costs = new Map(rows.filter((row) => row.currency === currency).map((row) => [row.date, row.unit_cost]));
  return {
    currency,
    dates,
    series: [
      {
        name: label,
        label,
        color: seriesColors([label]).get(label) ?? "var(--accent)",
        values: dates.map((date) => costs.get(date) ?? null),
      },
    ],
    line: null,
    expected: null,
    unfinishedFrom: null,
    unfinishedLabel: "",
    isUnitPrice: true,
  };
}
