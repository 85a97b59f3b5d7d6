import { type ClickHouseByteSize, ClickHouseEngines, type LowCardinality, MaterializedView, OlapTable } from "@514labs/moose-lib";
import type { tags } from "typia";
import { AzureBillingSnapshotDetailTable } from "../tables/azure-billing-snapshot-detail";
import { dailyCostSelect } from "./daily-cost-select";
import type { DailyCostSums } from "./daily-cost-sums";

/**
 * Grain: snapshot, currency, day, service (meter category). Fed once per stored block and partitioned as the facts are; the seal compares both. Parts may be
 * unmerged: read with sum() and GROUP BY, through CurrentDailyCostByService.
 */
interface DailyCostByServiceRow extends DailyCostSums {
  billing_account_id: string & LowCardinality;
  billing_period: string & tags.Format<"date"> & ClickHouseByteSize<2>;
  snapshot_id: string & LowCardinality;
  currency: string & LowCardinality;
  /** A charge whose day nobody could read counts on the first day of its period, so that the days add up to the month. */
  usage_date: string & tags.Format<"date"> & ClickHouseByteSize<2>;
  meter_category: string & LowCardinality;
}

export const DailyCostByServiceTable = new OlapTable<DailyCostByServiceRow>("DailyCostByService", {
  engine: ClickHouseEngines.AggregatingMergeTree,
  partitionBy: "(billing_account_id, billing_period, snapshot_id)",
  orderByFields: ["billing_account_id", "billing_period", "snapshot_id", "currency", "usage_date", "meter_category"],
});

export const DailyCostByServiceView = new MaterializedView<DailyCostByServiceRow>({
  materializedViewName: "DailyCostByServiceView",
  targetTable: DailyCostByServiceTable,
  selectTables: [AzureBillingSnapshotDetailTable],
  selectStatement: dailyCostSelect({ meter_category: "meter_category" }),
});
