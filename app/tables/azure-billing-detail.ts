import { ClickHouseEngines, type DateTime64String, OlapTable, type UInt32 } from "@514labs/moose-lib";
import type { ChargeRow } from "./charge-row";

/**
 * Grain: one live charge, the columns of domain/charge/charge.ts. Order: account and snapshot first, because every question names them; then
 * the charge id, which makes a delivery that came twice one row. Read with FINAL, never summed by an insert-time view. Not partitioned: a
 * row that comes again with the same id must meet its predecessor whatever else changed in it.
 */
export interface AzureBillingDetailRow extends ChargeRow {
  charge_id: string;
  occurrence: UInt32;
  /** The later of two deliveries of one charge stands. */
  ingested_at: DateTime64String<3>;
}

export const AzureBillingDetailTable = new OlapTable<AzureBillingDetailRow>("AzureBillingDetail", {
  engine: ClickHouseEngines.ReplacingMergeTree,
  ver: "ingested_at",
  orderByFields: ["billing_account_id", "snapshot_id", "charge_id"],
});
