import type { tags } from "typia";

/** One value or several, comma-separated, or a JSON list; a charge must have one of them. Empty selects charges without a value. */
type Values = string & tags.MaxLength<2000>;
type Tags = string & tags.MaxLength<4000>;

/** What /api/costs, /api/charges and /api/resources can be filtered by. */
export interface CostFilterParams {
  /** Billing account ids, comma-separated. */
  billing_account?: Values;
  /** Subscription ids, comma-separated. The case of Azure ids is ignored. */
  subscription?: Values;
  /** Subscription names, comma-separated. */
  subscription_name?: Values;
  /** Resource groups, comma-separated. Case is ignored. */
  resource_group?: Values;
  /** FOCUS ServiceCategory, comma-separated. */
  service_category?: Values;
  /** FOCUS ServiceSubcategory, comma-separated. */
  service_subcategory?: Values;
  /** FOCUS ServiceName, comma-separated. */
  service_name?: Values;
  /** Meter categories, comma-separated. */
  meter_category?: Values;
  /** Meter names, comma-separated. */
  meter?: Values;
  /** FOCUS RegionId, comma-separated. */
  region?: Values;
  /** Owners, comma-separated. Case is ignored; empty selects charges without an owner. */
  owner?: Values;
  /** Departments, comma-separated. */
  department?: Values;
  /** Cost centers, comma-separated. */
  cost_center?: Values;
  /** FOCUS ChargeCategory, comma-separated. */
  charge_category?: Values;
  /** Resource ids, comma-separated. The case of Azure ids is ignored. */
  resource?: Values;
  /** Tags as key:value, comma-separated; a charge must have one of the given values of each key. Quote a key with a colon or a comma, or a value with a comma: `"aws:createdBy":bob`. */
  tag?: Tags;
  /** Only charges without this tag. Several keys, comma-separated: without any of them. */
  without_tag?: Tags;
  /** Only charges that have this tag, including those where its value is empty. */
  with_tag?: Tags;
  /** Leaves charges out, as dimension:value or tag:key:value, comma-separated: `service_name:Storage,tag:env:dev`. Quote a value with a comma. */
  exclude?: Tags & tags.Example<"service_name:Storage">;
  /** Only charges whose dimension or tag contains the text, in any case: `resource_name:vm-`. Several texts of a dimension: one of them. Written as `exclude`. */
  contains?: Tags & tags.Example<"resource_name:vm">;
  /** Only charges whose dimension or tag begins with the text: `resource_group:rg-`. Written as `exclude`. */
  starts_with?: Tags & tags.Example<"resource_group:rg-">;
}
