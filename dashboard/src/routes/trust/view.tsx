import type { ReactNode } from "react";
import { useAnswer } from "../../api/use-answer";
import { PageFrame } from "../../app/page-frame";
import { useScope } from "../../app/use-scope";
import { useView } from "../../app/use-view";
import { monthOf } from "../../dates/month";
import { useTexts } from "../../i18n/preferences";
import { ChangesCard } from "./changes-card";
import { MonthGrid } from "./month-grid";
import { ProofCard } from "./proof-card";
import { CompletenessCard, DeadLettersCard, FindingsCard, QualityCard } from "./quality-cards";
import { SnapshotsCard } from "./snapshots-card";
import { trustTexts } from "./texts";

/** Whether the last month of the period can be trusted: the proof of its totals, what is odd about its charges, and every reading of it. */
export default function Trust(): ReactNode {
  const texts = useTexts(trustTexts);
  const { view } = useView();
  const { accounts } = useScope();
  const month = monthOf(view.to);
  const account = view.account === null ? {} : { billing_account: view.account };
  const question = { month, ...account };
  const [first = null, ...others] = accounts;
  const one = view.account ?? (others.length === 0 ? first : null);
  const quality = useAnswer("/api/data-quality", question);
  return (
    <PageFrame title={texts.title}>
      <p className="-mt-2 mb-4 max-w-prose text-muted">{texts.intro}</p>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <MonthGrid month={month} />
        <ProofCard quality={quality} question={question} month={month} />
        <QualityCard quality={quality} question={question} month={month} />
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4 xl:grid-cols-3">
          <FindingsCard quality={quality} question={question} />
          <CompletenessCard quality={quality} question={question} />
          <DeadLettersCard quality={quality} />
        </div>
        <SnapshotsCard month={month} account={one} />
        <ChangesCard month={month} account={one} />
      </div>
    </PageFrame>
  );
}
