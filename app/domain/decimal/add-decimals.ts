import { countDecimals, unscaled } from "./divide-decimals";
import { toDecimalText } from "./to-plain-decimal";

/** The exact sum of plain decimal texts with any number of decimals. */
export function addDecimals(terms: readonly string[]): string {
  const scale = Math.max(0, ...terms.map(countDecimals));
  return toDecimalText(
    terms.reduce((sum, term) => sum + unscaled(term, scale), 0n),
    scale,
  );
}
