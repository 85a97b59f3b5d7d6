import type { tags } from "typia";
import { costFieldNames, parseCostField } from "../../domain/cost/cost-dimension";
import { chooseCostTable } from "../../domain/cost/cost-rollup";
import { type Answer, type AnswerProblem, answerOf, limitedProblem } from "../serving/answer";
import { ApiError, quotedValue } from "../serving/api-error";
import type { ApiRequest } from "../serving/api-request";
import { rowsWanted } from "../serving/rows-wanted";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";
import { askCosts } from "./ask-costs";
import { costColumn } from "./cost-column";
import { costProblems } from "./cost-problems";
import { costRows } from "./cost-rows";
import { readCostFilters } from "./read-cost-filters";
import { type CostRangeParams, readCostRange } from "./read-cost-range";
import { readCostSnapshots } from "./read-cost-snapshots";
import { readDayProblems } from "./read-day-problems";
import { readTagProblems } from "./read-tag-problems";

/** What the two questions about what there is to ask have in common. */
export interface FindingParams extends CostRangeParams {
  /** Only those that contain this text, in any case. */
  q?: string & tags.MinLength<1> & tags.MaxLength<200>;
  /** `prefix`: only those that begin with `q`. */
  match?: "contains" | "prefix";
  /** Billing account ids, comma-separated. Defaults to all accounts you can read. */
  billing_account?: string & tags.MaxLength<2000>;
  /** Rows for each currency (default 100). */
  limit?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<1000> & tags.Example<100>;
}

export interface DimensionValuesParams extends FindingParams {
  /** A dimension of /api/costs, or tag:key. */
  field: string & tags.MaxLength<600> & tags.Example<"service_name">;
}

export interface DimensionValuesRow {
  /** Empty for charges that say nothing of the dimension. Charges without the tag have no value. */
  value: string;
  currency: string;
  /** Billed cost; null when no charge has a known cost. */
  cost: string | null;
  charges: string;
}

/** Of all values that match, also those beyond the limit. */
export interface DimensionValuesTotal {
  currency: string;
  /** How many different values. */
  values: string;
  cost: string | null;
  charges: string;
}

/** The answer of GET /api/dimension-values. */
export async function answerDimensionValues(
  params: DimensionValuesParams,
  request: ApiRequest,
): Promise<Answer<DimensionValuesRow, DimensionValuesTotal>> {
  const { q, match = "contains" } = params;
  const limit = rowsWanted(request, params.limit ?? 100);
  const field = parseCostField(params.field);
  if (field === null) {
    throw new ApiError("bad-parameter", `field: ${quotedValue(params.field)} is not a dimension`, {
      parameter: "field",
      allowed: costFieldNames,
    });
  }
  const range = readCostRange(params, request.now, 1);
  const filters = readCostFilters(params.billing_account === undefined ? {} : { billing_account: params.billing_account });
  const snapshots = await readCostSnapshots(request, range, filters, { fields: [field] });
  const scope = { range, filters, snapshots };
  const rows = costRows(
    chooseCostTable([field], range.unit === "days", snapshots),
    scope,
    () => SqlText.of`toString(${costColumn(field)}) AS value, currency, billed_cost, missing_charges, charges`,
  );
  const isAsked = q === undefined ? SqlText.of`isNotNull(r.value)` : matchesText(SqlText.of`r.value`, q, match);
  const [found, dayProblems, tagProblems] = await Promise.all([
    askCosts<FoundRow>(
      request,
      snapshots,
      SqlText.of`SELECT v.value AS value, v.currency AS currency, toString(if(v.missing = v.number, NULL, v.billed)) AS cost, toString(v.number) AS charges,
        toString(v.different) AS different, v.is_total AS is_total
      FROM (
        SELECT ifNull(r.value, '') AS value, currency, toUInt8(grouping(value)) AS is_total, uniqExact(r.value) AS different, sum(r.billed_cost) AS billed,
          sum(r.missing_charges) AS missing, sum(r.charges) AS number
        FROM (${rows}) AS r WHERE ${isAsked} GROUP BY GROUPING SETS ((value, currency), (currency))) AS v
      ORDER BY v.is_total DESC, v.currency, v.billed DESC, v.value LIMIT ${Bound.count(limit)} BY v.is_total, v.currency`,
    ),
    range.unit === "days" ? readDayProblems(request, scope) : Promise.resolve([]),
    readTagProblems(request, scope, [field]),
  ]);
  const data = found
    .filter(({ is_total }) => is_total === 0)
    .map(({ value, currency, cost, charges }) => ({ value, currency, cost, charges }));
  const totals = found
    .filter(({ is_total }) => is_total === 1)
    .map(({ currency, different, cost, charges }) => ({ currency, values: different, cost, charges }));
  return answerOf({
    data,
    snapshots: snapshots.named,
    totals,
    problems: [
      ...costProblems(range, snapshots),
      ...dayProblems,
      ...tagProblems,
      ...cutProblem(
        data,
        totals.map(({ currency, values }) => ({ currency, number: values })),
      ),
    ],
  });
}

interface FoundRow extends DimensionValuesRow {
  readonly different: string;
  readonly is_total: number;
}

/** Whether a text contains another or begins with it, without case and in the composed form of letters (NFC). */
export function matchesText(text: SqlText, part: string, match: "contains" | "prefix"): SqlText {
  const fold = (one: SqlText | Bound): SqlText => SqlText.of`normalizeUTF8NFC(lowerUTF8(normalizeUTF8NFC(${one})))`;
  const [whole, wanted] = [fold(SqlText.of`ifNull(${text}, '')`), fold(Bound.text(part))];
  return match === "prefix" ? SqlText.of`startsWith(${whole}, ${wanted})` : SqlText.of`position(${whole}, ${wanted}) > 0`;
}

/** The problem of a list that the limit has cut in one of its currencies. */
export function cutProblem(
  rows: readonly { readonly currency: string }[],
  totals: readonly { readonly currency: string; readonly number: string }[],
): readonly AnswerProblem[] {
  const isCut = totals.some(({ currency, number }) => rows.filter((row) => row.currency === currency).length < Number(number));
  return isCut ? limitedProblem(rows, 0) : [];
}
