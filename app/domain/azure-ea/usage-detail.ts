/**
 * One row of an Azure EA usage detail as it came over the wire, whatever the spelling of its columns. Every value is the original text;
 * numbers are their digits, so that nothing is rounded before it is looked at. Null: the column or value was absent. Empty: it was sent empty.
 */
export interface UsageDetail {
  /** An e-mail address in newer reports. */
  readonly account_owner_id: string | null;
  readonly account_name: string | null;
  readonly service_administrator_id: string | null;
  /** The legacy number; a GUID in this place is moved to subscription_guid. */
  readonly subscription_id: string | null;
  /** Empty on rows of the whole enrollment. */
  readonly subscription_guid: string | null;
  readonly subscription_name: string | null;
  readonly date: string | null;
  readonly day: string | null;
  readonly month: string | null;
  readonly year: string | null;
  readonly product: string | null;
  readonly meter_id: string | null;
  readonly meter_category: string | null;
  readonly meter_sub_category: string | null;
  readonly meter_region: string | null;
  readonly meter_name: string | null;
  /** Already in blocks where the unit of measure is a block, as `10K`. */
  readonly consumed_quantity: string | null;
  readonly resource_rate: string | null;
  readonly extended_cost: string | null;
  readonly resource_location: string | null;
  readonly consumed_service: string | null;
  /** ARM id in any casing, bare classic name, or empty: support, marketplace and reservation rows. */
  readonly instance_id: string | null;
  readonly service_info1: string | null;
  readonly service_info2: string | null;
  /** JSON text, often not quite. */
  readonly additional_info: string | null;
  /** JSON text, often not quite. */
  readonly tags: string | null;
  readonly store_service_identifier: string | null;
  readonly department_name: string | null;
  readonly cost_center: string | null;
  readonly unit_of_measure: string | null;
  readonly resource_group: string | null;
}
