import type { ReactNode } from "react";
import { commonTexts } from "../i18n/common-texts";
import { fieldName } from "../i18n/field-name";
import { useTexts } from "../i18n/preferences";
import { useFormats } from "../i18n/use-formats";
import { useScope } from "./use-scope";
import { useView } from "./use-view";

/** On paper, where the bar above the page is not: what is looked at, and where it was printed from. */
export function PrintHeading(): ReactNode {
  const texts = useTexts(commonTexts);
  const formats = useFormats();
  const { view } = useView();
  const { currency } = useScope();
  const period = view.from === view.to ? formats.date(view.from) : `${formats.date(view.from)} – ${formats.date(view.to)}`;
  const facts = [
    period,
    view.account ?? texts.allAccounts,
    ...(currency === null ? [] : [currency]),
    texts[view.metric],
    ...[...view.filters].map(
      ([field, values]) => `${fieldName(field, texts)}: ${values.map((one) => (one === "" ? texts.noValue : one)).join(", ")}`,
    ),
    ...(view.withoutTag === null ? [] : [texts.withoutTag(view.withoutTag)]),
  ];
  return (
    <div className="mb-4 hidden text-sm print:block">
      <p>{facts.join(" · ")}</p>
      <p className="text-muted wrap-anywhere">{window.location.href}</p>
    </div>
  );
}
