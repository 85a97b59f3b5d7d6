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
 * what is loaded later wins. Order: as a charge looks it up. Read with FINAL.
 */
export interface PriceSheetRow {
  /** Lower-cased. */
  meter_id: string;
  currency: string & LowCardinality;
  effective_from: Day;
  /** The last day that it holds for; null when the sheet says none. */
  effective_through: Day | null;
  /** As the sheet writes it. */
  unit_of_measure: string & LowCardinality;
  /** Units that the price is for: 10000 of `10K`. */
  block_size: Decimal<38, 18>;
  /** In FOCUS's unit format, as in FocusPricingUnit. */
  pricing_unit: string & LowCardinality;
  /** Of one unit of measure, without any discount. */
  list_unit_price: Decimal<38, 18>;
  /** Prices that the meter has by the quantity of a month: 1 when this one holds for every quantity, 0 in rows of before there was this column. */
  tiers: UInt16;
  /** The name of the file. */
  source: string & LowCardinality;
  loaded_at: DateTime64String<3>;
}

export const PriceSheetTable = new OlapTable<PriceSheetRow>("PriceSheet", {
  engine: ClickHouseEngines.ReplacingMergeTree,
  ver: "loaded_at",
  orderByFields: ["currency", "meter_id", "effective_from"],
});
