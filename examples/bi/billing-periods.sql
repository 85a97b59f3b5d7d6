-- Grain: published billing period of an account: whether it may still change.
SELECT x_BillingAccountId AS billing_account, x_BillingPeriod AS month, BillingPeriodStatus AS status, BillingPeriodLastUpdated AS updated, x_SnapshotId AS snapshot
FROM FocusBillingPeriod
ORDER BY billing_account, month
