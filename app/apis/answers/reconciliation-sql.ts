import type { BillingMonth } from "../../domain/calendar/billing-month";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";
import { onlyAccount } from "./parameters";

/** What one month of one billing account costs, by everything that says so. Amounts are digits; null: that source says nothing. */
export interface Reconciliation {
  billing_account_id: string;
  billing_period: string;
  /** `live` for a month that has posted charges only. */
  snapshot_id: string;
  currency: string;
  /** Total of the ledger of what was read. Null for live charges. */
  ledger_total: string | null;
  /** Total at the seal. */
  sealed_total: string | null;
  /** Total that readers see: the rollups' sum of what the source charged, which is the effective cost where its report spreads purchases over usage. */
  published_total: string;
  /** The same total of the FOCUS rows. */
  focus_total: string | null;
  /** Total from a second source, Azure's balance. */
  control_total: string | null;
  published_difference: string | null;
  focus_difference: string | null;
  control_difference: string | null;
  /** Whether the ledger, seal, published and FOCUS totals are equal to the last digit. The control total, which Azure rounds, is not compared. */
  balanced: boolean;
}

/** Compares every total of the periods that begin in a month, by billing account, period and currency; differences are `published - other`. */
export function reconciliationSql(month: BillingMonth, billingAccount: string | undefined): SqlText {
  const [first, last] = [Bound.date(month.firstDay), Bound.date(`${month.toString()}-${month.days}`)];
  const ofMonth = (column: SqlText): SqlText => SqlText.of`${column} BETWEEN ${first} AND ${last}`;
  const active = SqlText.of`(SELECT billing_account_id, billing_period, snapshot_id FROM CurrentBillingSnapshot WHERE ${ofMonth(SqlText.of`billing_period`)})`;
  const ofActive = (table: SqlText): SqlText =>
    SqlText.of`${ofMonth(SqlText.of`${table}.billing_period`)} AND (${table}.billing_account_id, ${table}.billing_period, ${table}.snapshot_id) IN ${active}`;
  const none = SqlText.of`CAST(NULL AS Nullable(Decimal(76, 18)))`;
  return SqlText.of`
    SELECT r.account AS billing_account_id, toString(r.period) AS billing_period, r.snapshot AS snapshot_id, r.currency AS currency,
      toString(r.ledger) AS ledger_total, toString(r.sealed) AS sealed_total, toString(r.paid) AS published_total, toString(r.focus) AS focus_total,
      toString(r.control) AS control_total, toString(r.paid - r.sealed) AS published_difference, toString(r.paid - r.focus) AS focus_difference,
      toString(r.paid - r.control) AS control_difference,
      CAST(ifNull(r.ledger = r.paid, 1) AND ifNull(r.sealed = r.paid, 1) AND ifNull(r.focus = r.paid, r.snapshot = 'live') AS Bool) AS balanced
    FROM (
      SELECT t.account AS account, t.period AS period, t.snapshot AS snapshot, t.currency AS currency, maxOrNull(t.ledger) AS ledger, maxOrNull(t.sealed) AS sealed,
        maxOrNull(t.focus) AS focus, maxOrNull(t.control) AS control,
        ifNull(maxOrNull(t.published), toDecimal256(0, 18)) AS paid
      FROM (
        SELECT e.billing_account_id AS account, e.billing_period AS period, e.snapshot_id AS snapshot, e.currency AS currency, ${none} AS ledger,
          toNullable(argMax(e.cost, e.step)) AS sealed, ${none} AS published, ${none} AS focus, argMax(e.control_total, e.step) AS control
        FROM BillingSnapshot AS e WHERE ${ofActive(SqlText.of`e`)} AND e.status IN ('sealed', 'published')
        GROUP BY account, period, snapshot, currency
        UNION ALL
        SELECT b.billing_account_id, b.period, b.snapshot_id, any(s.currency), sum(b.cost), NULL, NULL, NULL, NULL
        FROM (
          SELECT DISTINCT l.billing_account_id AS billing_account_id, l.billing_period AS period, l.snapshot_id AS snapshot_id, l.first_page AS first_page,
            arraySum(arrayMap(cost -> toDecimal256(cost, 18), l.page_costs)) AS cost
          FROM BillingSnapshotBlock AS l WHERE ${ofActive(SqlText.of`l`)} AND l.state = 'stored') AS b
        INNER JOIN (
          SELECT e.billing_account_id AS account, e.snapshot_id AS snapshot, any(e.currency) AS currency FROM BillingSnapshot AS e
          WHERE ${ofActive(SqlText.of`e`)} GROUP BY account, snapshot) AS s ON s.account = b.billing_account_id AND s.snapshot = b.snapshot_id
        GROUP BY b.billing_account_id, b.period, b.snapshot_id
        UNION ALL
        SELECT m.billing_account_id, m.billing_period, m.snapshot_id, m.currency, NULL, NULL, toNullable(sum(m.billed_cost + m.amortized_effective_cost)), NULL, NULL
        FROM MonthlyFocusCost AS m WHERE ${ofActive(SqlText.of`m`)} GROUP BY m.billing_account_id, m.billing_period, m.snapshot_id, m.currency
        UNION ALL
        SELECT d.billing_account_id, d.billing_period, d.snapshot_id, d.currency, NULL, NULL, toNullable(sum(toDecimal256(ifNull(d.extended_cost, 0), 18))), NULL, NULL
        FROM CurrentAzureBillingDetail AS d WHERE d.snapshot_id = 'live' AND ${ofMonth(SqlText.of`d.billing_period`)}
        GROUP BY d.billing_account_id, d.billing_period, d.snapshot_id, d.currency
        UNION ALL
        SELECT f.x_BillingAccountId, f.x_BillingPeriod, f.x_SnapshotId, f.BillingCurrency, NULL, NULL, NULL, toNullable(sum(toDecimal256(if(has(f.x_Problems, 'cost-amortized'), f.EffectiveCost, f.BilledCost), 18))), NULL
        FROM FocusCostAndUsage AS f
        WHERE ${ofMonth(SqlText.of`f.x_BillingPeriod`)} AND (f.x_BillingAccountId, f.x_BillingPeriod, f.x_SnapshotId) IN ${active}
        GROUP BY f.x_BillingAccountId, f.x_BillingPeriod, f.x_SnapshotId, f.BillingCurrency) AS t
      WHERE 1 ${onlyAccount(SqlText.of`t.account`, billingAccount)}
      GROUP BY t.account, t.period, t.snapshot, t.currency) AS r
    ORDER BY r.account, r.period, r.currency LIMIT 1000`;
}
