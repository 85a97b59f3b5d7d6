import { ClickHouseEngines, MaterializedView, OlapTable, sql } from "@514labs/moose-lib";
import {
  chargeCount,
  costColumns,
  costKeyColumns,
  costMeasures,
  keysOf,
  selectColumns,
  sumColumns,
  usageDateColumn,
} from "../domain/cost/cost-columns";
import { FocusCostAndUsageTable } from "../tables/focus-cost-and-usage";
import type { DayKey, FocusCostSums, OtherDimensions, RollupKeys, ServiceDimensions } from "./rollup-columns";

/**
 * Grain: snapshot, currency, day, and everything that costs are mostly asked by. Fed as charges are mapped to FOCUS, for all providers, and compared with
 * them by the seal. Parts may be unmerged: read with sum() and GROUP BY, of the snapshots in CurrentBillingSnapshot.
 */
interface DailyFocusCostRow extends RollupKeys, DayKey, ServiceDimensions, OtherDimensions, FocusCostSums {}

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
    SELECT ${sql.raw(selectColumns(keys))}, ${sql.raw(sumColumns(costMeasures, chargeCount))}
    FROM ${FocusCostAndUsageTable}
    GROUP BY ${sql.raw(keysOf(keys).join(", "))}`,
});
