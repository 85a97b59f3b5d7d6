import { BillingMonth } from "../../domain/calendar/billing-month";
import { addDays, daysBetween } from "../../domain/calendar/calendar-day";
import { isChineseHoliday } from "../../domain/calendar/public-holidays";
import { type DaysForecast, forecastDays as forecastOf, monthlyFees } from "../../domain/daily-cost/forecast-days";
import { shownAmount } from "../../domain/daily-cost/shown-amount";
import { ExactSum } from "../../domain/snapshot/exact-sum";
import type { ApiRequest } from "../serving/api-request";
import { SqlText } from "../serving/sql-text";
import { Bound } from "../serving/bound";
import { askCosts } from "../cost-questions/ask-costs";
import type { CostScope } from "../cost-questions/cost-rows";
import { type DailyCostDimension, dailyCostBy } from "./daily-cost-by";
import { knownThroughOfServicesSql, knownThroughSql } from "./known-through";

export interface ForecastQuestion {
  /** Of the days that `forecastDays` names. */
  readonly scope: CostScope;
  readonly month: BillingMonth;
  /** How many months, `month` the first of them (default 1). */
  readonly months?: number;
  readonly dimension: DailyCostDimension;
  readonly values?: readonly string[] | undefined;
  /** Of resource groups: those of each subscription apart, each under its path of Azure. */
  readonly isByPath?: boolean;
}

/** What a month will have cost at its end. Amounts are digits. */
export interface Forecast {
  readonly month: BillingMonth;
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
  readonly method: "actual" | DaysForecast["method"];
  readonly based_on_days: number;
  readonly remaining_days: number;
  /** Days of the month up to known_through that have no charge although the same weekday of the week before had one. They count as 0. */
  readonly missing_days: readonly string[];
}

/**
 * Forecasts by account, currency, value and month. What is billed is what it is, fees dated ahead included. To it comes the usage of each day after the one to
 * which the account's usage is known (knownThroughSql), by domain/daily-cost/forecast-days.ts. Of a day that is not known yet but has some usage already, only
 * the rest is expected. Usage is what FOCUS calls so; of purchases, taxes and credits a month is expected to bring what both of the last two whole months
 * brought, less what it brought already (monthlyFees). A day without charges between the first and the last known one cost 0.
 *
 * low and high are rounded up to cents. low is not less than what is billed already when no known day cost less than nothing.
 *
 * A month is over, and its forecast is what it cost, when its last day is known or is more than five days ago: Azure takes no longer to bill usage.
 */
export async function readForecasts(request: ApiRequest, question: ForecastQuestion): Promise<readonly Forecast[]> {
  const { scope, month, months = 1, dimension, values, isByPath = false } = question;
  const since = addDays(month.firstDay, -leastRecentDays);
  const name = isByPath ? SqlText.of`concat('/subscriptions/', d.subscription, '/resourceGroups/', d.value)` : SqlText.of`d.value`;
  const rows = await askCosts<FoundDays>(
    request,
    scope.snapshots,
    SqlText.of`
    WITH daily AS (
      SELECT p.account AS account, p.currency AS currency, p.value AS value, toUInt16(p.day) AS day, sum(p.cost) AS cost, sum(p.cost) - sum(p.fee) AS usage,
        sum(p.charges) AS charges, sum(p.early) AS early
      FROM (
        SELECT d.account AS account, d.currency AS currency, ${name} AS value, d.day AS day, d.cost AS cost, d.fee AS fee, toDecimal256(0, 18) AS early,
          d.charges AS charges
        FROM (${dailyCostBy({ dimension, scope, values })}) AS d
        ${dimension === "account" ? SqlText.of`UNION ALL ${earlyFeesSql(scope, since)}` : SqlText.of``}) AS p
      GROUP BY account, currency, value, day)
    SELECT s.account AS account, s.currency AS currency, s.value AS value, s.first AS first, s.days AS days, s.costs AS costs, s.usages AS usages,
      s.partial AS partial, s.charges AS charges, toUInt16(l.known) AS known, toUInt16(l.newest) AS newest
    FROM (
      SELECT account, currency, value, toUInt16(minIf(daily.day, daily.charges > 0)) AS first, groupArray(daily.day) AS days,
        groupArray(toString(daily.cost)) AS costs, groupArray(toFloat64(daily.usage)) AS usages, groupArray(toFloat64(daily.usage - daily.early)) AS partial,
        groupArray(toUInt32(daily.charges)) AS charges
      FROM daily GROUP BY account, currency, value HAVING sumIf(daily.charges, daily.day >= toUInt16(${Bound.date(since)})) > 0) AS s
    INNER JOIN (${knownThroughSql({ scope, from: since })}) AS l ON l.account = s.account
    ORDER BY account, currency, value`,
  );
  const asked = Array.from({ length: months }, (_, index) => month.plus(index)).filter((one) => one !== null);
  const begin = dayNumber(forecastDays(month, months).from);
  const today = dayNumber(request.now.toISOString().slice(0, 10));
  return rows.flatMap((row) => forecastsOf(row, asked, begin, today));
}

/** The days that the forecast of a month and those after it is made of, both included: sixteen weeks before. */
export function forecastDays(month: BillingMonth, months = 1): { readonly from: string; readonly through: string } {
  const last = month.plus(months - 1) ?? month;
  return { from: addDays(month.firstDay, -historyDays), through: `${last.toString()}-${last.days}` };
}

/** Days are counted from 1970-01-01. Lists have an entry for each day with a charge. */
interface FoundDays {
  readonly account: string;
  readonly currency: string;
  readonly value: string;
  readonly first: number;
  readonly days: readonly number[];
  readonly costs: readonly string[];
  readonly usages: readonly number[];
  /** Of days that are not known: usage without what is a fee rather than the first part of a day's usage. */
  readonly partial: readonly number[];
  readonly charges: readonly number[];
  /** 0: no usage. */
  readonly known: number;
  readonly newest: number;
}

function forecastsOf(row: FoundDays, months: readonly BillingMonth[], begin: number, today: number): readonly Forecast[] {
  const { account, currency, value, first, days, newest } = row;
  const last = row.known === 0 ? newest : row.known;
  const usages = Array.from({ length: last - begin + 1 }, () => 0);
  days.forEach((day, index) => {
    if (day <= last) usages[day - begin] = row.usages[index] ?? 0;
  });
  const from = Math.max(first - begin, 0);
  const known = last - begin;
  const end = dayNumber(months.at(-1)?.firstDay ?? "1970-01-01") + 31;
  const holidays = currency === "CNY" ? Array.from({ length: end - begin }, (_, day) => isChineseHoliday(begin + day)) : [];
  const found = forecastOf({ costs: usages, first: from, known, holidays });
  const partial = new Map(days.map((day, index) => [day, row.partial[index] ?? 0]));
  const isCredited = usages.some((one) => one < 0);
  const expectedOf = (day: number): number => {
    const expected = found.expect(day - begin);
    const billed = partial.get(day) ?? 0;
    return billed > 0 && billed <= 2 * expected ? Math.max(expected - billed, 0) : expected;
  };
  const fees = feesOf(row);
  const charged = new Set(days);
  return months.map((month): Forecast => {
    const firstDay = dayNumber(month.firstDay);
    const lastDay = firstDay + month.days - 1;
    const billed = new ExactSum();
    let charges = 0;
    days.forEach((day, index) => {
      if (day < firstDay || day > lastDay) return;
      billed.add(row.costs[index] ?? "0");
      charges += row.charges[index] ?? 0;
    });
    const left = today > lastDay + billedAfterDays ? [] : daysFrom(Math.max(last + 1, firstDay), lastDay);
    const usage = left.reduce((sum, day) => sum + expectedOf(day), 0);
    const rest = new ExactSum(shownAmount(left.length === 0 ? 0 : usage + fees.expected(month)));
    const [start, through] = [left[0], left.at(-1)];
    const share = start === undefined || through === undefined ? 0 : found.uncertainty(start - begin, through - begin);
    const half = new ExactSum(shownAmount(Math.ceil(Math.abs(usage) * share * 100) / 100));
    const total = billed.plus(rest);
    const lowest = total.compare(billed) < 0 ? total : billed;
    const low = total.minus(half);
    const method = left.length === 0 ? "actual" : found.method;
    const isNone = method === "none";
    return {
      month,
      account,
      currency,
      value,
      actual: billed.toString(),
      charges: String(charges),
      through: dayText(newest),
      known_through: row.known === 0 ? null : dayText(row.known),
      forecast: isNone ? null : total.toString(),
      low: isNone ? null : (isCredited || low.compare(lowest) > 0 ? low : lowest).toString(),
      high: isNone ? null : total.plus(half).toString(),
      method,
      based_on_days: Math.min(known - from + 1, mostBasedOnDays),
      remaining_days: left.length,
      missing_days: daysFrom(Math.max(first, firstDay), Math.min(last, lastDay))
        .filter((day) => !charged.has(day) && charged.has(day - 7))
        .map(dayText),
    };
  });
}

/** What purchases, taxes and credits a month is still expected to bring: as doubles. */
function feesOf({ days, costs, usages, known, newest }: FoundDays): { readonly expected: (month: BillingMonth) => number } {
  const byMonth = new Map<string, number>();
  days.forEach((day, index) => {
    const month = dayText(day).slice(0, 7);
    byMonth.set(month, (byMonth.get(month) ?? 0) + Number(costs[index] ?? "0") - (usages[index] ?? 0));
  });
  const of = (month: BillingMonth | null | undefined): number => byMonth.get(month?.toString() ?? "") ?? 0;
  const next = BillingMonth.parse(dayText((known === 0 ? newest : known) + 1).slice(0, 7));
  const usual = monthlyFees(of(next?.plus(-1)), of(next?.plus(-2)));
  return {
    expected: (month) => {
      const rest = usual - of(month);
      return Math.sign(rest) === Math.sign(usual) ? rest : 0;
    },
  };
}

const dayNumber = (day: string): number => daysBetween("1970-01-01", day);
const dayText = (day: number): string => addDays("1970-01-01", day);
const daysFrom = (first: number, last: number): readonly number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);

/** A SELECT for `daily`: what usage of services that are not used day after day costs: a fee, whatever its category, and not the first part of a day's usage. */
function earlyFeesSql(scope: CostScope, from: string): SqlText {
  return SqlText.of`
    SELECT e.account, e.currency, '', e.day, 0, 0, e.cost - e.fee, 0
    FROM (${dailyCostBy({ scope, dimension: "service" })}) AS e
    WHERE (e.account, e.value) IN (SELECT k.account, k.service FROM (${knownThroughOfServicesSql({ scope, from })}) AS k WHERE k.known = 0)`;
}

const historyDays = 112;
/** What was not charged in so many days before the month, nor in it, is not forecast. */
const leastRecentDays = 28;
const mostBasedOnDays = 56;
/** Azure takes no longer to bill usage of a month that is over. */
export const billedAfterDays = 5;
