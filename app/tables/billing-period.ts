import { type ClickHouseByteSize, ClickHouseEngines, type DateTime64String, type LowCardinality, OlapTable } from "@514labs/moose-lib";
import type { tags } from "typia";

type Day = string & tags.Format<"date"> & ClickHouseByteSize<2>;

/**
 * Grain: one billing period of one account, as of its last publication; FINAL keeps that. Whether it is open or closed follows from `closes_on` and the
 * day: nothing happens on the day that a period closes. Read through FocusBillingPeriod.
 */
export interface BillingPeriodRow {
  billing_account_id: string & LowCardinality;
  billing_period: Day;
  currency: string & LowCardinality;
  invoice_issuer_name: string & LowCardinality;
  /** The first day on which the period is closed: its charges are final, and later differences are corrections. */
  closes_on: Day;
  /** The first day after the period; null where it was written before this column was: a month long. */
  ends_on: Day | null;
  written_at: DateTime64String<3>;
}

export const BillingPeriodTable = new OlapTable<BillingPeriodRow>("BillingPeriod", {
  engine: ClickHouseEngines.ReplacingMergeTree,
  ver: "written_at",
  orderByFields: ["billing_account_id", "billing_period"],
});
