import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import { PageLink, useView } from "../../app/use-view";
import { commonTexts } from "../../i18n/common-texts";
import { fieldName } from "../../i18n/field-name";
import { useTexts } from "../../i18n/preferences";
import { exploreTexts } from "./texts";

/** The filters as steps from the whole down to here; each leads back to where it was chosen. */
export function DrillPath(): ReactNode {
  const texts = useTexts(exploreTexts);
  const common = useTexts(commonTexts);
  const { view } = useView();
  if (view.filters.size === 0) return null;
  const steps = [...view.filters];
  return (
    <nav aria-label={texts.path} className="mb-4 text-sm">
      <ol className="flex flex-wrap items-center gap-1">
        <li>
          <PageLink to="/explore" change={{ filters: new Map(), withoutTag: null, group: steps[0]?.[0] ?? view.group }}>
            {texts.everything}
          </PageLink>
        </li>
        {steps.map(([field, values], index) => {
          const name = `${fieldName(field, common)}: ${values.map((value) => (value === "" ? common.noValue : value)).join(", ")}`;
          const next = steps[index + 1];
          return (
            <li key={field} className="flex min-w-0 items-center gap-1">
              <ChevronRight aria-hidden className="size-4 shrink-0 text-muted" />
              {next === undefined ? (
                <span aria-current="true" className="wrap-anywhere">
                  {name}
                </span>
              ) : (
                <PageLink to="/explore" change={{ filters: new Map(steps.slice(0, index + 1)), group: next[0] }}>
                  {name}
                </PageLink>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
