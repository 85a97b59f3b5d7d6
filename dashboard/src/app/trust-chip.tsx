import { CircleCheck, CircleHelp, Clock, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useAnswer } from "../api/use-answer";
import { monthOf } from "../dates/month";
import { defineTexts } from "../i18n/language";
import { useTexts } from "../i18n/preferences";
import { PageLink, useView } from "./use-view";

const texts = defineTexts(
  {
    equal: "Totals are equal",
    differ: "Totals differ",
    stale: "Older than 36 hours",
    nothing: "No bill yet",
    hint: "See the proof of these numbers",
  },
  { equal: "各项合计一致", differ: "合计不一致", stale: "数据超过 36 小时", nothing: "尚无账单", hint: "查看这些数字的证明" },
);

/** Whether the last month that is looked at can be trusted, in two words; leads to the proof. */
export function TrustChip(): ReactNode {
  const { view } = useView();
  const words = useTexts(texts);
  const { data } = useAnswer("/api/data-quality", {
    month: monthOf(view.to),
    ...(view.account === null ? {} : { billing_account: view.account }),
  });
  if (data === undefined) return null;
  const isStale = data.freshness.some(({ hours_since_publication: hours }) => hours !== null && hours > 36);
  const [Icon, word, colour] =
    data.reconciliation.length === 0
      ? [CircleHelp, words.nothing, "text-muted"]
      : data.reconciliation.some(({ balanced }) => !balanced)
        ? [TriangleAlert, words.differ, "text-more"]
        : isStale
          ? [Clock, words.stale, "text-warn"]
          : [CircleCheck, words.equal, "text-less"];
  return (
    <PageLink
      to="/trust"
      label={`${word}. ${words.hint}`}
      className="flex min-h-8 items-center gap-1.5 rounded border border-line px-2.5 text-sm hover:bg-soft"
    >
      <Icon aria-hidden className={`size-4 ${colour}`} />
      {word}
    </PageLink>
  );
}
