import {
  type Aggregated,
  type ClickHouseByteSize,
  type LowCardinality,
  MaterializedView,
  type SimpleAggregated,
  sql,
} from "@514labs/moose-lib";
import type { tags } from "typia";
import { AzureBillingDetailTable } from "../tables/azure-billing-detail";

/**
 * Grain: billing account and usage month. Every column is an aggregate that a repeated row cannot change (minimum, maximum, distinct
 * count), because live rows are delivered at least once; their cost is summed when read, never here.
 */
interface ChargeFreshness {
  billing_account_id: string & LowCardinality;
  month_date: string & tags.Format<"date"> & ClickHouseByteSize<2>;
  first_date: string &
    tags.Format<"date"> &
    ClickHouseByteSize<2> &
    SimpleAggregated<"min", string & tags.Format<"date"> & ClickHouseByteSize<2>>;
  last_date: string &
    tags.Format<"date"> &
    ClickHouseByteSize<2> &
    SimpleAggregated<"max", string & tags.Format<"date"> & ClickHouseByteSize<2>>;
  charges: number & Aggregated<"uniqExact", [string]>;
}

const charge = AzureBillingDetailTable.columns;

export const ChargeFreshnessView = new MaterializedView<ChargeFreshness>({
  materializedViewName: "ChargeFreshnessView",
  targetTable: { name: "ChargeFreshness", orderByFields: ["billing_account_id", "month_date"] },
  selectTables: [AzureBillingDetailTable],
  selectStatement: sql.statement`
    SELECT
      ${charge.billing_account_id} AS billing_account_id,
      assumeNotNull(${charge.month_date}) AS month_date,
      min(assumeNotNull(${charge.date})) AS first_date,
      max(assumeNotNull(${charge.date})) AS last_date,
      uniqExactState(${charge.charge_id}) AS charges
    FROM ${AzureBillingDetailTable}
    WHERE ${charge.month_date} IS NOT NULL
    GROUP BY billing_account_id, month_date`,
});
