import { AzureBillingDetailTable } from "../tables/azure-billing-detail";
import type { ChargeRow } from "../tables/charge-row";
import { CurrentBillingSnapshotView } from "./current-billing-snapshot";

/**
 * What readers see of a rollup: the active snapshot of each period, and live charges where a period has none. `dimensions` are the rollup's columns,
 * each with what it is of a live charge.
 */
export function currentDailyCostSelect(rollup: { readonly name: string }, dimensions: Readonly<Record<string, keyof ChargeRow>>): string {
  const keys = ["billing_account_id", "billing_period", "snapshot_id", "currency", "usage_date", ...Object.keys(dimensions)].join(", ");
  const ofLive = Object.entries(dimensions).map(([name, column]) => (name === column ? name : `${column} AS ${name}`));
  const active = `\`${CurrentBillingSnapshotView.name}\``;
  return `
    SELECT ${keys},
      sum(cost) AS cost, sum(cost_with_tax) AS cost_with_tax, sum(charges) AS charges
    FROM \`${rollup.name}\`
    WHERE snapshot_id IN (SELECT snapshot_id FROM ${active})
    GROUP BY ${keys}
    UNION ALL
    SELECT billing_account_id, ifNull(month_date, toDate(0)) AS billing_period, snapshot_id, currency, ifNull(date, toDate(0)) AS usage_date, ${ofLive.join(", ")},
      ifNull(sum(toDecimal256(extended_cost, 18)), toDecimal256(0, 18)) AS cost,
      ifNull(sum(toDecimal256(extended_cost_tax, 18)), toDecimal256(0, 18)) AS cost_with_tax,
      count() AS charges
    FROM \`${AzureBillingDetailTable.name}\` FINAL
    WHERE snapshot_id = 'live'
      AND (billing_account_id, ifNull(month_date, toDate(0))) NOT IN (SELECT billing_account_id, billing_period FROM ${active})
    GROUP BY ${keys}`;
}
