import { type ClickHouseByteSize, ClickHouseEngines, type LowCardinality, MaterializedView, OlapTable, sql } from "@514labs/moose-lib";
import type { tags } from "typia";
import { costColumns, costKeyColumns, costMeasures, keysOf, selectColumns, sumColumns, usageDateColumn } from "../domain/cost/cost-columns";
import { FocusCostAndUsageTable } from "../tables/focus-cost-and-usage";
import type { FocusCostSums } from "./focus-cost-sums";

/**
 * Grain: snapshot, currency, day, and everything that costs are mostly asked by. Fed as charges are mapped to FOCUS, for all providers, and compared with
 * them by the seal. Parts may be unmerged: read with sum() and GROUP BY, of the snapshots in CurrentBillingSnapshot.
 */
interface DailyFocusCostRow extends FocusCostSums {
  billing_account_id: string & LowCardinality;
  billing_period: string & tags.Format<"date"> & ClickHouseByteSize<2>;
  snapshot_id: string & LowCardinality;
  currency: string & LowCardinality;
  usage_date: string & tags.Format<"date"> & ClickHouseByteSize<2>;
  charge_category: string & LowCardinality;
  service_category: string & LowCardinality;
  service_subcategory: string & LowCardinality;
  service_name: string & LowCardinality;
  meter_category: string & LowCardinality;
  region: string & LowCardinality;
  subscription: string & LowCardinality;
  subscription_name: string & LowCardinality;
  resource_group: string & LowCardinality;
  owner: string & LowCardinality;
  department: string & LowCardinality;
  cost_center: string & LowCardinality;
}

const keys = { ...costKeyColumns, usage_date: usageDateColumn, ...costColumns };

export const DailyFocusCostTable = new OlapTable<DailyFocusCostRow>("DailyFocusCost", {
  engine: ClickHouseEngines.AggregatingMergeTree,
  partitionBy: "(billing_account_id, billing_period, snapshot_id)",
  orderByFields: [...keysOf(keys)],
});

export const DailyFocusCostView = new MaterializedView<DailyFocusCostRow>({
  materializedViewName: "DailyFocusCostView",
  targetTable: DailyFocusCostTable,
  selectTables: [FocusCostAndUsageTable],
  selectStatement: sql.statement`
    SELECT ${sql.raw(selectColumns(keys))}, ${sql.raw(sumColumns(costMeasures, "count()"))}
    FROM ${FocusCostAndUsageTable}
    GROUP BY ${sql.raw(keysOf(keys).join(", "))}`,
});
