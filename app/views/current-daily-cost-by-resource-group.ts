import { View } from "@514labs/moose-lib";
import { AzureBillingDetailTable } from "../tables/azure-billing-detail";
import { CurrentBillingSnapshotView } from "./current-billing-snapshot";
import { currentDailyCostSelect } from "./current-daily-cost-select";
import { DailyCostByResourceGroupTable } from "./daily-cost-by-resource-group";

/** Grain: billing account, period, currency, day, subscription, resource group. */
export const CurrentDailyCostByResourceGroupView = new View("CurrentDailyCostByResourceGroup", {
  baseTables: [DailyCostByResourceGroupTable, AzureBillingDetailTable, CurrentBillingSnapshotView],
  selectStatement: currentDailyCostSelect(DailyCostByResourceGroupTable, {
    subscription_guid: "subscription_guid",
    resource_group: "resource_group",
  }),
});
