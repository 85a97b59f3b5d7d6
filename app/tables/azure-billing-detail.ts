import {
  ClickHouseEngines,
  type ClickHouseByteSize,
  type DateTime64String,
  type Decimal,
  type LowCardinality,
  OlapTable,
} from "@514labs/moose-lib";
import type { tags } from "typia";

/**
 * Grain: one charge of the live snapshot. Order: account and month first, because every question names them; then the charge id,
 * which makes a delivery that came twice one row when read with FINAL.
 */
export interface AzureBillingDetailRow {
  billing_account_id: string & LowCardinality;
  /** First day of the usage month; 1970-01-01 never stands for an unreadable date, null does. */
  month_date: (string & tags.Format<"date"> & ClickHouseByteSize<2>) | null;
  date: (string & tags.Format<"date"> & ClickHouseByteSize<2>) | null;
  subscription_guid: string & LowCardinality;
  meter_category: string & LowCardinality;
  resource_group: string & LowCardinality;
  instance_id: string;
  extended_cost: Decimal<38, 18> | null;
  tags: string;
  problems: string[];
  charge_id: string;
  ingested_at: DateTime64String<3>;
}

export const AzureBillingDetailTable = new OlapTable<AzureBillingDetailRow>("AzureBillingDetail", {
  engine: ClickHouseEngines.ReplacingMergeTree,
  ver: "ingested_at",
  orderByFields: ["billing_account_id", "charge_id"],
});
