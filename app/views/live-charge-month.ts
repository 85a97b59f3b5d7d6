import { type ClickHouseByteSize, ClickHouseEngines, type LowCardinality, MaterializedView, sql } from "@514labs/moose-lib";
import type { tags } from "typia";
import { AzureBillingDetailTable } from "../tables/azure-billing-detail";

/** Grain: billing account and usage month that have live charges, once for each stored block until merges drop the repeats: read with DISTINCT. */
interface LiveChargeMonthRow {
  billing_account_id: string & LowCardinality;
  month_date: string & tags.Format<"date"> & ClickHouseByteSize<2>;
}

const charge = AzureBillingDetailTable.columns;

export const LiveChargeMonthView = new MaterializedView<LiveChargeMonthRow>({
  materializedViewName: "LiveChargeMonthView",
  targetTable: {
    name: "LiveChargeMonth",
    engine: ClickHouseEngines.ReplacingMergeTree,
    orderByFields: ["billing_account_id", "month_date"],
  },
  selectTables: [AzureBillingDetailTable],
  selectStatement: sql.statement`
    SELECT DISTINCT ${charge.billing_account_id} AS billing_account_id, assumeNotNull(${charge.month_date}) AS month_date
    FROM ${AzureBillingDetailTable}
    WHERE ${charge.month_date} IS NOT NULL`,
});
