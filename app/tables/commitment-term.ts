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

/**
 * Grain: one commitment of one snapshot of a bill, as it was known when the snapshot was mapped: a later purchase, refund or list changes nothing of what is
 * published. Never changed once written. A partition is a snapshot, as in the facts.
 */
export interface CommitmentTermRow {
  billing_account_id: Word;
  billing_period: Day;
  snapshot_id: Word;
  /** As in CommitmentTransaction. */
  commitment_order: string;
  commitment_id: string;
  commitment_name: string;
  currency: Word;
  /** What the effective cost of its charges is made of: `unknown` where nothing could be spread; empty where it is what the bill bills. */
  evidence: ("order-terms" | "reservation-details" | "amortized-report" | "unknown" | "") & LowCardinality;
  /** `Usage` or `Spend`, and what the provider calls it. Empty: a reservation of Azure. */
  category: Word;
  commitment_type: Word;
  /** Null where it is not known. */
  starts_at: DateTime64String<3> | null;
  ends_at: DateTime64String<3> | null;
  term_months: UInt16 | null;
  is_recurring: boolean;
  /** The part of the price that is paid at the beginning, where a bill says it; null: by `is_recurring` in terms of Azure, else unknown. */
  upfront_share: Decimal<38, 18> | null;
  /** Units that were held on the last day that was spread; of a savings plan the money of an hour. */
  quantity: Decimal<38, 18> | null;
  /** Of the quantity; empty: normalised hours. */
  unit: Word;
  /** All that was paid and paid back, by what is known. Null where bills since the begin of the term are missing. */
  purchased: Decimal<38, 18> | null;
  /** Of it, what is of days before this bill. */
  spread_before: Decimal<38, 18> | null;
  product: Word;
  meter_id: Word;
  meter_category: Word;
  meter_sub_category: Word;
  meter_name: Word;
  resource_location: Word;
  /** Empty: Azure's, by the currency. */
  invoice_issuer: Word;
  service_provider: Word;
  /** docs/commitments.md explains the codes. */
  problems: string[];
}

export const CommitmentTermTable = new OlapTable<CommitmentTermRow>("CommitmentTerm", {
  engine: ClickHouseEngines.MergeTree,
  partitionBy: "(billing_account_id, billing_period, snapshot_id)",
  orderByFields: ["commitment_order", "currency"],
});
