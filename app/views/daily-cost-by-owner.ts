import {
  type ClickHouseByteSize,
  ClickHouseEngines,
  type Int64,
  type LowCardinality,
  MaterializedView,
  OlapTable,
} from "@514labs/moose-lib";
import type { tags } from "typia";
import { nativeOwnerColumns } from "../domain/cost/cost-columns";
import { AzureBillingSnapshotDetailTable } from "../tables/azure-billing-snapshot-detail";
import { dailyCostSelect } from "./daily-cost-select";
import type { DailyCostSums } from "./daily-cost-sums";

/**
 * Grain: snapshot, currency, day, owner, and the rule that gave it: what was decided when the charges were read, whatever the rules are by now. Fed once
 * per stored block and partitioned as the facts are; the seal compares both. Parts may be unmerged: read with sum() and GROUP BY, through
 * CurrentDailyCostByOwner.
 */
interface DailyCostByOwnerRow extends DailyCostSums {
  billing_account_id: string & LowCardinality;
  billing_period: string & tags.Format<"date"> & ClickHouseByteSize<2>;
  snapshot_id: string & LowCardinality;
  currency: string & LowCardinality;
  /** A charge whose day nobody could read counts on the first day of its period, so that the days add up to the month. */
  usage_date: string & tags.Format<"date"> & ClickHouseByteSize<2>;
  /** Empty: no rule decided. */
  owner: string & LowCardinality;
  /** ApplicationTag id; 0: none. */
  rule_id: Int64;
}

export const DailyCostByOwnerTable = new OlapTable<DailyCostByOwnerRow>("DailyCostByOwner", {
  engine: ClickHouseEngines.AggregatingMergeTree,
  partitionBy: "(billing_account_id, billing_period, snapshot_id)",
  orderByFields: ["billing_account_id", "billing_period", "snapshot_id", "currency", "usage_date", "owner", "rule_id"],
});

export const DailyCostByOwnerView = new MaterializedView<DailyCostByOwnerRow>({
  materializedViewName: "DailyCostByOwnerView",
  targetTable: DailyCostByOwnerTable,
  selectTables: [AzureBillingSnapshotDetailTable],
  selectStatement: dailyCostSelect(nativeOwnerColumns),
});
