import type { tags } from "typia";
import type { Answer, AnswerProblem } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { readAnswerSnapshots } from "../serving/read-answer-snapshots";
import { SqlText } from "../serving/sql-text";
import { type DayCoverage, dayCoverageSql, type MissingMonth, missingMonthsSql } from "./completeness-sql";
import { monthOf } from "./month-of";
import { onlyAccount } from "./only-account";
import { type Reconciliation, reconciliationSql } from "./reconciliation-sql";
import { rfc3339 } from "./rfc3339";
import { singleCurrency } from "../serving/single-currency";

export interface DataQualityParams {
  /** The billing month, `YYYY-MM`. */
  month: string & tags.Pattern<"^20\\d{2}-(0[1-9]|1[0-2])$"> & tags.Example<"2026-10">;
  /** One billing account id (at Azure the enrollment number); every one of the caller's unless said. */
  billing_account?: string & tags.Pattern<"^[A-Za-z0-9_.:-]{1,128}$"> & tags.Example<"100">;
}

/** One oddity that charges of the month have, with what those charges cost; a charge that has two counts in both rows. */
export interface DataQualityRow {
  billing_account_id: string;
  currency: string;
  code: string;
  /** Of the charge; empty for what was imported, where the code says it all. */
  field: string;
  charges: string;
  cost: string;
}

/** Charges that have any problem, among all. */
export interface DataQualityTotal {
  currency: string;
  charges: string;
  cost: string;
  charges_with_problems: string;
  cost_with_problems: string;
}

/** A FOCUS rule that the month's active snapshot breaks. */
export interface BrokenFocusRule {
  billing_account_id: string;
  snapshot_id: string;
  rule_id: string;
  focus_column: string;
  severity: "refuse" | "warn";
  requirement: "MUST" | "SHOULD";
  description: string;
  rows_checked: string;
  failures: string;
}

/** How old what is known of a billing account is; of all its months. */
export interface Freshness {
  billing_account_id: string;
  /** RFC 3339; null when only posted charges are known. */
  last_published_at: string | null;
  hours_since_publication: number | null;
  /** The last day of use of which anything is known. */
  last_usage_date: string | null;
}

/** Posted records that became no charge and wait for somebody. */
export interface WaitingDeadLetters {
  waiting: string;
  first_failed_at: string | null;
  last_failed_at: string | null;
}

export interface DataQualityAnswer extends Answer<DataQualityRow, DataQualityTotal> {
  /** Null for callers of some billing accounts: a record that is no charge has no account that could be relied on. */
  dead_letters: WaitingDeadLetters | null;
  /** The gravest first; at most 1000. */
  focus_findings: readonly BrokenFocusRule[];
  reconciliation: readonly Reconciliation[];
  freshness: readonly Freshness[];
  /** Subscriptions with charges in the month, those with the most missing days first; at most 1000. */
  completeness: readonly DayCoverage[];
  /** Months between the first and the last one of a billing account of which nothing is known; at most 1000. */
  missing_months: readonly MissingMonth[];
}

/** What somebody should know before trusting the numbers of a month. `problems` says in words what of it is wrong. */
export async function answerDataQuality(
  { month, billing_account: billingAccount }: DataQualityParams,
  request: ApiRequest,
): Promise<DataQualityAnswer> {
  const { firstDay } = monthOf(month);
  const own = (column: SqlText): SqlText => onlyAccount(column, billingAccount);
  const charges = SqlText.of`FROM (${chargesSql(firstDay)}) AS c WHERE 1 ${own(SqlText.of`c.account`)}`;
  const sees = request.caller.accounts === "all";
  const [data, totals, deadLetters, findings, reconciliation, freshness, completeness, missing, snapshots] = await Promise.all([
    request.rows<DataQualityRow>(SqlText.of`
      SELECT p.account AS billing_account_id, p.currency AS currency, p.problem.1 AS code, p.problem.2 AS field, toString(count()) AS charges,
        toString(sum(p.cost)) AS cost
      FROM (
        SELECT c.account AS account, c.currency AS currency, c.cost AS cost, arrayJoin(arrayDistinct(c.problems)) AS problem
        ${charges} AND notEmpty(c.problems)) AS p
      GROUP BY p.account, p.currency, p.problem
      ORDER BY p.account, count() DESC, p.problem, p.currency LIMIT 1000`),
    request.rows<DataQualityTotal>(SqlText.of`
      SELECT c.currency AS currency, toString(count()) AS charges, toString(sum(c.cost)) AS cost,
        toString(countIf(notEmpty(c.problems))) AS charges_with_problems, toString(sumIf(c.cost, notEmpty(c.problems))) AS cost_with_problems
      ${charges} GROUP BY c.currency ORDER BY c.currency`),
    sees ? request.rows<WaitingDeadLetters>(deadLettersSql) : Promise.resolve([]),
    request.rows<BrokenFocusRule>(SqlText.of`
      SELECT f.billing_account_id AS billing_account_id, f.snapshot_id AS snapshot_id, f.rule_id AS rule_id, f.focus_column AS focus_column,
        f.severity AS severity, f.requirement AS requirement, f.description AS description, toString(f.rows_checked) AS rows_checked,
        toString(f.failures) AS failures
      FROM FocusRuleFinding AS f FINAL
      WHERE f.billing_period = ${Bound.date(firstDay)} AND f.failures > 0 ${own(SqlText.of`f.billing_account_id`)}
        AND (f.billing_account_id, f.snapshot_id) IN (
          SELECT billing_account_id, snapshot_id FROM CurrentBillingSnapshot WHERE billing_period = ${Bound.date(firstDay)})
      ORDER BY f.severity, f.failures DESC, f.billing_account_id, f.rule_id LIMIT 1000`),
    request.rows<Reconciliation>(reconciliationSql(firstDay, billingAccount)),
    request.rows<Freshness>(freshnessSql(request.now, own)),
    request.rows<DayCoverage>(dayCoverageSql(firstDay, billingAccount)),
    request.rows<MissingMonth>(missingMonthsSql(billingAccount)),
    readAnswerSnapshots(request, { from: firstDay, through: firstDay, account: billingAccount }),
  ]);
  const [letters = null] = deadLetters;
  return {
    data,
    snapshots,
    currency: singleCurrency(totals),
    totals,
    page: { next: null },
    problems: problemsOf({ letters, findings, reconciliation, freshness, completeness, missing }),
    dead_letters: letters,
    focus_findings: findings,
    reconciliation,
    freshness,
    completeness,
    missing_months: missing,
  };
}

/** Account, currency, cost, and code and field of each problem, of every charge of a month: Azure's, and what was imported from FOCUS files. */
function chargesSql(firstDay: string): SqlText {
  const period = Bound.date(firstDay);
  return SqlText.of`
    SELECT a.billing_account_id AS account, a.currency AS currency, ifNull(toDecimal256(a.extended_cost, 18), toDecimal256(0, 18)) AS cost,
      arrayMap(one -> (one.1, one.2), a.problems) AS problems
    FROM CurrentAzureBillingDetail AS a WHERE a.billing_period = ${period}
    UNION ALL
    SELECT f.x_BillingAccountId, f.BillingCurrency, toDecimal256(f.BilledCost, 18), arrayMap(code -> (code, ''), f.x_Problems)
    FROM FocusCostAndUsage AS f
    WHERE f.x_BillingPeriod = ${period} AND f.x_SnapshotId IN (
      SELECT s.snapshot_id FROM CurrentBillingSnapshot AS s
      WHERE s.billing_period = ${period} AND s.snapshot_id NOT IN (SELECT d.snapshot_id FROM DailyCostByService AS d WHERE d.billing_period = ${period}))`;
}

const deadLettersSql = SqlText.of`
  SELECT toString(count()) AS waiting, if(count() = 0, NULL, ${rfc3339(SqlText.of`min(d.failed_at)`)}) AS first_failed_at,
    if(count() = 0, NULL, ${rfc3339(SqlText.of`max(d.failed_at)`)}) AS last_failed_at
  FROM AzureBillingDetailDeadLetter AS d FINAL WHERE d.replayed_at IS NULL`;

function freshnessSql(now: Date, own: (column: SqlText) => SqlText): SqlText {
  const at = SqlText.of`parseDateTime64BestEffort(${Bound.text(now.toISOString())}, 3, 'UTC')`;
  return SqlText.of`
    SELECT k.account AS billing_account_id, ${rfc3339(SqlText.of`k.published`)} AS last_published_at,
      round(dateDiff('second', k.published, ${at}) / 3600, 1) AS hours_since_publication, toString(k.used) AS last_usage_date
    FROM (
      SELECT e.account AS account, maxOrNull(e.published) AS published, maxOrNull(e.used) AS used
      FROM (
        SELECT a.billing_account_id AS account, toNullable(a.activated_at) AS published, CAST(NULL AS Nullable(Date)) AS used
        FROM ActiveBillingSnapshot AS a WHERE a.reason = 'published' ${own(SqlText.of`a.billing_account_id`)}
        UNION ALL
        SELECT d.billing_account_id, NULL, d.usage_date FROM CurrentDailyCostByService AS d
        WHERE d.usage_date > toDate(0) ${own(SqlText.of`d.billing_account_id`)}) AS e
      GROUP BY e.account) AS k
    ORDER BY k.account`;
}

function problemsOf(found: {
  readonly letters: WaitingDeadLetters | null;
  readonly findings: readonly BrokenFocusRule[];
  readonly reconciliation: readonly Reconciliation[];
  readonly freshness: readonly Freshness[];
  readonly completeness: readonly DayCoverage[];
  readonly missing: readonly MissingMonth[];
}): readonly AnswerProblem[] {
  const { letters, findings, reconciliation, freshness, completeness, missing } = found;
  const problems: AnswerProblem[] = [];
  const add = (code: string, message: string): void => {
    problems.push({ code, message });
  };
  for (const one of reconciliation) {
    if (!one.balanced) add("totals-differ", `${one.billing_account_id}: what is published is not what was sealed`);
    if (one.control_difference !== null && one.control_difference !== "0") {
      add(
        "control-total-differs",
        `${one.billing_account_id}: published minus the control total is ${one.control_difference} ${one.currency}`,
      );
    }
  }
  if (findings.length > 0) add("focus-rules-broken", `${findings.length} FOCUS rules are broken`);
  for (const { billing_account_id, hours_since_publication: hours } of freshness) {
    if (hours !== null && hours > staleAfterHours) add("stale", `${billing_account_id}: nothing was published for ${hours} hours`);
  }
  const gaps = completeness.filter(({ missing_days }) => missing_days.length > 0).length;
  if (gaps > 0) add("days-missing", `${gaps} subscriptions have days without any charge`);
  for (const one of missing) add("month-missing", `${one.billing_account_id}: nothing is known of ${one.month}`);
  if (letters !== null && letters.waiting !== "0") add("dead-letters-waiting", `${letters.waiting} posted records became no charge`);
  return problems;
}

/** As /status has it: every night should publish something. */
const staleAfterHours = 36;
