/** What comma and point do in the numbers of one file or page, as far as those prove it themselves. */
export interface Separators {
  readonly comma: SeparatorUse;
  readonly point: SeparatorUse;
}

/** `unclear`: nothing proves it, or the numbers contradict each other. */
export type SeparatorUse = "groups" | "decimal" | "unclear";

export const unclearSeparators: Separators = { comma: "unclear", point: "unclear" };

/**
 * What the numbers of one file or page prove. `1,234.5` and `1,234,567` can only be grouped by commas, `0,025` and `1,5` only have a decimal
 * comma; `1,234` proves nothing. Where one number says this and another that, neither counts.
 */
export function proveSeparators(texts: Iterable<string>): Separators {
  const proved = { comma: noUse, point: noUse };
  for (const text of texts) {
    const number = shape.exec(text.trim())?.[1];
    if (number === undefined) continue;
    proved.comma |= usesOf(number, ",", ".");
    proved.point |= usesOf(number, ".", ",");
  }
  if (proved.comma === noUse && proved.point === noUse) return unclearSeparators;
  return { comma: useOf(proved.comma), point: useOf(proved.point) };
}

/** Whether a number is grouped by `separator` throughout: groups of exactly three digits, none of them behind a leading zero. */
export function isGroupedBy(separator: string, whole: string): boolean {
  const [first = "", ...groups] = whole.split(separator);
  return groups.length > 0 && firstGroup.test(first) && groups.every((group) => group.length === 3 && digits.test(group));
}

/** Every separator that only ever groups: space (plain, no-break, narrow, thin) and apostrophe. */
export const groupingCharacters: readonly string[] = [" ", "\u00a0", "\u202f", "\u2009", "'", "\u2019"];

/** What one number proves of a separator; `other` is the one that would be decimal if this one groups. */
function usesOf(number: string, separator: string, other: string): number {
  const count = number.split(separator).length - 1;
  if (count === 0) return noUse;
  const parts = number.split(other);
  const [whole = "", fraction = ""] = parts;
  if (count > 1 || parts.length > 1) {
    // Behind a decimal separator nothing is grouped.
    if (parts.length <= 2 && !fraction.includes(separator) && isGroupedBy(separator, whole))
      return parts.length === 2 || count > 1 ? groups : noUse;
    return count === 1 && isGroupedBy(other, number.split(separator)[0] ?? "") ? decimal : noUse;
  }
  return isGroupedBy(separator, number) ? noUse : decimal;
}

function useOf(uses: number): SeparatorUse {
  if (uses === groups) return "groups";
  return uses === decimal ? "decimal" : "unclear";
}

const [noUse, groups, decimal] = [0, 1, 2];
const shape = /^[+\-\u2212]?([\d., '\u00a0\u202f\u2009\u2019]*\d[\d., '\u00a0\u202f\u2009\u2019]*)(?:[eE][+-]?\d+)?$/;
const firstGroup = /^[1-9]\d{0,2}$/;
const digits = /^\d+$/;

/** How a file writes numbers: `1,234.5` (point) or, only under localised headers, `1.234,5` (comma). */
export type NumberStyle = "point" | "comma";
