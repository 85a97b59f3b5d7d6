import {
  type ClickHouseByteSize,
  type ClickHouseDefault,
  type DateTime64String,
  type LowCardinality,
  OlapTable,
  type UInt32,
  type UInt64,
} from "@514labs/moose-lib";
import type { tags } from "typia";

/**
 * Grain: one event of a delivery: a retry, a wait, a resume or a publication. Order: account, then time, because operators ask what happened to the bill of an
 * account; kept for 90 days. Each event has a log line too.
 */
export interface DeliveryEventRow {
  billing_account_id: string & LowCardinality;
  /** First day of the period; 1970-01-01 until it is known. */
  billing_period: string & tags.Format<"date"> & ClickHouseByteSize<2>;
  snapshot_id: string;
  attempt_id: string;
  source: string & LowCardinality;
  event: ("retry" | "wait" | "resumed" | "published") & LowCardinality;
  /** For a retry the kind of error; for a wait `rate`, `breaker` or `report`; for a publication `first` or `replaced`. */
  kind: string & LowCardinality;
  /** The part that was being read, or the first missing part. */
  part: UInt32;
  delay_ms: UInt64;
  detail: string;
  at: DateTime64String<3>;
  /** Of a publication: JSON text, a list of what it changed in money, one for each currency. */
  costs: string & ClickHouseDefault<"''">;
}

export const DeliveryEventTable = new OlapTable<DeliveryEventRow>("DeliveryEvent", {
  orderByFields: ["billing_account_id", "at", "snapshot_id"],
  partitionBy: "toYYYYMM(at)",
});
