import { type ClickHouseByteSize, ClickHouseEngines, OlapTable, type UInt32 } from "@514labs/moose-lib";
import type { tags } from "typia";
import type { ChargeRow } from "./charge-row";

type Day = string & tags.Format<"date"> & ClickHouseByteSize<2>;

/**
 * Grain: one charge of one snapshot, identified by (snapshot, page, ordinal); N equal charges are N rows. A partition is a
 * snapshot: dropping one drops a delivery, and an INSERT of one snapshot is one part, stored as a whole or not at all. Never changed once written.
 * Order: the columns that people drill down by, which also compresses well.
 */
export interface AzureBillingSnapshotDetailRow extends ChargeRow {
  /** First day of the month that was read. */
  billing_period: Day;
  page: UInt32;
  /** Position on the page, from 0. */
  ordinal: UInt32;
  /** The charge id without its occurrence number: the same for equal charges. Used to compare deliveries, never to remove rows. */
  content_hash: string;
}

export const AzureBillingSnapshotDetailTable = new OlapTable<AzureBillingSnapshotDetailRow>("AzureBillingSnapshotDetail", {
  engine: ClickHouseEngines.MergeTree,
  partitionBy: "(billing_account_id, billing_period, snapshot_id)",
  orderByFields: ["meter_category", "subscription_guid", "resource_group", "page", "ordinal"],
  settings: {
    // Without these a kill -9 loses nothing, but a power failure does.
    fsync_after_insert: "1",
    fsync_part_directory: "1",
    // What an INSERT writes is one file, not several for each column, which took longer than all its rows. Parts that were merged to more than this are wide.
    min_bytes_for_wide_part: "268435456",
  },
});
