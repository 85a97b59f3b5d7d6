import { countDecimals } from "./count-decimals";

/**
 * How a plain decimal text lies to another one: `near` when they are apart by at most a thousandth of the second, else by distance from zero. A thousandth
 * lets rounded prices pass and is far from any block size.
 */
export function compareSizes(value: string, to: string): "near" | "smaller" | "larger" {
  const scale = Math.max(countDecimals(value), countDecimals(to));
  const left = toUnits(value, scale);
  const right = toUnits(to, scale);
  if (size(left - right) * 1000n <= size(right)) return "near";
  return size(left) < size(right) ? "smaller" : "larger";
}

/** A plain decimal text as a whole number of units of its `scale`-th digit. */
export function toUnits(plain: string, scale: number): bigint {
  return BigInt(plain.replace(".", "") + "0".repeat(scale - countDecimals(plain)));
}

function size(value: bigint): bigint {
  return value < 0n ? -value : value;
}
