import { type ClickHouseByteSize, ClickHouseEngines, type Decimal, type LowCardinality, OlapTable } from "@514labs/moose-lib";
import type { tags } from "typia";

/**
 * Grain: one value of a provider's report on the emissions of an account and a month: of a resource or a service, in one scope and by one method. Values of
 * two methods, and a total and its scopes, are of the same emissions: they are never added. A partition is a report as it was read once. Only those that
 * ActiveRecordSet names count. Never changed once written.
 */
export interface EmissionRow {
  billing_account_id: string & LowCardinality;
  /** First day of the month of the usage. */
  month: string & tags.Format<"date"> & ClickHouseByteSize<2>;
  set_id: string & LowCardinality;
  /** As FOCUS names it: `Microsoft`, `AWS`, `Google Cloud`. */
  provider: string & LowCardinality;
  /** Subscription, usage account or project; empty where the report names none. */
  sub_account_id: string & LowCardinality;
  /** In lower case; empty where the report has no resources. */
  resource_id: string;
  /** Resource type at Azure, product code at AWS, name of the service at Google Cloud. */
  service: string & LowCardinality;
  region: string & LowCardinality;
  /** `scope-1`, `scope-2`, `scope-3`, or `total`: what the provider calls the total of those that it reports. */
  scope: string & LowCardinality;
  /** `market`, `location`, `unspecified`. */
  method: string & LowCardinality;
  /** Of the provider's model; empty where the report names none. */
  model_version: string & LowCardinality;
  /** Of CO2 equivalent; null is missing, and never zero. */
  kilograms: Decimal<76, 38> | null;
  /** `no-value`, `access-denied` and `rounded`, or empty. */
  problem: string & LowCardinality;
}

export const EmissionTable = new OlapTable<EmissionRow>("Emission", {
  engine: ClickHouseEngines.MergeTree,
  partitionBy: "(billing_account_id, month, set_id)",
  orderByFields: ["scope", "method", "sub_account_id", "service", "region", "resource_id"],
  settings: { fsync_after_insert: "1", fsync_part_directory: "1" },
});
