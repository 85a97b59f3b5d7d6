/** The languages of the dashboard. Names that Azure gives and texts of the API stay as they are. */
export const languages = ["en", "zh"] as const;
export type Language = (typeof languages)[number];

/** What `Intl` formats numbers and dates by. */
export const localeOf: Readonly<Record<Language, string>> = { en: "en-US", zh: "zh-CN" };

/** The first of the reader's languages that there is; English otherwise. */
export function preferredLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const found = languages.find((language) => tag.toLowerCase().split("-")[0] === language);
    if (found !== undefined) return found;
  }
  return "en";
}

type Entry = string | ((...values: never[]) => string);
type Widened<T> = { readonly [Key in keyof T]: T[Key] extends string ? string : T[Key] };

/** The texts of a page or a part, in every language. */
export interface Texts<T> {
  readonly en: Widened<T>;
  readonly zh: Widened<T>;
}

/** A dictionary. A key that Chinese lacks, has besides, or that takes other values, does not compile. */
export function defineTexts<T extends Readonly<Record<string, Entry>>>(en: T & Widened<T>, zh: Widened<T>): Texts<T> {
  return { en, zh };
}

/** "1 charge", "2 charges", "1,234 charges": `count` is digits. */
export function plural(count: string, one: string, many: string, written: string = count): string {
  return `${written} ${count === "1" ? one : many}`;
}
