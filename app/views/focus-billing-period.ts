import { sql, View } from "@514labs/moose-lib";
import { ActiveBillingSnapshotTable } from "../tables/active-billing-snapshot";
import { BillingPeriodTable } from "../tables/billing-period";

/**
 * Grain: one published billing period of one account: the FOCUS 1.4 dataset Billing Period. Created with the first publication, updated with the last
 * one, a rollback, or its closing; Open until the months of lag after it are over, then Closed.
 */
export const FocusBillingPeriodView = new View("FocusBillingPeriod", {
  baseTables: [BillingPeriodTable, ActiveBillingSnapshotTable],
  selectStatement: sql.statement`
    SELECT a.created AS BillingPeriodCreated,
      toDateTime(ifNull(p.ends_on, addMonths(p.billing_period, 1)), 'UTC') AS BillingPeriodEnd,
      greatest(a.updated, if(toDate(now('UTC')) < p.closes_on, a.updated, toDateTime64(p.closes_on, 3, 'UTC'))) AS BillingPeriodLastUpdated,
      toDateTime(p.billing_period, 'UTC') AS BillingPeriodStart,
      if(toDate(now('UTC')) < p.closes_on, 'Open', 'Closed') AS BillingPeriodStatus,
      p.invoice_issuer_name AS InvoiceIssuerName,
      p.billing_account_id AS x_BillingAccountId, p.billing_period AS x_BillingPeriod, a.snapshot_id AS x_SnapshotId,
      p.currency AS x_BillingCurrency, p.closes_on AS x_ClosesOn
    FROM (SELECT * FROM ${BillingPeriodTable} FINAL) AS p
    INNER JOIN (
      SELECT billing_account_id AS account, billing_period AS period, argMax(snapshot_id, (activation, activated_at)) AS snapshot_id,
        min(activated_at) AS created, max(activated_at) AS updated
      FROM ${ActiveBillingSnapshotTable} GROUP BY billing_account_id, billing_period) AS a
    ON a.account = p.billing_account_id AND a.period = p.billing_period`,
});
