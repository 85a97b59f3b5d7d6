import type { AnswerSnapshot } from "./answer";
import type { ApiRequest } from "./api-request";
import { Bound } from "./bound";
import { mostNamedSnapshots } from "./most-named-snapshots";
import { SqlText } from "./sql-text";

/**
 * Which readings an answer about these months speaks for: the published snapshot of each billing account and month that the caller sees, and `live` for
 * months that have posted charges only. `from` and `through` are days, `YYYY-MM-DD`; a month counts when its first day lies between them.
 * `account` leaves out all other billing accounts.
 *
 * Asked by nearly every request before anything else, so it is two cheap statements. The first is about whole years, so that questions about different
 * months have it in common, and what it found serves all requests of the next 100 ms. The second is asked once for each new snapshot, since when a reading
 * began does not change.
 */
export async function readAnswerSnapshots(
  request: ApiRequest,
  { from, through, account }: { readonly from: string; readonly through: string; readonly account?: string | undefined },
): Promise<readonly AnswerSnapshot[]> {
  const years = [Bound.date(`${from.slice(0, 4)}-01-01`), Bound.date(`${through.slice(0, 4)}-12-31`)] as const;
  const range = (column: SqlText): SqlText => SqlText.of`${column} BETWEEN ${years[0]} AND ${years[1]}`;
  const ofYears = await request.recentRows<Reading>(SqlText.of`
    SELECT p.billing_account_id AS account, toString(p.billing_period) AS period, argMax(p.snapshot_id, (p.activation, p.activated_at)) AS snapshot
    FROM ActiveBillingSnapshot AS p WHERE ${range(SqlText.of`p.billing_period`)} GROUP BY p.billing_account_id, p.billing_period
    UNION ALL
    SELECT DISTINCT f.billing_account_id, toString(f.month_date), 'live' FROM LiveChargeMonth AS f WHERE ${range(SqlText.of`f.month_date`)}`);
  const found = ofYears.filter((one) => one.period >= from && one.period <= through && (account === undefined || one.account === account));
  const published = found.filter(({ snapshot }) => snapshot !== "live");
  const months = new Set(published.map(({ account, period }) => `${account} ${period}`));
  const live = found.filter(({ account, period, snapshot }) => snapshot === "live" && !months.has(`${account} ${period}`));
  const began = await readExtractedAt(request, published);
  return [...published, ...live]
    .map(({ account, period, snapshot }) => ({
      billing_account_id: account,
      billing_period: period,
      snapshot_id: snapshot,
      extracted_at: began.get(`${account} ${period} ${snapshot}`) ?? null,
    }))
    .sort((a, b) => order(a.billing_account_id, b.billing_account_id) || order(a.billing_period, b.billing_period));
}

/** When the readings began, by account, month and snapshot. */
async function readExtractedAt(request: ApiRequest, readings: readonly Reading[]): Promise<ReadonlyMap<string, string>> {
  const began = new Map<string, string>();
  for (let start = 0; start < readings.length; start += mostNamedSnapshots) {
    const ids = readings.slice(start, start + mostNamedSnapshots).map(({ snapshot }) => snapshot);
    const rows = await request.keptRows<Reading & { readonly extracted_at: string }>(SqlText.of`
      SELECT e.billing_account_id AS account, toString(e.billing_period) AS period, e.snapshot_id AS snapshot,
        replaceOne(toString(min(e.at), 'UTC'), ' ', 'T') || 'Z' AS extracted_at
      FROM BillingSnapshot AS e WHERE e.snapshot_id IN ${Bound.texts(ids)}
      GROUP BY e.billing_account_id, e.billing_period, e.snapshot_id`);
    for (const { account, period, snapshot, extracted_at } of rows) began.set(`${account} ${period} ${snapshot}`, extracted_at);
  }
  return began;
}

interface Reading {
  readonly account: string;
  readonly period: string;
  readonly snapshot: string;
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
