-- Grain: billing month, value of the tag env and currency. The value is null where the charge has no such tag; write another tag's name in place of env.
SELECT x_BillingPeriod AS month, JSONExtract(ifNull(Tags, '{}'), 'env', 'Nullable(String)') AS env, BillingCurrency AS currency, sum(BilledCost) AS billed_cost
FROM CurrentFocusCostAndUsage
GROUP BY month, env, currency
ORDER BY month, env, currency
