import type { ExactDecimal } from "./exact-decimal";
import { type DecimalStyle, formatDecimal } from "./format-decimal";
import { mix } from "./mix";
import { multiplyExact } from "./multiply-exact";
import { pick } from "./pick";
import type { ProductLine } from "./product-line";

/** Quantity, rate and cost of a charge as they are written, and the cost as a number at 18 decimals, which the totals are made of. */
export interface ChargeAmount {
  readonly quantity: string;
  readonly rate: string;
  readonly cost: string;
  readonly scaledCost: bigint;
}

const styles: readonly DecimalStyle[] = ["plain", "upper-exponent", "lower-exponent", "padded"];

/** One of the amounts a resource may have on a day: a share of the line's daily quantity, between all of it and a ten-thousandth. */
export function chargeAmount(line: ProductLine, seed: number, template: number, variant: number): ChargeAmount {
  const chance = mix(seed, template, 1000 + variant);
  const full = decimal(line.quantity);
  const share = BigInt(variant === 0 ? 10_000 : 1 + (chance % 10_000));
  const quantity = multiplyExact(full, { mantissa: share, scale: 4 }, 20);
  const rate = decimal(line.rate);
  const cost = rate.mantissa === 0n ? { mantissa: 0n, scale: 0 } : multiplyExact(quantity, rate, 20);
  const style = pick(styles, chance >>> 16);
  return {
    quantity: formatDecimal(quantity, style),
    rate: formatDecimal(rate, "plain"),
    cost: formatDecimal(cost, style),
    scaledCost: cost.mantissa * 10n ** BigInt(18 - cost.scale),
  };
}

/** Plain digits as a number. */
export function decimal(digits: string): ExactDecimal {
  const [whole = "0", fraction = ""] = digits.split(".");
  return { mantissa: BigInt(whole + fraction), scale: fraction.length };
}
