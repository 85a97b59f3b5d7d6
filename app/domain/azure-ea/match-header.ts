import type { NumberStyle } from "../decimal/number-style";
import { normalizeHeader } from "./normalize-header";
import { type UsageDetailField, usageField, usageFieldNames } from "./usage-fields";

/** Which field a column feeds. A lower rank is the better spelling. */
export interface HeaderMatch {
  readonly field: UsageDetailField;
  readonly rank: number;
  /** Whether the column only stands in for the field: see `UsageField.fallbacks`. */
  readonly isFallback: boolean;
  readonly numberStyle: NumberStyle;
  /** The currency that the header itself names, as in `Cost (USD)`; else empty. */
  readonly currency: string;
}

/**
 * Finds the field of a column name; null for a column that is none of ours. A localised portal writes `Ressourcengruppe (ResourceGroup)`:
 * then the English name in brackets counts, and the language tells how numbers are written: with a comma, except in Chinese, Japanese and
 * Korean, as in every language of the Azure portal but English. `Quantity (Hours)` is not localised, since its English name is not in brackets.
 */
export function matchHeader(header: string): HeaderMatch | null {
  const whole = aliases.get(normalizeHeader(header));
  if (whole !== undefined) return { ...whole, numberStyle: "point", currency: "" };
  const parts = bracketed.exec(header);
  if (parts === null) return null;
  const [, before = "", inside = ""] = parts;
  const english = aliases.get(normalizeHeader(inside));
  if (english !== undefined) {
    const localised = normalizeHeader(before) !== normalizeHeader(inside) && !writesPoints.test(header);
    return { ...english, numberStyle: localised ? "comma" : "point", currency: "" };
  }
  const outside = aliases.get(normalizeHeader(before));
  if (outside === undefined) return null;
  return { ...outside, numberStyle: "point", currency: currencyCode.test(inside.trim()) ? inside.trim() : "" };
}

const bracketed = /^(.*?)\s*[(\uff08]([^()\uff08\uff09]*)[)\uff09]\s*$/s;
const writesPoints = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const currencyCode = /^[A-Z]{3}$/;

type Alias = Pick<HeaderMatch, "field" | "rank" | "isFallback">;

const aliases: ReadonlyMap<string, Alias> = new Map(
  usageFieldNames.flatMap((field) => {
    const { aliases: names, fallbacks = [] } = usageField(field);
    const toEntry = (name: string, rank: number): [string, Alias] => [name, { field, rank, isFallback: rank >= names.length }];
    return [...names, ...fallbacks].map(toEntry);
  }),
);
