import type { tags } from "typia";
import type { Answer } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { instantOf } from "../serving/page-place";
import { pageCursor } from "../serving/page-cursor";
import { readAnswerSnapshots } from "../serving/read-answer-snapshots";
import { SqlText } from "../serving/sql-text";
import { monthParameter, onlyAccount } from "./parameters";
import { rfc3339 } from "./rfc3339";

export interface SnapshotsParams {
  /** Billing account id (at Azure the enrollment number). Defaults to all accounts you can read. */
  billing_account?: string & tags.Pattern<"^[A-Za-z0-9_.:-]{1,128}$"> & tags.Example<"100">;
  /** Billing month, `YYYY-MM`. Defaults to all months. */
  month?: string & tags.Pattern<"^20\\d{2}-(0[1-9]|1[0-2])$"> & tags.Example<"2026-10">;
  /** Maximum rows to return (default 100). */
  limit?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<1000> & tags.Example<100>;
  /** `page.next` of the previous answer. */
  page?: string &
    tags.Pattern<"^[A-Za-z0-9_-]{1,2000}$"> &
    tags.Example<"WyIyMDI2LTEwLTAxIiwiMTAwIiwiMjA5OS0wMS0wMSAwMDowMDowMC4wMDAiLCIiXQ">;
}

/** A snapshot and its life. Times are RFC 3339, null for what has not happened. */
export interface SnapshotRow {
  billing_account_id: string;
  /** First day of the month. */
  billing_period: string;
  snapshot_id: string;
  status: "opened" | "sealed" | "published" | "abandoned" | "dropped";
  /** Whether it is the active snapshot. */
  active: boolean;
  /** When the reading began. */
  opened_at: string;
  sealed_at: string | null;
  published_at: string | null;
  abandoned_at: string | null;
  dropped_at: string | null;
  /** Why it was abandoned or dropped; empty otherwise. */
  reason: string;
  /** Such as `CNY`; `EUR,USD` for a bill in several currencies. */
  currency: string;
  pages: number;
  /** Number of charges, as digits; 0 until sealed. */
  rows: string;
  /** Cost in `currency`, as digits; 0 until sealed. Null for a bill in several currencies; see `/api/costs`. */
  cost: string | null;
  /** The snapshot whose place it took when it was published; null for the first of a period, and for one that was not published. */
  replaced_snapshot_id: string | null;
  /** Cost minus that of the replaced snapshot, as digits. Null without one, and when they are not in one and the same currency; see `/api/changes`. */
  cost_difference: string | null;
  /** The source's own total that the rows match, as digits, or its first total when they match none; null when it has none. */
  control_total: string | null;
  /** The source's name of that total, such as `totalUsage`; empty when it has none. */
  control_total_name: string;
  /** What readers need to know about it. */
  findings: readonly SnapshotFindingRow[];
  /** Checks that an operator overrode for it, and why. */
  overrides: readonly SnapshotOverrideRow[];
}

/** Late charges, charges that the source gives elsewhere, and what an operator accepted. */
export interface SnapshotFindingRow {
  code: string;
  /** Number of charges, as digits. */
  rows: string;
  /** Amount in `currency`, as digits; empty when the finding has no amount. */
  cost: string;
  detail: string;
}

export interface SnapshotOverrideRow {
  option: string;
  /** The operator's reason; empty when none was given. */
  reason: string;
}

/** Every reading of the months asked for, the latest month first and in it the latest reading, dropped and abandoned ones included. */
export async function answerSnapshots(
  { billing_account: billingAccount, month, limit = 100, page }: SnapshotsParams,
  request: ApiRequest,
): Promise<Answer<SnapshotRow>> {
  const period = month === undefined ? undefined : monthParameter(month);
  const after = page === undefined ? undefined : pageCursor.read(page, 4);
  const data = await request.rows<SnapshotRow>(SqlText.of`
    SELECT s.billing_account_id AS billing_account_id, toString(s.billing_period) AS billing_period, s.snapshot_id AS snapshot_id, s.status AS status,
      CAST((s.billing_account_id, s.billing_period, s.snapshot_id) IN
        (SELECT billing_account_id, billing_period, snapshot_id FROM CurrentBillingSnapshot) AS Bool) AS active,
      ${rfc3339(SqlText.of`s.first_at`)} AS opened_at, ${rfc3339(SqlText.of`s.sealed`)} AS sealed_at,
      ${rfc3339(SqlText.of`s.published`)} AS published_at, ${rfc3339(SqlText.of`s.abandoned`)} AS abandoned_at,
      ${rfc3339(SqlText.of`s.dropped`)} AS dropped_at, s.reason AS reason, s.currency AS currency, s.pages AS pages, toString(s.rows) AS rows,
      if(position(s.currency, ',') > 0, NULL, toString(s.cost)) AS cost,
      nullIf(m.replaced, '') AS replaced_snapshot_id,
      if(m.replaced = '' OR b.currency != s.currency OR position(s.currency, ',') > 0, NULL, toString(s.cost - b.cost)) AS cost_difference, toString(s.control_total) AS control_total,
      s.control_total_name AS control_total_name, s.findings AS findings, s.overrides AS overrides
    FROM (
      SELECT e.billing_account_id, e.billing_period, e.snapshot_id, argMax(e.status, e.step) AS status,
        ${atStep(SqlText.of`'sealed'`)} AS sealed, ${atStep(SqlText.of`'published'`)} AS published,
        ${atStep(SqlText.of`'abandoned'`)} AS abandoned, ${atStep(SqlText.of`'dropped'`)} AS dropped, min(e.at) AS first_at,
        argMax(e.reason, e.step) AS reason, argMax(e.currency, e.step) AS currency, max(e.pages) AS pages, max(e.rows) AS rows,
        argMax(e.cost, if(e.status IN ('sealed', 'published'), e.step, 0)) AS cost, argMax(e.control_total, e.step) AS control_total,
        ${ofSeal(SqlText.of`e.control_total_name`)} AS control_total_name,
        ${ofSeal(SqlText.of`CAST(e.findings AS Array(Tuple(code String, rows String, cost String, detail String)))`)} AS findings,
        ${ofSeal(SqlText.of`e.overrides`)} AS overrides
      FROM BillingSnapshot AS e
      WHERE 1 ${onlyAccount(SqlText.of`e.billing_account_id`, billingAccount)}
        ${period === undefined ? SqlText.of`` : SqlText.of`AND e.billing_period = ${Bound.date(period.firstDay)}`}
      GROUP BY e.billing_account_id, e.billing_period, e.snapshot_id) AS s
    LEFT JOIN (${replacedSql}) AS m ON m.account = s.billing_account_id AND m.period = s.billing_period AND m.snapshot = s.snapshot_id
    LEFT JOIN (
      SELECT e.billing_account_id AS account, e.billing_period AS period, e.snapshot_id AS snapshot, argMax(e.currency, e.step) AS currency,
        argMax(e.cost, if(e.status IN ('sealed', 'published'), e.step, 0)) AS cost
      FROM BillingSnapshot AS e GROUP BY account, period, snapshot) AS b
      ON b.account = m.account AND b.period = m.period AND b.snapshot = m.replaced
    ${after === undefined ? SqlText.of`` : following(after)}
    ORDER BY s.billing_period DESC, s.billing_account_id, s.first_at DESC, s.snapshot_id
    LIMIT ${Bound.count(limit)}`);
  const next = pageCursor.next(data, limit, (last) => [last.billing_period, last.billing_account_id, last.opened_at, last.snapshot_id]);
  const through = period?.firstDay ?? data[0]?.billing_period;
  const from = period?.firstDay ?? data.at(-1)?.billing_period;
  const isEmpty = from === undefined || through === undefined;
  const snapshots = isEmpty ? [] : await readAnswerSnapshots(request, { from, through, account: billingAccount });
  return { data, snapshots, currency: null, totals: [], page: { next }, problems: [] };
}

/** A SELECT of `account`, `period`, `snapshot` and `replaced`, the one in force before it was published for the first time; empty for none. */
const replacedSql = SqlText.of`
  SELECT a.account AS account, a.period AS period, a.snapshot AS snapshot, argMin(a.before, a.activation) AS replaced
  FROM (
    SELECT p.billing_account_id AS account, p.billing_period AS period, p.snapshot_id AS snapshot, p.activation AS activation, p.reason AS reason,
      any(p.snapshot_id) OVER (PARTITION BY p.billing_account_id, p.billing_period ORDER BY p.activation, p.activated_at ROWS BETWEEN 1 PRECEDING AND 1 PRECEDING) AS before
    FROM ActiveBillingSnapshot AS p) AS a
  WHERE a.reason = 'published' GROUP BY account, period, snapshot`;

/** What was decided when a snapshot was sealed, or given up: it outlives its rows. */
function ofSeal(value: SqlText): SqlText {
  return SqlText.of`argMax(${value}, if(e.status = 'dropped', 0, e.step))`;
}

/** When a snapshot came to a step for the first time; null when it has not. */
function atStep(status: SqlText): SqlText {
  return SqlText.of`if(countIf(e.status = ${status}) = 0, NULL, minIf(e.at, e.status = ${status}))`;
}

function following([period = "", account = "", opened = "", id = ""]: readonly string[]): SqlText {
  const [at, month] = [instantOf(opened), SqlText.of`toDateOrZero(${Bound.text(period)})`];
  return SqlText.of`WHERE s.billing_period < ${month} OR (s.billing_period = ${month} AND (s.billing_account_id > ${Bound.text(account)}
    OR (s.billing_account_id = ${Bound.text(account)} AND (s.first_at < ${at} OR (s.first_at = ${at} AND s.snapshot_id > ${Bound.text(id)})))))`;
}
