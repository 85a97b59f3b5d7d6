import { sql, View } from "@514labs/moose-lib";
import { isLiveCharge, livePeriodColumn } from "../domain/cost/cost-columns";
import { AzureBillingDetailTable } from "../tables/azure-billing-detail";
import { AzureBillingSnapshotDetailTable } from "../tables/azure-billing-snapshot-detail";
import { chargeColumns } from "../tables/charge-columns";
import { CurrentBillingSnapshotView } from "./current-billing-snapshot";
import { PublishedDayView } from "./published-day";

const columns = sql.raw(["billing_account_id", "currency", "snapshot_id", ...chargeColumns].join(", "));

/**
 * Grain: one charge that counts: all of the active snapshot of each period, and live charges of days that no published
 * period covers. Equal charges of a snapshot
 * are rows of their own, so `content_hash` repeats; `charge_id` does not. GLOBAL: see baseTables of PublishedDay.
 */
export const CurrentAzureBillingDetailView = new View("CurrentAzureBillingDetail", {
  baseTables: [AzureBillingSnapshotDetailTable, AzureBillingDetailTable, CurrentBillingSnapshotView, PublishedDayView],
  selectStatement: sql.statement`
    SELECT billing_period, concat(snapshot_id, '/', toString(page), '/', toString(ordinal)) AS charge_id, content_hash, ${columns}
    FROM ${AzureBillingSnapshotDetailTable}
    WHERE snapshot_id GLOBAL IN (SELECT snapshot_id FROM ${CurrentBillingSnapshotView})
    UNION ALL
    SELECT ${sql.raw(livePeriodColumn)} AS billing_period, charge_id, substring(charge_id, 1, 64) AS content_hash, ${columns}
    FROM ${AzureBillingDetailTable} FINAL
    WHERE ${sql.raw(isLiveCharge)}`,
});
