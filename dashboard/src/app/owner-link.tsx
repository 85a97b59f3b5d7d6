import type { ReactNode } from "react";
import { commonTexts } from "../i18n/common-texts";
import { useTexts } from "../i18n/preferences";
import { PageLink, useView } from "./use-view";
import { withFilter } from "./view-state";

/** An owner, who leads to what its charges of the month cost; the empty name is that of charges without one. */
export function OwnerLink({ owner, month }: { readonly owner: string; readonly month: string }): ReactNode {
  const texts = useTexts(commonTexts);
  const { view } = useView();
  return (
    <PageLink to="/explore" change={{ ...withFilter(view, "owner", [owner]), from: month, to: month }}>
      <span className="wrap-anywhere">{owner === "" ? texts.noOwner : owner}</span>
    </PageLink>
  );
}
