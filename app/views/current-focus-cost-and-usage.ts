import { sql, View } from "@514labs/moose-lib";
import { isLiveCharge, livePeriodColumn } from "../domain/cost/cost-columns";
import { focusMappingSql, focusTableColumns } from "../domain/focus/focus-mapping-sql";
import { AzureBillingDetailTable } from "../tables/azure-billing-detail";
import { FocusCostAndUsageTable } from "../tables/focus-cost-and-usage";
import { FocusPricingUnitTable } from "../tables/focus-pricing-unit";
import { FocusRegionTable } from "../tables/focus-region";
import { FocusResourceTypeTable } from "../tables/focus-resource-type";
import { FocusServiceTable } from "../tables/focus-service";
import { PriceSheetTable } from "../tables/price-sheet";
import { CurrentBillingSnapshotView } from "./current-billing-snapshot";
import { PublishedDayView } from "./published-day";

/** Live charges of days that no published period covers, with the columns of the facts. Their page is 0, since nobody asked for one. */
const live = `SELECT * EXCEPT (charge_id, occurrence, ingested_at), ${livePeriodColumn} AS billing_period,
    toUInt32(0) AS page, occurrence AS ordinal, substring(charge_id, 1, 64) AS content_hash, charge_id AS charge_key
  FROM AzureBillingDetail FINAL
  WHERE ${isLiveCharge}`;

/**
 * Grain: one charge that counts, in FOCUS 1.4: all of the active snapshot of each period and of any provider, and of days that no
 * published period covers live charges, mapped as they are read by the same rules.
 */
export const CurrentFocusCostAndUsageView = new View("CurrentFocusCostAndUsage", {
  baseTables: [
    FocusCostAndUsageTable,
    AzureBillingDetailTable,
    CurrentBillingSnapshotView,
    PublishedDayView,
    FocusServiceTable,
    FocusResourceTypeTable,
    FocusRegionTable,
    FocusPricingUnitTable,
    PriceSheetTable,
  ],
  selectStatement: sql.statement`
    SELECT ${sql.raw(focusTableColumns.join(", "))} FROM ${FocusCostAndUsageTable}
    WHERE x_SnapshotId IN (SELECT snapshot_id FROM ${CurrentBillingSnapshotView})
    UNION ALL
    ${sql.raw(focusMappingSql(live))}`,
});
