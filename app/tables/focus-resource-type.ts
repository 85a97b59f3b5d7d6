import { ClickHouseEngines, type LowCardinality, OlapTable, type UInt64 } from "@514labs/moose-lib";

/** Grain: one resource type, lower-cased, and its display name in the singular. The highest version wins, as in FocusService. Read with FINAL. */
export interface FocusResourceTypeRow {
  resource_type: string;
  display_name: string;
  source: ("built-in" | "finops-toolkit") & LowCardinality;
  version: UInt64;
}

export const FocusResourceTypeTable = new OlapTable<FocusResourceTypeRow>("FocusResourceType", {
  engine: ClickHouseEngines.ReplacingMergeTree,
  ver: "version",
  orderByFields: ["resource_type"],
});
