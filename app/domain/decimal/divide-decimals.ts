import { divideHalfEven } from "./divide-half-even";
import { toDecimalText } from "./to-plain-decimal";

/** The quotient of two plain decimal texts, rounded to `scale` decimals, a tie to the even neighbour; null when the divisor is 0. */
export function divideDecimals(dividend: string, divisor: string, scale: number): string | null {
  const decimals = Math.max(countDecimals(dividend), countDecimals(divisor));
  const above = unscaled(dividend, decimals) * 10n ** BigInt(scale);
  const below = unscaled(divisor, decimals);
  if (below === 0n) return null;
  return toDecimalText(divideHalfEven(above, below), scale);
}

/** The whole number that a plain decimal text is, times ten to the power of `scale`, which is at least its number of decimals. */
export function unscaled(plain: string, scale: number): bigint {
  return BigInt(plain.replace(".", "") + "0".repeat(scale - countDecimals(plain)));
}

/** How many decimals a plain decimal text has. */
export function countDecimals(plain: string): number {
  const point = plain.indexOf(".");
  return point === -1 ? 0 : plain.length - point - 1;
}
