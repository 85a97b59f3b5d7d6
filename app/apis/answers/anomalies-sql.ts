import type { BillingMonth } from "../../domain/calendar/billing-month";
import { addDays } from "../../domain/calendar/calendar-day";
import type { CostScope } from "../cost-questions/cost-rows";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";
import { type DailyCostDimension, dailyCostBy } from "./daily-cost-by";
import { knownThroughSql } from "./known-through";
import { medianSql } from "./median-sql";

/** Which days to judge. */
export interface AnomalyQuestion {
  /** Of the days that `anomalyDays` names. */
  readonly scope: CostScope;
  readonly month: BillingMonth;
  readonly dimension: Exclude<DailyCostDimension, "account">;
  /** Minimum difference to report, in any currency. Plain digits. */
  readonly minimum: string;
}

/**
 * `days` is a SELECT of what a value of the dimension cost otherwise than its past led to expect, of two kinds. All amounts are exact decimals; no float is
 * used.
 *
 * `unusual`: one day. Expected is the median of the same weekday in up to eight weeks before, at least two of which must be known; a day without
 * charges between the first known one and the one to which the account's usage is known costs 0. The range around it is 3.5 robust standard deviations
 * wide on either side (Iglewicz and Hoaglin's limit): 1.4826 × the median of |cost - expected| over the month and the four weeks before it; but at least
 * a tenth of the expected and at least `minimum`. While less than four weeks are known, it includes what the same weekday cost before. It goes below zero
 * only when two of those weeks did: otherwise a credit is always reported.
 *
 * No anomaly is what comes every month on about the same day: 25 to 34 days before, one or two days were out of the range in the same direction and cost as
 * much, give or take the range or a tenth, and 7, 14 and 21 days before none did. More of them are a lasting level and not a fee, and are judged.
 *
 * `new`: all that a value cost in the month in its first two weeks, which no weekday can be compared with, reported once, on the first of these days: there was
 * nothing of it in the twelve weeks before the month (a charge and its refund are reported too, although they add up to zero), while the account had charges for at least seven days before it. `young` counts the values that
 * began earlier than that, whose first two weeks are not judged.
 *
 * Days after the one to which usage is known are not judged for being low, nor is that day itself until the month is known to its end, nor the day before
 * for a value that has no charge since: Azure is still adding to them.
 *
 * Of a dimension with more values, the `mostAnomalyValues` with the highest cost of a day are judged: a question must end.
 *
 * `accounts` is a SELECT of the billing accounts: to which day usage is known, the newest and the first day of any charge, how many values could have been
 * judged, those without any cost in the month included (what stops being charged is an anomaly too), and how many are young.
 *
 * One row for each value until the end, and arrays of days beside each other in it: a lambda that captured an array would copy it for every day.
 */
export function anomaliesSql({ scope, month, dimension, minimum }: AnomalyQuestion): {
  readonly days: SqlText;
  readonly accounts: SqlText;
} {
  const { from, through: lastDay } = anomalyDays(month);
  const daily = dailyCostBy({ dimension, scope });
  const known = knownThroughSql({ scope, from: addDays(month.firstDay, -judgedBefore) });
  const number = (day: string): SqlText => SqlText.of`toUInt16(${Bound.date(day)})`;
  const [monthStart, monthEnd] = [number(month.firstDay), number(lastDay)];
  const least = SqlText.of`toDecimal256(${Bound.text(minimum)}, 18)`;
  // Costs of the judged days, and of the days that number of days before: the same array from another offset.
  const before = (days: number): SqlText => SqlText.of`arraySlice(dense, ${Bound.count(weeksBack * 7 - days + 1)}, judged_days)`;
  const several = (count: number, daysBefore: (index: number) => number): SqlText =>
    SqlText.join(
      Array.from({ length: count }, (_, index) => before(daysBefore(index))),
      ", ",
    );
  const weeks = several(weeksBack, (index) => (index + 1) * 7);
  const monthAgo = SqlText.of`${several(3, (index) => (index + 1) * 7)}, ${several(monthAgoDays, (index) => monthAgoFirst + index)}`;
  const values = SqlText.of`
    SELECT c.account AS account, c.currency AS currency, c.subscription AS subscription, c.value AS value, toUInt16(min(c.day)) AS first,
      toUInt16(max(c.day)) AS final, groupArrayInsertAt(0, 115)(c.cost, toUInt32(toUInt16(c.day) - ${number(from)})) AS dense,
      max(abs(c.cost)) AS highest_cost, min(first) OVER (PARTITION BY c.account) AS account_first
    FROM (${daily}) AS c GROUP BY c.account, c.currency, c.subscription, c.value HAVING highest_cost * 2 >= ${least}`;
  const series = SqlText.of`
    SELECT s.account AS account, s.currency AS currency, s.subscription AS subscription, s.value AS value, toInt32(s.first) AS first, toInt32(s.final) AS final,
      if(l.known = 0, l.newest, l.known) AS known_day, toInt32(l.newest) AS newest, s.dense AS dense, toInt32(s.account_first) AS account_first,
      least(first + ${Bound.count(youngDays - 1)}, final) AS new_end, greatest(first, toInt32(${monthStart})) AS new_start
    FROM (
      SELECT * FROM (${values}) AS v
      ORDER BY v.highest_cost DESC, v.account, v.currency, v.subscription, v.value LIMIT ${Bound.count(mostAnomalyValues)}) AS s
    INNER JOIN (${known}) AS l ON l.account = s.account
    WHERE l.newest >= ${monthStart}`;
  const days = SqlText.of`
    SELECT account, currency, subscription, value, is_new, first, toDate(day) AS day, if(is_new, new_days, 1) AS days, if(is_new, new_cost, one_cost) AS cost, expected,
      weeks, cost - expected AS difference, if(is_new, toDecimal256(0, 18), low_end) AS low, if(is_new, ${least}, high_end) AS high
    FROM (
      SELECT *, day = new_start AND new_gross > 0 AND new_gross >= ${least} AS is_new,
        if(negatives < 2, greatest(toDecimal256(0, 18), if(weeks < 4, least(expected - width, lowest), expected - width)), if(weeks < 4, least(expected - width, lowest), expected - width)) AS low_end,
        if(weeks < 4, greatest(expected + width, highest), expected + width) AS high_end,
        arrayMap(one -> abs(one - expected) > width AND (one > expected) = (one_cost > expected)
          AND abs(one - one_cost) <= greatest(width, abs(one_cost) / 10), month_ago) AS alike,
        NOT hasAny(arraySlice(alike, 1, 3), [1]) AND countEqual(arraySlice(alike, 4), 1) IN (1, 2) AS is_monthly
      FROM (
        SELECT account, currency, subscription, value, first, day, one_cost, toUInt8(length(known)) AS weeks, expected, arrayMin(known) AS lowest, arrayMax(known) AS highest,
          arrayCount(one -> one < 0, known) AS negatives, month_ago, is_judged_new, new_cost, new_gross, new_days, if(is_judged_new, new_start, -1) AS new_start,
          known_day < ${monthEnd} AND (day >= known_day OR (day + 1 = known_day AND final < day)) AS is_filling,
          ${decimal(SqlText.of`greatest(${decimal(SqlText.of`deviation * toDecimal64(5.1891, 4)`)}, ${decimal(SqlText.of`abs(expected) * toDecimal64(0.1, 1)`)}, ${least})`)} AS width
        FROM (
          SELECT *,
            arraySort(arrayFilter((residual, known, day) -> length(known) >= 2 AND day <= known_day, arrayMap((cost, expected) -> abs(cost - expected), costs, all_expected), all_known, days)) AS residuals,
            ${decimal(medianSql(SqlText.of`residuals`))} AS deviation
          FROM (
            SELECT *, arrayMap((day, ${lags}) -> arraySort(arraySlice([${lags}], 1, least(${Bound.count(weeksBack)}, intDiv(greatest(toInt32(day) - first, 0), 7)))), days, ${weeks}) AS all_known,
              arrayMap((${sameDays}) -> [${sameDays}], ${monthAgo}) AS all_month_ago,
              arrayMap(known -> ${decimal(medianSql(SqlText.of`known`))}, all_known) AS all_expected
            FROM (
              SELECT *, newest + 1 - ${monthStart} + ${Bound.count(judgedBefore)} AS judged_days,
                arrayMap(day -> toUInt16(day), range(${monthStart} - ${Bound.count(judgedBefore)}, newest + 1)) AS days, ${before(0)} AS costs,
                new_end >= new_start AND first - account_first >= ${Bound.count(pastDays)} AS is_judged_new, toInt32(greatest(new_end - new_start + 1, 0)) AS new_days,
                arraySlice(dense, new_start - ${number(from)} + 1, new_days) AS new_costs,
                ${decimal(SqlText.of`arraySum(new_costs)`)} AS new_cost, ${decimal(SqlText.of`arraySum(arrayMap(one -> abs(one), new_costs))`)} AS new_gross
              FROM (${series})))) AS w
        ARRAY JOIN w.days AS day, w.costs AS one_cost, w.all_known AS known, w.all_expected AS expected, w.all_month_ago AS month_ago
        WHERE day >= ${monthStart}))
    WHERE is_new OR (weeks >= 2 AND (one_cost < low_end OR one_cost > high_end) AND abs(one_cost - expected) >= ${least}
      AND NOT (is_filling AND one_cost < expected) AND NOT is_monthly)`;
  const accounts = SqlText.of`
    SELECT k.account AS account, if(k.known = 0, NULL, toString(toDate(k.known))) AS known_through, toString(toDate(k.newest)) AS newest,
      toString(toDate(n.account_first)) AS first, toString(n.number) AS number, toString(n.young) AS young
    FROM (${known}) AS k
    LEFT JOIN (
      SELECT v.account AS account, any(v.account_first) AS account_first, count() AS number,
        countIf(least(v.first + ${Bound.count(youngDays - 1)}, v.final) >= ${monthStart} AND v.first < v.account_first + ${Bound.count(pastDays)}) AS young
      FROM (
        SELECT c.account AS account, toUInt16(min(c.day)) AS first, toUInt16(max(c.day)) AS final, min(first) OVER (PARTITION BY c.account) AS account_first
        FROM (${daily}) AS c GROUP BY c.account, c.currency, c.subscription, c.value HAVING max(abs(c.cost)) * 2 >= ${least}) AS v
      GROUP BY v.account) AS n ON n.account = k.account
    ORDER BY k.account`;
  return { days, accounts };
}

/** The days that anomalies of a month are derived from, both included. */
export function anomalyDays(month: BillingMonth): { readonly from: string; readonly through: string } {
  return { from: addDays(month.firstDay, -(judgedBefore + weeksBack * 7)), through: `${month.toString()}-${month.days}` };
}

const decimal = (value: SqlText): SqlText => SqlText.of`toDecimal256(${value}, 18)`;

/** Maximum number of values of a dimension that are judged. */
export const mostAnomalyValues = 2000;
const weeksBack = 8;
/** Days before the month whose scatter counts. */
const judgedBefore = 28;
/** Number of days of a new value that have less than two weeks before them. */
const youngDays = 14;
/** Number of days that the account must have been billed before a value is new, and not just as old as the account. */
export const pastDays = 7;
/** One for each of `weeksBack`. */
const lags = SqlText.of`w1, w2, w3, w4, w5, w6, w7, w8`;
/** What comes every month comes 28 to 31 days later, and three days sooner or later than that: 25 to 34. */
const monthAgoFirst = 25;
const monthAgoDays = 10;
/** Three for the weeks between, and one for each of `monthAgoDays`. */
const sameDays = SqlText.of`b1, b2, b3, d1, d2, d3, d4, d5, d6, d7, d8, d9, d10`;
