import { type ClickHouseByteSize, ClickHouseEngines, type LowCardinality, MaterializedView, OlapTable, sql } from "@514labs/moose-lib";
import type { tags } from "typia";
import { costColumns, costKeyColumns, keysOf, sumsOfRollup } from "../domain/cost/cost-columns";
import { DailyFocusCostTable } from "./daily-focus-cost";
import type { FocusCostSums } from "./focus-cost-sums";

/**
 * Grain: snapshot and currency, and the dimensions of DailyFocusCost without its day: for whole months. Fed by the inserts into DailyFocusCost, and read as
 * that.
 */
interface MonthlyFocusCostRow extends FocusCostSums {
  billing_account_id: string & LowCardinality;
  billing_period: string & tags.Format<"date"> & ClickHouseByteSize<2>;
  snapshot_id: string & LowCardinality;
  currency: string & LowCardinality;
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

const keys = keysOf({ ...costKeyColumns, ...costColumns });

export const MonthlyFocusCostTable = new OlapTable<MonthlyFocusCostRow>("MonthlyFocusCost", {
  engine: ClickHouseEngines.AggregatingMergeTree,
  partitionBy: "(billing_account_id, billing_period, snapshot_id)",
  orderByFields: [...keys],
});

export const MonthlyFocusCostView = new MaterializedView<MonthlyFocusCostRow>({
  materializedViewName: "MonthlyFocusCostView",
  targetTable: MonthlyFocusCostTable,
  selectTables: [DailyFocusCostTable],
  selectStatement: sql.statement`
    SELECT ${sql.raw(keys.join(", "))}, ${sql.raw(sumsOfRollup)} FROM ${DailyFocusCostTable} GROUP BY ${sql.raw(keys.join(", "))}`,
});
