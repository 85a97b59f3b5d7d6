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

type Word = string & LowCardinality;
type Instant = DateTime64String<3>;

/**
 * Grain: one payment or refund of the provider's list of reservation transactions of a billing month, as a connection read it once. Only sets that ActiveRecordSet
 * names count. Azure lists a refund in the month of its purchase, whenever it was made; one that two months list is the same one, and has the same transaction_id.
 * The columns are those of CommitmentTransaction that a list has. Never changed once written.
 */
export interface ReservationTransactionRow {
  billing_account_id: Word;
  /** First day of the billing month. */
  month: string & tags.Format<"date"> & ClickHouseByteSize<2>;
  set_id: Word;
  transaction_id: string;
  commitment_order: string;
  commitment_id: string;
  commitment_name: string;
  kind: ("purchase" | "return") & LowCardinality;
  /** When it takes effect. */
  starts_at: Instant;
  /** Until when it pays; null for a return, and where the term is not known. */
  ends_at: Instant | null;
  /** What is paid back is negative. */
  amount: Decimal<38, 18>;
  /** Units at once. */
  quantity: Decimal<38, 18>;
  currency: Word;
  /** Months of the commitment; null where it is not known. */
  term_months: UInt16 | null;
  is_recurring: boolean;
  product: Word;
  resource_location: Word;
}

export const ReservationTransactionTable = new OlapTable<ReservationTransactionRow>("ReservationTransaction", {
  engine: ClickHouseEngines.MergeTree,
  partitionBy: "(billing_account_id, month, set_id)",
  orderByFields: ["commitment_order", "transaction_id"],
  settings: { fsync_after_insert: "1", fsync_part_directory: "1" },
});
