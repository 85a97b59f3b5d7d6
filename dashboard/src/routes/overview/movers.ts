import type { Answered } from "../../api/ask";
import { compareAmounts, differenceOf, sizeOf } from "../../money/amount";

/** What a service cost in two periods, exactly. */
export interface Mover {
  readonly name: string;
  readonly cost: string;
  readonly before: string;
  readonly difference: string;
}

type CostsRow = Answered<"/api/costs">["data"][number];

/**
 * The services of two answers of /api/costs that are grouped by service_name, by how much they differ. A service that has no charges in a period cost 0 there; one
 * whose cost is unknown is left out, because its difference is unknown too.
 */
export function moversOf(now: readonly CostsRow[], earlier: readonly CostsRow[], currency: string | null): readonly Mover[] {
  const costsOf = (rows: readonly CostsRow[]): ReadonlyMap<string, string | null> =>
    new Map(rows.filter((row) => row.currency === currency).map((row) => [String(row["service_name"]), row.cost]));
  const [costs, costsBefore] = [costsOf(now), costsOf(earlier)];
  const costIn = (all: ReadonlyMap<string, string | null>, name: string): string | null => {
    const cost = all.get(name);
    return cost === undefined ? "0" : cost;
  };
  return [...new Set([...costs.keys(), ...costsBefore.keys()])]
    .flatMap((name) => {
      const [cost, before] = [costIn(costs, name), costIn(costsBefore, name)];
      return cost === null || before === null ? [] : [{ name, cost, before, difference: differenceOf(cost, before) }];
    })
    .sort((a, b) => compareAmounts(sizeOf(b.difference), sizeOf(a.difference)));
}
