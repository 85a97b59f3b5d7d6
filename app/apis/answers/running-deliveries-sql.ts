import { SqlText } from "../serving/sql-text";

/**
 * The deliveries that are being read: snapshots whose last step is an early one and whose ledger moved within the hour. One row each: `account`, `period`,
 * `snapshot_id`, `source`, `opened`, `moved`, `parts`, `rows` (stored so far), `expected` (rows of what is published, 0 where nothing is), `rate` (rows per
 * second from its opening to its last block, whole ones; null before the first) and `seconds_left` at that rate; null where nothing says how many are left.
 */
export const runningDeliveriesSql = SqlText.of`
  SELECT r.account AS account, r.period AS period, r.snapshot_id AS snapshot_id, r.source AS source, r.opened AS opened,
    greatest(r.opened, b.moved) AS moved, b.parts AS parts, b.rows AS rows, p.rows AS expected,
    b.rows / greatest(date_diff('millisecond', opened, moved) / 1000, 0.001) AS exact_rate, if(b.rows = 0, NULL, toUInt64(exact_rate)) AS rate,
    if(b.rows = 0 OR p.rows <= b.rows, NULL, toUInt64((p.rows - b.rows) / exact_rate)) AS seconds_left
  FROM (
    SELECT e.billing_account_id AS account, e.billing_period AS period, e.snapshot_id AS snapshot_id, argMax(e.source, e.step) AS source, min(e.at) AS opened
    FROM BillingSnapshot AS e GROUP BY account, period, snapshot_id HAVING argMax(e.status, e.step) IN ('opened', 'sealed')) AS r
  LEFT JOIN (
    SELECT l.billing_account_id AS account, l.billing_period AS period, l.snapshot_id AS snapshot_id, max(l.at) AS moved,
      maxIf(l.last_page + 1, l.state = 'stored') AS parts, sumIf(l.rows, l.state = 'stored') AS rows
    FROM BillingSnapshotBlock AS l GROUP BY account, period, snapshot_id) AS b
    ON b.account = r.account AND b.period = r.period AND b.snapshot_id = r.snapshot_id
  LEFT JOIN (
    SELECT e.billing_account_id AS account, e.billing_period AS period, max(e.rows) AS rows FROM BillingSnapshot AS e
    WHERE e.snapshot_id IN (SELECT snapshot_id FROM CurrentBillingSnapshot) GROUP BY account, period) AS p
    ON p.account = r.account AND p.period = r.period
  WHERE greatest(r.opened, b.moved) > now64(3) - INTERVAL 1 HOUR`;
