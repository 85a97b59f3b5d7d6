import { sql, View } from "@514labs/moose-lib";
import { focusMappingSql, focusTableColumns } from "../domain/focus/focus-mapping-sql";
import { FocusCostAndUsageTable } from "../tables/focus-cost-and-usage";
import { CurrentBillingSnapshotView } from "./current-billing-snapshot";
import { liveChargeTablesOf, liveCharges } from "./live-charges";

const live = focusMappingSql(liveCharges, "unknown", "none");

/**
 * Grain: one charge that counts, in FOCUS 1.4: all of the active snapshot of each period and of any provider, and of days that no
 * published period covers live charges, mapped as they are read by the same rules.
 */
export const CurrentFocusCostAndUsageView = new View("CurrentFocusCostAndUsage", {
  baseTables: [FocusCostAndUsageTable, CurrentBillingSnapshotView, ...liveChargeTablesOf(live)],
  selectStatement: sql.statement`
    SELECT ${sql.raw(focusTableColumns.join(", "))} FROM ${FocusCostAndUsageTable}
    WHERE x_SnapshotId IN (SELECT snapshot_id FROM ${CurrentBillingSnapshotView})
    UNION ALL
    ${sql.raw(live)}`,
});
