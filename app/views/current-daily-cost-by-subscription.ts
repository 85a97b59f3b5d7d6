import { View } from "@514labs/moose-lib";
import { AzureBillingDetailTable } from "../tables/azure-billing-detail";
import { CurrentBillingSnapshotView } from "./current-billing-snapshot";
import { currentDailyCostSelect } from "./current-daily-cost-select";
import { DailyCostBySubscriptionTable } from "./daily-cost-by-subscription";

/** Grain: billing account, period, currency, day, subscription. */
export const CurrentDailyCostBySubscriptionView = new View("CurrentDailyCostBySubscription", {
  baseTables: [DailyCostBySubscriptionTable, AzureBillingDetailTable, CurrentBillingSnapshotView],
  selectStatement: currentDailyCostSelect(DailyCostBySubscriptionTable, {
    subscription_guid: "subscription_guid",
    subscription_name: "subscription_name",
  }),
});
