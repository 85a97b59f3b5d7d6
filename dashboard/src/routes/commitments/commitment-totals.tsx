import type { ReactNode } from "react";
import type { Answered } from "../../api/ask";
import { Amount } from "../../components/ui/amount";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { shareOf, signOf } from "../../money/amount";
import { commitmentsTexts } from "./texts";

/** What all commitments of a currency cost, used, wasted and saved, and how many end soon. */
export function CommitmentTotals({
  total,
  days,
}: {
  readonly total: Answered<"/api/commitments">["totals"][number];
  readonly days: string;
}): ReactNode {
  const texts = useTexts(commitmentsTexts);
  const formats = useFormats();
  // Of a month in which more was given back than paid, or more wasted than that, a share would say nothing.
  const isWhole = [total.effective_cost, total.used_cost, total.unused_cost].every((amount) => signOf(amount) >= 0);
  const shareText = (part: string): string => {
    const share = isWhole ? shareOf(part, total.effective_cost) : null;
    return share === null ? "" : texts.usedOf(formats.share(share));
  };
  const amounts = [
    { name: texts.effective, value: total.effective_cost, hint: "" },
    { name: texts.used, value: total.used_cost, hint: shareText(total.used_cost) },
    { name: texts.wasted, value: total.unused_cost, hint: shareText(total.unused_cost) },
    { name: texts.saved, value: total.savings, hint: total.savings === null ? texts.savedHint : "" },
  ];
  return (
    <dl className="mb-4 grid grid-cols-2 gap-3 lg:grid-cols-5">
      {amounts.map(({ name, value, hint }) => (
        <Figure key={name} name={name} hint={hint}>
          <Amount value={value} currency={total.currency} />
        </Figure>
      ))}
      <Figure name={texts.ending(days)} hint={texts.endingHint}>
        {formats.count(total.expiring)}
      </Figure>
    </dl>
  );
}

function Figure({ name, hint, children }: { readonly name: string; readonly hint: string; readonly children: ReactNode }): ReactNode {
  return (
    <div className="min-w-0">
      <dt className="text-sm text-muted">{name}</dt>
      <dd className="text-lg font-semibold break-words">{children}</dd>
      {hint === "" ? null : <dd className="text-xs text-muted">{hint}</dd>}
    </div>
  );
}
