import { ClickHouseEngines, type LowCardinality, OlapTable, type UInt64 } from "@514labs/moose-lib";

/**
 * Grain: one text that bills name a region by, trimmed and lower-cased, such as "cn north 2" or "euwest". The highest version wins, as in
 * FocusService. Read with FINAL.
 */
export interface FocusRegionRow {
  original_value: string;
  region_id: string & LowCardinality;
  region_name: string & LowCardinality;
  source: ("built-in" | "finops-toolkit") & LowCardinality;
  version: UInt64;
}

export const FocusRegionTable = new OlapTable<FocusRegionRow>("FocusRegion", {
  engine: ClickHouseEngines.ReplacingMergeTree,
  ver: "version",
  orderByFields: ["original_value"],
});
