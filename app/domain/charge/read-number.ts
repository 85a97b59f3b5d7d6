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

/**
 * A number that no column can hold whole, for the identity of a row: all its digits, without the exponent and the needless zeros that change from one JSON
 * library to another; as it was sent where that cannot be.
 */
export function allDigits(text: string | null, style: NumberStyle, separators: Separators): string | null {
  const plain = text === null ? null : toPlainDecimal(text, unlimited, style, separators);
  return typeof plain === "string" ? plain : text;
}

/** More digits than anybody sends; the longest decimal expansion of a double has some 1,080. */
const unlimited: DecimalLimits = { integerDigits: 2000, fractionDigits: 2000 };
