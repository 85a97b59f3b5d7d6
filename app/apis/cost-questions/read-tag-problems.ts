import type { CostField } from "../../domain/cost/cost-dimension";
import type { AnswerProblem, ProblemAmount } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { SqlText } from "../serving/sql-text";
import { askCosts } from "./ask-costs";
import { amountProblem } from "./cost-problems";
import { type CostScope, costRows } from "./cost-rows";

/**
 * For an answer that is grouped or filtered by a tag: the charges whose tags are unreadable, completely or in part. They count as untagged, whatever tags
 * they had at the provider. They are those that all other filters match, since a filter by a tag leaves them out.
 */
export async function readTagProblems(
  request: ApiRequest,
  scope: CostScope,
  groups: readonly CostField[] = [],
): Promise<readonly AnswerProblem[]> {
  const fields = [...groups, ...scope.filters.map(({ field }) => field)];
  if (!fields.some(({ kind }) => kind === "tag")) return [];
  const filters = scope.filters.filter(({ field }) => field.kind !== "tag");
  const rows = costRows("charges", { ...scope, filters }, () => SqlText.of`currency, billed_cost, missing_charges, tags_unreadable`);
  const found = await askCosts<ProblemAmount>(
    request,
    scope.snapshots,
    SqlText.of`SELECT r.currency AS currency, toString(count()) AS charges,
      toString(if(sum(r.missing_charges) = count(), NULL, sum(r.billed_cost))) AS billed_cost
    FROM (${rows}) AS r WHERE r.tags_unreadable GROUP BY r.currency ORDER BY r.currency`,
  );
  if (found.length === 0) return [];
  const message = (charges: string): string => `Treated as untagged, because their tags are unreadable: ${charges}`;
  return [amountProblem("tags-unreadable", message, found)];
}
