import { type ReactNode, useState } from "react";
import { useOrder } from "../../api/use-operation";
import { Button } from "../../components/ui/button";
import { Card } from "../../components/ui/card";
import { OrderFailure } from "../../components/ui/order-failure";
import { TextField } from "../../components/ui/text-field";
import { useTexts } from "../../i18n/preferences";
import { queryTexts } from "./texts";

/** Keeps a question under a name; the server asks it once, and refuses one that it cannot answer. */
export function SaveCard({ body }: { readonly body: object }): ReactNode {
  const texts = useTexts(queryTexts);
  const [name, setName] = useState("");
  const [isShared, setIsShared] = useState(false);
  const order = useOrder("/views", () => null);
  return (
    <Card title={texts.save}>
      <form
        className="flex flex-wrap items-end gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          order.mutate(
            { operation: "save", name: name.trim(), question: { endpoint: "query", body }, shared: isShared },
            {
              onSuccess: () => {
                setName("");
              },
            },
          );
        }}
      >
        <TextField label={texts.saveName} value={name} isRequired onChange={setName} className="w-64 max-w-full" />
        <label className="flex min-h-8 items-center gap-2 text-sm">
          <input
            type="checkbox"
            className="size-4 accent-accent"
            checked={isShared}
            onChange={(event) => {
              setIsShared(event.target.checked);
            }}
          />
          {texts.saveShared}
        </label>
        <Button type="submit" disabled={order.isPending}>
          {texts.saveButton}
        </Button>
      </form>
      <div role="status" className="mt-2 text-sm text-muted">
        {order.isSuccess ? texts.saved : null}
      </div>
      <OrderFailure error={order.error} />
    </Card>
  );
}
