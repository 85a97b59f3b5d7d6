import { ClickHouseEngines, MaterializedView, OlapTable, sql } from "@514labs/moose-lib";
import { costColumns, costKeyColumns, keysOf, sumsOfRollup } from "../domain/cost/cost-columns";
import { DailyFocusCostTable } from "./daily-focus-cost";
import type { FocusCostSums, OtherDimensions, RollupKeys, ServiceDimensions } from "./rollup-columns";

/**
 * Grain: snapshot and currency, and the dimensions of DailyFocusCost without its day: for whole months. Fed by the inserts into DailyFocusCost, and read as
 * that.
 */
interface MonthlyFocusCostRow extends RollupKeys, ServiceDimensions, OtherDimensions, FocusCostSums {}

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
