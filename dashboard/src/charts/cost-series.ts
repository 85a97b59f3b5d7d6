import type { Answered } from "../api/ask";
import { compareAmounts, sumOf } from "../money/amount";
import type { CostChartData } from "./cost-chart-data";
import { otherColor, seriesColors } from "./series-color";

type CostsRow = Answered<"/api/costs">["data"][number];

/** Values that the reader sees. How many groups are in the row of all others differs from date to date, so its name is made of an answer without dates. */
export interface SeriesNames {
  readonly none: string;
  readonly others: string;
}

/**
 * The rows of /api/costs with a grain, one group and `top` as series of a chart: one for each group in the order of their cost, all others last. Rows of other
 * currencies, and charges without a day, are left out.
 */
export function costSeries(
  rows: readonly CostsRow[],
  column: string,
  currency: string | null,
  dates: readonly string[],
  names: SeriesNames,
): CostChartData["series"] {
  const own = rows.filter((row) => row.currency === currency && row["date"] !== null);
  const groups = new Map<string, { readonly name: string; readonly costs: Map<string, string | null> }>();
  for (const row of own) {
    const isOther = row["others"] !== undefined && row["others"] !== 0;
    const name = isOther ? otherGroup : textOf(row[column]);
    const group = groups.get(name) ?? { name, costs: new Map<string, string | null>() };
    group.costs.set(String(row["date"]), row.cost);
    groups.set(name, group);
  }
  const sorted = [...groups.values()]
    .map((group) => ({ ...group, total: sumOf([...group.costs.values()]) }))
    .sort((a, b) => (a.name === otherGroup ? 1 : b.name === otherGroup ? -1 : compareAmounts(b.total, a.total)));
  const colors = seriesColors(sorted.flatMap(({ name }) => (name === otherGroup ? [] : [name])));
  return sorted.map(({ name, costs }) => ({
    name,
    label: name === otherGroup ? names.others : name === "" || name === withoutTag ? names.none : name,
    color: name === otherGroup ? otherColor : (colors.get(name) ?? otherColor),
    values: dates.map((date) => costs.get(date) ?? null),
  }));
}

/** How many groups an answer without dates has in a currency, those of the row of all others included; null while it is not there. */
export function countGroups(rows: readonly CostsRow[] | undefined, currency: string | null): number | null {
  if (rows === undefined) return null;
  const own = rows.filter((row) => row.currency === currency);
  return own.reduce((sum, row) => sum + Math.max(1, Number.parseInt(String(row["others"] ?? "0"), 10)), 0);
}

/** The row of all groups beyond `top`. No group of a bill can have these names. */
export const otherGroup = "\u0000other";
/** Charges that do not have the tag that they are grouped by; an empty value is another group. */
export const withoutTag = "\u0000none";

/** The value of a group's column as the name of a group. */
export function textOf(value: string | number | null | undefined): string {
  return value == null ? withoutTag : String(value);
}
