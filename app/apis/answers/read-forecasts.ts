import type { BillingMonth } from "../../domain/calendar/billing-month";
import { addDays } from "../../domain/calendar/calendar-day";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";
import { askCosts } from "../cost-questions/ask-costs";
import type { CostScope } from "../cost-questions/cost-rows";
import { type DailyCostDimension, dailyCostBy } from "./daily-cost-by";
import { knownThroughOfServicesSql, knownThroughSql } from "./known-through";
import { medianSql } from "./median-sql";

export interface ForecastQuestion {
  /** Of the days that `forecastDays` names. */
  readonly scope: CostScope;
  readonly month: BillingMonth;
  readonly dimension: DailyCostDimension;
  readonly values?: readonly string[] | undefined;
  /** Of resource groups: those of each subscription apart, each under its path of Azure. */
  readonly isByPath?: boolean;
}

/** What a month will have cost at its end. Amounts are digits. */
export interface Forecast {
  readonly account: string;
  readonly currency: string;
  /** Of the dimension. */
  readonly value: string;
  /** Billed so far, fees that are dated ahead included. */
  readonly actual: string;
  /** How many charges that is, those without a cost among them. */
  readonly charges: string;
  /** Newest day of any charge of the account. */
  readonly through: string;
  /** Last day to which usage of the account is known; null when there is no usage. */
  readonly known_through: string | null;
  /** Null: less than seven days are known. */
  readonly forecast: string | null;
  readonly low: string | null;
  readonly high: string | null;
  readonly method: "actual" | "weekday-median" | "median" | "none";
  readonly based_on_days: number;
  readonly remaining_days: number;
  /** Days of the month up to known_through that have no charge although the same weekday of the week before had one. They count as 0. */
  readonly missing_days: readonly string[];
}

/**
 * Forecasts by account, currency and value. What is billed is what it is, fees dated ahead included. To it comes the usage of each day after the
 * one to which the account's usage is known (knownThroughSql): the median of its weekday in the last 28 known days (`weekday-median`, from 14 known
 * days on), else the median of all known days (`median`, from 7 on). Of a day that is not known yet but has some usage already, only the rest is
 * expected. Usage is what FOCUS calls so; purchases, taxes and credits are expected of no day. A median besides, since some fees are billed as usage: what
 * was paid once on the first is not paid again every week. A day without charges between the first and the last known one cost 0.
 *
 * low and high hold 95 %: 1.96 × the standard deviation of the known days from their expectation × √(d (1 + d / n)) for d days that are left and n that
 * are known, which takes the days for independent and their level for as uncertain as its sample; rounded up to cents. low is not less than what
 * is billed already when no known day cost less than nothing.
 *
 * A month is over, and its forecast is what it cost, when its last day is known or is more than five days ago: Azure takes no longer to bill usage.
 */
export function readForecasts(
  request: ApiRequest,
  { scope, month, dimension, values, isByPath = false }: ForecastQuestion,
): Promise<readonly Forecast[]> {
  const lastDay = `${month.toString()}-${month.days}`;
  const [first, end] = [SqlText.of`toUInt16(${Bound.date(month.firstDay)})`, SqlText.of`toUInt16(${Bound.date(lastDay)})`];
  const today = SqlText.of`toUInt16(${Bound.date(request.now.toISOString().slice(0, 10))})`;
  const days = SqlText.of`known_days`;
  const name = isByPath ? SqlText.of`concat('/subscriptions/', d.subscription, '/resourceGroups/', d.value)` : SqlText.of`d.value`;
  const expected = SqlText.of`medians[day % 7 + 1]`;
  return askCosts<Forecast>(
    request,
    scope.snapshots,
    SqlText.of`
    WITH daily AS (
      SELECT p.account AS account, p.currency AS currency, p.value AS value, toUInt16(p.day) AS day, sum(p.cost) AS cost, sum(p.cost) - sum(p.fee) AS usage,
        sum(p.charges) AS charges, sum(p.early) AS early
      FROM (
        SELECT d.account AS account, d.currency AS currency, ${name} AS value, d.day AS day, d.cost AS cost, d.fee AS fee, toDecimal256(0, 18) AS early,
          d.charges AS charges
        FROM (${dailyCostBy({ scope, dimension, values })}) AS d
        ${dimension === "account" ? SqlText.of`UNION ALL ${earlyFeesSql(scope)}` : SqlText.of``}) AS p
      GROUP BY account, currency, value, day)
    SELECT account, currency, value, toString(billed) AS actual, toString(number) AS charges, toString(toDate(newest)) AS through,
      if(known = 0, NULL, toString(toDate(known))) AS known_through,
      if(method = 'none', NULL, toString(billed + rest)) AS forecast,
      if(method = 'none', NULL, toString(if(lowest < 0, billed + rest - half, greatest(billed + rest - half, least(billed, billed + rest))))) AS low,
      if(method = 'none', NULL, toString(billed + rest + half)) AS high, method, toUInt8(length(${days})) AS based_on_days,
      toUInt8(length(left_days)) AS remaining_days,
      arrayMap(day -> toString(toDate(day)), arrayFilter(day -> NOT mapContains(costs, toUInt16(day)) AND mapContains(costs, toUInt16(day - 7)),
        range(toUInt16(greatest(begun, ${first})), toUInt16(greatest(last, ${first} - 1) + 1)))) AS missing_days
    FROM (
      SELECT *,
        multiIf(empty(left_days), 'actual', length(${days}) >= 14, 'weekday-median', length(${days}) >= 7, 'median', 'none') AS method,
        arraySum(arrayMap(day -> if(partial[day] > 0 AND partial[day] <= 2 * ${expected}, greatest(${expected} - partial[day], toDecimal256(0, 18)), ${expected}), left_days)) AS rest,
        sqrt(arraySum(arrayMap(day -> pow(toFloat64(usages[day] - ${expected}), 2), ${days})) / length(${days})) AS deviation,
        toDecimal256(toDecimal256(ceil(196 * deviation * sqrt(length(left_days) * (1 + length(left_days) / length(${days})))), 0), 18) / 100 AS half,
        arrayMin(all_usages) AS lowest
      FROM (
        SELECT *, arrayMap(weekday -> arraySort(arrayMap(day -> usages[day], arrayFilter(day -> day % 7 = weekday, ${days}))), range(7)) AS by_weekday,
          arraySort(arrayMap(day -> usages[day], ${days})) AS all_usages,
          arrayMap(known -> ${decimalMedian(SqlText.of`if(length(${days}) >= 14, known, all_usages)`)}, by_weekday) AS medians
        FROM (
          SELECT s.account AS account, s.currency AS currency, s.value AS value, s.costs AS costs, s.usages AS usages, s.partial AS partial, l.known AS known,
            l.newest AS newest, if(l.known = 0, l.newest, l.known) AS last, s.number AS number, s.first AS begun,
            arraySum(arrayMap(day -> s.costs[toUInt16(day)], range(${first}, greatest(l.newest, ${first} - 1) + 1))) AS billed,
            arrayMap(day -> toUInt16(day), range(greatest(s.first, last - ${Bound.count(windowDays - 1)}), last + 1)) AS ${days},
            if(${today} > ${end} + ${Bound.count(billedAfterDays)}, emptyArrayUInt16(),
              arrayMap(day -> toUInt16(day), range(greatest(last + 1, ${first}), ${end} + 1))) AS left_days
          FROM (
            SELECT account, currency, value, minIf(daily.day, daily.charges > 0) AS first, sumIf(daily.charges, daily.day >= ${first}) AS number,
              mapFromArrays(groupArray(daily.day), groupArray(daily.cost)) AS costs, mapFromArrays(groupArray(daily.day), groupArray(daily.usage)) AS usages,
              mapFromArrays(groupArray(daily.day), groupArray(daily.usage - daily.early)) AS partial
            FROM daily GROUP BY account, currency, value HAVING sum(daily.charges) > 0) AS s
          INNER JOIN (${knownThroughSql({ scope })}) AS l ON l.account = s.account)))
    ORDER BY account, currency, value`,
  );
}

/** The days that the forecast of a month is made of, both included. */
export function forecastDays(month: BillingMonth): { readonly from: string; readonly through: string } {
  return { from: addDays(month.firstDay, -windowDays), through: `${month.toString()}-${month.days}` };
}

/** A SELECT for `daily`: what usage of services that are not used day after day costs: a fee, whatever its category, and not the first part of a day's usage. */
function earlyFeesSql(scope: CostScope): SqlText {
  return SqlText.of`
    SELECT e.account, e.currency, '', e.day, 0, 0, e.cost - e.fee, 0
    FROM (${dailyCostBy({ scope, dimension: "service" })}) AS e
    WHERE (e.account, e.value) IN (SELECT k.account, k.service FROM (${knownThroughOfServicesSql({ scope })}) AS k WHERE k.known = 0)`;
}

const decimalMedian = (sorted: SqlText): SqlText => SqlText.of`toDecimal256(${medianSql(sorted)}, 18)`;

const windowDays = 28;
/** Azure takes no longer to bill usage of a month that is over. */
export const billedAfterDays = 5;
