import type { DecimalLimits } from "../decimal/decimal-limits";
import type { NumberStyle } from "../decimal/number-style";
import type { Separators } from "../decimal/separators";
import { toPlainDecimal } from "../decimal/to-plain-decimal";
import type { Problem } from "../problem";

/** One number of a row as plain digits. What is odd about it goes to `problems` with the original text. Absent and empty are null, no problem. */
export function readNumber(
  text: string | null,
  field: string,
  limits: DecimalLimits,
  style: NumberStyle,
  separators: Separators,
  problems: Problem[],
): string | null {
  if (text === null || text === "") return null;
  const plain = toPlainDecimal(text, limits, style, separators);
  if (typeof plain === "string") return plain;
  if (text.trim() === "") return null;
  problems.push({ code: plain.code, field, detail: text });
  return plain.value;
}
