import { ClickHouseEngines, type DateTime64String, OlapTable, type UInt32 } from "@514labs/moose-lib";
import type { ChargeRow } from "./charge-row";

/**
 * Grain: one live charge, the columns of domain/charge/charge.ts. Order: account and snapshot first, because every query filters by them; then
 * the charge id, so that a record delivered twice is one row. Read with FINAL, never summed by an insert-time view. Not partitioned: a
 * row with the same id must replace its predecessor even when its other columns changed.
 */
export interface AzureBillingDetailRow extends ChargeRow {
  charge_id: string;
  occurrence: UInt32;
  /** When the record was stored; of two deliveries of one charge the later one counts. */
  ingested_at: DateTime64String<3>;
}

export const AzureBillingDetailTable = new OlapTable<AzureBillingDetailRow>("AzureBillingDetail", {
  engine: ClickHouseEngines.ReplacingMergeTree,
  ver: "ingested_at",
  orderByFields: ["billing_account_id", "snapshot_id", "charge_id"],
});
