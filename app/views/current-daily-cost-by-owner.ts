import { View } from "@514labs/moose-lib";
import { nativeOwnerColumns } from "../domain/cost/cost-columns";
import { AzureBillingDetailTable } from "../tables/azure-billing-detail";
import { CurrentBillingSnapshotView } from "./current-billing-snapshot";
import { currentDailyCostSelect } from "./current-daily-cost-select";
import { DailyFocusCostTable } from "./daily-focus-cost";
import { DailyCostByOwnerTable } from "./daily-cost-by-owner";

/**
 * Grain: billing account, period, currency, day, owner, rule. Charges that no rule decided have the empty owner and rule 0. Imported ones have the owner
 * that their file says by a rule, and rule 0, since the rules of a file are not those of this table.
 */
export const CurrentDailyCostByOwnerView = new View("CurrentDailyCostByOwner", {
  baseTables: [DailyCostByOwnerTable, AzureBillingDetailTable, DailyFocusCostTable, CurrentBillingSnapshotView],
  selectStatement: currentDailyCostSelect(DailyCostByOwnerTable, {
    owner: { charge: nativeOwnerColumns.owner, focus: "f.owner" },
    rule_id: { charge: nativeOwnerColumns.rule_id, focus: "toInt64(0)" },
  }),
});
