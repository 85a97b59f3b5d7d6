import type { ReactNode } from "react";
import { usePreferences } from "../../i18n/preferences";
import { type Dictionary, inLanguage } from "../../i18n/server-text";

/**
 * A text of the API in the reader's language, with what stands in backticks as code, and of a link to the documentation its words. One that has no Chinese says that it is English, for whoever hears it.
 */
export function ServerText({ text, dictionary }: { readonly text: string; readonly dictionary: Dictionary }): ReactNode {
  const { language } = usePreferences();
  const parts = inLanguage(text, dictionary, language)
    .replaceAll(/\[([^\]]+)\]\([^)]+\)/g, "$1")
    .split("`");
  return (
    <span lang={language === "zh" && !dictionary.has(text) ? "en" : undefined}>
      {parts.map((part, index) =>
        index % 2 === 0 ? (
          part
        ) : (
          <code key={part} className="text-xs wrap-anywhere">
            {part}
          </code>
        ),
      )}
    </span>
  );
}
