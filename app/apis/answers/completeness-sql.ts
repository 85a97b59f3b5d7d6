import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";
import type { BillingMonth } from "../../domain/calendar/billing-month";
import { type CostScope, costRows } from "../cost-questions/cost-rows";
import { knownThroughSql } from "./known-through";
import { onlyAccount } from "./parameters";

/** The days of a month on which a subscription has no charge, up to the one to which usage of its billing account is known. */
export interface DayCoverage {
  billing_account_id: string;
  subscription_guid: string;
  subscription_name: string;
  first_usage_date: string;
  last_usage_date: string;
  days_with_charges: number;
  missing_days: string[];
}

/** A month without data between the first and the last known month of a billing account. */
export interface MissingMonth {
  billing_account_id: string;
  /** `YYYY-MM`. */
  month: string;
}

/** A SELECT of DayCoverage. `ofMonth` are the charges of the billing month, `known` those that usage is known from. Charges without a day are on none. */
export function dayCoverageSql(month: BillingMonth, ofMonth: CostScope, known: CostScope): SqlText {
  const [period, lastDay] = [Bound.date(month.firstDay), Bound.date(`${month.toString()}-${month.days}`)];
  const rows = costRows(
    "DailyFocusCost",
    ofMonth,
    () => SqlText.of`billing_account_id AS account, subscription AS guid, subscription_name AS name, usage_date AS day`,
  );
  return SqlText.of`
    SELECT s.account AS billing_account_id, s.guid AS subscription_guid, s.name AS subscription_name, toString(arrayMin(s.days)) AS first_usage_date,
      toString(arrayMax(s.days)) AS last_usage_date, toUInt8(length(s.days)) AS days_with_charges,
      arrayMap(day -> toString(day), arrayFilter(day -> NOT has(s.days, day),
        arrayMap(number -> ${period} + number, range(toUInt32(greatest(dateDiff('day', ${period}, l.last) + 1, 0)))))) AS missing_days
    FROM (
      SELECT d.account AS account, d.guid AS guid, max(d.name) AS name, groupUniqArray(d.day) AS days
      FROM (${rows}) AS d WHERE d.day BETWEEN ${period} AND ${lastDay} GROUP BY account, guid) AS s
    INNER JOIN (
      SELECT k.account AS account, least(toDate(if(k.known = 0, k.newest, k.known)), ${lastDay}) AS last
      FROM (${knownThroughSql({ scope: known, from: month.plus(-1)?.firstDay, through: `${month.toString()}-${month.days}` })}) AS k) AS l ON l.account = s.account
    ORDER BY length(missing_days) DESC, s.account, s.guid LIMIT 1000`;
}

/** A SELECT of MissingMonth, by account and month. */
export function missingMonthsSql(billingAccount: string | undefined): SqlText {
  return SqlText.of`
    SELECT g.account AS billing_account_id, formatDateTime(g.gap, '%Y-%m') AS month
    FROM (
      SELECT m.account AS account, groupUniqArray(m.month) AS known,
        arrayJoin(arrayMap(number -> addMonths(min(m.month), number), range(toUInt32(dateDiff('month', min(m.month), max(m.month)) + 1)))) AS gap
      FROM (
        SELECT billing_account_id AS account, toStartOfMonth(billing_period) AS month FROM CurrentBillingSnapshot
        UNION ALL
        SELECT billing_account_id, month_date FROM LiveChargeMonth) AS m
      WHERE m.month > toDate(0) ${onlyAccount(SqlText.of`m.account`, billingAccount)}
      GROUP BY m.account) AS g
    WHERE NOT has(g.known, g.gap)
    ORDER BY g.account, g.gap LIMIT 1000`;
}
