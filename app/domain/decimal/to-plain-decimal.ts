import { trimInvisible } from "../trim-invisible";
import type { DecimalLimits } from "./decimal-limits";
import { divideHalfEven } from "./divide-half-even";
import { groupingCharacters, isGroupedBy, type NumberStyle, type Separators, type SeparatorUse, unclearSeparators } from "./separators";

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
 *
 * Groups have three digits each, one kind of separator, and never a leading zero: `0,025` is unreadable, not 25. `1,234` (and `1.234` under
 * localised headers) is a thousand or a thousandth: it is read only where `separators`, which come from the other numbers of the file or page,
 * say which, and is null and named elsewhere. In style `plain`, which is that of FOCUS and JSON, there are no groups at all.
 */
export function toPlainDecimal(
  text: string,
  limits: DecimalLimits,
  style: NumberStyle | "plain" = "point",
  separators: Separators = unclearSeparators,
): string | DecimalProblem {
  // Nearly every number of a real bill is canonical already; 19 characters fit every limit.
  if (style !== "comma" && separators === unclearSeparators && text.length < 19 && canonical.test(text) && text !== "-0") return text;
  const trimmed = trimInvisible(text).replace("\u2212", "-");
  // Without commas and groups there is nothing to choose.
  const isPlain = style === "plain" || (style === "point" && separators === unclearSeparators);
  let parts = isPlain ? decimal.exec(trimmed) : null;
  if (parts === null && style !== "plain") {
    const invariant = toPointStyle(trimmed, style, separators);
    if (invariant === null) return ambiguous;
    parts = decimal.exec(invariant);
  }
  if (parts === null) return unreadable;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = parts;
  if (whole === "" && fraction === "") return unreadable;
  return shift(sign, whole + fraction, whole.length + Number(exponent), limits);
}

/**
 * The number without groups and with a decimal point. What is not grouped properly (`1,5` or `12,34,567` in point style) comes back as it was, for the
 * caller to refuse; null when two readings are left.
 *
 * Even under localised headers real files write `0.025`: so there a lone point is a decimal point, unless three digits follow it.
 */
function toPointStyle(text: string, style: NumberStyle, separators: Separators): string | null {
  const [, sign = "", number = "", exponent = ""] = signed.exec(text) ?? [];
  const commas = number.split(",").length - 1;
  const points = number.split(".").length - 1;
  if (commas + points === 1 && isGroupedBy(commas === 1 ? "," : ".", number)) {
    const use = commas === 1 ? useOfComma(style, separators) : useOfPoint(style, separators);
    if (use === "unclear") return null;
    return sign + number.replace(/[.,]/, use === "groups" ? "" : ".") + exponent;
  }
  // The last separator is the decimal one, unless it comes twice or stands alone in a style where it groups.
  const last = number.lastIndexOf(",") > number.lastIndexOf(".") ? "," : ".";
  if (last === "," && commas === 1) return style === "comma" ? sign + ungroup(number, ",") + exponent : text;
  if (last === "." && points === 1) return sign + ungroup(number, ".") + exponent;
  if (last === "," && points === 0) return sign + ungroup(number, ".") + exponent;
  if (last === "." && commas === 0) return style === "comma" || points === 0 ? sign + ungroup(number, ",") + exponent : text;
  return text;
}

/** In point style commas group, if anything shows that they do; a localised header says that they are decimal, if nothing shows the contrary. */
function useOfComma(style: NumberStyle, { comma }: Separators): SeparatorUse {
  if (style === "point") return comma === "groups" ? "groups" : "unclear";
  return comma === "groups" ? "unclear" : "decimal";
}

/** `1.234`: in point style a number like any other, unless other numbers have a decimal comma or points that group. */
function useOfPoint(style: NumberStyle, { comma, point }: Separators): SeparatorUse {
  // Numbers with a decimal comma beside others with a decimal point contradict each other.
  if (style === "comma") return comma === "decimal" && point === "decimal" ? "unclear" : point;
  return comma === "decimal" || point === "groups" ? "unclear" : "decimal";
}

/** Takes out groups before the decimal separator and makes that a point; the number unchanged when its groups are not valid. */
function ungroup(number: string, decimalSeparator: "," | "."): string {
  const at = number.indexOf(decimalSeparator);
  const whole = at === -1 ? number : number.slice(0, at);
  const fraction = at === -1 ? "" : number.slice(at + 1);
  const separator = [decimalSeparator === "," ? "." : ",", ...groupingCharacters].find((character) => whole.includes(character));
  if (separator !== undefined && !isGroupedBy(separator, whole)) return number;
  return `${separator === undefined ? whole : whole.replaceAll(separator, "")}${at === -1 ? "" : "."}${fraction}`;
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
  if (scale === 0) return minus + significant.padEnd(point - start, "0");
  const whole = point - start;
  if (whole <= 0) return `${minus}0.${"0".repeat(-whole)}${significant}`;
  return `${minus}${significant.slice(0, whole)}.${significant.slice(whole)}`;
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
const signed = /^([+-]?)(.*?)((?:[eE][+-]?\d+)?)$/s;
const zero = 48;
const unreadable: DecimalProblem = { code: "number-unreadable", value: null };
const ambiguous: DecimalProblem = { code: "number-ambiguous", value: null };
const tooLarge: DecimalProblem = { code: "number-too-large", value: null };

/** Divides by `10 ** digits` and rounds to the nearest whole; a tie goes to the even neighbour, so that many ties do not drift a total. */
export function roundHalfEven(unscaled: bigint, digits: number): bigint {
  if (digits <= 0) return unscaled;
  return divideHalfEven(unscaled, 10n ** BigInt(digits));
}

/** How many digits a plain decimal has before its point. */
export function countWholeDigits(plain: string): number {
  const point = plain.indexOf(".");
  return (point === -1 ? plain.length : point) - (plain.startsWith("-") ? 1 : 0);
}

/** `unscaled / 10 ** scale` as plain digits: no exponent, no needless zeros, never `-0`. */
export function toDecimalText(unscaled: bigint, scale: number): string {
  const negative = unscaled < 0n;
  const digits = (negative ? -unscaled : unscaled).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  let end = digits.length;
  while (end > whole.length && digits.charCodeAt(end - 1) === zero) end--;
  const fraction = digits.slice(whole.length, end);
  return (negative ? "-" : "") + whole + (fraction === "" ? "" : `.${fraction}`);
}
