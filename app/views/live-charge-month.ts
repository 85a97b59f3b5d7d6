import { type ClickHouseByteSize, ClickHouseEngines, type LowCardinality, MaterializedView, sql } from "@514labs/moose-lib";
import type { tags } from "typia";
import { livePeriodColumn } from "../domain/cost/cost-columns";
import { AzureBillingDetailTable } from "../tables/azure-billing-detail";

/** Grain: billing account and period (livePeriodColumn; 1970-01-01: unknown) that have live charges, once for each stored block until merges drop the repeats: read with DISTINCT. */
interface LiveChargeMonthRow {
  billing_account_id: string & LowCardinality;
  month_date: string & tags.Format<"date"> & ClickHouseByteSize<2>;
}

export const LiveChargeMonthView = new MaterializedView<LiveChargeMonthRow>({
  materializedViewName: "LiveChargeMonthView",
  targetTable: {
    name: "LiveChargeMonth",
    engine: ClickHouseEngines.ReplacingMergeTree,
    orderByFields: ["billing_account_id", "month_date"],
  },
  selectTables: [AzureBillingDetailTable],
  selectStatement: sql.statement`
    SELECT DISTINCT d.billing_account_id AS billing_account_id, d.period AS month_date
    FROM (SELECT billing_account_id, ${sql.raw(livePeriodColumn)} AS period FROM ${AzureBillingDetailTable}) AS d`,
});
