import { divideDecimals } from "../decimal/divide-decimals";

/** Why there is no cost of one unit: a day has no value, or the values have several units, are none, are below zero; or no cost is known. */
export type UnitCostReason = "no-value" | "days-without-value" | "units-differ" | "value-is-zero" | "value-is-negative" | "cost-unknown";

/** What was counted on the days of a row. */
export interface CountedUnits {
  /** Sum of the values, digits; null without one. */
  readonly value: string | null;
  /** Days of the row, and those of them that have a value. */
  readonly days: number;
  readonly daysWithValue: number;
  /** Different units of the values. */
  readonly units: number;
}

/** How many decimals a cost of one unit has. */
const unitCostDecimals = 18;

/**
 * The cost of one unit, exact to 18 decimals, or why there is none: it is never made of a part of the days, and never zero for want of a value.
 * @param cost digits; null when it is unknown
 */
export function costOfUnit(
  cost: string | null,
  { value, days, daysWithValue, units }: CountedUnits,
): { readonly unitCost: string; readonly reason: null } | { readonly unitCost: null; readonly reason: UnitCostReason } {
  const without = (reason: UnitCostReason) => ({ unitCost: null, reason });
  if (value === null || daysWithValue === 0) return without("no-value");
  if (daysWithValue < days) return without("days-without-value");
  if (units > 1) return without("units-differ");
  if (value.startsWith("-")) return without("value-is-negative");
  if (/^0*(?:\.0*)?$/.test(value)) return without("value-is-zero");
  const unitCost = cost === null ? null : divideDecimals(cost, value, unitCostDecimals);
  return unitCost === null ? without("cost-unknown") : { unitCost, reason: null };
}
