import { type ReactNode, useState } from "react";
import { AskError } from "../../api/ask";
import { useOrder } from "../../api/use-operation";
import { commonTexts } from "../../i18n/common-texts";
import { useTexts } from "../../i18n/preferences";
import { Button } from "./button";
import { OrderFailure } from "./order-failure";
import { TextField } from "./text-field";

/**
 * A change that is tried before it is made: its fields, then what it would change, and then the reason that it is kept with. What was tried is forgotten as soon
 * as a field is changed, so that nothing is made but what was seen.
 */
export function TriedChange<Effect>({
  path,
  trial,
  order,
  make,
  read,
  also,
  fields,
  onMade,
  children,
}: {
  readonly path: string;
  /** What is posted to try the change, and to make it; the reason is added. */
  readonly trial: object;
  readonly order: object;
  /** The words of the button that makes the change. */
  readonly make: string;
  readonly read: (answer: object) => Effect;
  /** Paths whose answers are read anew after the change. */
  readonly also: readonly string[];
  /** `faultOf` says what the API found wrong with a field of the body. */
  readonly fields?: (faultOf: (field: string) => string | undefined) => ReactNode;
  readonly onMade: () => void;
  /** What the change would do. */
  readonly children: (effect: Effect) => ReactNode;
}): ReactNode {
  const texts = useTexts(commonTexts);
  const [reason, setReason] = useState("");
  const [triedText, setTriedText] = useState<string | null>(null);
  const tried = useOrder(path, read);
  const made = useOrder(path, () => null, also);
  const text = JSON.stringify(trial);
  const isTried = triedText === text;
  const effect = isTried ? tried.data : undefined;
  const error = isTried ? (made.error ?? tried.error) : null;
  const faults = error instanceof AskError ? (error.details.faults ?? []) : [];
  return (
    <form
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        made.reset();
        if (effect === undefined) {
          setTriedText(text);
          tried.mutate(trial);
        } else made.mutate({ ...order, reason: reason.trim() }, { onSuccess: onMade });
      }}
    >
      {fields?.((field) => faults.find(({ path: at }) => at === field)?.message)}
      {effect === undefined ? null : (
        <>
          <div role="status">{children(effect)}</div>
          <TextField label={texts.reason} value={reason} isRequired onChange={setReason} hint={texts.reasonHint} />
        </>
      )}
      <OrderFailure error={error} />
      <Button type="submit" kind="primary" disabled={tried.isPending || made.isPending}>
        {effect === undefined ? texts.tryChange : make}
      </Button>
    </form>
  );
}
