import type { ClickHouseByteSize, Decimal, LowCardinality, SimpleAggregated, UInt64 } from "@514labs/moose-lib";
import type { tags } from "typia";

type Amount = Decimal<76, 18> & SimpleAggregated<"sum", Decimal<76, 18>>;
type Count = UInt64 & SimpleAggregated<"sum", UInt64>;

export type Day = string & tags.Format<"date"> & ClickHouseByteSize<2>;

/** Whose, of which snapshot, in which currency: domain/cost/cost-columns.ts. The columns of a rollup are those it extends, in their order. */
export interface RollupKeys {
  billing_account_id: string & LowCardinality;
  billing_period: Day;
  snapshot_id: string & LowCardinality;
  currency: string & LowCardinality;
}

export interface DayKey {
  usage_date: Day;
}

export interface ServiceDimensions {
  charge_category: string & LowCardinality;
  service_category: string & LowCardinality;
  service_subcategory: string & LowCardinality;
  service_name: string & LowCardinality;
}

/** All the other dimensions of costs by day. */
export interface OtherDimensions {
  meter_category: string & LowCardinality;
  region: string & LowCardinality;
  subscription: string & LowCardinality;
  subscription_name: string & LowCardinality;
  resource_group: string & LowCardinality;
  owner: string & LowCardinality;
  department: string & LowCardinality;
  cost_center: string & LowCardinality;
}

/** Of a service: which meter, where, and in which units. */
export interface UsageDimensions {
  meter_category: string & LowCardinality;
  meter: string & LowCardinality;
  region: string & LowCardinality;
  consumed_unit: string & LowCardinality;
  pricing_unit: string & LowCardinality;
}

export interface QuantitySums {
  consumed_quantity: Amount;
  pricing_quantity: Amount;
}

/** What every rollup of FOCUS adds up, by domain/cost/cost-columns.ts. */
export interface FocusCostSums {
  billed_cost: Amount;
  effective_cost: Amount;
  contracted_cost: Amount;
  list_cost: Amount;
  missing_charges: Count;
  not_amortized_charges: Count;
  not_amortized_cost: Amount;
  purchase_counted_charges: Count;
  purchase_counted_effective_cost: Amount;
  amortized_charges: Count;
  amortized_effective_cost: Amount;
  assumed_charges: Count;
  assumed_cost: Amount;
  contracted_unknown_charges: Count;
  contracted_unknown_cost: Amount;
  list_unknown_charges: Count;
  list_unknown_cost: Amount;
  list_unknown_effective_cost: Amount;
  charges: Count;
}
