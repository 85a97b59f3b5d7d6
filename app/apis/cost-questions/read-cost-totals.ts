import { chooseCostTable } from "../../domain/cost/cost-rollup";
import type { ApiRequest } from "../serving/api-request";
import { SqlText } from "../serving/sql-text";
import { askCosts } from "./ask-costs";
import { type CostScope, costRows } from "./cost-rows";

/** All four costs of everything that a question matches, for each currency. */
export interface CostTotals {
  currency: string;
  billed_cost: string;
  effective_cost: string;
  contracted_cost: string;
  list_cost: string;
  charges: string;
}

/** From the rollups where they can answer. */
export function readCostTotals(request: ApiRequest, scope: CostScope): Promise<readonly CostTotals[]> {
  const fields = scope.filters.map(({ field }) => field);
  const table = chooseCostTable(fields, scope.range.unit === "days");
  const rows = costRows(table, scope, () => SqlText.of`currency, billed_cost, effective_cost, contracted_cost, list_cost, charges`);
  return askCosts<CostTotals>(
    request,
    scope.readings,
    SqlText.of`SELECT r.currency AS currency, toString(sum(r.billed_cost)) AS billed_cost,
      toString(sum(r.effective_cost)) AS effective_cost, toString(sum(r.contracted_cost)) AS contracted_cost,
      toString(sum(r.list_cost)) AS list_cost, toString(sum(r.charges)) AS charges
    FROM (${rows}) AS r GROUP BY r.currency ORDER BY r.currency`,
  );
}
