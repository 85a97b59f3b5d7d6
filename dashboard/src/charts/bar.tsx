import type { ReactNode } from "react";
import { widthOf } from "./geometry";

/** A part of a whole as a bar; the number stands beside it. Marks, such as a target, are lines across it. */
export function Bar({
  part,
  whole,
  color = "var(--accent)",
  marks = [],
}: {
  readonly part: string | null;
  readonly whole: string | null;
  readonly color?: string;
  readonly marks?: readonly { readonly at: string; readonly color: string }[];
}): ReactNode {
  return (
    <svg viewBox="0 0 100 10" preserveAspectRatio="none" className="h-2.5 w-full min-w-16 rounded-xs bg-soft" aria-hidden>
      <rect x="0" y="0" width={widthOf(part, whole)} height="10" fill={color} />
      {marks.map(({ at, color: of }) => (
        <rect key={`${at} ${of}`} x={Math.min(99, widthOf(at, whole))} y="0" width="1" height="10" fill={of} />
      ))}
    </svg>
  );
}
