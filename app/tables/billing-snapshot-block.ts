import {
  type ClickHouseByteSize,
  type DateTime64String,
  type LowCardinality,
  OlapTable,
  type UInt32,
  type UInt64,
} from "@514labs/moose-lib";
import type { tags } from "typia";

/**
 * Grain: one state of one block of pages. A block is one INSERT; it is `intended` before that and `stored` after, so that after a crash at most one
 * block is in doubt, and the ledger says which. The pages of a snapshot are contiguous through its stored blocks. Append-only.
 */
export interface BillingSnapshotBlockRow {
  billing_account_id: string & LowCardinality;
  billing_period: string & tags.Format<"date"> & ClickHouseByteSize<2>;
  snapshot_id: string;
  first_page: UInt32;
  last_page: UInt32;
  state: ("intended" | "stored") & LowCardinality;
  attempt_id: string;
  rows: UInt64;
  /** For each page, in order: its rows; page_costs has the exact cost as digits, page_hashes the SHA-256 of the rows as written. */
  page_rows: UInt32[];
  page_costs: string[];
  page_hashes: string[];
  /**
   * Where the source continues, as JSON of the source's own; `null` after the last page, empty when it cannot resume. May contain a paging token: do
   * not show it.
   */
  next_cursor: string;
  at: DateTime64String<3>;
}

export const BillingSnapshotBlockTable = new OlapTable<BillingSnapshotBlockRow>("BillingSnapshotBlock", {
  orderByFields: ["billing_account_id", "billing_period", "snapshot_id", "first_page", "state"],
  settings: { fsync_after_insert: "1", fsync_part_directory: "1" },
});
