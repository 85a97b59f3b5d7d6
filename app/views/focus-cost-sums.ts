import type { Decimal, SimpleAggregated, UInt64 } from "@514labs/moose-lib";

type Amount = Decimal<76, 18> & SimpleAggregated<"sum", Decimal<76, 18>>;
type Count = UInt64 & SimpleAggregated<"sum", UInt64>;

/** What every rollup of FOCUS adds up, by domain/cost/cost-columns.ts. An interface's own columns come before those it extends, so these are the last. */
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
