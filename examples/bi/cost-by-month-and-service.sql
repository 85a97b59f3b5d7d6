-- Grain: billing month, service and currency.
SELECT x_BillingPeriod AS month, ServiceName AS service, BillingCurrency AS currency, sum(BilledCost) AS billed_cost, sum(EffectiveCost) AS effective_cost
FROM CurrentFocusCostAndUsage
GROUP BY month, service, currency
ORDER BY month, service, currency
