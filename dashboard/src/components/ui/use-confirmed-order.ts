import { useState } from "react";
import { useOrder } from "../../api/use-operation";

/** Something that is done once a dialog has asked for it: see ConfirmDialog. */
export interface ConfirmedOrder<Asked, Answer> {
  /** What the dialog asks about; null while none is open. */
  readonly asked: Asked | null;
  /** Opens the dialog. What was answered before is forgotten. */
  readonly ask: (asked: Asked) => void;
  readonly forget: () => void;
  /** Undefined until it is done. */
  readonly answer: Answer | undefined;
  /** The part of the dialog. It closes when the order is done, and stays with its reason when that is refused. */
  readonly dialog: {
    readonly error: Error | null;
    readonly isBusy: boolean;
    readonly onClose: () => void;
    readonly onConfirm: (reason: string) => void;
  };
}

/** An order to `path`, whose body is made of what is asked about and of the reason. */
export function useConfirmedOrder<Asked, Answer>(
  path: string,
  read: (answer: object) => Answer,
  bodyOf: (asked: Asked, reason: string) => object,
  {
    also = [],
    onDone,
  }: {
    /** Paths whose answers are read anew, besides this one. */
    readonly also?: readonly string[];
    readonly onDone?: (asked: Asked) => void;
  } = {},
): ConfirmedOrder<Asked, Answer> {
  const [asked, setAsked] = useState<Asked | null>(null);
  const order = useOrder(path, read, also);
  return {
    asked,
    ask: (about) => {
      order.reset();
      setAsked(about);
    },
    forget: order.reset,
    answer: order.data,
    dialog: {
      error: order.error,
      isBusy: order.isPending,
      onClose: () => {
        setAsked(null);
      },
      onConfirm: (reason) => {
        if (asked === null) return;
        order.mutate(bodyOf(asked, reason), {
          onSuccess: () => {
            setAsked(null);
            onDone?.(asked);
          },
        });
      },
    },
  };
}
