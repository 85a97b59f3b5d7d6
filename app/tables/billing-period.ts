import { type ClickHouseByteSize, ClickHouseEngines, type DateTime64String, type LowCardinality, OlapTable } from "@514labs/moose-lib";
import type { tags } from "typia";

type Day = string & tags.Format<"date"> & ClickHouseByteSize<2>;

/**
 * Grain: one billing period of one account, as of its last publication; read with FINAL. Whether it is open or closed follows from `closes_on` and the
 * current day: no job runs when a period closes. Read through FocusBillingPeriod.
 */
export interface BillingPeriodRow {
  billing_account_id: string & LowCardinality;
  billing_period: Day;
  currency: string & LowCardinality;
  invoice_issuer_name: string & LowCardinality;
  /** First day on which the period is closed. Its charges are final; later differences are corrections. */
  closes_on: Day;
  /** First day after the period; null in rows written before this column existed, whose period is a month. */
  ends_on: Day | null;
  written_at: DateTime64String<3>;
}

export const BillingPeriodTable = new OlapTable<BillingPeriodRow>("BillingPeriod", {
  engine: ClickHouseEngines.ReplacingMergeTree,
  ver: "written_at",
  orderByFields: ["billing_account_id", "billing_period"],
});
