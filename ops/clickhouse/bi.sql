-- The ClickHouse user of BI tools and notebooks, for a server that has users (chDB has none). Run once as an administrator with the password and database of
-- your own, and the grants again after an upgrade. It may read the FOCUS views and what they read, and nothing else: no keys, no audit, no connections. readonly is 2, since drivers set formats
-- and limits with each query.
CREATE SETTINGS PROFILE IF NOT EXISTS billing_bi SETTINGS
  readonly = 2 CONST,
  max_execution_time = 120 MAX 600,
  max_memory_usage = 4000000000 MAX 4000000000,
  max_concurrent_queries_for_user = 16,
  allow_ddl = 0 CONST,
  allow_introspection_functions = 0 CONST;

CREATE USER IF NOT EXISTS billing_bi IDENTIFIED WITH sha256_password BY '<password>' SETTINGS PROFILE 'billing_bi';

GRANT SELECT ON local.CurrentFocusCostAndUsage TO billing_bi;
GRANT SELECT ON local.focus_1_2 TO billing_bi;
GRANT SELECT ON local.FocusBillingPeriod TO billing_bi;
GRANT SELECT ON local.FocusContractCommitment TO billing_bi;
GRANT SELECT ON local.FocusInvoiceDetail TO billing_bi;

-- A view reads with the rights of who asks.
GRANT SELECT ON local.ActiveBillingSnapshot TO billing_bi;
GRANT SELECT ON local.ActiveRecordSet TO billing_bi;
GRANT SELECT ON local.AzureBillingDetail TO billing_bi;
GRANT SELECT ON local.BillingPeriod TO billing_bi;
GRANT SELECT ON local.CommitmentTerm TO billing_bi;
GRANT SELECT ON local.CurrentBillingSnapshot TO billing_bi;
GRANT SELECT ON local.FocusCostAndUsage TO billing_bi;
GRANT SELECT ON local.FocusPricingUnit TO billing_bi;
GRANT SELECT ON local.FocusRegion TO billing_bi;
GRANT SELECT ON local.FocusResourceType TO billing_bi;
GRANT SELECT ON local.FocusService TO billing_bi;
GRANT SELECT ON local.InvoiceDetail TO billing_bi;
GRANT SELECT ON local.LiveChargeMonth TO billing_bi;
GRANT SELECT ON local.PriceSheet TO billing_bi;
GRANT SELECT ON local.PublishedDay TO billing_bi;

-- A user who may see some accounts only, in place of all. All four tables, because live charges are in the second, commitments in
-- the third, and delivered invoices in the fourth.
-- CREATE ROW POLICY billing_bi_focus ON local.FocusCostAndUsage FOR SELECT USING x_BillingAccountId IN ('100100') TO billing_bi;
-- CREATE ROW POLICY billing_bi_live ON local.AzureBillingDetail FOR SELECT USING billing_account_id IN ('100100') TO billing_bi;
-- CREATE ROW POLICY billing_bi_commitments ON local.CommitmentTerm FOR SELECT USING billing_account_id IN ('100100') TO billing_bi;
-- CREATE ROW POLICY billing_bi_invoices ON local.InvoiceDetail FOR SELECT USING billing_account_id IN ('100100') TO billing_bi;
