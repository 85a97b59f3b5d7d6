import type { tags } from "typia";
import { BillingMonth } from "../../domain/calendar/billing-month";
import { type CostMetric, costMetricColumns, doubtsOf } from "../../domain/cost/cost-doubt";
import { chooseCostTable } from "../../domain/cost/cost-rollup";
import { CostRange } from "../../domain/cost/cost-range";
import { costOfUnit, type CountedUnits, type UnitCostReason } from "../../domain/cost/unit-cost";
import { ExactSum } from "../../domain/snapshot/exact-sum";
import { type Answer, answerOf, type AnswerProblem } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";
import { askCosts } from "../cost-questions/ask-costs";
import { costBucket, dateOf } from "../cost-questions/cost-bucket";
import type { CostFilterParams } from "../cost-questions/cost-filter-params";
import { measure, type MeasureColumn } from "../cost-questions/cost-measure";
import { costProblems } from "../cost-questions/cost-problems";
import { type CostScope, costRows } from "../cost-questions/cost-rows";
import { doubtColumns, type DoubtedRow, doubtSums, problemsOfDoubts } from "../cost-questions/doubt-sums";
import { readCostFilters } from "../cost-questions/read-cost-filters";
import { type CostRangeParams, readCostRange } from "../cost-questions/read-cost-range";
import { readCostSnapshots } from "../cost-questions/read-cost-snapshots";
import { readDayProblems } from "../cost-questions/read-day-problems";
import { readFilterProblems } from "../cost-questions/read-filter-problems";

export interface UnitCostsParams extends CostRangeParams, CostFilterParams {
  /** Whose business: `entity` of the posted values. */
  entity: string & tags.MinLength<1> & tags.MaxLength<500> & tags.Example<"shop">;
  /** By what the cost is divided: `metric` of the posted values. */
  business_metric: string & tags.MinLength<1> & tags.MaxLength<500> & tags.Example<"orders">;
  /** A row for each day (default) or for each month. A month needs a value on each of its days that is in the range. */
  grain?: "day" | "month";
  /** FOCUS cost to divide (default `billed`). */
  metric?: "billed" | "effective" | "contracted" | "list";
}

export interface UnitCostRow {
  /** Day or month. */
  date: string;
  currency: string;
  /** Null when not one charge of the date has this cost. */
  cost: string | null;
  /** Sum of the values of the date; null without one. */
  value: string | null;
  unit: string | null;
  /** cost / value, to 18 decimals; null when there is a reason. */
  unit_cost: string | null;
  /** Why there is no cost of one unit; null when there is one. */
  reason: UnitCostReason | null;
}

export interface UnitCostTotal {
  currency: string;
  cost: string | null;
  value: string | null;
  unit: string | null;
  unit_cost: string | null;
  reason: UnitCostReason | null;
}

/**
 * What one unit of the business cost: the cost of everything that the filters match, by the days that charges are dated, divided by the posted values of an
 * entity and a metric. A date that has charges or a value has a row in each currency; one whose values are not all there has no cost of one unit, and says why.
 */
export async function answerUnitCosts(params: UnitCostsParams, request: ApiRequest): Promise<Answer<UnitCostRow, UnitCostTotal>> {
  const { entity, business_metric: metric, grain = "day", metric: cost = "billed" } = params;
  const asked = readCostRange(params, request.now, 1);
  const range = CostRange.ofDays(asked.firstDay, asked.lastDay);
  const filters = readCostFilters(params);
  const scope: CostScope = { range, filters, snapshots: await readCostSnapshots(request, range, filters) };
  const reading = readCosts(request, scope, grain, cost);
  const [found, values, dayProblems, filterProblems] = await Promise.all([
    reading,
    readValues(request, range, entity, metric),
    readDayProblems(request, scope),
    readFilterProblems(request, scope, reading),
  ]);
  const today = request.now.toISOString().slice(0, 10);
  const until = range.lastDay < today ? range.lastDay : today;
  const counted = (date: string | null): CountedUnits & { readonly unit: string | null } => countedOf(values, date, range.firstDay, until);
  const totals = found.filter(({ is_total }) => is_total === 1);
  const dates = [...new Set(values.map(({ day }) => (grain === "month" ? day.slice(0, 7) : day)))];
  const data = totals.flatMap(({ currency }) => {
    const costs = new Map(
      found.filter((row) => row.is_total === 0 && row.currency === currency).map((row) => [dateOf(row.bucket, grain) ?? "", row.cost]),
    );
    const own = [...new Set([...costs.keys(), ...dates])].sort();
    // A day with a value and without a charge cost nothing.
    return own.map(
      (date): UnitCostRow => ({ date, currency, ...divided(costs.has(date) ? (costs.get(date) ?? null) : "0", counted(date)) }),
    );
  });
  return answerOf({
    data: data.sort((left, right) => (left.date < right.date ? -1 : left.date > right.date ? 1 : 0)),
    snapshots: scope.snapshots.named,
    totals: totals.map(({ currency, cost }) => ({ currency, ...divided(cost, counted(null)) })),
    problems: [
      ...costProblems(range, scope.snapshots),
      ...dayProblems,
      ...filterProblems,
      ...problemsOfDoubts(doubtsOf([cost]), totals),
      ...valueProblems(values, daysBetween(range.firstDay, until)),
    ],
  });
}

interface FoundCost extends DoubtedRow {
  readonly bucket: string;
  readonly is_total: number;
  readonly cost: string | null;
}

/** The cost of each day or month, and of all of them, in each currency. */
function readCosts(request: ApiRequest, scope: CostScope, grain: "day" | "month", metric: CostMetric): Promise<readonly FoundCost[]> {
  const { cost, unknown } = costMetricColumns[metric];
  const doubts = doubtsOf([metric]);
  const columns = [...new Set<MeasureColumn>([cost, unknown, "charges", ...doubtColumns(doubts)])];
  const table = chooseCostTable(
    scope.filters.map(({ field }) => field),
    true,
    scope.snapshots,
  );
  const rows = costRows(
    table,
    scope,
    () => SqlText.of`${costBucket(grain, "days")} AS bucket, currency, ${SqlText.join(columns.map(measure), ", ")}`,
  );
  return askCosts<FoundCost>(
    request,
    scope.snapshots,
    SqlText.of`SELECT toString(g.bucket) AS bucket, g.currency AS currency, g.is_total AS is_total, toString(g.cost) AS cost, g.doubts AS doubts FROM (
      SELECT bucket, currency, toUInt8(grouping(bucket)) AS is_total,
        if(sum(r.charges) > 0 AND sum(r.${measure(unknown)}) = sum(r.charges), NULL, sum(r.${measure(cost)})) AS cost, ${doubtSums(doubts)}
      FROM (${rows}) AS r GROUP BY GROUPING SETS ((bucket, currency), (currency))) AS g ORDER BY g.currency, g.bucket`,
  );
}

interface PostedValue {
  readonly day: string;
  readonly value: string;
  readonly unit: string;
}

function readValues(request: ApiRequest, range: CostRange, entity: string, metric: string): Promise<readonly PostedValue[]> {
  return request.rows<PostedValue>(SqlText.of`
    SELECT toString(b.day) AS day, toString(b.value) AS value, b.unit AS unit FROM BusinessMetric AS b FINAL
    WHERE b.entity = ${Bound.text(entity)} AND b.metric = ${Bound.text(metric)}
      AND b.day BETWEEN ${Bound.date(range.firstDay)} AND ${Bound.date(range.lastDay)}
    ORDER BY b.day`);
}

/** What was counted on a day, in a month, or for null on all days from the first on. */
function countedOf(
  values: readonly PostedValue[],
  date: string | null,
  firstDay: string,
  lastDay: string,
): CountedUnits & { readonly unit: string | null } {
  const own = values.filter(({ day }) => date === null || day.startsWith(date));
  const sum = new ExactSum();
  for (const { value } of own) sum.add(value);
  const units = [...new Set(own.map(({ unit }) => unit))];
  const days = date === null ? daysBetween(firstDay, lastDay) : date.length === 10 ? 1 : daysOfMonth(date, firstDay, lastDay);
  return {
    value: own.length === 0 ? null : sum.toString(),
    days,
    daysWithValue: own.length,
    units: units.length,
    unit: units.length === 1 ? (units[0] ?? null) : null,
  };
}

function daysOfMonth(month: string, firstDay: string, lastDay: string): number {
  const whole = BillingMonth.parse(month);
  if (whole === null) return 0;
  return daysBetween(whole.firstDay < firstDay ? firstDay : whole.firstDay, whole.lastDay > lastDay ? lastDay : whole.lastDay);
}

/** Both included. */
function daysBetween(firstDay: string, lastDay: string): number {
  return lastDay < firstDay ? 0 : Math.round((Date.parse(lastDay) - Date.parse(firstDay)) / 86_400_000) + 1;
}

function divided(
  cost: string | null,
  { unit, ...counted }: CountedUnits & { readonly unit: string | null },
): Omit<UnitCostTotal, "currency"> {
  const { unitCost, reason } = costOfUnit(cost, counted);
  return { cost, value: counted.value, unit, unit_cost: unitCost, reason };
}

function valueProblems(values: readonly PostedValue[], days: number): readonly AnswerProblem[] {
  // Without the names that were asked for: an answer repeats nothing of its own question.
  if (values.length === 0)
    return [{ code: "metric-without-values", message: "No value of this metric of the entity is stored for a day of the range" }];
  const missing = days - values.length;
  return missing <= 0
    ? []
    : [
        {
          code: "metric-days-missing",
          message: `${missing} of ${days} days of the range have no value of this metric of the entity; they have no cost of one unit`,
        },
      ];
}
