import { Ban, CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { AskError } from "../../api/ask";
import { commonTexts } from "../../i18n/common-texts";
import { errorMeaning } from "../../i18n/error-texts";
import { usePreferences, useTexts } from "../../i18n/preferences";
import { CopyButton } from "./copy-button";
import { WithMeaning } from "./with-meaning";

/** Why something that was asked for was not done. Nothing for null. */
export function OrderFailure({ error }: { readonly error: Error | null }): ReactNode {
  const texts = useTexts(commonTexts);
  const { language } = usePreferences();
  if (error === null) return null;
  const asked = error instanceof AskError ? error : null;
  const Mark = asked?.code === "forbidden" ? Ban : CircleAlert;
  const { id, allowed = [], faults = [] } = asked?.details ?? {};
  return (
    <div role="alert" className="rounded border border-line bg-warn-soft p-3 text-sm">
      <p className="flex items-start gap-2 break-words">
        <Mark aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
        <span className="min-w-0">
          {asked?.code === "unreachable" ? (
            texts.unreachable
          ) : (
            <WithMeaning meaning={errorMeaning(asked?.code ?? "", language)} text={error.message} />
          )}
        </span>
      </p>
      {faults.length === 0 ? null : (
        <ul className="mt-1 list-disc ps-9">
          {faults.map(({ path, message }) => (
            <li key={`${path} ${message}`} className="break-words">
              <code className="text-xs">{path}</code> {message}
            </li>
          ))}
        </ul>
      )}
      {allowed.length === 0 ? null : (
        <p className="mt-1 break-words text-muted">
          {texts.allowed} {allowed.slice(0, 20).join(", ")}
        </p>
      )}
      {id === undefined ? null : (
        <p className="mt-1 flex flex-wrap items-center gap-1 break-all text-muted">
          {texts.errorId(id)} <CopyButton text={id} />
        </p>
      )}
    </div>
  );
}
