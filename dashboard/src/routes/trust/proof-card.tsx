import type { UseQueryResult } from "@tanstack/react-query";
import { CircleCheck, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { Answered } from "../../api/ask";
import { listedRows } from "../../api/rows-file";
import { AnswerView } from "../../components/ui/answer-view";
import { Card } from "../../components/ui/card";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { firstDifferingDigit } from "../../money/amount";
import { trustTexts } from "./texts";

/** Of which month, and of which account. */
export interface QualityQuestion {
  readonly month: string;
  readonly billing_account?: string;
  readonly [name: string]: string;
}
export type Quality = UseQueryResult<Answered<"/api/data-quality">>;

/** The five totals of each account, digit below digit. */
export function ProofCard({
  quality,
  question,
  month,
}: {
  readonly quality: Quality;
  readonly question: QualityQuestion;
  readonly month: string;
}): ReactNode {
  const texts = useTexts(trustTexts);
  const formats = useFormats();
  return (
    <Card
      title={texts.proof(formats.month(month))}
      hint={texts.proofHint}
      file={listedRows(`proof-${month}`, "/api/data-quality", question, "reconciliation")}
    >
      <AnswerView query={quality} height="min-h-52" isEmpty={({ reconciliation }) => reconciliation.length === 0}>
        {({ reconciliation }) => (
          <div className="grid grid-cols-[minmax(0,1fr)] gap-5 2xl:grid-cols-2">
            {reconciliation.map((one) => {
              const totals = [
                [texts.ledger, one.ledger_total],
                [texts.sealed, one.sealed_total],
                [texts.publishedTotal, one.published_total],
                [texts.focus, one.focus_total],
                [texts.control, one.control_total],
              ] as const;
              const digits = Math.max(...totals.map(([, total]) => total?.split(".")[1]?.length ?? 0));
              return (
                <section key={`${one.billing_account_id} ${one.billing_period} ${one.currency}`} className="min-w-0">
                  <h3 className="mb-1 flex flex-wrap items-center gap-x-2 font-medium">
                    {one.balanced ? (
                      <CircleCheck aria-hidden className="size-4 text-less" />
                    ) : (
                      <TriangleAlert aria-hidden className="size-4 text-more" />
                    )}
                    <span className="wrap-anywhere">
                      {one.billing_account_id}, {one.currency}
                    </span>
                    <span className={one.balanced ? "text-less" : "text-more"}>{one.balanced ? texts.balanced : texts.unbalanced}</span>
                  </h3>
                  <div
                    className="overflow-auto"
                    tabIndex={0}
                    role="region"
                    aria-label={`${texts.proof(formats.month(month))} ${one.billing_account_id}`}
                  >
                    <table className="w-full max-w-2xl text-sm">
                      <tbody>
                        {totals.map(([name, total]) => (
                          <tr key={name} className="border-b border-line last:border-0">
                            <th scope="row" className="py-1 pe-4 text-start font-normal text-muted">
                              {name}
                            </th>
                            <td className="py-1 text-end font-mono whitespace-pre tabular-nums">
                              {total === null ? (
                                <span className="font-sans text-muted">{texts.notSaid}</span>
                              ) : (
                                <Digits total={total} beside={one.published_total} decimals={digits} />
                              )}
                            </td>
                          </tr>
                        ))}
                      </tbody>
                    </table>
                  </div>
                </section>
              );
            })}
          </div>
        )}
      </AnswerView>
    </Card>
  );
}

/** The digits of a total, padded so that the decimal points stand below each other; from the first that differs on they are marked. */
function Digits({ total, beside, decimals }: { readonly total: string; readonly beside: string; readonly decimals: number }): ReactNode {
  const difference = firstDifferingDigit(total, beside);
  const [, fraction] = total.split(".");
  const pad = " ".repeat(fraction === undefined ? decimals + (decimals > 0 ? 1 : 0) : decimals - fraction.length);
  if (difference === null)
    return (
      <data value={total}>
        {total}
        {pad}
      </data>
    );
  return (
    <data value={total}>
      {total.slice(0, difference)}
      <mark className="bg-warn-soft font-bold text-more underline">{total.slice(difference)}</mark>
      {pad}
    </data>
  );
}
