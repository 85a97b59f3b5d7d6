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

/**
 * Grain: the list price of one meter in one currency from one day on, until the next row of the meter or its own last day. Filled by `npm run reference -- prices <file>`;
 * rows loaded later win. Order: as charges look prices up. Read with FINAL.
 */
export interface PriceSheetRow {
  /** In lower case. */
  meter_id: string;
  currency: string & LowCardinality;
  effective_from: Day;
  /** Last day on which the price applies; null when the sheet has none. */
  effective_through: Day | null;
  /** As written in the sheet. */
  unit_of_measure: string & LowCardinality;
  /** Pricing block size: number of units that the price is for, such as 10000 for `10K`. */
  block_size: Decimal<38, 18>;
  /** Unit in FOCUS's unit format, as in FocusPricingUnit. */
  pricing_unit: string & LowCardinality;
  /** Price of one unit of measure, without discounts. */
  list_unit_price: Decimal<38, 18>;
  /** Number of prices of the meter by monthly quantity: 1 when this price applies to every quantity, 0 in rows written before this column existed. */
  tiers: UInt16;
  /** Name of the file. */
  source: string & LowCardinality;
  loaded_at: DateTime64String<3>;
}

export const PriceSheetTable = new OlapTable<PriceSheetRow>("PriceSheet", {
  engine: ClickHouseEngines.ReplacingMergeTree,
  ver: "loaded_at",
  orderByFields: ["currency", "meter_id", "effective_from"],
});
