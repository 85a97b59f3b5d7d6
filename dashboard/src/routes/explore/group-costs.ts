import type { Answered } from "../../api/ask";
import { groupColumn } from "../../app/view-state";
import { otherGroup, textOf } from "../../charts/cost-series";
import { differenceOf, sumOf } from "../../money/amount";

export type Costs = Pick<Answered<"/api/costs">, "data" | "totals">;

/** A group, or all others, with what it is compared with. A null amount is not known. */
export interface GroupCost {
  readonly name: string;
  /** How many groups this row is of; "0" for a group of its own. */
  readonly others: string;
  readonly cost: string | null;
  readonly before: string | null;
  readonly difference: string | null;
  readonly charges: string;
}

/** The rows of a currency, with the comparison that the answer has. */
export function groupCosts({ data }: Costs, group: string, currency: string | null): readonly GroupCost[] {
  return data
    .filter((row) => row.currency === currency)
    .map((row) => {
      const others = String(row["others"] ?? "0");
      return {
        name: others === "0" ? textOf(row[groupColumn(group)]) : otherGroup,
        others,
        cost: row.cost,
        before: amountOf(row["previous_cost"]),
        difference: amountOf(row["difference"]),
        charges: row.charges,
      };
    });
}

/**
 * The rows of a whole month, with the comparison of some of its days, which another answer has: each group's own, and of all others what the total has besides.
 * Groups that only the month before had are added, unless there are more groups than the table has.
 */
export function withComparison(whole: readonly GroupCost[], days: Costs, group: string, currency: string | null): readonly GroupCost[] {
  const compared = new Map(groupCosts(days, group, currency).map((row) => [row.name, row]));
  const isAll = (rows: Iterable<string>): boolean => ![...rows].includes(otherGroup);
  const absent = isAll(compared.keys()) ? "0" : null;
  const named = whole
    .filter(({ name }) => name !== otherGroup)
    .map((row) => {
      const own = compared.get(row.name);
      return { ...row, before: own === undefined ? absent : own.before, difference: own === undefined ? absent : own.difference };
    });
  const names = new Set(named.map(({ name }) => name));
  const rest = whole.find(({ name }) => name === otherGroup);
  if (rest === undefined)
    return [
      ...named,
      ...[...compared.values()]
        .filter(({ name }) => !names.has(name) && name !== otherGroup)
        .map((row) => ({ ...row, cost: "0", charges: "0" })),
    ];
  const total = days.totals.find((one) => one.currency === currency);
  const besides = (all: string | null | undefined, own: readonly (string | null)[]): string | null =>
    all == null || own.includes(null) ? null : differenceOf(all, sumOf(own) ?? "0");
  return [
    ...named,
    {
      ...rest,
      before: besides(
        total?.previous_cost,
        named.map(({ before }) => before),
      ),
      difference: besides(
        total?.difference,
        named.map(({ difference }) => difference),
      ),
    },
  ];
}

function amountOf(value: string | number | null | undefined): string | null {
  return typeof value === "string" ? value : null;
}
