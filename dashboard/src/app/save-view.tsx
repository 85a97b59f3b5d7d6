import { type ReactNode, useState } from "react";
import { useOrder } from "../api/use-operation";
import { Button } from "../components/ui/button";
import { OrderFailure } from "../components/ui/order-failure";
import { TextField } from "../components/ui/text-field";
import { defineTexts } from "../i18n/language";
import { useTexts } from "../i18n/preferences";
import type { SavedQuestion } from "./saved-question";
import { PageLink } from "./use-view";

const texts = defineTexts(
  {
    name: "Name",
    shared: "Others see it too; each with their own rights",
    pin: "Keep to the readings that are published now",
    moving: "Always the current month",
    movingLast: "Always the month before the current one",
    save: "Save",
    saved: "It is saved.",
    toViews: "To the saved views",
  },
  {
    name: "名称",
    shared: "其他人也可以看到，各自按自己的权限",
    pin: "固定于当前已发布的读取",
    moving: "始终为当前月份",
    movingLast: "始终为上一个月份",
    save: "保存",
    saved: "已保存。",
    toViews: "前往已保存的视图",
  },
);

/** Keeps a question under a name. The server asks it once, and refuses one that it cannot answer. */
export function SaveView({
  questionOf,
  moving = null,
}: {
  /** The question, of the days that are looked at or of the month that moves. */
  readonly questionOf: (moves: "this-month" | "last-month" | null) => SavedQuestion;
  /** The month that is looked at, where it can move. */
  readonly moving?: "this-month" | "last-month" | null;
}): ReactNode {
  const words = useTexts(texts);
  const [name, setName] = useState("");
  const [isShared, setIsShared] = useState(false);
  const [isPinned, setIsPinned] = useState(false);
  const [moves, setMoves] = useState(true);
  const order = useOrder("/views", () => null);
  return (
    <form
      className="space-y-3"
      onSubmit={(event) => {
        event.preventDefault();
        const question = questionOf(moves && !isPinned ? moving : null);
        order.mutate(
          { operation: "save", name: name.trim(), question, shared: isShared, pin: isPinned },
          {
            onSuccess: () => {
              setName("");
            },
          },
        );
      }}
    >
      <TextField label={words.name} value={name} isRequired onChange={setName} className="w-72 max-w-full" />
      <div className="space-y-1">
        <Choice label={words.shared} isChosen={isShared} onChange={setIsShared} />
        <Choice label={words.pin} isChosen={isPinned} onChange={setIsPinned} />
        {moving === null || isPinned ? null : (
          <Choice label={moving === "this-month" ? words.moving : words.movingLast} isChosen={moves} onChange={setMoves} />
        )}
      </div>
      <Button type="submit" kind="primary" disabled={order.isPending}>
        {words.save}
      </Button>
      <p role="status" className="text-sm">
        {order.isSuccess ? (
          <>
            {words.saved} <PageLink to="/views">{words.toViews}</PageLink>
          </>
        ) : null}
      </p>
      <OrderFailure error={order.error} />
    </form>
  );
}

function Choice({
  label,
  isChosen,
  onChange,
}: {
  readonly label: string;
  readonly isChosen: boolean;
  readonly onChange: (isChosen: boolean) => void;
}): ReactNode {
  return (
    <label className="flex min-h-[24px] items-center gap-2 text-sm">
      <input
        type="checkbox"
        className="size-4 accent-accent"
        checked={isChosen}
        onChange={(event) => {
          onChange(event.target.checked);
        }}
      />
      {label}
    </label>
  );
}
