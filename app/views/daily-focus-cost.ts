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
import { costColumns, costKeyColumns, costMeasures, usageDateColumn } from "../domain/cost/cost-columns";
import { selectColumns } from "../domain/cost/select-columns";
import { sumColumns } from "../domain/cost/sum-columns";
import { FocusCostAndUsageTable } from "../tables/focus-cost-and-usage";

/**
 * Grain: snapshot, currency, day, and everything that costs are mostly asked by. Fed as charges are mapped to FOCUS, for all providers, and compared with
 * them by the seal. Parts may be unmerged: read with sum() and GROUP BY, of the snapshots in CurrentBillingSnapshot.
 */
interface DailyFocusCostRow {
  billing_account_id: string & LowCardinality;
  billing_period: string & tags.Format<"date"> & ClickHouseByteSize<2>;
  snapshot_id: string & LowCardinality;
  currency: string & LowCardinality;
  usage_date: string & tags.Format<"date"> & ClickHouseByteSize<2>;
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

export const DailyFocusCostTable = new OlapTable<DailyFocusCostRow>("DailyFocusCost", {
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

const keys = { ...costKeyColumns, usage_date: usageDateColumn, ...costColumns };

export const DailyFocusCostView = new MaterializedView<DailyFocusCostRow>({
  materializedViewName: "DailyFocusCostView",
  targetTable: DailyFocusCostTable,
  selectTables: [FocusCostAndUsageTable],
  selectStatement: sql.statement`
    SELECT ${sql.raw(selectColumns(keys))}, ${sql.raw(sumColumns(costMeasures, "count()"))}
    FROM ${FocusCostAndUsageTable}
    GROUP BY ${sql.raw(Object.keys(keys).join(", "))}`,
});
