import { View } from "@514labs/moose-lib";
import { AzureBillingDetailTable } from "../tables/azure-billing-detail";
import { CurrentBillingSnapshotView } from "./current-billing-snapshot";
import { currentDailyCostSelect } from "./current-daily-cost-select";
import { DailyFocusCostTable } from "./daily-focus-cost";
import { DailyCostByServiceTable } from "./daily-cost-by-service";

/** Grain: billing account, period, currency, day, service: Azure's meter category, of other providers the service name. */
export const CurrentDailyCostByServiceView = new View("CurrentDailyCostByService", {
  baseTables: [DailyCostByServiceTable, AzureBillingDetailTable, DailyFocusCostTable, CurrentBillingSnapshotView],
  selectStatement: currentDailyCostSelect(DailyCostByServiceTable, {
    meter_category: { charge: "meter_category", focus: "if(f.meter_category = '', f.service_name, f.meter_category)" },
  }),
});
