import type { NumberStyle } from "../decimal/number-style";
import { normalizeHeader } from "./normalize-header";
import { usageDetailAliases } from "./usage-detail-aliases";
import type { UsageDetailField } from "./usage-detail-field";

/** Which field a column feeds. A lower rank is the better spelling. */
export interface HeaderMatch {
  readonly field: UsageDetailField;
  readonly rank: number;
  readonly numberStyle: NumberStyle;
}

/**
 * Finds the field of a column name; null for a column that is none of ours. A localised portal writes `Ressourcengruppe (ResourceGroup)`:
 * then the English name in brackets counts, and the language tells how numbers are written: with a comma, except in Chinese, Japanese and
 * Korean, as in every language of the Azure portal but English.
 */
export function matchHeader(header: string): HeaderMatch | null {
  const whole = aliases.get(normalizeHeader(header));
  if (whole !== undefined) return { ...whole, numberStyle: "point" };
  const parts = bracketed.exec(header);
  if (parts === null) return null;
  const [, before = "", inside = ""] = parts;
  const english = aliases.get(normalizeHeader(inside)) ?? aliases.get(normalizeHeader(before));
  if (english === undefined) return null;
  const localised = normalizeHeader(before) !== normalizeHeader(inside) && !writesPoints.test(header);
  return { ...english, numberStyle: localised ? "comma" : "point" };
}

const bracketed = /^(.*?)\s*[(\uff08]([^()\uff08\uff09]*)[)\uff09]\s*$/s;
const writesPoints = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

const aliases: ReadonlyMap<string, { readonly field: UsageDetailField; readonly rank: number }> = new Map(
  entriesOf(usageDetailAliases).flatMap(([field, names]) => names.map((name, rank) => [name, { field, rank }] as const)),
);

function entriesOf<Key extends string, Value>(table: Readonly<Record<Key, Value>>): [Key, Value][] {
  const entries: [Key, Value][] = [];
  for (const key in table) entries.push([key, table[key]]);
  return entries;
}
