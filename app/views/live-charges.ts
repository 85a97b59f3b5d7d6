import { isLiveCharge, livePeriodColumn } from "../domain/cost/cost-columns";
import type { SelectSource } from "../domain/focus/select-steps";
import { ActiveRecordSetTable } from "../tables/active-record-set";
import { AzureBillingDetailTable } from "../tables/azure-billing-detail";
import { AzureBillingSnapshotDetailTable } from "../tables/azure-billing-snapshot-detail";
import { FocusPricingUnitTable } from "../tables/focus-pricing-unit";
import { FocusRegionTable } from "../tables/focus-region";
import { FocusResourceTypeTable } from "../tables/focus-resource-type";
import { FocusServiceTable } from "../tables/focus-service";
import { PriceSheetTable } from "../tables/price-sheet";
import { SheetPriceTable } from "../tables/sheet-price";
import { PublishedDayView } from "./published-day";

/** Live charges of days that no published period covers, as the mapping to FOCUS reads facts. Their page is 0: they were not read in pages. */
export const liveCharges: SelectSource = {
  columns: [...AzureBillingSnapshotDetailTable.columnArray.map(({ name }) => name), "charge_key"],
  sql: `SELECT * EXCEPT (charge_id, occurrence, ingested_at), ${livePeriodColumn} AS billing_period,
    toUInt32(0) AS page, occurrence AS ordinal, substring(charge_id, 1, 64) AS content_hash, charge_id AS charge_key
  FROM AzureBillingDetail FINAL
  WHERE ${isLiveCharge}`,
};

/** What a statement over live charges and their mapping to FOCUS reads: just that, see baseTables of PublishedDay. */
export function liveChargeTablesOf(select: string): (typeof liveChargeTables)[number][] {
  return liveChargeTables.filter(({ name }) => new RegExp(`(?:FROM|JOIN)\\s+${name}\\b`).test(select));
}

const liveChargeTables = [
  AzureBillingDetailTable,
  PublishedDayView,
  FocusServiceTable,
  FocusResourceTypeTable,
  FocusRegionTable,
  FocusPricingUnitTable,
  PriceSheetTable,
  SheetPriceTable,
  ActiveRecordSetTable,
] as const;
