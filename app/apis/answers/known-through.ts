import { chooseCostTable } from "../../domain/cost/cost-rollup";
import { type CostScope, costRows } from "../cost-questions/cost-rows";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";

/** The charges, and their days as `YYYY-MM-DD`, both included; without days, all charges that have a day. */
export interface KnownThroughQuestion {
  readonly scope: CostScope;
  readonly from?: string | undefined;
  readonly through?: string | undefined;
}

/** To which day usage is known of a billing account, and the newest day of any charge, which may be a fee that was billed ahead. */
export interface KnownThrough {
  billing_account_id: string;
  /** Usage is known up to and including this day; null when there is no usage at all. */
  known_through: string | null;
  newest_charge_date: string;
}

/**
 * A SELECT of account, known (the last day to which usage is known; 0 without any) and newest (of any charge), as numbers of days.
 *
 * The newest date of any charge says nothing: a support fee or a reservation is dated days ahead of the usage beside it. So only usage counts (FOCUS
 * ChargeCategory Usage), and of that only services that are used day after day: a day counts for a service when
 * the day before does, or when the days between have no usage in the week before either, as at weekends. A day is known when it counts for a service,
 * and when of the services for which the day a week before counted, and that were used in the last three days, at least half are used on it: a day of
 * which most has not arrived yet is not known. Without any such day, as in an account that is two days old or has fees only, it is the newest day of usage.
 */
export function knownThroughSql(question: KnownThroughQuestion): SqlText {
  return SqlText.of`
    SELECT y.account AS account, if(countIf(y.is_known) = 0, max(y.day), maxIf(y.day, y.is_known)) AS known, max(y.newest) AS newest
    FROM (
      SELECT e.account AS account, e.day AS day, e.newest AS newest,
        e.steady > 0 AND 2 * e.again >= sum(e.going_on) OVER (PARTITION BY e.account ORDER BY e.day RANGE BETWEEN 7 PRECEDING AND 7 PRECEDING) AS is_known
      FROM (
        SELECT w.account AS account, w.day AS day, countIf(w.is_steady) AS steady, countIf(w.is_steady AND w.later > 0) AS going_on,
          countIf(w.was_steady) AS again, max(w.newest) AS newest
        FROM (
          SELECT r.account AS account, r.day AS day, r.is_steady AS is_steady, r.newest AS newest,
            max(r.is_steady) OVER (PARTITION BY r.account, r.service ORDER BY r.day RANGE BETWEEN 7 PRECEDING AND 7 PRECEDING) AS was_steady,
            count() OVER (PARTITION BY r.account, r.service ORDER BY r.day RANGE BETWEEN 4 FOLLOWING AND 6 FOLLOWING) AS later
          FROM (${steadyDaysSql(question)}) AS r) AS w
        GROUP BY w.account, w.day) AS e) AS y
    GROUP BY y.account`;
}

/** A SELECT of account, service, known (0 when it is not used day after day) and newest, of usage alone. */
export function knownThroughOfServicesSql(question: KnownThroughQuestion): SqlText {
  return SqlText.of`
    SELECT r.account AS account, r.service AS service, maxIf(r.day, r.is_steady) AS known, max(r.day) AS newest
    FROM (${steadyDaysSql(question)}) AS r WHERE r.day > 0 GROUP BY r.account, r.service`;
}

/** A SELECT of account, service, day, newest (of any charge of the account) and whether the service is used day after day up to it. */
function steadyDaysSql(question: KnownThroughQuestion): SqlText {
  const before = SqlText.of`w.before[-1]`;
  return SqlText.of`
    SELECT w.account AS account, w.service AS service, w.day AS day, w.newest AS newest,
      notEmpty(w.before) AND (w.day - ${before} = 1 OR (w.day - ${before} <= 7 AND
        if(${before} < w.first + 6, w.day - ${before} <= 3, arrayCount(one -> one > ${before} - 7 AND one < w.day - 7, w.before) = 0))) AS is_steady
    FROM (
      SELECT u.account AS account, u.service AS service, u.day AS day, u.newest AS newest, min(u.day) OVER (PARTITION BY u.account, u.service) AS first,
        groupArray(u.day) OVER (PARTITION BY u.account, u.service ORDER BY u.day RANGE BETWEEN 14 PRECEDING AND 1 PRECEDING) AS before
      FROM (${usageDaysSql(question)}) AS u) AS w`;
}

/**
 * A SELECT of account, service (FOCUS ServiceName) and day on which there is any usage, at whatever cost: what a reservation covers costs 0. Beside it
 * newest, of any charge of the account, so that charges are read once for both. An account without usage has one row, of the day 0.
 */
function usageDaysSql(question: KnownThroughQuestion): SqlText {
  return SqlText.of`
    SELECT a.account AS account, used.1 AS service, used.2 AS day, a.newest AS newest
    FROM (
      SELECT f.account AS account, groupUniqArrayIf((f.service, toUInt16(f.day)), f.category = 'Usage') AS uses, toUInt16(max(f.day)) AS newest
      FROM (${daysSql(question)}) AS f GROUP BY account) AS a
    LEFT ARRAY JOIN a.uses AS used`;
}

/** A SELECT of account, service, category and day of all charges that have a day. */
function daysSql({ scope, from, through }: KnownThroughQuestion): SqlText {
  const fields = scope.filters.map(({ field }) => field);
  const rows = costRows(
    chooseCostTable(fields, true),
    { ...scope, days: scope.range.unit === "days" ? undefined : "any" },
    () => SqlText.of`billing_account_id AS account, service_name AS service, charge_category AS category, usage_date AS day`,
  );
  const parts = [
    SqlText.of`r.day > toDate(0)`,
    ...(from === undefined ? [] : [SqlText.of`r.day >= ${Bound.date(from)}`]),
    ...(through === undefined ? [] : [SqlText.of`r.day <= ${Bound.date(through)}`]),
  ];
  return SqlText.of`SELECT r.account AS account, r.service AS service, r.category AS category, r.day AS day FROM (${rows}) AS r WHERE ${SqlText.join(parts, " AND ")}`;
}
