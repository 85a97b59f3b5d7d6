import { useNavigate } from "@tanstack/react-router";
import { useCallback } from "react";
import { parseAddress, useView } from "./use-view";
import { type View, writeView } from "./view-state";

/** Opens a page with the view, but for what is changed: what a click on a part of a chart does. */
export function usePageNavigation(): (path: string, change?: Partial<View>) => void {
  const navigate = useNavigate();
  const { view, now } = useView();
  return useCallback(
    (path, change = {}) => {
      void navigate({ to: path, search: parseAddress(writeView({ ...view, sort: null, open: null, tab: null, ...change }, now)) });
    },
    [navigate, view, now],
  );
}
