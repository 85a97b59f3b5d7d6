import { View } from "@514labs/moose-lib";
import { AzureBillingDetailTable } from "../tables/azure-billing-detail";
import { CurrentBillingSnapshotView } from "./current-billing-snapshot";
import { currentDailyCostSelect } from "./current-daily-cost-select";
import { DailyFocusCostTable } from "./daily-focus-cost";
import { DailyCostBySubscriptionTable } from "./daily-cost-by-subscription";

/** Grain: billing account, period, currency, day, subscription: of other providers the sub account. */
export const CurrentDailyCostBySubscriptionView = new View("CurrentDailyCostBySubscription", {
  baseTables: [DailyCostBySubscriptionTable, AzureBillingDetailTable, DailyFocusCostTable, CurrentBillingSnapshotView],
  selectStatement: currentDailyCostSelect(DailyCostBySubscriptionTable, {
    subscription_guid: { charge: "subscription_guid", focus: "f.subscription" },
    subscription_name: { charge: "subscription_name", focus: "f.subscription_name" },
  }),
});
