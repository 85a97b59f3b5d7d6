import { ClickHouseEngines, type LowCardinality, OlapTable, type UInt64 } from "@514labs/moose-lib";

/**
 * Grain: one pair of consumed service and resource type, lower-cased, and the FOCUS service that it is a part of. An empty part matches any.
 * The highest version of a pair wins: rows that an operator loads have later versions than built-in ones. Read with FINAL.
 */
export interface FocusServiceRow {
  consumed_service: string;
  resource_type: string;
  service_name: string;
  service_category: string & LowCardinality;
  service_subcategory: string & LowCardinality;
  publisher_name: string & LowCardinality;
  source: ("built-in" | "finops-toolkit") & LowCardinality;
  version: UInt64;
}

export const FocusServiceTable = new OlapTable<FocusServiceRow>("FocusService", {
  engine: ClickHouseEngines.ReplacingMergeTree,
  ver: "version",
  orderByFields: ["consumed_service", "resource_type"],
});
