import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { commonTexts } from "../../i18n/common-texts";
import { useTexts } from "../../i18n/preferences";

/** Details beside a list. Escape and a click outside close it, and the focus goes back to where it was. */
export function Drawer({
  title,
  onClose,
  children,
}: {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const texts = useTexts(commonTexts);
  return (
    <Dialog.Root
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Popup className="fixed inset-y-0 end-0 z-50 flex w-full max-w-2xl flex-col overflow-hidden border-s border-line bg-card text-ink shadow-xl">
          <div className="flex items-start justify-between gap-3 border-b border-line p-4">
            <Dialog.Title className="min-w-0 text-lg font-semibold break-words">{title}</Dialog.Title>
            <Dialog.Close className="rounded p-1 hover:bg-soft" aria-label={texts.close}>
              <X aria-hidden className="size-5" />
            </Dialog.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-auto p-4" tabIndex={0} role="region" aria-label={title}>
            {children}
          </div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
