-- Grain: day of the charge, provider and currency. The day is null where the bill names none.
SELECT if(has(x_Problems, 'charge-period-unknown'), NULL, toDate(ChargePeriodStart, 'UTC')) AS day, ServiceProviderName AS provider, BillingCurrency AS currency, sum(BilledCost) AS billed_cost
FROM CurrentFocusCostAndUsage
GROUP BY day, provider, currency
ORDER BY day, provider, currency
