import { toDecimalText } from "../decimal/to-plain-decimal";

/** An expectation as decimal text, rounded to six decimals. For numbers that were estimated: what was billed is text from the start. */
export function shownAmount(estimate: number): string {
  const whole = Math.trunc(estimate);
  const rest = Math.round((estimate - whole) * 10 ** decimals);
  return toDecimalText(BigInt(whole) * 10n ** BigInt(decimals) + BigInt(rest), decimals);
}

const decimals = 6;
