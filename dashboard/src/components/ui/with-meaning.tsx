import type { ReactNode } from "react";

/** An English text of the API below what its code means in the reader's language; alone where it is the reader's own, or no meaning is known. */
export function WithMeaning({ meaning, text }: { readonly meaning: string | null; readonly text: string }): ReactNode {
  if (meaning === null) return <span className="break-words">{text}</span>;
  return (
    <>
      {meaning}
      {text === "" ? null : (
        <span lang="en" className="block break-words text-muted">
          {text}
        </span>
      )}
    </>
  );
}
