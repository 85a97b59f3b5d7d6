import { ClickHouseEngines, type Decimal, type LowCardinality, OlapTable, type UInt64 } from "@514labs/moose-lib";

/**
 * Grain: one unit of measure exactly as bills write it, spaces and case included: "10K", "1 GB/Month". The highest version wins, as in
 * FocusService; units that a bill brings are parsed before its mapping and join the built-in ones. Read with FINAL.
 */
export interface FocusPricingUnitRow {
  unit_of_measure: string;
  /** Pricing block size: number of pricing units in one unit of measure, such as 10000 for "10K". */
  block_size: Decimal<38, 18>;
  /** Unit in FOCUS's unit format, such as "Units" or "GB/Month". */
  pricing_unit: string & LowCardinality;
  source: ("built-in" | "finops-toolkit") & LowCardinality;
  version: UInt64;
}

export const FocusPricingUnitTable = new OlapTable<FocusPricingUnitRow>("FocusPricingUnit", {
  engine: ClickHouseEngines.ReplacingMergeTree,
  ver: "version",
  orderByFields: ["unit_of_measure"],
});
