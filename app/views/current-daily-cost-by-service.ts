import { View } from "@514labs/moose-lib";
import { AzureBillingDetailTable } from "../tables/azure-billing-detail";
import { CurrentBillingSnapshotView } from "./current-billing-snapshot";
import { currentDailyCostSelect } from "./current-daily-cost-select";
import { DailyCostByServiceTable } from "./daily-cost-by-service";

/** Grain: billing account, period, currency, day, service (meter category). */
export const CurrentDailyCostByServiceView = new View("CurrentDailyCostByService", {
  baseTables: [DailyCostByServiceTable, AzureBillingDetailTable, CurrentBillingSnapshotView],
  selectStatement: currentDailyCostSelect(DailyCostByServiceTable, { meter_category: "meter_category" }),
});
