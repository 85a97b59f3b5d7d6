import type { AzureBillingSnapshotDetailRow } from "../tables/azure-billing-snapshot-detail";

type Column = keyof AzureBillingSnapshotDetailRow;

/** The columns that differ from row to row, in the order they are written. */
export const rowColumns = [
  "billing_account_id",
  "currency",
  "billing_period",
  "snapshot_id",
  "page",
  "ordinal",
  "content_hash",
  "date",
  "day",
  "month",
  "year",
  "month_date",
  "newmonth",
  "consumed_quantity",
  "resource_rate",
  "extended_cost",
  "extended_cost_tax",
  "resource_tracking",
  "cmdb_mapped_application_service",
  "problems",
  "unknown_fields",
] as const satisfies readonly Column[];

/** The columns that say what a row is about: texts, in the order they are written. */
export const subjectColumns = [
  "account_owner_id",
  "account_name",
  "service_administrator_id",
  "subscription_id",
  "subscription_guid",
  "subscription_name",
  "product",
  "meter_id",
  "meter_category",
  "meter_sub_category",
  "meter_region",
  "meter_name",
  "resource_location",
  "consumed_service",
  "instance_id",
  "service_info1",
  "service_info2",
  "additional_info",
  "tags",
  "store_service_identifier",
  "department_name",
  "cost_center",
  "unit_of_measure",
  "resource_group",
  "resource_name",
  "vm_name",
  "sku",
  "latest_resource_type",
  "ppm_billing_item",
  "ppm_id_owner",
  "ppm_io_cc",
] as const satisfies readonly Exclude<Column, (typeof rowColumns)[number]>[];

type Forgotten = Exclude<Column, (typeof rowColumns)[number] | (typeof subjectColumns)[number]>;

/** All columns of the table. Does not compile when one is in neither list. */
export const snapshotDetailColumns: Forgotten extends never ? readonly Column[] : never = [...rowColumns, ...subjectColumns];
