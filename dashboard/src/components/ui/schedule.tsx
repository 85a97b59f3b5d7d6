import type { ReactNode } from "react";
import { useTexts } from "../../i18n/preferences";
import { scheduleTexts, scheduleWords } from "../../i18n/schedule-words";

/** Five cron fields in words, and as they are in the title; as they are where they have no words. */
export function Schedule({ cron }: { readonly cron: string }): ReactNode {
  const words = scheduleWords(cron, useTexts(scheduleTexts));
  return words === null ? <code className="text-xs whitespace-nowrap">{cron}</code> : <span title={cron}>{words}</span>;
}
