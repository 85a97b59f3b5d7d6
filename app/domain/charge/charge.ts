import type { Problem } from "../problem";

/**
 * One charge: an Azure usage row, cleaned and given an owner. Texts that the row did not have are empty; a number or date that could not be
 * read is null with its reason and original text in `problems`, and never a default.
 */
export interface Charge {
  /** The enrollment number. */
  readonly billing_account_id: string;
  /** ISO 4217 code of all amounts. */
  readonly currency: string;
  readonly snapshot_id: string;
  /** 64 hexadecimal digits over the source fields, then the occurrence: `…-1`. See `chargeIdText`. */
  readonly charge_id: string;
  /** 1 for the first of identical rows of a batch, 2 for the second. */
  readonly occurrence: number;
  readonly account_owner_id: string;
  readonly account_name: string;
  readonly service_administrator_id: string;
  readonly subscription_id: string;
  readonly subscription_guid: string;
  readonly subscription_name: string;
  /** The calendar day of use, `YYYY-MM-DD`. */
  readonly date: string | null;
  readonly day: number | null;
  readonly month: number | null;
  readonly year: number | null;
  /** First day of the usage month, `YYYY-MM-DD`. */
  readonly month_date: string | null;
  /** `Jan 2024`. */
  readonly newmonth: string | null;
  readonly product: string;
  readonly meter_id: string;
  readonly meter_category: string;
  readonly meter_sub_category: string;
  readonly meter_region: string;
  readonly meter_name: string;
  /** Plain digits for Decimal(38,20). */
  readonly consumed_quantity: string | null;
  /** Plain digits for Decimal(38,20). */
  readonly resource_rate: string | null;
  /** Plain digits for Decimal(38,18); negative for credits. */
  readonly extended_cost: string | null;
  /** extended_cost × (1 + tax rate), half-even at 18 decimals. */
  readonly extended_cost_tax: string | null;
  readonly resource_location: string;
  readonly consumed_service: string;
  readonly instance_id: string;
  readonly service_info1: string;
  readonly service_info2: string;
  /** Exactly as Azure sent it. */
  readonly additional_info: string;
  /** Exactly as Azure sent them. */
  readonly tags: string;
  readonly store_service_identifier: string;
  readonly department_name: string;
  readonly cost_center: string;
  readonly unit_of_measure: string;
  /** Lower case; from the instance id when the row has no such column or value. */
  readonly resource_group: string;
  readonly resource_name: string;
  readonly vm_name: string;
  readonly sku: string;
  readonly latest_resource_type: string;
  /** Upper case: the winning rule's application, else the last segment of the instance id. */
  readonly resource_tracking: string;
  /** The tag `app`, else the CMDB service of the winning rule. */
  readonly cmdb_mapped_application_service: string;
  readonly ppm_billing_item: string;
  readonly ppm_id_owner: string;
  readonly ppm_io_cc: string;
  readonly problems: readonly Problem[];
}
