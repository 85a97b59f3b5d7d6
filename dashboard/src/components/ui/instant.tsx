import type { ReactNode } from "react";
import { useFormats } from "../../i18n/use-formats";

/** An instant by the reader's clock, its UTC in the title. */
export function Instant({ at, without = "–" }: { readonly at: string | null; readonly without?: string }): ReactNode {
  const formats = useFormats();
  if (at === null || at === "") return <span className="text-muted">{without}</span>;
  return (
    <time dateTime={at} title={at} className="whitespace-nowrap">
      {formats.instant(at)}
    </time>
  );
}
