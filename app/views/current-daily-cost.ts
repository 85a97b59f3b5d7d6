import { sql, View } from "@514labs/moose-lib";
import { costColumns, costKeyColumns, keysOf, sumsOfRollup, usageDateColumn } from "../domain/cost/cost-columns";
import { CurrentBillingSnapshotView } from "./current-billing-snapshot";
import { DailyFocusCostTable } from "./daily-focus-cost";
import { LiveChargeView } from "./live-charge";

const keys = keysOf({ ...costKeyColumns, usage_date: usageDateColumn, ...costColumns }).join(", ");

/**
 * Grain: that of DailyFocusCost: what costs are by day, of the active snapshot of each period, with the live charges of days that no published period
 * covers, which are mapped to FOCUS as they are read. A charge without a readable day is on 1970-01-01. GLOBAL: see baseTables of PublishedDay.
 */
export const CurrentDailyCostView = new View("CurrentDailyCost", {
  baseTables: [DailyFocusCostTable, CurrentBillingSnapshotView, LiveChargeView],
  selectStatement: sql.statement`
    SELECT ${sql.raw(keys)}, ${sql.raw(sumsOfRollup)} FROM ${DailyFocusCostTable}
    WHERE snapshot_id GLOBAL IN (SELECT snapshot_id FROM ${CurrentBillingSnapshotView}) GROUP BY ${sql.raw(keys)}
    UNION ALL
    SELECT ${sql.raw(keys)}, ${sql.raw(sumsOfRollup)} FROM ${LiveChargeView} GROUP BY ${sql.raw(keys)}`,
});
