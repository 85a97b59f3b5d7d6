import { type ClickHouseByteSize, ClickHouseEngines, type Decimal, type LowCardinality, OlapTable } from "@514labs/moose-lib";
import type { tags } from "typia";

type Day = string & tags.Format<"date"> & ClickHouseByteSize<2>;

/**
 * Grain: one price of an account's price sheet of a month: of a meter, an offer and a quantity from which on it holds, on some days of the month. A partition is
 * a sheet as it was read once. Only those that ActiveRecordSet names count. Order: as charges look prices up. Never changed once written.
 */
export interface SheetPriceRow {
  billing_account_id: string & LowCardinality;
  /** First day of the month. */
  month: Day;
  set_id: string & LowCardinality;
  /** In lower case. */
  meter_id: string;
  /** In lower case; empty where the sheet names none. */
  offer_id: string & LowCardinality;
  currency: string & LowCardinality;
  /** First and last day, both within the month. */
  effective_from: Day;
  effective_through: Day;
  tier_minimum: Decimal<38, 18>;
  /** As written in the sheet. */
  unit_of_measure: string & LowCardinality;
  /** Pricing block size: number of units that the prices are for, such as 10000 for `10K`. */
  block_size: Decimal<38, 18>;
  /** Unit in FOCUS's unit format, as in FocusPricingUnit. */
  pricing_unit: string & LowCardinality;
  /** Price of one unit of measure without an agreement; null where the sheet has none. */
  list_unit_price: Decimal<38, 18> | null;
  /** Price of one unit of measure as agreed on; null where the sheet has none. */
  contracted_unit_price: Decimal<38, 18> | null;
  /** Why the row of the sheet cannot be used; empty where it can. */
  problem: string;
}

export const SheetPriceTable = new OlapTable<SheetPriceRow>("SheetPrice", {
  engine: ClickHouseEngines.MergeTree,
  partitionBy: "(billing_account_id, month, set_id)",
  orderByFields: ["meter_id", "currency", "month", "offer_id", "tier_minimum"],
  settings: { fsync_after_insert: "1", fsync_part_directory: "1" },
});
