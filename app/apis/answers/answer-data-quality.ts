import type { tags } from "typia";
import type { BillingMonth } from "../../domain/calendar/billing-month";
import { type Answer, type AnswerProblem, limitedProblem, answerOf } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { readAnswerSnapshots, readFindingProblems } from "../serving/read-answer-snapshots";
import { SqlText } from "../serving/sql-text";
import { type DayCoverage, dayCoverageSql, type MissingMonth, missingMonthsSql } from "./completeness-sql";
import { letterAccount, ofLetterAccount } from "./answer-dead-letters";
import { knownThroughOfServicesSql, knownThroughSql } from "./known-through";
import { askCosts } from "../cost-questions/ask-costs";
import type { CostScope } from "../cost-questions/cost-rows";
import { alwaysScope, monthScope } from "./cost-scope-of";
import { countOf } from "../../domain/text/count-of";
import { monthParameter, onlyAccount } from "./parameters";
import { type Reconciliation, reconciliationSql } from "./reconciliation-sql";
import { billedAfterDays } from "./read-forecasts";
import { rfc3339 } from "./rfc3339";

export interface DataQualityParams {
  /** Billing month, `YYYY-MM`. Without it, the answer covers charges without a readable day in all months, and what belongs to no month. */
  month?: string & tags.Pattern<"^20\\d{2}-(0[1-9]|1[0-2])$"> & tags.Example<"2026-10">;
  /** Billing account id (at Azure the enrollment number). Defaults to all accounts you can read. */
  billing_account?: string & tags.Pattern<"^[A-Za-z0-9_.:-]{1,128}$"> & tags.Example<"100">;
}

/** One oddity that charges of a period have, with what those charges cost; a charge that has two counts in both rows. */
export interface DataQualityRow {
  billing_account_id: string;
  /** First day of the period; null for a posted charge without a month. */
  billing_period: string | null;
  currency: string;
  code: string;
  /** Field of the charge; empty for imported charges. */
  field: string;
  charges: string;
  /** Null when none of the charges has a readable cost. */
  cost: string | null;
}

/** Charges that have any problem, among all. A cost is that of the charges that have one, and null when none has. */
export interface DataQualityTotal {
  currency: string;
  charges: string;
  cost: string | null;
  charges_with_problems: string;
  cost_with_problems: string | null;
  /** Charges without a readable day; they count in their month, on no day. */
  charges_without_day: string;
  cost_without_day: string | null;
  /** Charges without a readable cost; they are not counted in any amount. */
  charges_without_cost: string;
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
  /** Newest day of any charge, which may be a fee dated ahead. */
  last_usage_date: string | null;
  /** Last day to which usage is known; null when there is no usage. */
  known_through: string | null;
}

/** To which day the usage of one service of a billing account is known. */
export interface ServiceFreshness {
  billing_account_id: string;
  service: string;
  /** Null when the service is not used every day. */
  known_through: string | null;
  last_usage_date: string;
}

/** Posted records that did not become charges and have not been handled. */
export interface WaitingDeadLetters {
  waiting: string;
  first_failed_at: string | null;
  last_failed_at: string | null;
  /** Per billing account named in the records, most first; null for records without one. At most 1000. */
  accounts: readonly { readonly billing_account_id: string | null; readonly waiting: string }[];
}

export interface DataQualityAnswer extends Answer<DataQualityRow, DataQualityTotal> {
  /** Null for callers of some billing accounts only: the account in a rejected record cannot be trusted. */
  dead_letters: WaitingDeadLetters | null;
  /** Most severe first, at most 1000. */
  focus_findings: readonly BrokenFocusRule[];
  reconciliation: readonly Reconciliation[];
  freshness: readonly Freshness[];
  /** Services behind their billing account first, at most 1000. */
  services: readonly ServiceFreshness[];
  /** Subscriptions with charges in the month, most missing days first, at most 1000. */
  completeness: readonly DayCoverage[];
  /** Months without data between the first and the last month of a billing account, at most 1000. */
  missing_months: readonly MissingMonth[];
}

/**
 * What to know before trusting the numbers of a month. `problems` says in words what is wrong. With a billing account, all of it is of
 * that account. Without a month, `data` and `totals` are about charges without a readable day, and what compares a month (findings, reconciliation,
 * completeness) is empty.
 */
export async function answerDataQuality(
  { month, billing_account: billingAccount }: DataQualityParams,
  request: ApiRequest,
): Promise<DataQualityAnswer> {
  const asked = month === undefined ? null : monthParameter(month);
  const own = (column: SqlText): SqlText => onlyAccount(column, billingAccount);
  const charges = SqlText.of`FROM (${asked === null ? undatedSql : chargesSql(asked)}) AS c WHERE 1 ${own(SqlText.of`c.account`)}`;
  const always = await alwaysScope(request, billingAccount);
  const sees = request.caller.accounts === "all";
  const ofMonth = <Row>(statement: (asked: BillingMonth) => SqlText): Promise<readonly Row[]> =>
    asked === null ? Promise.resolve([]) : request.rows<Row>(statement(asked));
  const [data, totals, deadLetters, findings, reconciliation, freshness, services, completeness, missing, snapshots] = await Promise.all([
    request.rows<DataQualityRow>(SqlText.of`
      SELECT p.account AS billing_account_id, if(p.period = toDate(0), NULL, toString(p.period)) AS billing_period, p.currency AS currency, p.problem.1 AS code,
        p.problem.2 AS field, toString(count()) AS charges, toString(sum(p.cost)) AS cost
      FROM (
        SELECT c.account AS account, c.period AS period, c.currency AS currency, c.cost AS cost, arrayJoin(arrayDistinct(c.problems)) AS problem
        ${charges} AND notEmpty(c.problems)) AS p
      GROUP BY p.account, p.period, p.currency, p.problem
      ORDER BY p.account, p.period, count() DESC, p.problem, p.currency LIMIT ${Bound.count(mostRows)}`),
    request.rows<DataQualityTotal>(SqlText.of`
      SELECT c.currency AS currency, toString(count()) AS charges, toString(sum(c.cost)) AS cost,
        toString(countIf(notEmpty(c.problems))) AS charges_with_problems, toString(sumOrNullIf(c.cost, notEmpty(c.problems))) AS cost_with_problems,
        toString(countIf(c.undated)) AS charges_without_day, toString(sumOrNullIf(c.cost, c.undated)) AS cost_without_day,
        toString(countIf(c.cost IS NULL)) AS charges_without_cost
      ${charges} GROUP BY c.currency ORDER BY c.currency`),
    sees ? request.rows<WaitingDeadLetters>(deadLettersSql(billingAccount)) : Promise.resolve([]),
    ofMonth<BrokenFocusRule>((of) => findingsSql(of, own)),
    ofMonth<Reconciliation>((of) => reconciliationSql(of, billingAccount)),
    request.rows<Freshness>(freshnessSql(request.now, always, billingAccount)),
    askCosts<ServiceFreshness>(request, always.snapshots, servicesSql(always)),
    asked === null ? Promise.resolve([]) : readCoverage(request, asked, always, billingAccount),
    request.rows<MissingMonth>(missingMonthsSql(billingAccount)),
    asked === null
      ? Promise.resolve([])
      : readAnswerSnapshots(request, { from: asked.firstDay, through: lastDayOf(asked), account: billingAccount }),
  ]);
  const [letters = null] = deadLetters;
  const found = await readFindingProblems(request, snapshots);
  return {
    ...answerOf({
      data,
      snapshots,
      totals,
      problems: [
        ...limitedProblem(data, mostRows),
        ...found,
        ...problemsOf({ asked, now: request.now, totals, letters, findings, reconciliation, freshness, completeness, missing }),
      ],
    }),
    dead_letters: letters,
    focus_findings: findings,
    reconciliation,
    freshness,
    services,
    completeness,
    missing_months: missing,
  };
}

async function readCoverage(
  request: ApiRequest,
  month: BillingMonth,
  always: CostScope,
  billingAccount: string | undefined,
): Promise<readonly DayCoverage[]> {
  const ofMonth = await monthScope(request, month, billingAccount);
  return askCosts(request, always.snapshots, dayCoverageSql(month, ofMonth, always));
}

/**
 * Account, period, currency, cost (null when not readable), whether there is no readable day, and code and field of each problem, of every charge of the
 * periods that begin in a month: Azure's, and what was imported from FOCUS files. A posted charge without a day is of the month that its own year and
 * month say.
 */
function chargesSql(month: BillingMonth): SqlText {
  const [first, last] = [Bound.date(month.firstDay), Bound.date(lastDayOf(month))];
  return SqlText.of`
    SELECT ${nativeColumns} FROM CurrentAzureBillingDetail AS a WHERE a.billing_period BETWEEN ${first} AND ${last}
    UNION ALL
    SELECT ${importedColumns} FROM FocusCostAndUsage AS f
    WHERE f.x_SourceFocusVersion != '' AND f.x_BillingPeriod BETWEEN ${first} AND ${last} AND f.x_SnapshotId IN (
      SELECT s.snapshot_id FROM CurrentBillingSnapshot AS s WHERE s.billing_period BETWEEN ${first} AND ${last})`;
}

const nativeColumns = SqlText.of`a.billing_account_id AS account, a.billing_period AS period, a.currency AS currency,
      toDecimal256(a.extended_cost, 18) AS cost, a.date IS NULL AS undated, arrayMap(one -> (one.1, one.2), a.problems) AS problems`;
const importedColumns = SqlText.of`f.x_BillingAccountId AS account, f.x_BillingPeriod AS period, f.BillingCurrency AS currency,
      if(has(f.x_Problems, 'cost-missing'), NULL, toDecimal256(f.BilledCost, 18)) AS cost, has(f.x_Problems, 'charge-period-unknown') AS undated,
      arrayMap(code -> (code, ''), f.x_Problems) AS problems`;

/** The same columns, of the charges of any period that have no readable day. */
const undatedSql = SqlText.of`
    SELECT ${nativeColumns} FROM CurrentAzureBillingDetail AS a WHERE a.date IS NULL
    UNION ALL
    SELECT ${importedColumns} FROM FocusCostAndUsage AS f
    WHERE f.x_SourceFocusVersion != '' AND has(f.x_Problems, 'charge-period-unknown')
      AND f.x_SnapshotId IN (SELECT s.snapshot_id FROM CurrentBillingSnapshot AS s)`;

function findingsSql(month: BillingMonth, own: (column: SqlText) => SqlText): SqlText {
  const range = SqlText.of`BETWEEN ${Bound.date(month.firstDay)} AND ${Bound.date(lastDayOf(month))}`;
  return SqlText.of`
    SELECT f.billing_account_id AS billing_account_id, f.snapshot_id AS snapshot_id, f.rule_id AS rule_id, f.focus_column AS focus_column,
      f.severity AS severity, f.requirement AS requirement, f.description AS description, toString(f.rows_checked) AS rows_checked,
      toString(f.failures) AS failures
    FROM FocusRuleFinding AS f FINAL
    WHERE f.billing_period ${range} AND f.failures > 0 ${own(SqlText.of`f.billing_account_id`)}
      AND (f.billing_account_id, f.snapshot_id) IN (SELECT billing_account_id, snapshot_id FROM CurrentBillingSnapshot WHERE billing_period ${range})
    ORDER BY f.severity, f.failures DESC, f.billing_account_id, f.rule_id LIMIT ${Bound.count(mostRows)}`;
}

function deadLettersSql(billingAccount: string | undefined): SqlText {
  return SqlText.of`
    SELECT toString(sum(l.letters)) AS waiting, if(count() = 0, NULL, ${rfc3339(SqlText.of`min(l.first)`)}) AS first_failed_at,
      if(count() = 0, NULL, ${rfc3339(SqlText.of`max(l.last)`)}) AS last_failed_at,
      arraySlice(arrayMap(one -> CAST((one.2, toString(one.1)), 'Tuple(billing_account_id Nullable(String), waiting String)'),
        arraySort(one -> (-toInt64(one.1), ifNull(one.2, '')), groupArray((l.letters, l.account)))), 1, ${Bound.count(mostRows)}) AS accounts
    FROM (
      SELECT nullIf(${letterAccount}, '') AS account, count() AS letters, min(d.failed_at) AS first, max(d.failed_at) AS last
      FROM AzureBillingDetailDeadLetter AS d FINAL WHERE d.replayed_at IS NULL ${ofLetterAccount(billingAccount)}
      GROUP BY account) AS l`;
}

function freshnessSql(now: Date, scope: CostScope, billingAccount: string | undefined): SqlText {
  const at = SqlText.of`parseDateTime64BestEffort(${Bound.text(now.toISOString())}, 3, 'UTC')`;
  return SqlText.of`
    SELECT k.account AS billing_account_id, ${rfc3339(SqlText.of`k.published`)} AS last_published_at,
      round(dateDiff('second', k.published, ${at}) / 3600, 1) AS hours_since_publication, toString(toDate(nullIf(k.newest, 0))) AS last_usage_date,
      toString(toDate(nullIf(k.known, 0))) AS known_through
    FROM (
      SELECT e.account AS account, maxOrNull(e.published) AS published, max(e.newest) AS newest, max(e.known) AS known
      FROM (
        SELECT a.billing_account_id AS account, toNullable(a.activated_at) AS published, toUInt16(0) AS newest, toUInt16(0) AS known
        FROM ActiveBillingSnapshot AS a WHERE a.reason = 'published' ${onlyAccount(SqlText.of`a.billing_account_id`, billingAccount)}
        UNION ALL
        SELECT t.account, NULL, t.newest, t.known FROM (${knownThroughSql({ scope })}) AS t) AS e
      GROUP BY e.account) AS k
    ORDER BY k.account`;
}

function servicesSql(scope: CostScope): SqlText {
  return SqlText.of`
    SELECT s.account AS billing_account_id, s.service AS service, toString(toDate(nullIf(s.known, 0))) AS known_through,
      toString(toDate(s.newest)) AS last_usage_date
    FROM (${knownThroughOfServicesSql({ scope })}) AS s
    ORDER BY s.account, s.known = 0, s.known, s.service LIMIT ${Bound.count(mostRows)}`;
}

function problemsOf(found: {
  readonly asked: BillingMonth | null;
  readonly now: Date;
  readonly totals: readonly DataQualityTotal[];
  readonly letters: WaitingDeadLetters | null;
  readonly findings: readonly BrokenFocusRule[];
  readonly reconciliation: readonly Reconciliation[];
  readonly freshness: readonly Freshness[];
  readonly completeness: readonly DayCoverage[];
  readonly missing: readonly MissingMonth[];
}): readonly AnswerProblem[] {
  const { asked, now, totals, letters, findings, reconciliation, freshness, completeness, missing } = found;
  const problems: AnswerProblem[] = [];
  const add = (code: string, message: string): void => {
    problems.push({ code, message });
  };
  for (const { currency, charges_without_day, cost_without_day, charges_without_cost } of totals) {
    if (charges_without_day !== "0") {
      const amount = cost_without_day === null ? "without a cost either" : `cost ${cost_without_day} ${currency}`;
      add("charges-without-day", `${countOf(charges_without_day, "charge")} without a readable day, ${amount}`);
    }
    if (charges_without_cost !== "0")
      add("cost-missing", `${countOf(charges_without_cost, "charge")} in ${currency} without a readable cost`);
  }
  for (const one of reconciliation) {
    if (!one.balanced) add("totals-differ", `${one.billing_account_id}: the published total differs from the sealed total`);
    if (one.control_difference !== null && one.control_difference !== "0") {
      add(
        "control-total-differs",
        `${one.billing_account_id}: published minus the control total is ${one.control_difference} ${one.currency}`,
      );
    }
  }
  if (findings.length > 0) add("focus-rules-broken", `Broken: ${countOf(findings.length, "FOCUS rule")}`);
  for (const { billing_account_id, hours_since_publication: hours } of freshness) {
    if (hours !== null && hours > staleAfterHours)
      add("stale", `${billing_account_id}: nothing was published for ${countOf(hours, "hour")}`);
  }
  if (asked !== null && now.getTime() > Date.parse(`${lastDayOf(asked)}T00:00:00Z`) + (billedAfterDays + 1) * 86_400_000) {
    for (const { billing_account_id, known_through: known } of freshness) {
      if (known === null || known < asked.firstDay || known >= lastDayOf(asked)) continue;
      add("usage-ends-early", `${billing_account_id}: usage of ${asked.toString()} is known only through ${known}`);
    }
  }
  const gaps = completeness.filter(({ missing_days }) => missing_days.length > 0).length;
  if (gaps > 0) add("days-missing", `Days without any charge: ${countOf(gaps, "subscription")}`);
  for (const one of missing) add("month-missing", `${one.billing_account_id}: no data for ${one.month}`);
  if (letters !== null && letters.waiting !== "0")
    add("dead-letters-waiting", `Waiting dead letters: ${countOf(letters.waiting, "posted record")} that did not become a charge`);
  return problems;
}

const lastDayOf = (month: BillingMonth): string => `${month.toString()}-${month.days}`;

/** As /status has it: every night should publish something. */
const staleAfterHours = 36;
/** Maximum number of rows of a list. */
const mostRows = 1000;
