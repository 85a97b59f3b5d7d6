import type { AnswerSnapshot } from "./answer";
import type { ApiRequest } from "./api-request";
import { Bound } from "./bound";
import { SqlText } from "./sql-text";

/**
 * Which readings an answer about these months speaks for: the published snapshot of each billing account and month that the caller sees, and `live` for
 * months that have posted charges only. `from` and `through` are days, `YYYY-MM-DD`; a month counts when its first day lies between them.
 */
export function readAnswerSnapshots(
  request: ApiRequest,
  { from, through }: { readonly from: string; readonly through: string },
): Promise<readonly AnswerSnapshot[]> {
  const range = (column: SqlText): SqlText => SqlText.of`${column} BETWEEN ${Bound.date(from)} AND ${Bound.date(through)}`;
  return request.rows<AnswerSnapshot>(SqlText.of`
    WITH published AS (
      SELECT billing_account_id, billing_period, snapshot_id FROM CurrentBillingSnapshot WHERE ${range(SqlText.of`billing_period`)})
    SELECT a.account AS billing_account_id, toString(a.period) AS billing_period, a.snapshot AS snapshot_id, a.extracted_at AS extracted_at
    FROM (
      SELECT p.billing_account_id AS account, p.billing_period AS period, p.snapshot_id AS snapshot,
        CAST(replaceOne(toString(min(e.at), 'UTC'), ' ', 'T') || 'Z' AS Nullable(String)) AS extracted_at
      FROM published AS p INNER JOIN BillingSnapshot AS e
        ON e.billing_account_id = p.billing_account_id AND e.billing_period = p.billing_period AND e.snapshot_id = p.snapshot_id
      WHERE ${range(SqlText.of`e.billing_period`)}
      GROUP BY account, period, snapshot
      UNION ALL
      SELECT DISTINCT f.billing_account_id, f.month_date, 'live', CAST(NULL AS Nullable(String))
      FROM ChargeFreshness AS f
      WHERE ${range(SqlText.of`f.month_date`)}
        AND (f.billing_account_id, f.month_date) NOT IN (SELECT billing_account_id, billing_period FROM published)) AS a
    ORDER BY a.account, a.period`);
}
