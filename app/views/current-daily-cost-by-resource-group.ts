import { sql, View } from "@514labs/moose-lib";
import { AzureBillingDetailTable } from "../tables/azure-billing-detail";
import { CurrentBillingSnapshotView } from "./current-billing-snapshot";
import { DailyCostByResourceGroupTable } from "./daily-cost-by-resource-group";

/** Grain: billing account, period, currency, day, subscription, resource group: the active snapshot of each period, and live charges where a period has none. */
export const CurrentDailyCostByResourceGroupView = new View("CurrentDailyCostByResourceGroup", {
  baseTables: [DailyCostByResourceGroupTable, AzureBillingDetailTable, CurrentBillingSnapshotView],
  selectStatement: sql.statement`
    SELECT billing_account_id, billing_period, snapshot_id, currency, usage_date, subscription_guid, resource_group,
      sum(cost) AS cost, sum(cost_with_tax) AS cost_with_tax, sum(charges) AS charges
    FROM ${DailyCostByResourceGroupTable}
    WHERE snapshot_id IN (SELECT snapshot_id FROM ${CurrentBillingSnapshotView})
    GROUP BY billing_account_id, billing_period, snapshot_id, currency, usage_date, subscription_guid, resource_group
    UNION ALL
    SELECT billing_account_id, ifNull(month_date, toDate(0)) AS billing_period, snapshot_id, currency, ifNull(date, toDate(0)) AS usage_date, subscription_guid, resource_group,
      ifNull(sum(toDecimal256(extended_cost, 18)), toDecimal256(0, 18)) AS cost,
      ifNull(sum(toDecimal256(extended_cost_tax, 18)), toDecimal256(0, 18)) AS cost_with_tax,
      count() AS charges
    FROM ${AzureBillingDetailTable} FINAL
    WHERE snapshot_id = 'live'
      AND (billing_account_id, ifNull(month_date, toDate(0))) NOT IN (SELECT billing_account_id, billing_period FROM ${CurrentBillingSnapshotView})
    GROUP BY billing_account_id, billing_period, snapshot_id, currency, usage_date, subscription_guid, resource_group`,
});
