import { accountKeys } from "../../domain/access/is-account-id";
import { freshnessOf } from "../../domain/snapshot/freshness";
import type { SnapshotFindingCode } from "../../domain/snapshot/snapshot-finding";
import { processExtractionPlan } from "../../runtime/config/extraction-plan";
import type { AnswerProblem, AnswerSnapshot } from "./answer";
import type { ApiRequest } from "./api-request";
import { Bound } from "./bound";
import { SqlText } from "./sql-text";

/** What counts for a billing account and billing period: the id of its active snapshot, or `live`. */
export interface SnapshotInForce {
  readonly account: string;
  /** First day of the period, `YYYY-MM-DD`; 1970-01-01 for posted charges that say no month. */
  readonly period: string;
  readonly snapshot: string;
}

/**
 * Which snapshots an answer about these months speaks for: the published snapshot of each billing account and period that the caller sees, and `live` for
 * months that have posted charges and days that no published period covers. `from` and `through` are days, `YYYY-MM-DD`, of the first and the last month; a period is part of the month in
 * which it begins. `account` leaves out all other billing accounts.
 */
export async function readAnswerSnapshots(
  request: ApiRequest,
  { from, through, account }: { readonly from: string; readonly through: string; readonly account?: string | undefined },
): Promise<readonly AnswerSnapshot[]> {
  const active = await readSnapshotsInForce(request, from.slice(0, 4), through.slice(0, 4));
  const keys = account === undefined ? null : accountKeys(account);
  const isAsked = (one: SnapshotInForce): boolean => isInMonths(one.period, from, through) && (keys === null || keys.includes(one.account));
  return nameSnapshots(request, active.filter(isAsked));
}

/** Whether a billing period begins in one of the months from that of a day to that of another. */
export function isInMonths(period: string, from: string, through: string): boolean {
  return period.slice(0, 7) >= from.slice(0, 7) && period.slice(0, 7) <= through.slice(0, 7);
}

/**
 * All that counts in the periods of whole years. Asked by nearly every request before anything else, so it is one cheap statement that questions about
 * different months have in common, and what it found serves all requests of the next second, or until a bill is published.
 */
export async function readSnapshotsInForce(request: ApiRequest, firstYear: string, lastYear: string): Promise<readonly SnapshotInForce[]> {
  if (request.pinned !== undefined)
    return request.pinned.filter(({ period }) => period.slice(0, 4) >= firstYear && period.slice(0, 4) <= lastYear);
  const years = [Bound.date(`${firstYear}-01-01`), Bound.date(`${lastYear}-12-31`)] as const;
  const range = (column: SqlText): SqlText => SqlText.of`${column} BETWEEN ${years[0]} AND ${years[1]}`;
  return request.recentRows<SnapshotInForce>(SqlText.of`
    SELECT p.billing_account_id AS account, toString(p.billing_period) AS period, argMax(p.snapshot_id, (p.activation, p.activated_at)) AS snapshot
    FROM ActiveBillingSnapshot AS p WHERE ${range(SqlText.of`p.billing_period`)} GROUP BY p.billing_account_id, p.billing_period
    UNION ALL
    SELECT DISTINCT f.billing_account_id, toString(f.month_date), 'live' FROM LiveChargeMonth AS f
    WHERE ${range(SqlText.of`f.month_date`)} AND (f.billing_account_id, f.month_date) NOT IN (
      SELECT d.billing_account_id, toStartOfMonth(d.day) AS month FROM PublishedDay AS d
      GROUP BY d.billing_account_id, month HAVING count() = toDayOfMonth(toLastDayOfMonth(month)))`);
}

/**
 * Snapshots as an answer names them, with how fresh they are. When they began and through which day they have usage is asked once for each new snapshot, since
 * that does not change; when they are read next follows from the schedule, or from the connection that delivered them, whose looks all requests of a minute share.
 */
export async function nameSnapshots(request: ApiRequest, snapshots: readonly SnapshotInForce[]): Promise<readonly AnswerSnapshot[]> {
  const seals = await readSeals(
    request,
    snapshots.map(({ snapshot }) => snapshot),
  );
  const known = new Map(seals.map((seal) => [`${seal.account} ${seal.period} ${seal.snapshot}`, seal]));
  const looks = seals.some(({ connection }) => connection !== "") ? await request.looks() : [];
  const plan = { extraction: processExtractionPlan(), connections: new Map(looks.map(({ connection, due }) => [connection, due])) };
  return snapshots
    .map(({ account, period, snapshot }): AnswerSnapshot => {
      const seal = known.get(`${account} ${period} ${snapshot}`);
      const freshness =
        seal === undefined
          ? { nextReadAt: null, late: false }
          : freshnessOf(
              { account, period, source: seal.source, connection: seal.connection, extractedAt: seal.extracted_at },
              plan,
              request.now,
            );
      return {
        billing_account_id: account,
        billing_period: period,
        snapshot_id: snapshot,
        extracted_at: seal?.extracted_at ?? null,
        usage_through: seal?.usage_through ?? null,
        next_read_at: freshness.nextReadAt,
        late: freshness.late,
      };
    })
    .sort((a, b) => order(a.billing_account_id, b.billing_account_id) || order(a.billing_period, b.billing_period));
}

/** What the seals of snapshots that an answer speaks for found in them: domain/snapshot/snapshot-finding.ts. An amount is named only of a bill in one currency. */
export async function readFindingProblems(
  request: ApiRequest,
  named: readonly AnswerSnapshot[],
): Promise<readonly SnapshotFindingProblem[]> {
  const seals = await readSeals(
    request,
    named.map(({ snapshot_id }) => snapshot_id),
  );
  return named.flatMap(({ billing_account_id: account, billing_period: period, snapshot_id: snapshot }) =>
    seals
      .filter((seal) => seal.account === account && seal.period === period && seal.snapshot === snapshot)
      .flatMap(({ currency, findings }) =>
        findings.map(({ code, rows, cost, detail }) => {
          const isOfOneCurrency = /^[A-Z]{3}$/.test(currency);
          const billed = cost === "" || !isOfOneCurrency ? "" : ` (${cost} ${currency})`;
          return {
            code,
            message: `${account}, whole bill of ${period.endsWith("-01") ? period.slice(0, 7) : period}: ${detail}${billed}`,
            ...(isOfOneCurrency && (cost !== "" || rows !== "0")
              ? { amounts: [{ currency, charges: rows, billed_cost: cost || null }] }
              : {}),
          };
        }),
      ),
  );
}

export interface SnapshotFindingProblem extends AnswerProblem {
  readonly code: SnapshotFindingCode;
}

interface Seal extends SnapshotInForce {
  readonly extracted_at: string;
  readonly source: string;
  readonly connection: string;
  readonly usage_through: string | null;
  readonly currency: string;
  readonly findings: readonly {
    readonly code: SnapshotFindingCode;
    readonly rows: string;
    readonly cost: string;
    readonly detail: string;
  }[];
}

/** When published snapshots began and what their seals found: one statement for both, which is kept, since a seal does not change. */
async function readSeals(request: ApiRequest, snapshots: readonly string[]): Promise<readonly Seal[]> {
  const published = [...new Set(snapshots.filter((snapshot) => snapshot !== "live"))].sort();
  if (published.length === 0) return [];
  const ids = Bound.texts(published);
  // A step that was written after a crash has no findings: those of the seal stand.
  return request.keptRows<Seal>(SqlText.of`
    SELECT s.*, if(u.through = toDate(0), NULL, toString(u.through)) AS usage_through
    FROM (
    SELECT e.billing_account_id AS account, toString(e.billing_period) AS period, e.snapshot_id AS snapshot,
      replaceOne(toString(min(e.at), 'UTC'), ' ', 'T') || 'Z' AS extracted_at, argMax(e.currency, e.step) AS currency,
      argMax(CAST(e.findings AS Array(Tuple(code String, rows String, cost String, detail String))), (notEmpty(e.findings), e.step)) AS findings,
      argMax(e.source, (notEmpty(e.source), e.step)) AS source, argMax(e.source_connection, (notEmpty(e.source_connection), e.step)) AS connection
    FROM BillingSnapshot AS e WHERE e.snapshot_id IN ${ids}
    GROUP BY e.billing_account_id, e.billing_period, e.snapshot_id) AS s
    LEFT JOIN (
      SELECT d.billing_account_id AS account, d.snapshot_id AS snapshot, max(d.usage_date) AS through
      FROM DailyFocusServiceCost AS d WHERE d.snapshot_id IN ${ids} AND d.charge_category = 'Usage' GROUP BY account, snapshot
    ) AS u ON u.account = s.account AND u.snapshot = s.snapshot`);
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
