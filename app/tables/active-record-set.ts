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
 * Grain: one publication of records that are no charges, such as an account's price sheet of a month. The set of the highest activation of (records, account,
 * month) is what readers see: one row puts a whole set in the place of the one before. Append-only.
 */
export interface ActiveRecordSetRow {
  /** What the records are: `prices`, `emissions`, `reservations`, `invoices`. */
  records: string & LowCardinality;
  billing_account_id: string & LowCardinality;
  /** First day of the month. */
  month: string & tags.Format<"date"> & ClickHouseByteSize<2>;
  set_id: string;
  activation: UInt32;
  source: string & LowCardinality;
  /** Id of the connection; empty when nobody keeps it. */
  connection: string;
  delivery_version: string;
  rows: UInt64;
  /** What of the source is not in the set, or cannot be used, in words; empty when nothing. */
  notes: string;
  activated_at: DateTime64String<3>;
}

export const ActiveRecordSetTable = new OlapTable<ActiveRecordSetRow>("ActiveRecordSet", {
  orderByFields: ["records", "billing_account_id", "month", "activation"],
  settings: { fsync_after_insert: "1", fsync_part_directory: "1" },
});
