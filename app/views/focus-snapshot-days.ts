import { ClickHouseEngines, MaterializedView, OlapTable, type SimpleAggregated, sql, type UInt64 } from "@514labs/moose-lib";
import { costKeyColumns, dayForMin, keysOf, sumsOfRollup } from "../domain/cost/cost-columns";
import { DailyFocusCostTable } from "./daily-focus-cost";
import type { Day, FocusCostSums, RollupKeys } from "./rollup-columns";

/**
 * Grain: snapshot and currency: between which days its charges are dated, and what of them is not known. A question by days finds by it the snapshots of
 * other months that have charges of these days, and most questions learn from it that there is nothing to warn of. Fed by the inserts into
 * DailyFocusCost, and read as that; the first day is 2149-06-06 and the last one 1970-01-01 where no charge has a day.
 */
interface FocusSnapshotDaysRow extends RollupKeys, DayColumns, FocusCostSums {}

interface DayColumns {
  first_day: Day & SimpleAggregated<"min", Day>;
  last_day: Day & SimpleAggregated<"max", Day>;
  undated_charges: UInt64 & SimpleAggregated<"sum", UInt64>;
}

const keys = keysOf(costKeyColumns);

export const FocusSnapshotDaysTable = new OlapTable<FocusSnapshotDaysRow>("FocusSnapshotDays", {
  engine: ClickHouseEngines.AggregatingMergeTree,
  partitionBy: "(billing_account_id, billing_period, snapshot_id)",
  orderByFields: [...keys],
});

export const FocusSnapshotDaysView = new MaterializedView<FocusSnapshotDaysRow>({
  materializedViewName: "FocusSnapshotDaysView",
  targetTable: FocusSnapshotDaysTable,
  selectTables: [DailyFocusCostTable],
  selectStatement: sql.statement`
    SELECT ${sql.raw(keys.join(", "))}, min(${sql.raw(dayForMin("usage_date"))}) AS first_day, max(usage_date) AS last_day,
      sumIf(d.charges, d.usage_date = toDate(0)) AS undated_charges, ${sql.raw(sumsOfRollup)}
    FROM ${DailyFocusCostTable} AS d GROUP BY ${sql.raw(keys.join(", "))}`,
});
