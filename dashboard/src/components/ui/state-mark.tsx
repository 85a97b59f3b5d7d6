import { CircleCheck, CircleDashed, CirclePause, CircleX, Clock } from "lucide-react";
import type { ReactNode } from "react";

export type Tone = "good" | "bad" | "late" | "paused" | "unknown";

const looks = {
  good: [CircleCheck, "text-less"],
  bad: [CircleX, "text-more"],
  late: [Clock, "text-warn"],
  paused: [CirclePause, "text-warn"],
  unknown: [CircleDashed, "text-muted"],
} as const;

/** A state as a word with a mark and a colour, so that none of them is needed alone. */
export function StateMark({ tone, word }: { readonly tone: Tone; readonly word: string }): ReactNode {
  const [Icon, colour] = looks[tone];
  return (
    <span className={`inline-flex items-center gap-1.5 align-bottom font-medium whitespace-nowrap ${colour}`}>
      <Icon aria-hidden className="size-4 shrink-0" />
      {word}
    </span>
  );
}
