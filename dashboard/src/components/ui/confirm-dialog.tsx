import { Dialog } from "@base-ui/react/dialog";
import { type ReactNode, useState } from "react";
import { commonTexts } from "../../i18n/common-texts";
import { useTexts } from "../../i18n/preferences";
import { Button } from "./button";
import { OrderFailure } from "./order-failure";
import { TextField } from "./text-field";

/** Asks before something is done, and why it is done. Stays open with the reason when it was refused. */
export function ConfirmDialog({
  title,
  confirm,
  isReasonRequired = false,
  hasReason = true,
  error,
  isBusy,
  onConfirm,
  onClose,
  children,
}: {
  readonly title: string;
  /** The words of the button. */
  readonly confirm: string;
  readonly isReasonRequired?: boolean;
  /** Whether a reason is asked for at all. */
  readonly hasReason?: boolean;
  readonly error: Error | null;
  readonly isBusy: boolean;
  readonly onConfirm: (reason: string) => void;
  readonly onClose: () => void;
  /** What will happen. */
  readonly children: ReactNode;
}): ReactNode {
  const texts = useTexts(commonTexts);
  const [reason, setReason] = useState("");
  return (
    <Dialog.Root
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/40" />
        <Dialog.Popup className="fixed inset-x-4 top-[15vh] z-50 mx-auto max-h-[70vh] max-w-lg overflow-auto rounded-lg border border-line bg-card p-4 text-ink shadow-xl">
          <form
            onSubmit={(event) => {
              event.preventDefault();
              onConfirm(reason.trim());
            }}
          >
            <Dialog.Title className="mb-2 text-lg font-semibold break-words">{title}</Dialog.Title>
            <div className="mb-3 text-sm">{children}</div>
            {hasReason ? (
              <TextField label={texts.reason} value={reason} isRequired={isReasonRequired} onChange={setReason} hint={texts.reasonHint} />
            ) : null}
            <OrderFailure error={error} />
            <div className="mt-3 flex flex-wrap justify-end gap-2">
              <Button onClick={onClose}>{texts.cancel}</Button>
              <Button type="submit" kind="primary" disabled={isBusy}>
                {confirm}
              </Button>
            </div>
          </form>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
