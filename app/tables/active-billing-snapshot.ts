import { type ClickHouseByteSize, type DateTime64String, type LowCardinality, OlapTable, type UInt32 } from "@514labs/moose-lib";
import type { tags } from "typia";

/**
 * Grain: one move of the pointer of a period. The highest (activation, activated_at) names the snapshot that readers see; one row publishes
 * or rolls back detail and all rollups together. Append-only. Read it through the view CurrentBillingSnapshot.
 */
export interface ActiveBillingSnapshotRow {
  billing_account_id: string & LowCardinality;
  billing_period: string & tags.Format<"date"> & ClickHouseByteSize<2>;
  snapshot_id: string;
  activation: UInt32;
  reason: ("published" | "rolled-back") & LowCardinality;
  activated_at: DateTime64String<3>;
}

export const ActiveBillingSnapshotTable = new OlapTable<ActiveBillingSnapshotRow>("ActiveBillingSnapshot", {
  orderByFields: ["billing_account_id", "billing_period", "activation"],
  settings: { fsync_after_insert: "1", fsync_part_directory: "1" },
});
