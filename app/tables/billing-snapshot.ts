import {
  type ClickHouseByteSize,
  type ClickHouseNamedTuple,
  type DateTime64String,
  type Decimal,
  type LowCardinality,
  OlapTable,
  type UInt8,
  type UInt32,
  type UInt64,
} from "@514labs/moose-lib";
import type { tags } from "typia";

/** What readers should know about a snapshot: see domain/snapshot/snapshot-finding.ts. */
interface FindingTuple {
  code: string & LowCardinality;
  rows: UInt64;
  /** Amount in the currency of the snapshot, as digits; empty when the finding is not about an amount. */
  cost: string;
  detail: string;
}

/** A check of the seal that an operator lifted, and why. */
interface OverrideTuple {
  option: string & LowCardinality;
  reason: string;
}

/** Grain: one step in the life of a snapshot. The highest step is its status; clocks do not decide. Append-only. */
export interface BillingSnapshotRow {
  billing_account_id: string & LowCardinality;
  billing_period: string & tags.Format<"date"> & ClickHouseByteSize<2>;
  snapshot_id: string;
  /** 1 opened, 2 sealed, 3 published, 4 abandoned, 5 dropped. */
  step: UInt8;
  status: ("opened" | "sealed" | "published" | "abandoned" | "dropped") & LowCardinality;
  /** Why it was abandoned or dropped; otherwise empty. */
  reason: string;
  attempt_id: string;
  currency: string & LowCardinality;
  pages: UInt32;
  rows: UInt64;
  cost: Decimal<76, 18>;
  /** The source's own total that the rows match, or the first one that they do not match; null when the source has none. */
  control_total: Decimal<76, 18> | null;
  /** Name of that total at the source, such as `totalUsage`. */
  control_total_name: string & LowCardinality;
  findings: (FindingTuple & ClickHouseNamedTuple)[];
  overrides: (OverrideTuple & ClickHouseNamedTuple)[];
  /** Source that delivered it, such as `azure-ea`; empty in rows written before sources had ids, and in steps without a source. */
  source: string & LowCardinality;
  /** The kept connection that delivered it, which owns the month; empty when no connection did. */
  source_connection: string & LowCardinality;
  /** Version of the delivery, a slash, and what it was read with. Nothing before the slash when the source has no version. */
  delivery_version: string;
  at: DateTime64String<3>;
}

export const BillingSnapshotTable = new OlapTable<BillingSnapshotRow>("BillingSnapshot", {
  orderByFields: ["billing_account_id", "billing_period", "snapshot_id", "step"],
  settings: { fsync_after_insert: "1", fsync_part_directory: "1" },
});
