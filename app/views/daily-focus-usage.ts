import { ClickHouseEngines, MaterializedView, OlapTable, sql } from "@514labs/moose-lib";
import { keysOf } from "../domain/cost/cost-columns";
import { usageRollupKeys, usageRollupSelect } from "../domain/cost/usage-rollup";
import { FocusCostAndUsageTable } from "../tables/focus-cost-and-usage";
import type { DayKey, FocusCostSums, QuantitySums, RollupKeys, ServiceDimensions, UsageDimensions } from "./rollup-columns";

/**
 * Grain: snapshot, currency, day, service, meter, region and the two units: how much was used and what it cost. Quantities of two units are in two rows, and
 * must not be added. Fed as charges are mapped to FOCUS, for all providers, and compared with them by the seal; read with sum() and GROUP BY. It has
 * nothing of snapshots that are older than it until fillUsageRollup has filled it: answers then come from the charges.
 */
interface DailyFocusUsageRow extends RollupKeys, DayKey, ServiceDimensions, UsageDimensions, FocusCostSums, QuantitySums {}

export const DailyFocusUsageTable = new OlapTable<DailyFocusUsageRow>("DailyFocusUsage", {
  engine: ClickHouseEngines.AggregatingMergeTree,
  partitionBy: "(billing_account_id, billing_period, snapshot_id)",
  orderByFields: [...keysOf(usageRollupKeys)],
});

export const DailyFocusUsageView = new MaterializedView<DailyFocusUsageRow>({
  materializedViewName: "DailyFocusUsageView",
  targetTable: DailyFocusUsageTable,
  selectTables: [FocusCostAndUsageTable],
  selectStatement: sql.statement`${sql.raw(usageRollupSelect(FocusCostAndUsageTable.name))}`,
});
