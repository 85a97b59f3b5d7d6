import { countWholeDigits } from "./count-whole-digits";
import type { DecimalLimits } from "./decimal-limits";
import type { NumberStyle } from "./number-style";
import { roundHalfEven } from "./round-half-even";
import { toDecimalText } from "./to-decimal-text";
import { toPointStyle } from "./to-point-style";

/** Why a text is not simply a decimal. `value` is null where no honest value exists. */
export interface DecimalProblem {
  readonly code: "number-unreadable" | "number-too-large" | "number-rounded" | "number-ambiguous";
  readonly value: string | null;
}

/**
 * Reads the digits that Azure writes (`9.6E-06`, `+5`, `.5`, `1,234.50`, under localised headers `1.234,50`) as plain canonical digits:
 * no exponent, no needless zeros, no `-0`. Equal numbers give equal texts, so the result may be compared and hashed.
 * Total. More decimals than the column holds: rounded half-even and named, because a null would take the whole cost out of the total and a
 * silent cut would hide the difference. More whole digits than it holds: null and named.
 */
export function toPlainDecimal(text: string, limits: DecimalLimits, style: NumberStyle = "point"): string | DecimalProblem {
  // Nearly every number of a real bill is canonical already; 19 characters fit every limit.
  if (style === "point" && text.length < 19 && canonical.test(text) && text !== "-0") return text;
  const { text: invariant, ambiguous } = toPointStyle(text, style);
  const parts = decimal.exec(invariant);
  if (parts === null) return unreadable;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = parts;
  if (whole === "" && fraction === "") return unreadable;
  const value = shift(sign, whole + fraction, whole.length + Number(exponent), limits);
  return ambiguous && typeof value === "string" ? { code: "number-ambiguous", value } : value;
}

/** `digits` with the point before position `point`, which may lie outside of them. */
function shift(sign: string, digits: string, point: number, limits: DecimalLimits): string | DecimalProblem {
  let start = 0;
  while (digits.charCodeAt(start) === zero) start++;
  let end = digits.length;
  while (end > start && digits.charCodeAt(end - 1) === zero) end--;
  if (start === end) return "0";
  if (point - start > limits.integerDigits) return tooLarge;
  const scale = Math.max(0, end - point);
  const excess = scale - limits.fractionDigits;
  const significant = digits.slice(start, end);
  const minus = sign === "-" ? "-" : "";
  if (excess > 0) return round(minus, significant, excess, limits);
  return toDecimalText(BigInt(minus + significant.padEnd(point - start, "0")), scale);
}

function round(minus: string, significant: string, excess: number, limits: DecimalLimits): DecimalProblem {
  const kept = significant.length - excess;
  if (kept < 0) return { code: "number-rounded", value: "0" };
  // Behind the first dropped digit it only matters whether anything follows; so a tail of any length costs one digit.
  const tail = significant.length > kept + 1 ? "1" : "";
  const unscaled = roundHalfEven(BigInt(minus + significant.slice(0, kept + 1) + tail), 1 + tail.length);
  const value = toDecimalText(unscaled, limits.fractionDigits);
  return countWholeDigits(value) > limits.integerDigits ? tooLarge : { code: "number-rounded", value };
}

const canonical = /^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/;
const decimal = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,5}))?$/;
const zero = 48;
const unreadable: DecimalProblem = { code: "number-unreadable", value: null };
const tooLarge: DecimalProblem = { code: "number-too-large", value: null };
