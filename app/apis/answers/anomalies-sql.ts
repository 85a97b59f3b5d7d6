import type { BillingMonth } from "../../domain/calendar/billing-month";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";
import { type DailyCostDimension, dailyCostBy } from "./daily-cost-by";
import { medianSql } from "./median-sql";

/** Which days to judge. */
export interface AnomalyQuestion {
  readonly month: BillingMonth;
  readonly dimension: Exclude<DailyCostDimension, "account">;
  readonly billingAccount: string | undefined;
  /** Differences below this are no anomaly, in whatever currency. Plain digits. */
  readonly minimum: string;
}

/**
 * `days` is a SELECT of the days on which a value of the dimension cost what its past did not lead to expect. All amounts are exact decimals; no float is used.
 *
 * Expected is the median of the same weekday in the up to eight weeks before, of which at least two must be known; a day without charges between the
 * first known one and the last one of the account costs 0. The range around it is 3.5 robust standard deviations wide on either side (Iglewicz and
 * Hoaglin's limit): 1.4826 × the median of |cost - expected| over the month and the four weeks before it; but at least a tenth of the expected and
 * at least `minimum`. While less than four weeks are known, it includes what the same weekday cost before.
 *
 * The last known day of a month that is not over is not judged for being low: Azure is still adding to it.
 *
 * Of a dimension with more values, the `mostAnomalyValues` with the highest cost of a day are judged: a question must end. `values` counts all that
 * could have been, those without any cost in the month included: what stops being charged is an anomaly too.
 *
 * One row for each value until the end, and arrays of days beside each other in it: a lambda that captured an array would copy it for every day.
 */
export function anomaliesSql({ month, dimension, billingAccount, minimum }: AnomalyQuestion): {
  readonly days: SqlText;
  readonly values: SqlText;
} {
  const lastDay = `${month.toString()}-${month.days}`;
  const from = new Date(Date.parse(`${month.firstDay}T00:00:00Z`) - (judgedBefore + weeksBack * 7) * 86_400_000).toISOString().slice(0, 10);
  const daily = dailyCostBy({ dimension, from, through: lastDay, billingAccount });
  const ofAccounts = dailyCostBy({ dimension: "account", from, through: lastDay, billingAccount });
  const number = (day: string): SqlText => SqlText.of`toUInt16(${Bound.date(day)})`;
  const least = SqlText.of`toDecimal256(${Bound.text(minimum)}, 18)`;
  // Costs of the judged days, and of the same weekday k weeks before: the same array from another place.
  const judged = (weeks: number): SqlText => SqlText.of`arraySlice(dense, ${Bound.count((weeksBack - weeks) * 7 + 1)}, judged_days)`;
  const before = SqlText.join(
    Array.from({ length: weeksBack }, (_, index) => judged(index + 1)),
    ", ",
  );
  const values = SqlText.of`
    SELECT c.account AS account, c.currency AS currency, c.subscription AS subscription, c.value AS value, toUInt16(min(c.day)) AS first,
      groupArrayInsertAt(0, 115)(c.cost, toUInt32(toUInt16(c.day) - ${number(from)})) AS dense, max(abs(c.cost)) AS highest_cost
    FROM (${daily}) AS c GROUP BY c.account, c.currency, c.subscription, c.value HAVING highest_cost * 2 >= ${least}`;
  const days = SqlText.of`
    SELECT account, currency, subscription, value, toDate(day) AS day, cost, expected, weeks, cost - expected AS difference,
      if(weeks < 4, least(expected - width, lowest), expected - width) AS low, if(weeks < 4, greatest(expected + width, highest), expected + width) AS high
    FROM (
      SELECT account, currency, subscription, value, day, cost, toUInt8(length(known)) AS weeks, expected, arrayMin(known) AS lowest, arrayMax(known) AS highest,
        day = last AND last < ${number(lastDay)} AS is_filling,
        ${decimal(SqlText.of`greatest(${decimal(SqlText.of`deviation * toDecimal64(5.1891, 4)`)}, ${decimal(SqlText.of`abs(expected) * toDecimal64(0.1, 1)`)}, ${least})`)} AS width
      FROM (
        SELECT account, currency, subscription, value, last, days, costs, all_known, all_expected,
          arraySort(arrayFilter((residual, known) -> length(known) >= 2, arrayMap((cost, expected) -> abs(cost - expected), costs, all_expected), all_known)) AS residuals,
          ${decimal(medianSql(SqlText.of`residuals`))} AS deviation
        FROM (
          SELECT *, arrayMap((day, ${lags}) -> arraySort(arraySlice([${lags}], 1, least(${Bound.count(weeksBack)}, intDiv(greatest(toInt32(day) - first, 0), 7)))), days, ${before}) AS all_known,
            arrayMap(known -> ${decimal(medianSql(SqlText.of`known`))}, all_known) AS all_expected
          FROM (
            SELECT s.account AS account, s.currency AS currency, s.subscription AS subscription, s.value AS value, toInt32(s.first) AS first, l.last AS last,
              s.dense AS dense, l.last + 1 - ${number(month.firstDay)} + ${Bound.count(judgedBefore)} AS judged_days,
              range(toUInt16(${number(month.firstDay)} - ${Bound.count(judgedBefore)}), l.last + 1) AS days, ${judged(0)} AS costs
            FROM (
              SELECT * FROM (${values}) AS v
              ORDER BY v.highest_cost DESC, v.account, v.currency, v.subscription, v.value LIMIT ${Bound.count(mostAnomalyValues)}) AS s
            INNER JOIN (SELECT d.account AS account, toUInt16(max(d.day)) AS last FROM (${ofAccounts}) AS d GROUP BY d.account) AS l ON l.account = s.account
            WHERE l.last >= ${number(month.firstDay)}))) AS w
      ARRAY JOIN w.days AS day, w.costs AS cost, w.all_known AS known, w.all_expected AS expected
      WHERE day >= ${number(month.firstDay)} AND length(known) >= 2)
    WHERE (cost < low OR cost > high) AND NOT (is_filling AND cost < expected)`;
  return { days, values: SqlText.of`SELECT toString(count()) AS number FROM (${values})` };
}

const decimal = (value: SqlText): SqlText => SqlText.of`toDecimal256(${value}, 18)`;

/** So many values of a dimension are judged. */
export const mostAnomalyValues = 2000;
const weeksBack = 8;
/** Days before the month whose scatter counts. */
const judgedBefore = 28;
/** One for each of `weeksBack`. */
const lags = SqlText.of`w1, w2, w3, w4, w5, w6, w7, w8`;
