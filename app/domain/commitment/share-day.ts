import { divideHalfEven } from "../decimal/divide-half-even";
import { toDecimalText } from "../decimal/to-plain-decimal";
import { toUnits } from "../snapshot/exact-sum";
import type { AmortizedDay } from "./amortize";

/** How the cost of one day of a commitment is shared by the hours of it. */
export interface DayShare {
  /** The price of one unit for one hour, with `rateDecimals` decimals. Null where there is no hour to carry it. */
  readonly hourlyRate: string | null;
  /** More hours are used than were bought: then the cost of the day is shared by those used, so that no more is spread than was paid. */
  readonly isOverused: boolean;
}

/** Decimals of an hourly rate: so many that its rounding shows in no cost of 18 decimals of a million hours. */
const rateDecimals = 30;

/** The hourly rate of a day of which `used` hours are used. */
export function shareDay({ cost, hours }: Pick<AmortizedDay, "cost" | "hours">, used: string): DayShare {
  const [bought, taken] = [toUnits(hours), toUnits(used)];
  const isOverused = taken > bought;
  const by = isOverused ? taken : bought;
  const rate = by === 0n ? null : divideHalfEven(toUnits(cost) * 10n ** BigInt(rateDecimals), by);
  return { hourlyRate: rate === null ? null : toDecimalText(rate, rateDecimals), isOverused };
}

/**
 * SQL: the EffectiveCost of used hours at the hourly rate of their day, rounded to 18 decimals; null where it has more digits than a cost holds. What is unused has
 * what the used hours of the day leave of its cost, so that rounding loses nothing.
 */
export function usedCostSql(hourlyRate: string, hours: string): string {
  return `accurateCastOrNull(round(toDecimal256(${hours}, 18) * ${hourlyRate}, 18), 'Decimal(38, 18)')`;
}
