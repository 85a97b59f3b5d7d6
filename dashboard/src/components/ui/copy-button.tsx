import { Check, Copy } from "lucide-react";
import { type ReactNode, useState } from "react";
import { commonTexts } from "../../i18n/common-texts";
import { useTexts } from "../../i18n/preferences";

/** Copies a text. */
export function CopyButton({ text, label }: { readonly text: string; readonly label?: string }): ReactNode {
  const texts = useTexts(commonTexts);
  const [isCopied, setIsCopied] = useState(false);
  const name = isCopied ? texts.copied : (label ?? texts.copy);
  return (
    <button
      type="button"
      title={name}
      aria-label={name}
      className="inline-flex size-7 items-center justify-center rounded text-muted hover:bg-soft hover:text-ink"
      onClick={() => {
        navigator.clipboard.writeText(text).then(
          () => {
            setIsCopied(true);
          },
          () => undefined,
        );
      }}
    >
      {isCopied ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
    </button>
  );
}
