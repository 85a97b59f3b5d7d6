import { CircleCheck, CircleDashed, Radio } from "lucide-react";
import type { ReactNode } from "react";
import { useAnswer } from "../../api/use-answer";
import { PageLink, useView } from "../../app/use-view";
import { AnswerView } from "../../components/ui/answer-view";
import { Card } from "../../components/ui/card";
import { addMonths, monthOf, monthsBetween } from "../../dates/month";
import { commonTexts } from "../../i18n/common-texts";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { trustTexts } from "./texts";

/** Which bills readers see, of the six months that end with the one looked at, or of the period when that is longer. */
export function MonthGrid({ month }: { readonly month: string }): ReactNode {
  const texts = useTexts(trustTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const { view } = useView();
  const six = addMonths(month, -5);
  const from = monthOf(view.from) < six ? monthOf(view.from) : six;
  // The snapshots that this answer is made of are what readers see, by account and month.
  const question = { from, to: month, group: "billing_account", grain: "month" } as const;
  const query = useAnswer("/api/costs", question);
  // The newest first: it is what a narrow window shows.
  const months = [...monthsBetween(from, month)].reverse();
  return (
    <Card title={texts.grid} hint={texts.gridHint} file={{ path: "/api/costs", question }}>
      <AnswerView query={query} height="min-h-32" hidesProblems isEmpty={({ snapshots }) => snapshots.length === 0}>
        {({ snapshots }) => {
          const accounts = [...new Set(snapshots.map(({ billing_account_id: account }) => account))].sort();
          return (
            <div className="overflow-auto" tabIndex={0} role="region" aria-label={texts.grid}>
              <table className="w-full border-collapse text-sm">
                <caption className="sr-only">{texts.grid}</caption>
                <thead>
                  <tr className="border-b border-line">
                    <th scope="col" className="px-2 py-1.5 text-start font-medium text-muted">
                      {common.account}
                    </th>
                    {months.map((one) => (
                      <th key={one} scope="col" className="px-2 py-1.5 text-start font-medium whitespace-nowrap text-muted">
                        {formats.month(one, "short")}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {accounts.map((account) => (
                    <tr key={account} className="border-b border-line last:border-0">
                      <th scope="row" className="px-2 py-1.5 text-start font-normal wrap-anywhere">
                        {account}
                      </th>
                      {months.map((one) => {
                        const found = snapshots.filter(
                          (snapshot) => snapshot.billing_account_id === account && monthOf(snapshot.billing_period) === one,
                        );
                        const isShown = one === month && view.account === account;
                        const [Icon, word, colour] =
                          found.length === 0
                            ? [CircleDashed, texts.none, "text-muted"]
                            : found.some(({ snapshot_id: id }) => id !== "live")
                              ? [CircleCheck, texts.published, "text-less"]
                              : [Radio, texts.liveOnly, "text-warn"];
                        return (
                          <td key={one} className="px-2 py-1">
                            <PageLink
                              to="/trust"
                              change={{ from: one, to: one, account }}
                              className={`inline-flex min-h-[24px] items-center gap-1.5 rounded border px-2 py-0.5 whitespace-nowrap ${isShown ? "border-accent bg-soft" : "border-line hover:bg-soft"}`}
                            >
                              <Icon aria-hidden className={`size-4 ${colour}`} />
                              {word}
                            </PageLink>
                          </td>
                        );
                      })}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          );
        }}
      </AnswerView>
    </Card>
  );
}
