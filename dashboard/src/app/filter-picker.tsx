import { Popover } from "@base-ui/react/popover";
import { Check, ListFilter } from "lucide-react";
import { type ReactNode, useDeferredValue, useId, useState } from "react";
import { useAnswer } from "../api/use-answer";
import { AnswerView } from "../components/ui/answer-view";
import { Select } from "../components/ui/select";
import { commonTexts } from "../i18n/common-texts";
import { fieldName } from "../i18n/field-name";
import { useTexts } from "../i18n/preferences";
import { useFormats } from "../i18n/use-formats";
import { useScope } from "./use-scope";
import { useView } from "./use-view";
import { dimensions, groupParameter, withFilter } from "./view-state";

/** Of the button that opens it. */
export const filterPickerId = "filter-picker";

const mostValues = 100;
const mostTags = 50;

/** Chooses values to filter by: of any dimension or tag, found by text, with what each costs in the period. */
export function FilterPicker(): ReactNode {
  const texts = useTexts(commonTexts);
  const { view } = useView();
  const [isOpen, setIsOpen] = useState(false);
  const [field, setField] = useState<string>("service_name");
  const period = { from: view.from, to: view.to, ...(view.account === null ? {} : { billing_account: view.account }) };
  const tags = useAnswer("/api/tag-keys", isOpen ? { ...period, limit: mostTags } : null);
  const tagFields = [...new Set((tags.data?.data ?? []).map(({ key }) => `tag:${key}`))];
  return (
    <Popover.Root open={isOpen} onOpenChange={setIsOpen}>
      <Popover.Trigger
        id={filterPickerId}
        className="inline-flex min-h-8 items-center gap-1.5 rounded border border-control bg-card px-3 py-1 text-sm hover:bg-soft"
      >
        <ListFilter aria-hidden className="size-4" />
        {texts.addFilter}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner sideOffset={4} align="start" className="z-40">
          <Popover.Popup
            className="w-96 max-w-[92vw] rounded-lg border border-line bg-card p-3 text-ink shadow-xl"
            aria-label={texts.addFilter}
          >
            <Select
              label={texts.filterBy}
              value={field}
              className="mb-2"
              options={[...dimensions, ...tagFields].map((one) => ({ value: one, label: fieldName(one, texts) }))}
              onChange={setField}
            />
            <Values key={field} field={field} period={period} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

function Values({
  field,
  period,
}: {
  readonly field: string;
  readonly period: { readonly from: string; readonly to: string; readonly billing_account?: string };
}): ReactNode {
  const texts = useTexts(commonTexts);
  const formats = useFormats();
  const { view, go } = useView();
  const { currency } = useScope();
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed.trim());
  const id = useId();
  const query = useAnswer("/api/dimension-values", {
    ...period,
    field: groupParameter(field),
    limit: mostValues,
    ...(q === "" ? {} : { q }),
  });
  const chosen = view.filters.get(field) ?? [];
  return (
    <>
      <label htmlFor={id} className="text-xs text-muted">
        {texts.searchValues}
      </label>
      <input
        id={id}
        type="search"
        value={typed}
        maxLength={200}
        autoComplete="off"
        className="mb-2 min-h-8 w-full rounded border border-control bg-card px-2 py-1 text-sm"
        onChange={(event) => {
          setTyped(event.target.value);
        }}
      />
      <AnswerView
        query={query}
        height="min-h-40"
        hidesProblems
        isEmpty={({ data }) => !data.some((row) => row.currency === currency)}
        empty={texts.noValues}
      >
        {({ data, totals }) => {
          const rows = data.filter((row) => row.currency === currency);
          const all = totals.find((one) => one.currency === currency)?.values ?? "0";
          return (
            <>
              <ul className="max-h-64 overflow-auto" aria-label={fieldName(field, texts)}>
                {rows.map(({ value, cost }) => {
                  const isChosen = chosen.includes(value);
                  return (
                    <li key={value}>
                      <button
                        type="button"
                        aria-pressed={isChosen}
                        className="flex min-h-8 w-full items-center gap-2 rounded px-2 text-start text-sm hover:bg-soft"
                        onClick={() => {
                          const values = isChosen ? chosen.filter((one) => one !== value) : [...chosen, value];
                          go({ filters: withFilter(view, field, values).filters });
                        }}
                      >
                        <Check aria-hidden className={`size-4 shrink-0 ${isChosen ? "text-accent" : "invisible"}`} />
                        <span className="min-w-0 flex-1 wrap-anywhere">{value === "" ? texts.noValue : value}</span>
                        <span className="text-muted tabular-nums">
                          {cost === null ? texts.unknown : formats.amount(cost, currency, "compact")}
                        </span>
                      </button>
                    </li>
                  );
                })}
              </ul>
              {rows.length < mostValues ? null : (
                <p className="mt-1 text-xs text-muted">{texts.valuesShown(String(mostValues), formats.count(all))}</p>
              )}
            </>
          );
        }}
      </AnswerView>
    </>
  );
}
