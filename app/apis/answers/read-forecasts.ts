import type { BillingMonth } from "../../domain/calendar/billing-month";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";
import { type DailyCostDimension, dailyCostBy } from "./daily-cost-by";
import { medianSql } from "./median-sql";

export interface ForecastQuestion {
  readonly month: BillingMonth;
  readonly dimension: DailyCostDimension;
  readonly billingAccount?: string | undefined;
  readonly values?: readonly string[] | undefined;
}

/** What a month will have cost at its end. Amounts are digits. */
export interface Forecast {
  readonly account: string;
  readonly currency: string;
  /** Of the dimension. */
  readonly value: string;
  /** Billed so far. */
  readonly actual: string;
  /** The last day of which anything is known of the account. */
  readonly through: string;
  /** Null: less than seven days are known. */
  readonly forecast: string | null;
  readonly low: string | null;
  readonly high: string | null;
  readonly method: "actual" | "weekday-median" | "median" | "none";
  readonly based_on_days: number;
  readonly remaining_days: number;
}

/**
 * Forecasts by account, currency and value. Known days are what they cost; each day that is left is expected to cost the median of its weekday in
 * the last 28 known days (`weekday-median`, from 14 known days on), else the median of all known days (`median`, from 7 on). A median, so that
 * a reservation that was bought on the first is not bought again every week. A day without charges between the first and the last known one cost 0.
 *
 * low and high hold 95 %: 1.96 × the standard deviation of the known days from their expectation × √(d (1 + d / n)) for d days that are left and n that
 * are known, which takes the days for independent and their level for as uncertain as its sample; rounded up to cents.
 *
 * A month is over, and its forecast is what it cost, when its last day is known or is more than five days ago: Azure takes no longer to bill usage.
 */
export function readForecasts(
  request: ApiRequest,
  { month, dimension, billingAccount, values }: ForecastQuestion,
): Promise<readonly Forecast[]> {
  const lastDay = `${month.toString()}-${month.days}`;
  const span = { from: dayBefore(month.firstDay, windowDays), through: lastDay, billingAccount };
  const [first, end] = [SqlText.of`toUInt16(${Bound.date(month.firstDay)})`, SqlText.of`toUInt16(${Bound.date(lastDay)})`];
  const today = SqlText.of`toUInt16(${Bound.date(request.now.toISOString().slice(0, 10))})`;
  const days = SqlText.of`known_days`;
  return request.rows<Forecast>(SqlText.of`
    WITH daily AS (
      SELECT account, currency, value, day, sum(p.cost) AS cost FROM (${dailyCostBy({ ...span, dimension, values })}) AS p GROUP BY account, currency, value, day)
    SELECT account, currency, value, toString(billed) AS actual, toString(toDate(last)) AS through,
      if(method = 'none', NULL, toString(billed + rest)) AS forecast, if(method = 'none', NULL, toString(billed + rest - half)) AS low,
      if(method = 'none', NULL, toString(billed + rest + half)) AS high, method, toUInt8(length(${days})) AS based_on_days,
      toUInt8(length(left_days)) AS remaining_days
    FROM (
      SELECT *,
        multiIf(empty(left_days), 'actual', length(${days}) >= 14, 'weekday-median', length(${days}) >= 7, 'median', 'none') AS method,
        arraySum(arrayMap(day -> medians[day % 7 + 1], left_days)) AS rest,
        sqrt(arraySum(arrayMap(day -> pow(toFloat64(costs[day] - medians[day % 7 + 1]), 2), ${days})) / length(${days})) AS deviation,
        toDecimal256(toDecimal256(ceil(196 * deviation * sqrt(length(left_days) * (1 + length(left_days) / length(${days})))), 0), 18) / 100 AS half
      FROM (
        SELECT *, arrayMap(weekday -> arraySort(arrayMap(day -> costs[day], arrayFilter(day -> day % 7 = weekday, ${days}))), range(7)) AS by_weekday,
          arraySort(arrayMap(day -> costs[day], ${days})) AS all_costs,
          arrayMap(known -> ${decimalMedian(SqlText.of`if(length(${days}) >= 14, known, all_costs)`)}, by_weekday) AS medians
        FROM (
          SELECT s.account AS account, s.currency AS currency, s.value AS value, s.costs AS costs, l.last AS last,
            arraySum(arrayMap(day -> s.costs[toUInt16(day)], range(${first}, greatest(l.last, ${first} - 1) + 1))) AS billed,
            arrayMap(day -> toUInt16(day), range(greatest(s.first, l.last - ${Bound.count(windowDays - 1)}), l.last + 1)) AS ${days},
            if(${today} > ${end} + ${Bound.count(billedAfterDays)}, emptyArrayUInt16(),
              arrayMap(day -> toUInt16(day), range(greatest(l.last + 1, ${first}), ${end} + 1))) AS left_days
          FROM (
            SELECT account, currency, value, toUInt16(min(daily.day)) AS first,
              mapFromArrays(groupArray(toUInt16(daily.day)), groupArray(daily.cost)) AS costs
            FROM daily GROUP BY account, currency, value) AS s
          INNER JOIN (
            SELECT a.account AS account, toUInt16(max(a.day)) AS last FROM (${dailyCostBy({ ...span, dimension: "account" })}) AS a GROUP BY account) AS l
          ON l.account = s.account)))
    ORDER BY account, currency, value`);
}

const decimalMedian = (sorted: SqlText): SqlText => SqlText.of`toDecimal256(${medianSql(sorted)}, 18)`;

function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
}

const windowDays = 28;
const billedAfterDays = 5;
