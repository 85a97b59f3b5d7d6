import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";
import { onlyAccount } from "./only-account";

/** Which days to look at, `YYYY-MM-DD`, both included; all days without them. */
export interface KnownThroughQuestion {
  readonly from?: string | undefined;
  readonly through?: string | undefined;
  readonly billingAccount?: string | undefined;
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
 * ChargeCategory Usage; live charges have none yet, and count), and of that only services that are used day after day: a day counts for a service when
 * the day before does, or when the days between have no usage in the week before either, as at weekends. A day is known when it counts for a service,
 * and when of the services for which the day a week before counted, and that were used in the last three days, at least half are used on it: a day of
 * which most has not arrived yet is not known. Without any such day, as in an account that is two days old or has fees only, it is the newest day of usage.
 */
export function knownThroughSql(question: KnownThroughQuestion): SqlText {
  const any = SqlText.of`
    SELECT d.billing_account_id AS account, toUInt16(max(d.usage_date)) AS newest
    FROM CurrentDailyCostByService AS d WHERE ${within(SqlText.of`d.usage_date`, question)} ${onlyAccount(SqlText.of`d.billing_account_id`, question.billingAccount)}
    GROUP BY account`;
  const known = SqlText.of`
    SELECT y.account AS account, if(countIf(y.is_known) = 0, max(y.day), maxIf(y.day, y.is_known)) AS known
    FROM (
      SELECT e.account AS account, e.day AS day,
        e.steady > 0 AND 2 * e.again >= sum(e.going_on) OVER (PARTITION BY e.account ORDER BY e.day RANGE BETWEEN 7 PRECEDING AND 7 PRECEDING) AS is_known
      FROM (
        SELECT w.account AS account, w.day AS day, countIf(w.is_steady) AS steady, countIf(w.is_steady AND w.later > 0) AS going_on,
          countIf(w.was_steady) AS again
        FROM (
          SELECT r.account AS account, r.day AS day, r.is_steady AS is_steady,
            max(r.is_steady) OVER (PARTITION BY r.account, r.service ORDER BY r.day RANGE BETWEEN 7 PRECEDING AND 7 PRECEDING) AS was_steady,
            count() OVER (PARTITION BY r.account, r.service ORDER BY r.day RANGE BETWEEN 4 FOLLOWING AND 6 FOLLOWING) AS later
          FROM (${steadyDaysSql(question)}) AS r) AS w
        GROUP BY w.account, w.day) AS e) AS y
    GROUP BY y.account`;
  return SqlText.of`
    SELECT n.account AS account, k.known AS known, n.newest AS newest
    FROM (${any}) AS n LEFT JOIN (${known}) AS k ON k.account = n.account`;
}

/** A SELECT of account, service, known (0 when it is not used day after day) and newest, of usage alone. */
export function knownThroughOfServicesSql(question: KnownThroughQuestion): SqlText {
  return SqlText.of`
    SELECT r.account AS account, r.service AS service, maxIf(r.day, r.is_steady) AS known, max(r.day) AS newest
    FROM (${steadyDaysSql(question)}) AS r GROUP BY r.account, r.service`;
}

/** A SELECT of account, service, day and whether the service is used day after day up to it. */
function steadyDaysSql(question: KnownThroughQuestion): SqlText {
  const before = SqlText.of`w.before[-1]`;
  return SqlText.of`
    SELECT w.account AS account, w.service AS service, w.day AS day,
      notEmpty(w.before) AND (w.day - ${before} = 1 OR (w.day - ${before} <= 7 AND
        if(${before} < w.first + 6, w.day - ${before} <= 3, arrayCount(one -> one > ${before} - 7 AND one < w.day - 7, w.before) = 0))) AS is_steady
    FROM (
      SELECT u.account AS account, u.service AS service, u.day AS day, min(u.day) OVER (PARTITION BY u.account, u.service) AS first,
        groupArray(u.day) OVER (PARTITION BY u.account, u.service ORDER BY u.day RANGE BETWEEN 14 PRECEDING AND 1 PRECEDING) AS before
      FROM (${usageDaysSql(question)}) AS u) AS w`;
}

/**
 * A SELECT of account, service and day on which there is any usage, at whatever cost: what a reservation covers costs 0. Published snapshots by their FOCUS
 * service; by the meter category what is live, and so not mapped yet.
 */
function usageDaysSql(question: KnownThroughQuestion): SqlText {
  const own = (column: SqlText): SqlText => onlyAccount(column, question.billingAccount);
  return SqlText.of`
    SELECT f.billing_account_id AS account, f.service_name AS service, toUInt16(f.usage_date) AS day
    FROM DailyFocusServiceCost AS f
    WHERE f.charge_category = 'Usage' AND ${within(SqlText.of`f.usage_date`, question)} ${own(SqlText.of`f.billing_account_id`)}
      AND f.snapshot_id IN (SELECT snapshot_id FROM CurrentBillingSnapshot)
    GROUP BY account, service, day
    UNION ALL
    SELECT d.billing_account_id, d.meter_category, toUInt16(d.usage_date)
    FROM CurrentDailyCostByService AS d
    WHERE ${within(SqlText.of`d.usage_date`, question)} ${own(SqlText.of`d.billing_account_id`)}
      AND d.snapshot_id NOT IN (SELECT snapshot_id FROM DailyFocusServiceCost)
    GROUP BY d.billing_account_id, d.meter_category, d.usage_date`;
}

/** Live charges without a readable day are on none, which is 1970 in a rollup. */
function within(day: SqlText, { from, through }: KnownThroughQuestion): SqlText {
  const parts = [
    SqlText.of`${day} > toDate(0)`,
    ...(from === undefined ? [] : [SqlText.of`${day} >= ${Bound.date(from)}`]),
    ...(through === undefined ? [] : [SqlText.of`${day} <= ${Bound.date(through)}`]),
  ];
  return SqlText.join(parts, " AND ");
}
