import {
  type ClickHouseByteSize,
  ClickHouseEngines,
  type DateTime64String,
  type LowCardinality,
  OlapTable,
  type UInt64,
} from "@514labs/moose-lib";
import type { tags } from "typia";

/**
 * Grain: one FOCUS rule and one snapshot that it was checked against, passed or failed, so that "no rule fails" can be told from "not
 * checked". A later check replaces an earlier one. Read with FINAL.
 */
export interface FocusRuleFindingRow {
  billing_account_id: string & LowCardinality;
  billing_period: string & tags.Format<"date"> & ClickHouseByteSize<2>;
  snapshot_id: string & LowCardinality;
  rule_id: string & LowCardinality;
  focus_column: string & LowCardinality;
  severity: ("refuse" | "warn") & LowCardinality;
  requirement: ("MUST" | "SHOULD") & LowCardinality;
  description: string & LowCardinality;
  rows_checked: UInt64;
  failures: UInt64;
  /** First failing rows as a JSON array: the columns that the rule examines, and the location of each row. */
  samples: string;
  checked_at: DateTime64String<3>;
}

export const FocusRuleFindingTable = new OlapTable<FocusRuleFindingRow>("FocusRuleFinding", {
  engine: ClickHouseEngines.ReplacingMergeTree,
  ver: "checked_at",
  orderByFields: ["billing_account_id", "billing_period", "snapshot_id", "rule_id"],
});
