import {
  chargeDimensions,
  chargeDetails,
  costColumns,
  costKeyColumns,
  costMeasures,
  keysOf,
  negotiationMeasures,
  quantityMeasures,
} from "./cost-columns";

/**
 * The columns of LiveCost: those of LiveCharge that most questions about costs ask for. Contracted and list cost are not, since they need units, prices and
 * the price sheet; nor are resources, tags and most details of a charge.
 */
export const liveCostColumns = [
  ...keysOf(costKeyColumns),
  "usage_date",
  ...keysOf(costColumns),
  "owner_rule",
  "billed_cost",
  "effective_cost",
  "missing_charges",
  "not_amortized_charges",
  "not_amortized_cost",
  "purchase_counted_charges",
  "purchase_counted_effective_cost",
  "amortized_charges",
  "amortized_effective_cost",
  "assumed_charges",
  "assumed_cost",
  "charges",
] as const;

/** The smallest view of posted charges that has all columns of an expression. The engine plans LiveCharge in more than twice the time of LiveCost. */
export function chooseLiveView(expression: string): "LiveCost" | "LiveCharge" {
  return expression.match(/\w+/g)?.some((word) => others.has(word)) === true ? "LiveCharge" : "LiveCost";
}

const own: ReadonlySet<string> = new Set(liveCostColumns);
const others: ReadonlySet<string> = new Set(
  [costMeasures, negotiationMeasures, quantityMeasures, chargeDimensions, chargeDetails]
    .flatMap((columns) => Object.keys(columns))
    .filter((name) => !own.has(name)),
);
