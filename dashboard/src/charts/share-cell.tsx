import type { ReactNode } from "react";
import { useFormats } from "../i18n/use-formats";
import { shareOf } from "../money/amount";
import { Bar } from "./bar";

/** The share that a row of a table has of the total, with a bar in relation to the largest row. */
export function ShareCell({
  part,
  whole,
  largest,
}: {
  readonly part: string | null;
  readonly whole: string | null;
  readonly largest: string | null;
}): ReactNode {
  const formats = useFormats();
  const share = shareOf(part, whole);
  return (
    <span className="flex items-center justify-end gap-2">
      {share === null ? "–" : formats.share(share)}
      <span className="w-20 max-sm:hidden">
        <Bar part={part} whole={largest} />
      </span>
    </span>
  );
}
