import type { NumberStyle } from "./number-style";

/**
 * Takes grouping out of a number and makes its decimal separator a point. Text that is not grouped properly (`1,5` or `12,34,567` in point
 * style) comes back as it was, for the caller to refuse: guessing there would be wrong by a factor of ten.
 *
 * Comma style is only used under localised headers, and even there real files write `0.025`: so the last separator is taken as the decimal
 * one, a lone point is a decimal point, and `1.234`, which could be either, is read that way and flagged.
 */
export function toPointStyle(text: string, style: NumberStyle): { readonly text: string; readonly ambiguous: boolean } {
  const trimmed = text.trim().replace("\u2212", "-");
  if (style === "point") return { text: ungroup(trimmed), ambiguous: false };
  const comma = trimmed.lastIndexOf(",");
  const point = trimmed.lastIndexOf(".");
  if (comma === -1 && trimmed.indexOf(".") === point) return { text: ungroup(trimmed), ambiguous: thousandOrThousandth.test(trimmed) };
  // Several commas and no point, or a point after a comma: the commas group, as in point style.
  if (point > comma && comma !== -1) return { text: ungroup(trimmed), ambiguous: false };
  if (point === -1 && trimmed.indexOf(",") !== comma) return { text: ungroup(trimmed), ambiguous: false };
  return { text: ungroup(trimmed.replace(/[.,]/g, (separator) => (separator === "." ? "," : "."))), ambiguous: false };
}

function ungroup(text: string): string {
  return grouped.test(text) ? text.replace(separators, "") : text;
}

/** Groups of three behind one kind of separator: comma, space (plain, no-break, narrow, thin) or apostrophe. */
const grouped = /^[+-]?\d{1,3}([, \u00a0\u202f\u2009'])\d{3}(?:\1\d{3})*(?:\.\d*)?(?:[eE][+-]?\d+)?$/;
const separators = /[, \u00a0\u202f\u2009']/g;
const thousandOrThousandth = /^[+-]?[1-9]\d{0,2}\.\d{3}$/;
