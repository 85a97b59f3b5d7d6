import type { ClickHouseByteSize, ClickHouseNamedTuple, Decimal, Int64, LowCardinality, UInt8, UInt16 } from "@514labs/moose-lib";
import type { tags } from "typia";

type Day = string & tags.Format<"date"> & ClickHouseByteSize<2>;

/** One problem of the row: `code` from domain/problem-code.ts, the field, and the original text when a value was unreadable. */
export interface ProblemTuple {
  code: string & LowCardinality;
  field: string & LowCardinality;
  detail: string;
}

/**
 * What the tables of charges have in common: the columns of domain/charge/charge.ts. An interface that both extend, since columns follow its order;
 * those of Omit<…> follow the order in which the compiler met their names anywhere.
 */
export interface ChargeRow {
  billing_account_id: string & LowCardinality;
  currency: string & LowCardinality;
  snapshot_id: string & LowCardinality;
  account_owner_id: string & LowCardinality;
  account_name: string & LowCardinality;
  service_administrator_id: string & LowCardinality;
  subscription_id: string & LowCardinality;
  subscription_guid: string & LowCardinality;
  subscription_name: string & LowCardinality;
  /** Usage day; null when missing or unreadable. */
  date: Day | null;
  day: UInt8 | null;
  month: UInt8 | null;
  year: UInt16 | null;
  /** First day of the usage month. */
  month_date: Day | null;
  newmonth: (string & LowCardinality) | null;
  product: string & LowCardinality;
  meter_id: string & LowCardinality;
  meter_category: string & LowCardinality;
  meter_sub_category: string & LowCardinality;
  meter_region: string & LowCardinality;
  meter_name: string & LowCardinality;
  consumed_quantity: Decimal<38, 20> | null;
  resource_rate: Decimal<38, 20> | null;
  /** Cost in `currency`, before tax; null when missing or unreadable. */
  extended_cost: Decimal<38, 18> | null;
  extended_cost_tax: Decimal<38, 18> | null;
  resource_location: string & LowCardinality;
  consumed_service: string & LowCardinality;
  instance_id: string;
  service_info1: string;
  service_info2: string;
  additional_info: string;
  tags: string;
  store_service_identifier: string;
  department_name: string & LowCardinality;
  cost_center: string & LowCardinality;
  unit_of_measure: string & LowCardinality;
  resource_group: string & LowCardinality;
  resource_name: string;
  vm_name: string;
  sku: string & LowCardinality;
  latest_resource_type: string & LowCardinality;
  resource_tracking: string & LowCardinality;
  /** Id of the ApplicationTag that gave the owner; null when no rule matched. */
  resource_tracking_rule_id: Int64 | null;
  cmdb_mapped_application_service: string & LowCardinality;
  ppm_billing_item: string & LowCardinality;
  ppm_id_owner: string & LowCardinality;
  ppm_io_cc: string & LowCardinality;
  /** This column and those below are in the Cost Management schemas but not in EA usage details; empty or null when the delivery does not have them. */
  charge_type: string & LowCardinality;
  frequency: string & LowCardinality;
  pricing_model: string & LowCardinality;
  benefit_id: string & LowCardinality;
  benefit_name: string & LowCardinality;
  reservation_id: string & LowCardinality;
  reservation_name: string & LowCardinality;
  publisher_type: string & LowCardinality;
  publisher_name: string & LowCardinality;
  plan_name: string & LowCardinality;
  /** Billing currency as sent in the row; amounts are in `currency`. */
  billing_currency: string & LowCardinality;
  pricing_currency: string & LowCardinality;
  exchange_rate: Decimal<38, 20> | null;
  invoice_id: string & LowCardinality;
  invoice_section_id: string & LowCardinality;
  /** Billing account as sent in the row; `billing_account_id` is that of the delivery. */
  row_billing_account_id: string & LowCardinality;
  billing_account_name: string & LowCardinality;
  billing_profile_id: string & LowCardinality;
  billing_profile_name: string & LowCardinality;
  billing_period_start: string & LowCardinality;
  billing_period_end: string & LowCardinality;
  cost_allocation_rule_name: string & LowCardinality;
  payg_price: Decimal<38, 20> | null;
  unit_price: Decimal<38, 20> | null;
  term: string & LowCardinality;
  product_order_id: string & LowCardinality;
  product_order_name: string & LowCardinality;
  part_number: string & LowCardinality;
  offer_id: string & LowCardinality;
  service_family: string & LowCardinality;
  availability_zone: string & LowCardinality;
  service_period_start: string & LowCardinality;
  service_period_end: string & LowCardinality;
  /** All other columns of the record by their original names, as JSON object text; empty when there are none. */
  other_columns: string;
  problems: (ProblemTuple & ClickHouseNamedTuple)[];
  /** Number of columns of the record without a field of their own; `other_columns` has them. */
  unknown_fields: UInt16;
}
