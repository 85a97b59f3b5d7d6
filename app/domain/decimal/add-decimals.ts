import { countDecimals } from "./divide-decimals";
import { toDecimalText } from "./to-plain-decimal";

/** The exact sum of plain decimal texts with any number of decimals. */
export function addDecimals(terms: readonly string[]): string {
  const scale = Math.max(0, ...terms.map(countDecimals));
  return toDecimalText(
    terms.reduce((sum, term) => sum + BigInt(term.replace(".", "") + "0".repeat(scale - countDecimals(term))), 0n),
    scale,
  );
}
