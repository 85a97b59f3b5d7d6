import type { BillingMonth } from "../../domain/calendar/billing-month";
import { addDays, daysBetween } from "../../domain/calendar/calendar-day";
import { isChineseHoliday } from "../../domain/calendar/public-holidays";
import { isSteady, type JudgedCosts } from "../../domain/daily-cost/find-anomalies";
import { addDecimals } from "../../domain/decimal/add-decimals";
import { askCosts } from "../cost-questions/ask-costs";
import type { CostScope } from "../cost-questions/cost-rows";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";
import { type DailyCostDimension, dailyCostBy } from "./daily-cost-by";
import { knownThroughSql } from "./known-through";

/** What a dimension of anomalies can be. */
export type AnomalyDimension = Exclude<DailyCostDimension, "account">;

export interface JudgedQuestion {
  /** Of the days that `anomalyDays` names. */
  readonly scope: CostScope;
  readonly month: BillingMonth;
  readonly dimension: AnomalyDimension;
  /** Minimum difference to report. Plain digits. */
  readonly minimum: string;
  /** Maximum number of values. */
  readonly most: number;
}

/** A value of a dimension, and what it cost day by day since `firstDay`. */
export interface JudgedValue {
  readonly dimension: AnomalyDimension;
  readonly account: string;
  readonly currency: string;
  /** Of a resource group; empty for other dimensions. */
  readonly subscription: string;
  readonly value: string;
  /** Whether purchases are judged apart: they do not come day after day. */
  readonly isApart: boolean;
  /** Exact, of the days that `judged.costs` and `judged.purchases` have as doubles, by index; days before the month are rounded to six decimals. */
  readonly costs: readonly string[];
  readonly purchases: readonly string[];
  readonly judged: JudgedCosts;
}

export interface JudgedValues {
  readonly values: readonly JudgedValue[];
  /** How many values there are. */
  readonly number: number;
}

/**
 * The `most` values with the highest cost of a day, those without any cost in the month included: what stops being charged is an anomaly too. A day without
 * charges between the first and the newest of the account costs 0. Low cost is usual on public holidays for what is billed in CNY.
 */
export async function readJudgedCosts(
  request: ApiRequest,
  { scope, month, dimension, minimum, most }: JudgedQuestion,
): Promise<JudgedValues> {
  const { from } = anomalyDays(month);
  const number = (day: string): SqlText => SqlText.of`toUInt16(${Bound.date(day)})`;
  const shown = (amount: SqlText): SqlText =>
    SqlText.of`groupArray(toString(if(c.day < ${Bound.date(month.firstDay)}, round(${amount}, 6), ${amount})))`;
  const rows = await askCosts<FoundValue>(
    request,
    scope.snapshots,
    SqlText.of`
    SELECT s.account AS account, s.currency AS currency, s.subscription AS subscription, s.value AS value, s.days AS days, s.costs AS costs, s.bought AS bought,
      s.first AS first, s.final AS final, s.account_first AS account_first, toString(s.number) AS number, if(l.known = 0, l.newest, l.known) AS known_day,
      toUInt16(l.newest) AS newest
    FROM (
      SELECT *, count() OVER () AS number FROM (
        SELECT c.account AS account, c.currency AS currency, c.subscription AS subscription, c.value AS value, groupArray(toUInt16(c.day)) AS days,
          ${shown(SqlText.of`c.cost`)} AS costs, ${shown(SqlText.of`c.purchase`)} AS bought, toUInt16(min(c.day)) AS first, toUInt16(max(c.day)) AS final,
          max(abs(c.cost)) AS highest_cost, min(first) OVER (PARTITION BY c.account) AS account_first
        FROM (${dailyCostBy({ dimension, scope })}) AS c GROUP BY c.account, c.currency, c.subscription, c.value
        HAVING highest_cost * 2 >= toDecimal256(${Bound.text(minimum)}, 18))
      ORDER BY highest_cost DESC, account, currency, subscription, value LIMIT ${Bound.count(most)}) AS s
    INNER JOIN (${knownThroughSql({ scope, from: addDays(month.firstDay, -judgedBefore) })}) AS l ON l.account = s.account
    WHERE l.newest >= ${number(month.firstDay)}`,
  );
  const begin = daysBetween("1970-01-01", from);
  const holidays = Array.from({ length: daysBetween(from, `${month.toString()}-${month.days}`) + 1 }, (_, day) =>
    isChineseHoliday(begin + day),
  );
  return {
    values: rows.map((row) => valueOf(row, dimension, begin, row.currency === "CNY" ? holidays : [])),
    number: Number(rows[0]?.number ?? 0),
  };
}

/** The days that anomalies of a month are derived from, both included: eight weeks before the four whose scatter counts. */
export function anomalyDays(month: BillingMonth): { readonly from: string; readonly through: string } {
  return { from: addDays(month.firstDay, -(judgedBefore + weeksBack * 7)), through: `${month.toString()}-${month.days}` };
}

/** Days as the engine counts them, from 1970-01-01. */
interface FoundValue {
  readonly account: string;
  readonly currency: string;
  readonly subscription: string;
  readonly value: string;
  readonly days: readonly number[];
  readonly costs: readonly string[];
  readonly bought: readonly string[];
  readonly first: number;
  readonly final: number;
  readonly account_first: number;
  readonly number: string;
  readonly known_day: number;
  readonly newest: number;
}

function valueOf(row: FoundValue, dimension: AnomalyDimension, begin: number, holidays: readonly boolean[]): JudgedValue {
  const { account, currency, subscription, value } = row;
  const whole: string[] = Array.from({ length: row.newest - begin + 1 }, () => "0");
  const purchases = [...whole];
  row.days.forEach((day, index) => {
    whole[day - begin] = row.costs[index] ?? "0";
    purchases[day - begin] = row.bought[index] ?? "0";
  });
  const isApart = !isSteady(purchases.map(Number));
  const costs = isApart ? whole.map((cost, day) => less(cost, purchases[day] ?? "0")) : whole;
  return {
    dimension,
    account,
    currency,
    subscription,
    value,
    isApart,
    costs,
    purchases,
    judged: {
      costs: costs.map(Number),
      purchases: isApart ? purchases.map(Number) : [],
      first: row.first - begin,
      final: row.final - begin,
      accountFirst: row.account_first - begin,
      known: row.known_day - begin,
      holidays,
    },
  };
}

function less(cost: string, purchase: string): string {
  if (purchase === "0") return cost;
  return addDecimals([cost, purchase.startsWith("-") ? purchase.slice(1) : `-${purchase}`]);
}

const weeksBack = 8;
const judgedBefore = 28;
