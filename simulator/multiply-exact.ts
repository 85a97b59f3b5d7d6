import type { ExactDecimal } from "./exact-decimal";

/**
 * The product, half away from zero, cut to what a bill carries: at most `digits` significant digits and 18 decimals. A dust product that has no
 * digit left within 18 decimals becomes zero.
 */
export function multiplyExact(a: ExactDecimal, b: ExactDecimal, digits: number): ExactDecimal {
  let mantissa = a.mantissa * b.mantissa;
  let scale = a.scale + b.scale;
  const length = (mantissa < 0n ? -mantissa : mantissa).toString().length;
  const drop = Math.max(scale - 18, Math.min(length - digits, scale), 0);
  if (drop > 0) {
    const unit = 10n ** BigInt(drop);
    const half = mantissa < 0n ? -unit / 2n : unit / 2n;
    mantissa = (mantissa + half) / unit;
    scale -= drop;
  }
  return { mantissa, scale };
}
