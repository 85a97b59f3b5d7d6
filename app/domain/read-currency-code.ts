import { iso4217 } from "./iso-4217";
import { memoize } from "./memoize";
import { trimInvisible } from "./trim-invisible";

/**
 * The ISO 4217 code that a text means: upper case, in plain letters where it has full-width ones, and the code of what people and banks write when
 * that can only be one currency: `CNY` for `RMB` and `CNH`, `USD` for `US$`. `$` and `¥` are several currencies and no code. A text that is no code comes
 * back trimmed and in upper case, so that it equals none.
 */
export const readCurrencyCode: (text: string) => string = memoize(1000, (text) => {
  const code = trimInvisible(text.normalize("NFKC")).toUpperCase();
  return otherNames.get(code) ?? code;
});

/** Whether a text is a code of ISO 4217, as `readCurrencyCode` writes it. */
export function isCurrencyCode(code: string): boolean {
  return codes.has(code);
}

const codes: ReadonlySet<string> = new Set(iso4217);
/** NFKC makes the full-width signs of yuan and dollar those of ASCII and Latin-1. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ["RMB", "CNY"],
  ["CNH", "CNY"],
  ["CN\u00a5", "CNY"],
  ["人民币", "CNY"],
  ["人民幣", "CNY"],
  ["US$", "USD"],
  ["\u20ac", "EUR"],
]);
