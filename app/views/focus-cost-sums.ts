import type { Decimal, SimpleAggregated, UInt64 } from "@514labs/moose-lib";

/** What every rollup of FOCUS adds up. An interface's own columns come before those it extends, so these are the last. */
export interface FocusCostSums {
  billed_cost: Decimal<76, 18> & SimpleAggregated<"sum", Decimal<76, 18>>;
  effective_cost: Decimal<76, 18> & SimpleAggregated<"sum", Decimal<76, 18>>;
  contracted_cost: Decimal<76, 18> & SimpleAggregated<"sum", Decimal<76, 18>>;
  list_cost: Decimal<76, 18> & SimpleAggregated<"sum", Decimal<76, 18>>;
  charges: UInt64 & SimpleAggregated<"sum", UInt64>;
}
