import type { tags } from "typia";
import { addDays } from "../../domain/calendar/calendar-day";
import { findAnomalies, isTooYoung, pastDays } from "../../domain/daily-cost/find-anomalies";
import { countOf } from "../../domain/text/count-of";
import { type Answer, type AnswerProblem, answerOf, limitedProblem } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { rowsWanted } from "../serving/rows-wanted";
import { askCosts } from "../cost-questions/ask-costs";
import type { CostScope } from "../cost-questions/cost-rows";
import { SqlText } from "../serving/sql-text";
import type { AnomalyRow, AnomalyTotal } from "./anomaly-row";
import { allDimensions, byExcess, explainedDays, finishedRow, toRow, totalsOf } from "./anomaly-rows";
import { chargeGapProblems, readChargeGaps } from "./charge-gaps";
import { daysScope, monthScope } from "./cost-scope-of";
import { type KnownThrough, knownThroughSql } from "./known-through";
import { monthParameter } from "./parameters";
import { readContributors } from "./read-contributors";
import { readSameCharges } from "./read-same-charges";
import { type AnomalyDimension, anomalyDays, type JudgedValue, type JudgedValues, readJudgedCosts } from "./read-judged-costs";

export interface AnomaliesParams {
  /** Usage month, `YYYY-MM`. */
  month: string & tags.Pattern<"^20\\d{2}-(0[1-9]|1[0-2])$"> & tags.Example<"2026-10">;
  /** Dimension to examine (default: all of them). `service` is FOCUS ServiceName; `owner` is the application of an ownership rule. */
  dimension?: "subscription" | "service" | "resource_group" | "owner";
  /** Billing account id (at Azure the enrollment number). Defaults to all accounts you can read. */
  billing_account?: string & tags.Pattern<"^[A-Za-z0-9_.:-]{1,128}$"> & tags.Example<"100">;
  /** Minimum difference to report, in the currency of the bill (default 1). */
  minimum?: string & tags.Pattern<"^\\d{1,15}(\\.\\d{1,6})?$"> & tags.Example<"1">;
  /** Also purchases that were to be expected: on the first of a month, or as much as a month before (default false). */
  include_planned?: boolean;
  /** Maximum rows to return (default 100), largest excess first. Totals cover all rows. */
  limit?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<1000> & tags.Example<100>;
}

export interface AnomaliesAnswer extends Answer<AnomalyRow, AnomalyTotal> {
  /** Last day to which each billing account's usage is known. Later days are reported only when they already cost too much. */
  known_through: readonly KnownThrough[];
}

/** What cost more or less in a month than expected, by every dimension unless one is asked for. How that is decided is told at findAnomalies. */
export async function answerAnomalies(
  {
    month,
    dimension,
    billing_account: billingAccount,
    minimum = "1",
    include_planned: includePlanned = false,
    limit: rows = 100,
  }: AnomaliesParams,
  request: ApiRequest,
): Promise<AnomaliesAnswer> {
  const asked = monthParameter(month);
  const limit = rowsWanted(request, rows);
  const { from, through } = anomalyDays(asked);
  const scope = await daysScope(request, from, through, billingAccount);
  const dimensions = dimension === undefined ? allDimensions : [dimension];
  const most = Math.floor(mostAnomalyValues / dimensions.length);
  const [judged, accounts, gaps] = await Promise.all([
    Promise.all(dimensions.map((one) => readJudgedCosts(request, { scope, month: asked, dimension: one, minimum, most }))),
    readKnownThrough(request, scope),
    monthScope(request, asked, billingAccount).then((ofMonth) => readChargeGaps(request, ofMonth)),
  ]);
  const dayOf = (index: number): string => addDays(from, index);
  const firstDay = dayIndex(from, asked.firstDay);
  const judgement = {
    from: firstDay,
    monthEnd: dayIndex(from, through),
    minimum: Number(minimum),
    isFirstOfMonth: (day: number) => dayOf(day).endsWith("-01"),
  };
  const found = judged
    .flatMap(({ values }) => values)
    .flatMap((value) => findAnomalies(value.judged, judgement).map((anomaly) => toRow(value, anomaly, dayOf)))
    .filter(({ row }) => includePlanned || !row.planned)
    .sort(byExcess);
  const shown = found.slice(0, limit);
  const compared = shown.slice(0, mostCompared).map(({ value, row }) => ({ days: explainedDays(value, row), difference: row.difference }));
  const [contributors, same] = await Promise.all([
    readContributors(
      request,
      scope,
      compared.slice(0, mostExplained).map(({ days }) => days),
    ),
    readSameCharges(request, scope, compared),
  ]);
  const data = shown.map(({ row }, index) => finishedRow(row, contributors[index] ?? [], same[index] ?? null));
  return {
    ...answerOf({
      data,
      snapshots: scope.snapshots.named,
      totals: totalsOf(found.map(({ row }) => row)),
      problems: [
        ...limitedProblem(data, limit),
        ...dimensions.flatMap((one, index) => leftOut(one, judged[index], most)),
        ...tooYoung(
          judged.flatMap(({ values }) => values),
          firstDay,
          dayOf,
        ),
        ...chargeGapProblems(gaps),
      ],
    }),
    known_through: accounts,
  };
}

function readKnownThrough(request: ApiRequest, scope: CostScope): Promise<readonly KnownThrough[]> {
  return askCosts<KnownThrough>(
    request,
    scope.snapshots,
    SqlText.of`
    SELECT k.account AS billing_account_id, if(k.known = 0, NULL, toString(toDate(k.known))) AS known_through, toString(toDate(k.newest)) AS newest_charge_date
    FROM (${knownThroughSql({ scope, from: addDays(scope.range.firstDay, 56) })}) AS k ORDER BY k.account`,
  );
}

function leftOut(dimension: AnomalyDimension, judged: JudgedValues | undefined, most: number): readonly AnswerProblem[] {
  if (judged === undefined || judged.number <= most) return [];
  const message = `Only the ${most} values of ${dimension} with the highest daily cost were examined, of ${judged.number}`;
  return [{ code: "values-left-out", message }];
}

function tooYoung(values: readonly JudgedValue[], firstDay: number, dayOf: (index: number) => string): readonly AnswerProblem[] {
  const young = values.filter(({ judged }) => isTooYoung(judged, firstDay));
  return [...new Set(young.map(({ account }) => account))].sort().map((account) => {
    const own = young.filter((value) => value.account === account);
    const since = dayOf(own[0]?.judged.accountFirst ?? 0);
    return {
      code: "too-little-history",
      message: `${account}: charges are known from ${since} on; the first two weeks of ${countOf(own.length, "value")} that began within ${pastDays} days of it are not judged`,
    };
  });
}

const dayIndex = (from: string, day: string): number => (Date.parse(day) - Date.parse(from)) / 86_400_000;

/** Maximum number of values that are judged, of all dimensions together: a question must end. */
const mostAnomalyValues = 2000;
/** Rows whose contributors are looked for, among the charges of their days. */
const mostExplained = 20;
/** Rows that are looked at for having the same charges as another. */
const mostCompared = 100;
