import type { NumberStyle } from "../decimal/separators";
import { trimInvisible } from "../trim-invisible";
import { isDetailField, isSubjectField, type UsageDetailField, usageField, usageFieldNames } from "./usage-fields";

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
 * Finds the field of a column name; null for an unknown column. A localised portal writes `Ressourcengruppe (ResourceGroup)`:
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

/**
 * What is left of a column name when spelling does not count: letters and digits in lower case, without byte order mark, spaces, hyphens,
 * underscores. Names of other scripts keep their letters.
 */
export function normalizeHeader(header: string): string {
  return header.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

/** Whether a column says what a row is about, and not its day or an amount: rows that agree in all such columns have one subject. */
export function isSubjectHeader(header: string): boolean {
  return isOfSubject(matchHeader(header), columnName(header));
}

/** The same of a header that was looked up. */
export function isOfSubject(match: HeaderMatch | null, name: string): boolean {
  return match === null ? !variesByRow.test(name) : isSubjectField(match.field) || isDetailField(match.field);
}

/** What a column is called where spelling does not count; the header itself where it has no letters or digits. */
export function columnName(header: string): string {
  return normalizeHeader(header) || trimInvisible(header);
}

/** Columns without a field that are amounts or days, as `costInUsd` and `paygCostInBillingCurrency`: each row has its own. */
const variesByRow = /cost|quantity|amount|usage|date|hour/;
