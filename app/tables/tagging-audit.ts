import {
  type ClickHouseByteSize,
  ClickHouseEngines,
  type ClickHouseNamedTuple,
  type DateTime64String,
  type Int64,
  type LowCardinality,
  OlapTable,
  type UInt32,
} from "@514labs/moose-lib";
import type { tags } from "typia";

interface AuditLevel {
  level: ("instance_id" | "resource_group" | "subscription_guid") & LowCardinality;
  text: string;
  match_count: UInt32;
  /** Matching rules as `id pattern application`, strongest first. */
  matches: string[];
}

/** Grain: one charge on which the rules of resource tracking disagreed. Has the key of the charge, so that a second delivery replaces the first. */
export interface TaggingAuditRow {
  billing_account_id: string & LowCardinality;
  snapshot_id: string & LowCardinality;
  charge_id: string;
  date: (string & tags.Format<"date"> & ClickHouseByteSize<2>) | null;
  winner_id: Int64;
  winner_application: string & LowCardinality;
  winner_level: ("instance_id" | "resource_group" | "subscription_guid") & LowCardinality;
  match_order: ("level-first" | "id-first") & LowCardinality;
  reason: ("level" | "priority" | "id") & LowCardinality;
  levels: (AuditLevel & ClickHouseNamedTuple)[];
  ingested_at: DateTime64String<3>;
}

export const TaggingAuditTable = new OlapTable<TaggingAuditRow>("TaggingAudit", {
  engine: ClickHouseEngines.ReplacingMergeTree,
  ver: "ingested_at",
  orderByFields: ["billing_account_id", "snapshot_id", "charge_id"],
});
