import { trimInvisible } from "./trim-invisible";

/**
 * The ISO 4217 code that a text means: upper case, and `CNY` for the `RMB` and `CNH` that people and banks write. A text that is no code comes back
 * trimmed and in upper case, so that it equals no code.
 */
export function readCurrencyCode(text: string): string {
  const code = trimInvisible(text).toUpperCase();
  return code === "RMB" || code === "CNH" ? "CNY" : code;
}
