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
 * Grain: snapshot and currency, and the dimensions of DailyFocusCost without its day: for whole months. Fed by the inserts into DailyFocusCost, and read as
 * that.
 */
interface MonthlyFocusCostRow {
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
  billed_cost: Decimal<76, 18> & SimpleAggregated<"sum", Decimal<76, 18>>;
  effective_cost: Decimal<76, 18> & SimpleAggregated<"sum", Decimal<76, 18>>;
  contracted_cost: Decimal<76, 18> & SimpleAggregated<"sum", Decimal<76, 18>>;
  list_cost: Decimal<76, 18> & SimpleAggregated<"sum", Decimal<76, 18>>;
  charges: UInt64 & SimpleAggregated<"sum", UInt64>;
}

export const MonthlyFocusCostTable = new OlapTable<MonthlyFocusCostRow>("MonthlyFocusCost", {
  engine: ClickHouseEngines.AggregatingMergeTree,
  partitionBy: "(billing_account_id, billing_period, snapshot_id)",
  orderByFields: [
    "billing_account_id",
    "billing_period",
    "snapshot_id",
    "currency",
    "charge_category",
    "service_category",
    "service_subcategory",
    "service_name",
    "meter_category",
    "region",
    "subscription",
    "subscription_name",
    "resource_group",
    "owner",
    "department",
    "cost_center",
  ],
});

const keys =
  "billing_account_id, billing_period, snapshot_id, currency, charge_category, service_category, service_subcategory, service_name, meter_category, region, subscription, subscription_name, resource_group, owner, department, cost_center";

export const MonthlyFocusCostView = new MaterializedView<MonthlyFocusCostRow>({
  materializedViewName: "MonthlyFocusCostView",
  targetTable: MonthlyFocusCostTable,
  selectTables: [DailyFocusCostTable],
  selectStatement: sql.statement`
    SELECT ${sql.raw(keys)}, ${sql.raw(sumsOfRollup)} FROM ${DailyFocusCostTable} GROUP BY ${sql.raw(keys)}`,
});
