import { type ClickHouseByteSize, type DateTime64String, type LowCardinality, OlapTable, type UInt32 } from "@514labs/moose-lib";
import type { tags } from "typia";

/** Grain: one attempt to extract a period. The highest (number, attempt_id) may write; every other one stops before its next block. Append-only. */
export interface BillingSnapshotLeaseRow {
  billing_account_id: string & LowCardinality;
  billing_period: string & tags.Format<"date"> & ClickHouseByteSize<2>;
  number: UInt32;
  attempt_id: string;
  at: DateTime64String<3>;
}

export const BillingSnapshotLeaseTable = new OlapTable<BillingSnapshotLeaseRow>("BillingSnapshotLease", {
  orderByFields: ["billing_account_id", "billing_period", "number"],
  settings: { fsync_after_insert: "1", fsync_part_directory: "1" },
});
