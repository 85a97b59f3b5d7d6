import { View } from "@514labs/moose-lib";
import { AzureBillingDetailTable } from "../tables/azure-billing-detail";
import { CurrentBillingSnapshotView } from "./current-billing-snapshot";
import { currentDailyCostSelect } from "./current-daily-cost-select";
import { DailyFocusCostTable } from "./daily-focus-cost";
import { DailyCostByOwnerTable } from "./daily-cost-by-owner";

/** Grain: billing account, period, currency, day, owner (resource_tracking). */
export const CurrentDailyCostByOwnerView = new View("CurrentDailyCostByOwner", {
  baseTables: [DailyCostByOwnerTable, AzureBillingDetailTable, DailyFocusCostTable, CurrentBillingSnapshotView],
  selectStatement: currentDailyCostSelect(DailyCostByOwnerTable, { owner: { charge: "resource_tracking", focus: "f.owner" } }),
});
