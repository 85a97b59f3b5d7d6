import { countWholeDigits, roundHalfEven, toDecimalText, toPlainDecimal } from "./to-plain-decimal";
import { decimalLimits } from "./decimal-limits";

/**
 * Makes the function cost -> cost × (1 + rate), in exact decimals; `rate` is text, `0.06` for the 6 % of Azure China, `0` elsewhere.
 * The product is rounded half-even to the 18 decimals of a cost column: a derived value, so that is its definition and no problem of the row.
 * A product that needs more than 20 whole digits is null. Throws RangeError for a rate that is not a decimal of 0 or more, as that is a setting.
 */
export function compileTax(rate: string): (cost: string) => string | null {
  const plain = toPlainDecimal(rate, decimalLimits.rate);
  if (typeof plain !== "string" || plain.startsWith("-")) throw new RangeError(`The tax rate must be a decimal like 0.06, not "${rate}"`);
  const rateScale = scaleOf(plain);
  const factor = BigInt(plain.replace(".", "")) + 10n ** BigInt(rateScale);
  return (cost) => {
    const scale = scaleOf(cost) + rateScale;
    const product = BigInt(cost.replace(".", "")) * factor;
    const excess = scale - fractionDigits;
    const withTax = toDecimalText(excess > 0 ? roundHalfEven(product, excess) : product, Math.min(scale, fractionDigits));
    return countWholeDigits(withTax) > integerDigits ? null : withTax;
  };
}

function scaleOf(plain: string): number {
  const point = plain.indexOf(".");
  return point === -1 ? 0 : plain.length - point - 1;
}

const { integerDigits, fractionDigits } = decimalLimits.cost;
