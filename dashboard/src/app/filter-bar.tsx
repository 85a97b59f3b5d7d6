import { X } from "lucide-react";
import type { ReactNode } from "react";
import { commonTexts } from "../i18n/common-texts";
import { fieldName } from "../i18n/field-name";
import { useTexts } from "../i18n/preferences";
import { FilterPicker } from "./filter-picker";
import { useView } from "./use-view";
import { withFilter } from "./view-state";

/** The filters of the view, in the order in which they were added: each can be removed, and more can be chosen. */
export function FilterBar(): ReactNode {
  return (
    <div className="no-print border-b border-line bg-card">
      <div className="mx-auto flex max-w-[100rem] flex-wrap items-center gap-2 px-4 py-2 lg:px-6">
        <FilterPicker />
        <Chips />
      </div>
    </div>
  );
}

function Chips(): ReactNode {
  const texts = useTexts(commonTexts);
  const { view, go } = useView();
  if (view.filters.size === 0 && view.withoutTag === null) return null;
  return (
    <ul aria-label={texts.filters} className="flex min-w-0 flex-wrap gap-2">
      {[...view.filters].map(([field, values]) => {
        const name = fieldName(field, texts);
        return (
          <Chip
            key={field}
            text={`${name}: ${values.map((value) => (value === "" ? texts.noValue : value)).join(", ")}`}
            label={texts.removeFilter(name)}
            onRemove={() => {
              go({ filters: withFilter(view, field, []).filters });
            }}
          />
        );
      })}
      {view.withoutTag === null ? null : (
        <Chip
          text={texts.withoutTag(view.withoutTag)}
          label={texts.removeFilter(texts.tag(view.withoutTag))}
          onRemove={() => {
            go({ withoutTag: null });
          }}
        />
      )}
    </ul>
  );
}

function Chip({ text, label, onRemove }: { readonly text: string; readonly label: string; readonly onRemove: () => void }): ReactNode {
  return (
    <li className="flex max-w-full items-center gap-1 rounded border border-control py-0.5 ps-2 pe-1 text-sm">
      <span className="truncate" title={text}>
        {text}
      </span>
      <button type="button" aria-label={label} className="rounded p-1 hover:bg-soft" onClick={onRemove}>
        <X aria-hidden className="size-4" />
      </button>
    </li>
  );
}
