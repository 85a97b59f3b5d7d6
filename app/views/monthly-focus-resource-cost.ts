import { ClickHouseEngines, type LowCardinality, MaterializedView, OlapTable, type SimpleAggregated, sql } from "@514labs/moose-lib";
import {
  chargeCount,
  chargeDimensions,
  costColumns,
  costKeyColumns,
  costMeasures,
  dayForMin,
  keysOf,
  selectColumns,
  sumColumns,
  usageDateColumn,
} from "../domain/cost/cost-columns";
import { FocusCostAndUsageTable } from "../tables/focus-cost-and-usage";
import type { Day, FocusCostSums, OtherDimensions, RollupKeys, ServiceDimensions } from "./rollup-columns";

/**
 * Grain: snapshot, currency, resource, and the dimensions of DailyFocusCost without its day: what a resource cost in a month, and when it was used first
 * and last in it: never a day of a charge that has none. Charges of no resource have the empty one. Fed as charges are mapped to FOCUS; read with sum() and GROUP BY.
 */
interface MonthlyFocusResourceCostRow extends RollupKeys, ServiceDimensions, OtherDimensions, ResourceColumns, FocusCostSums {}

interface ResourceColumns {
  resource: string;
  resource_name: string;
  resource_type: string & LowCardinality;
  first_seen: Day & SimpleAggregated<"min", Day>;
  last_seen: Day & SimpleAggregated<"max", Day>;
}

const { resource, resource_name, resource_type } = chargeDimensions;
const keys = { ...costKeyColumns, ...costColumns, resource, resource_name, resource_type };

export const MonthlyFocusResourceCostTable = new OlapTable<MonthlyFocusResourceCostRow>("MonthlyFocusResourceCost", {
  engine: ClickHouseEngines.AggregatingMergeTree,
  partitionBy: "(billing_account_id, billing_period, snapshot_id)",
  orderByFields: [...keysOf(keys)],
});

export const MonthlyFocusResourceCostView = new MaterializedView<MonthlyFocusResourceCostRow>({
  materializedViewName: "MonthlyFocusResourceCostView",
  targetTable: MonthlyFocusResourceCostTable,
  selectTables: [FocusCostAndUsageTable],
  selectStatement: sql.statement`
    SELECT ${sql.raw(selectColumns(keys))}, min(${sql.raw(dayForMin(usageDateColumn))}) AS first_seen, max(${sql.raw(usageDateColumn)}) AS last_seen,
      ${sql.raw(sumColumns(costMeasures, chargeCount))}
    FROM ${FocusCostAndUsageTable}
    GROUP BY ${sql.raw(keysOf(keys).join(", "))}`,
});
