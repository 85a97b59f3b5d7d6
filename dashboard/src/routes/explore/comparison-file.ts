import { ask, type Question } from "../../api/ask";
import type { PagedRows } from "../../api/rows-file";
import { groupColumn } from "../../app/view-state";
import { sumOf } from "../../money/amount";
import { type Costs, groupCosts, withComparison } from "./group-costs";

/** Both answers that the table of an open month is made of, asked anew for all groups: the API has no file of the two together. */
export function comparisonFile(group: string, whole: Question<"/api/costs">, days: Question<"/api/costs">): PagedRows {
  const [from, to] = [days.from ?? "", days.to ?? ""];
  return {
    name: `costs-${whole.from ?? ""}.compared-${from}_${to}`,
    read: async () => ({ data: comparisonRows(group, await ask("/api/costs", whole), await ask("/api/costs", days), to) }),
  };
}

/**
 * Each group of each currency with its cost of the month, every digit; beside it the cost of the days `through` that day, of the same days of the month before,
 * and the difference of these two. What is not known is null.
 */
export function comparisonRows(group: string, whole: Costs, days: Costs, through: string): readonly object[] {
  const currencies = new Set([...whole.data, ...days.data].map(({ currency }) => currency));
  return [...currencies].sort().flatMap((currency) =>
    withComparison(groupCosts(whole, group, currency), days, group, currency).map(({ name, cost, before, difference, charges }) => ({
      [groupColumn(group)]: name,
      currency,
      cost,
      charges,
      compared_through: through,
      compared_cost: before === null || difference === null ? null : sumOf([before, difference]),
      previous_cost: before,
      difference,
    })),
  );
}
