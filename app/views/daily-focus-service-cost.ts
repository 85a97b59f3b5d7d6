import {
  type ClickHouseByteSize,
  ClickHouseEngines,
  type Decimal,
  type LowCardinality,
  MaterializedView,
  OlapTable,
  type SimpleAggregated,
  sql,
  type UInt64,
} from "@514labs/moose-lib";
import type { tags } from "typia";
import { sumsOfRollup } from "../domain/cost/sums-of-rollup";
import { DailyFocusCostTable } from "./daily-focus-cost";

/**
 * Grain: snapshot, currency, day, service and charge category: small enough that years by day are answered at once. Fed by the inserts into
 * DailyFocusCost, and read as that.
 */
interface DailyFocusServiceCostRow {
  billing_account_id: string & LowCardinality;
  billing_period: string & tags.Format<"date"> & ClickHouseByteSize<2>;
  snapshot_id: string & LowCardinality;
  currency: string & LowCardinality;
  usage_date: string & tags.Format<"date"> & ClickHouseByteSize<2>;
  charge_category: string & LowCardinality;
  service_category: string & LowCardinality;
  service_subcategory: string & LowCardinality;
  service_name: string & LowCardinality;
  billed_cost: Decimal<76, 18> & SimpleAggregated<"sum", Decimal<76, 18>>;
  effective_cost: Decimal<76, 18> & SimpleAggregated<"sum", Decimal<76, 18>>;
  contracted_cost: Decimal<76, 18> & SimpleAggregated<"sum", Decimal<76, 18>>;
  list_cost: Decimal<76, 18> & SimpleAggregated<"sum", Decimal<76, 18>>;
  charges: UInt64 & SimpleAggregated<"sum", UInt64>;
}

export const DailyFocusServiceCostTable = new OlapTable<DailyFocusServiceCostRow>("DailyFocusServiceCost", {
  engine: ClickHouseEngines.AggregatingMergeTree,
  partitionBy: "(billing_account_id, billing_period, snapshot_id)",
  orderByFields: [
    "billing_account_id",
    "billing_period",
    "snapshot_id",
    "currency",
    "usage_date",
    "charge_category",
    "service_category",
    "service_subcategory",
    "service_name",
  ],
});

const keys =
  "billing_account_id, billing_period, snapshot_id, currency, usage_date, charge_category, service_category, service_subcategory, service_name";

export const DailyFocusServiceCostView = new MaterializedView<DailyFocusServiceCostRow>({
  materializedViewName: "DailyFocusServiceCostView",
  targetTable: DailyFocusServiceCostTable,
  selectTables: [DailyFocusCostTable],
  selectStatement: sql.statement`
    SELECT ${sql.raw(keys)}, ${sql.raw(sumsOfRollup)} FROM ${DailyFocusCostTable} GROUP BY ${sql.raw(keys)}`,
});
