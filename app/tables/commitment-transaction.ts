import {
  type ClickHouseByteSize,
  ClickHouseEngines,
  type DateTime64String,
  type Decimal,
  type LowCardinality,
  OlapTable,
  type UInt16,
} from "@514labs/moose-lib";
import type { tags } from "typia";

type Day = string & tags.Format<"date"> & ClickHouseByteSize<2>;
type Word = string & LowCardinality;
type Instant = DateTime64String<3>;

/**
 * Grain: one payment for a commitment, or one refund of it: a row of a bill, or of a provider's list of transactions. Those of a bill belong to its snapshot, and go
 * with it; those of a list belong to no snapshot, and one that is loaded again takes the place of the one before. Order: as an account's are read. Read with FINAL.
 */
export interface CommitmentTransactionRow {
  billing_account_id: Word;
  /** Of the bill; 1970-01-01 in a list. */
  billing_period: Day;
  /** Of the bill; empty in a list. */
  snapshot_id: Word;
  /** What both sides of a reading know it by: `page/ordinal` in a bill; the provider's own words in a list. */
  transaction_id: string;
  /** Id of the order without what may be divided and renamed, in lower case: what charges and transactions of a commitment have in common. */
  commitment_order: string;
  /** As CommitmentDiscountId has it. */
  commitment_id: string;
  commitment_name: string;
  kind: ("purchase" | "return") & LowCardinality;
  /** When it takes effect. */
  starts_at: Instant;
  /** Until when it pays; null for a return, and where the term is not known. */
  ends_at: Instant | null;
  /** As billed: what is paid back is negative. */
  amount: Decimal<38, 18>;
  /** Units at once. */
  quantity: Decimal<38, 18>;
  currency: Word;
  /** Months of the commitment; null where it is not known. A monthly payment ends before. */
  term_months: UInt16 | null;
  is_recurring: boolean;
  product: Word;
  meter_id: Word;
  meter_category: Word;
  meter_sub_category: Word;
  meter_name: Word;
  unit_of_measure: Word;
  resource_location: Word;
  consumed_service: Word;
  /** `bill`, or the list that it was read from. */
  source: Word;
  loaded_at: Instant;
}

export const CommitmentTransactionTable = new OlapTable<CommitmentTransactionRow>("CommitmentTransaction", {
  engine: ClickHouseEngines.ReplacingMergeTree,
  ver: "loaded_at",
  partitionBy: "(billing_account_id, billing_period, snapshot_id)",
  orderByFields: ["billing_account_id", "billing_period", "snapshot_id", "commitment_order", "transaction_id"],
});
