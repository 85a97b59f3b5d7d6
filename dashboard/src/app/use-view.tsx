import { Link, useLocation, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useMemo, useState } from "react";
import { readView, type View, type ViewFault, writeView } from "./view-state";

/** The router knows the text of the address only; `readView` gives it its meaning. */
export interface AddressText {
  readonly text: string;
}

export function parseAddress(search: string): AddressText {
  return { text: search.replace(/^\?/, "") };
}

export function writeAddress(search: object): string {
  return "text" in search && typeof search.text === "string" && search.text !== "" ? `?${search.text}` : "";
}

export interface ViewInAddress {
  readonly view: View;
  readonly faults: readonly ViewFault[];
  /** Changes the address. `replace` leaves no entry in the history, for what is no step of its own. */
  readonly go: (change: Partial<View>, options?: { readonly replace?: boolean }) => void;
  readonly now: Date;
}

export function useView(): ViewInAddress {
  const { searchStr } = useLocation();
  const navigate = useNavigate();
  const [now] = useState(() => new Date());
  return useMemo(() => {
    const { view, faults } = readView(searchStr, now);
    return {
      view,
      faults,
      now,
      go: (change, { replace = false } = {}) => {
        void navigate({ to: ".", search: parseAddress(writeView({ ...view, ...change }, now)), replace, resetScroll: false });
      },
    };
  }, [searchStr, navigate, now]);
}

/** A link to a page, which keeps the view but for what is changed. */
export function PageLink({
  to,
  change = {},
  className,
  children,
  label,
}: {
  readonly to: string;
  readonly change?: Partial<View>;
  readonly className?: string;
  readonly children: ReactNode;
  readonly label?: string;
}): ReactNode {
  const { view, now } = useView();
  const search = parseAddress(writeView({ ...view, sort: null, open: null, tab: null, ...change }, now));
  return (
    <Link
      to={to}
      search={search}
      className={className ?? linkStyle}
      aria-label={label}
      activeProps={{}}
      activeOptions={{ exact: true, includeSearch: false }}
    >
      {children}
    </Link>
  );
}

const linkStyle = "text-accent underline decoration-1 underline-offset-2 hover:decoration-2";
