import { View } from "@514labs/moose-lib";
import { AzureBillingDetailTable } from "../tables/azure-billing-detail";
import { CurrentBillingSnapshotView } from "./current-billing-snapshot";
import { currentDailyCostSelect } from "./current-daily-cost-select";
import { DailyFocusCostTable } from "./daily-focus-cost";
import { DailyCostByResourceGroupTable } from "./daily-cost-by-resource-group";

/** Grain: billing account, period, currency, day, subscription, resource group. */
export const CurrentDailyCostByResourceGroupView = new View("CurrentDailyCostByResourceGroup", {
  baseTables: [DailyCostByResourceGroupTable, AzureBillingDetailTable, DailyFocusCostTable, CurrentBillingSnapshotView],
  selectStatement: currentDailyCostSelect(DailyCostByResourceGroupTable, {
    subscription_guid: { charge: "subscription_guid", focus: "f.subscription" },
    resource_group: { charge: "resource_group", focus: "f.resource_group" },
  }),
});
