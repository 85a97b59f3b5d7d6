import type { Language } from "./language";

/** English texts of the API in Chinese, by the English text itself: one that is changed loses its Chinese, which the tests of each dictionary see. */
export type Dictionary = ReadonlyMap<string, string>;

/** A text of the API in the reader's language: as it is where there is no other, as of sources that are no part of this release. */
export function inLanguage(text: string, dictionary: Dictionary, language: Language): string {
  return language === "zh" ? (dictionary.get(text) ?? text) : text;
}
