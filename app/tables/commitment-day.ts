import {
  type ClickHouseByteSize,
  ClickHouseEngines,
  type ClickHouseNamedTuple,
  type Decimal,
  type LowCardinality,
  OlapTable,
  type UInt64,
} from "@514labs/moose-lib";
import type { tags } from "typia";

type Day = string & tags.Format<"date"> & ClickHouseByteSize<2>;
type Word = string & LowCardinality;

/** Charges that used the same hours. */
export interface CommitmentUse {
  hours: Decimal<38, 18>;
  charges: UInt64;
}

/**
 * Grain: one day of a commitment in one snapshot of a bill: what it cost and who shares it. The mapping to FOCUS looks the hourly rate up here. Never changed once
 * written. A partition is a snapshot, as in the facts. Order: as charges look it up.
 */
export interface CommitmentDayRow {
  billing_account_id: Word;
  billing_period: Day;
  snapshot_id: Word;
  /** As in CommitmentTransaction. */
  commitment_order: string;
  currency: Word;
  day: Day;
  evidence: ("order-terms" | "reservation-details") & LowCardinality;
  /** What the hours of the day share. */
  cost: Decimal<38, 18>;
  /** What no hour can carry, such as the loss by a cancellation: it is with the unused part. */
  settled: Decimal<38, 18>;
  /** Units times hours that were bought for the day. */
  hours: Decimal<38, 18>;
  /** Of them, used by charges of the bill. */
  used_hours: Decimal<38, 18>;
  /** The charges that share the cost of the day, by their hours: what each of them costs is rounded by itself. */
  uses: (CommitmentUse & ClickHouseNamedTuple)[];
  /** What a used hour costs. */
  hourly_rate: Decimal<76, 30>;
  /** More hours were used than bought: they share the cost of the day. */
  is_overused: boolean;
}

export const CommitmentDayTable = new OlapTable<CommitmentDayRow>("CommitmentDay", {
  engine: ClickHouseEngines.MergeTree,
  partitionBy: "(billing_account_id, billing_period, snapshot_id)",
  orderByFields: ["commitment_order", "currency", "day"],
});
