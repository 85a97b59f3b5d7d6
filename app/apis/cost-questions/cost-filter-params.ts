import type { tags } from "typia";

/** One value, or several with commas between them, of which one must be the row's; empty for charges that say nothing. */
type Values = string & tags.MaxLength<2000>;

/** What /api/costs, /api/charges and /api/resources can be filtered by. A value with a comma in it can be asked for by POST /query. */
export interface CostFilterParams {
  /** Billing account ids, with commas between them. */
  billing_account?: Values;
  /** Subscription ids, with commas between them. */
  subscription?: Values;
  /** Subscription names, with commas between them. */
  subscription_name?: Values;
  /** Resource groups, with commas between them. */
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
  /** Owners (resource tracking), with commas between them; empty for charges without one. */
  owner?: Values;
  /** Departments, with commas between them. */
  department?: Values;
  /** Cost centers, with commas between them. */
  cost_center?: Values;
  /** FOCUS ChargeCategory, several with commas between them. */
  charge_category?: Values;
  /** Resource ids, with commas between them. */
  resource?: Values;
  /** Tags as key:value, with commas between them: one of the values of each key. */
  tag?: Values;
}
