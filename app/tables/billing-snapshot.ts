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

/** What readers must know of a snapshot: domain/snapshot/snapshot-finding.ts. */
interface FindingTuple {
  code: string & LowCardinality;
  rows: UInt64;
  /** Digits in the currency of the snapshot; empty where it is not about an amount. */
  cost: string;
  detail: string;
}

/** A check of the seal that an operator lifted, and why. */
interface OverrideTuple {
  option: string & LowCardinality;
  reason: string;
}

/** Grain: one step in the life of a snapshot. The highest step is its status, whatever the clocks of the writers said. Append-only. */
export interface BillingSnapshotRow {
  billing_account_id: string & LowCardinality;
  billing_period: string & tags.Format<"date"> & ClickHouseByteSize<2>;
  snapshot_id: string;
  /** opened 1, sealed 2, published 3, abandoned 4, dropped 5. */
  step: UInt8;
  status: ("opened" | "sealed" | "published" | "abandoned" | "dropped") & LowCardinality;
  /** Why it was abandoned or dropped, else empty. */
  reason: string;
  attempt_id: string;
  currency: string & LowCardinality;
  pages: UInt32;
  rows: UInt64;
  cost: Decimal<76, 18>;
  /** The total of the source itself that the rows add up to, or the first of those that they miss; null where there is none. */
  control_total: Decimal<76, 18> | null;
  /** What is in it, in the source's words: `totalUsage`. */
  control_total_name: string & LowCardinality;
  findings: (FindingTuple & ClickHouseNamedTuple)[];
  overrides: (OverrideTuple & ClickHouseNamedTuple)[];
  /** Which source delivered it: `azure-ea`; empty of those before sources had ids, and in steps that no source takes. */
  source: string & LowCardinality;
  /** The kept connection that delivered it, which owns the month; empty where nobody keeps it. */
  source_connection: string & LowCardinality;
  /** What the source says that changes when the delivery does; empty where only reading it can tell. */
  delivery_version: string;
  at: DateTime64String<3>;
}

export const BillingSnapshotTable = new OlapTable<BillingSnapshotRow>("BillingSnapshot", {
  orderByFields: ["billing_account_id", "billing_period", "snapshot_id", "step"],
  settings: { fsync_after_insert: "1", fsync_part_directory: "1" },
});
