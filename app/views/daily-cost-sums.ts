import type { Decimal, SimpleAggregated, UInt64 } from "@514labs/moose-lib";

/** What every rollup of Azure's charges adds up. An interface's own columns come before those it extends, so these are the last. */
export interface DailyCostSums {
  cost: Decimal<76, 18> & SimpleAggregated<"sum", Decimal<76, 18>>;
  cost_with_tax: Decimal<76, 18> & SimpleAggregated<"sum", Decimal<76, 18>>;
  charges: UInt64 & SimpleAggregated<"sum", UInt64>;
}
