import { TriangleAlert, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { commonTexts } from "../../i18n/common-texts";
import { useTexts } from "../../i18n/preferences";

/** Something to know about the whole page; can be dismissed. */
export function Notice({ children }: { readonly children: ReactNode }): ReactNode {
  const [isOpen, setIsOpen] = useState(true);
  const texts = useTexts(commonTexts);
  if (!isOpen) return null;
  return (
    <div role="status" className="mb-4 flex items-start gap-2 rounded border border-line bg-warn-soft px-3 py-2 text-sm">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
      <div className="min-w-0 flex-1 break-words">{children}</div>
      <button
        type="button"
        className="-m-1 rounded p-1"
        aria-label={texts.dismiss}
        onClick={() => {
          setIsOpen(false);
        }}
      >
        <X aria-hidden className="size-4" />
      </button>
    </div>
  );
}
