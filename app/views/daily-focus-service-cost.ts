import { type ClickHouseByteSize, ClickHouseEngines, type LowCardinality, MaterializedView, OlapTable, sql } from "@514labs/moose-lib";
import type { tags } from "typia";
import { costColumns, costKeyColumns, keysOf, sumsOfRollup, usageDateColumn } from "../domain/cost/cost-columns";
import { DailyFocusCostTable } from "./daily-focus-cost";
import type { FocusCostSums } from "./focus-cost-sums";

/**
 * Grain: snapshot, currency, day, service and charge category: small enough that years by day are answered at once. Fed by the inserts into
 * DailyFocusCost, and read as that.
 */
interface DailyFocusServiceCostRow extends FocusCostSums {
  billing_account_id: string & LowCardinality;
  billing_period: string & tags.Format<"date"> & ClickHouseByteSize<2>;
  snapshot_id: string & LowCardinality;
  currency: string & LowCardinality;
  usage_date: string & tags.Format<"date"> & ClickHouseByteSize<2>;
  charge_category: string & LowCardinality;
  service_category: string & LowCardinality;
  service_subcategory: string & LowCardinality;
  service_name: string & LowCardinality;
}

const { charge_category, service_category, service_subcategory, service_name } = costColumns;
const keys = keysOf({
  ...costKeyColumns,
  usage_date: usageDateColumn,
  charge_category,
  service_category,
  service_subcategory,
  service_name,
});

export const DailyFocusServiceCostTable = new OlapTable<DailyFocusServiceCostRow>("DailyFocusServiceCost", {
  engine: ClickHouseEngines.AggregatingMergeTree,
  partitionBy: "(billing_account_id, billing_period, snapshot_id)",
  orderByFields: [...keys],
});

export const DailyFocusServiceCostView = new MaterializedView<DailyFocusServiceCostRow>({
  materializedViewName: "DailyFocusServiceCostView",
  targetTable: DailyFocusServiceCostTable,
  selectTables: [DailyFocusCostTable],
  selectStatement: sql.statement`
    SELECT ${sql.raw(keys.join(", "))}, ${sql.raw(sumsOfRollup)} FROM ${DailyFocusCostTable} GROUP BY ${sql.raw(keys.join(", "))}`,
});
