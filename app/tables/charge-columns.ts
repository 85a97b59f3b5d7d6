import { detailFieldNames, eaSubjectFieldNames } from "../domain/azure-ea/usage-fields";
import type { Charge } from "../domain/charge/charge";
import type { AzureBillingDetailRow } from "./azure-billing-detail";
import type { AzureBillingSnapshotDetailRow } from "./azure-billing-snapshot-detail";

/** The texts that say what a charge is about, as a charge holds them. */
export const subjectColumns = [
  ...eaSubjectFieldNames,
  "resource_name",
  "vm_name",
  "sku",
  "latest_resource_type",
  "ppm_billing_item",
  "ppm_id_owner",
  "ppm_io_cc",
] as const satisfies readonly (keyof Charge)[];

/** The columns of a charge's `details`. */
export const detailColumns = [...detailFieldNames, "other_columns"] as const satisfies readonly (keyof Charge["details"])[];

/** The columns that live charges and charges of a snapshot share, in the order `chargeText` writes them. */
export const chargeColumns = [
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
  "resource_tracking_rule_id",
  "cmdb_mapped_application_service",
  "problems",
  "unknown_fields",
  ...subjectColumns,
  ...detailColumns,
] as const satisfies readonly (keyof AzureBillingDetailRow & keyof AzureBillingSnapshotDetailRow)[];

/** The columns of `Row`, as long as `Named` names all of them; else never, so that a list with a forgotten column does not compile. */
export type EveryColumn<Row, Named extends keyof Row> = [Exclude<keyof Row, Named>] extends [never] ? readonly (keyof Row)[] : never;
