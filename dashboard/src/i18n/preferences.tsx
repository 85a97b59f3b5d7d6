import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { type Language, languages, localeOf, preferredLanguage, type Texts } from "./language";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

/** What a reader chose for this browser. */
export interface Preferences {
  readonly language: Language;
  readonly theme: Theme;
  /** Every digit of every amount, instead of those of the currency. */
  readonly exact: boolean;
  /** Whether single keys are shortcuts. */
  readonly shortcuts: boolean;
  readonly change: (change: Partial<Kept>) => void;
}

const PreferencesContext = createContext<Preferences | null>(null);
const storageKey = "azure-billing-intelligence.preferences";

interface Kept {
  readonly language: Language;
  readonly theme: Theme;
  readonly exact: boolean;
  readonly shortcuts: boolean;
}

function readKept(): Kept {
  const usual: Kept = { language: preferredLanguage(navigator.languages), theme: "system", exact: false, shortcuts: true };
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(storageKey) ?? "{}");
    if (typeof kept !== "object" || kept === null) return usual;
    const value = (name: string): unknown => Object.entries(kept).find(([key]) => key === name)?.[1];
    return {
      language: languages.find((one) => one === value("language")) ?? usual.language,
      theme: themes.find((one) => one === value("theme")) ?? usual.theme,
      exact: value("exact") === true,
      shortcuts: value("shortcuts") !== false,
    };
  } catch {
    return usual;
  }
}

export function PreferencesProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [kept, setKept] = useState(readKept);
  useEffect(() => {
    try {
      localStorage.setItem(storageKey, JSON.stringify(kept));
    } catch {
      // Storage is switched off: the choice lasts as long as the page.
    }
  }, [kept]);
  useEffect(() => {
    document.documentElement.lang = localeOf[kept.language];
  }, [kept.language]);
  useEffect(() => {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    // Paper is light.
    const print = matchMedia("print");
    const show = (): void => {
      const chosen = kept.theme === "system" ? (dark.matches ? "dark" : "light") : kept.theme;
      document.documentElement.dataset["theme"] = print.matches ? "light" : chosen;
    };
    show();
    const changing = [dark, print];
    for (const one of changing) one.addEventListener("change", show);
    return () => {
      for (const one of changing) one.removeEventListener("change", show);
    };
  }, [kept.theme]);
  const preferences = useMemo<Preferences>(
    () => ({
      ...kept,
      change: (change) => {
        setKept((before) => ({ ...before, ...change }));
      },
    }),
    [kept],
  );
  return <PreferencesContext value={preferences}>{children}</PreferencesContext>;
}

export function usePreferences(): Preferences {
  const preferences = useContext(PreferencesContext);
  if (preferences === null) throw new Error("outside of PreferencesProvider");
  return preferences;
}

/** The texts of a dictionary in the reader's language. */
export function useTexts<T>(texts: Texts<T>): Texts<T>["en"] {
  return texts[usePreferences().language];
}
