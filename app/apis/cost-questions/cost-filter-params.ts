import type { tags } from "typia";

/** One value, or several with commas between them, of which one must be the row's; empty for charges that say nothing. Or a JSON list of texts. */
type Values = string & tags.MaxLength<2000>;
type Tags = string & tags.MaxLength<4000>;

/** What /api/costs, /api/charges and /api/resources can be filtered by. */
export interface CostFilterParams {
  /** Billing account ids, with commas between them. */
  billing_account?: Values;
  /** Subscription ids, with commas between them, those of Azure in any case. */
  subscription?: Values;
  /** Subscription names, with commas between them. */
  subscription_name?: Values;
  /** Resource groups, with commas between them, in any case. */
  resource_group?: Values;
  /** FOCUS ServiceCategory, several with commas between them. */
  service_category?: Values;
  /** FOCUS ServiceSubcategory, several with commas between them. */
  service_subcategory?: Values;
  /** FOCUS ServiceName, several with commas between them. */
  service_name?: Values;
  /** Meter categories, with commas between them. */
  meter_category?: Values;
  /** Meter names, with commas between them. */
  meter?: Values;
  /** FOCUS RegionId, several with commas between them. */
  region?: Values;
  /** Owners (resource tracking), with commas between them, in any case; empty for charges without one. */
  owner?: Values;
  /** Departments, with commas between them. */
  department?: Values;
  /** Cost centers, with commas between them. */
  cost_center?: Values;
  /** FOCUS ChargeCategory, several with commas between them. */
  charge_category?: Values;
  /** Resource ids, with commas between them, those of Azure in any case. */
  resource?: Values;
  /** Tags as key:value, with commas between them: one of the values of each key. A key with a colon or a comma in it, or such a value, stands in quotes: `"aws:createdBy":bob`. */
  tag?: Tags;
  /** Only charges that do not have the tag of this key; several with commas between them, of which they have none. */
  without_tag?: Tags;
  /** Only charges that have the tag of this key, also with an empty value. */
  with_tag?: Tags;
}
