import { ClickHouseEngines, type Decimal, type LowCardinality, OlapTable, type UInt64 } from "@514labs/moose-lib";

/**
 * Grain: one unit of measure exactly as bills write it, spaces and case included: "10K", "1 GB/Month". The highest version wins, as in
 * FocusService; units that a bill brings are parsed before its mapping and join the built-in ones. Read with FINAL.
 */
export interface FocusPricingUnitRow {
  unit_of_measure: string;
  /** How many pricing units one unit of measure is: 10000 of "10K". */
  block_size: Decimal<38, 18>;
  /** In FOCUS's unit format: "Units", "GB/Month". */
  pricing_unit: string & LowCardinality;
  source: ("built-in" | "finops-toolkit") & LowCardinality;
  version: UInt64;
}

export const FocusPricingUnitTable = new OlapTable<FocusPricingUnitRow>("FocusPricingUnit", {
  engine: ClickHouseEngines.ReplacingMergeTree,
  ver: "version",
  orderByFields: ["unit_of_measure"],
});
