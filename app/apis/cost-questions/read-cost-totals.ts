import { costMetrics, doubtsOf } from "../../domain/cost/cost-doubt";
import { chooseCostTable } from "../../domain/cost/cost-rollup";
import type { AnswerProblem } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { SqlText } from "../serving/sql-text";
import { askCosts } from "./ask-costs";
import { fourCostColumns, fourCosts, measure } from "./cost-measure";
import { type CostScope, costRows } from "./cost-rows";
import { doubtColumns, type DoubtedRow, doubtSums, problemsOfDoubts } from "./doubt-sums";

/** All four costs of everything that a question matches, for each currency; null where not one charge has that cost. */
export interface CostTotals {
  currency: string;
  billed_cost: string | null;
  effective_cost: string | null;
  contracted_cost: string | null;
  list_cost: string | null;
  charges: string;
}

/** What of the four costs may not be known. */
export const costTotalDoubts = doubtsOf(costMetrics);

/** The columns of rows that totals and their doubts are made of. */
export const costTotalColumns = [...new Set([...fourCostColumns, ...doubtColumns(costTotalDoubts)])];

/** The members of a total, of a row that has more. */
export function costTotalsOf({ currency, billed_cost, effective_cost, contracted_cost, list_cost, charges }: CostTotals): CostTotals {
  return { currency, billed_cost, effective_cost, contracted_cost, list_cost, charges };
}

/** Reads totals from the rollups where they can answer, with the problems of unknown costs. */
export async function readCostTotals(
  request: ApiRequest,
  scope: CostScope,
): Promise<{ readonly totals: readonly CostTotals[]; readonly problems: readonly AnswerProblem[] }> {
  const fields = scope.filters.map(({ field }) => field);
  const table = chooseCostTable(fields, scope.range.unit === "days" || scope.days !== undefined, scope.snapshots);
  const rows = costRows(table, scope, () => SqlText.of`currency, ${SqlText.join(costTotalColumns.map(measure), ", ")}`);
  const found = await askCosts<CostTotals & DoubtedRow>(
    request,
    scope.snapshots,
    SqlText.of`SELECT r.currency AS currency, ${fourCosts}, toString(sum(r.charges)) AS charges, ${doubtSums(costTotalDoubts)}
    FROM (${rows}) AS r GROUP BY r.currency ORDER BY r.currency`,
  );
  return {
    totals: found.map(costTotalsOf),
    problems: problemsOfDoubts(costTotalDoubts, found),
  };
}
