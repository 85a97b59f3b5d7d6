import { ClickHouseEngines, MaterializedView, OlapTable, sql } from "@514labs/moose-lib";
import { costKeyColumns, keysOf, sumsOfRollup, usageDateColumn } from "../domain/cost/cost-columns";
import { serviceColumns } from "../domain/cost/cost-rollup";
import { DailyFocusCostTable } from "./daily-focus-cost";
import type { DayKey, FocusCostSums, RollupKeys, ServiceDimensions } from "./rollup-columns";

/**
 * Grain: snapshot, currency, day, service and charge category: small enough that years by day are answered at once. Fed by the inserts into
 * DailyFocusCost, and read as that.
 */
interface DailyFocusServiceCostRow extends RollupKeys, DayKey, ServiceDimensions, FocusCostSums {}

const keys = keysOf({ ...costKeyColumns, usage_date: usageDateColumn, ...serviceColumns });

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
