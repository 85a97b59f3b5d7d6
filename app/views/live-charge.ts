import { sql, View } from "@514labs/moose-lib";
import { chargeSelect } from "./charge-select";
import { CurrentFocusCostAndUsageView } from "./current-focus-cost-and-usage";

/** Grain: one posted charge of a month that has no snapshot, mapped to FOCUS as it is read; the columns of SnapshotCharge. */
export const LiveChargeView = new View("LiveCharge", {
  baseTables: [CurrentFocusCostAndUsageView],
  selectStatement: sql.statement`SELECT ${sql.raw(chargeSelect)} FROM ${CurrentFocusCostAndUsageView} WHERE x_SnapshotId = 'live'`,
});
