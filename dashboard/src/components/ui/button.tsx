import type { ComponentProps, ReactNode } from "react";

type Kind = "primary" | "plain" | "quiet";

const looks: Readonly<Record<Kind, string>> = {
  primary: "bg-accent text-on-accent border-accent hover:brightness-110",
  plain: "bg-card text-ink border-control hover:bg-soft",
  quiet: "bg-transparent text-accent border-transparent hover:bg-soft",
};

/** A button of at least 32 × 32 pixels. */
export function Button({
  kind = "plain",
  className = "",
  type = "button",
  ...rest
}: ComponentProps<"button"> & { readonly kind?: Kind }): ReactNode {
  return (
    <button
      type={type}
      className={`inline-flex min-h-8 items-center gap-1.5 rounded border px-3 py-1 text-sm disabled:cursor-not-allowed disabled:opacity-60 ${looks[kind]} ${className}`}
      {...rest}
    />
  );
}
