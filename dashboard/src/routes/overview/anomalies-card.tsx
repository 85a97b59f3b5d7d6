import type { ReactNode } from "react";
import { useAnswer } from "../../api/use-answer";
import { PageLink, useView } from "../../app/use-view";
import { withFilter } from "../../app/view-state";
import { Difference } from "../../components/ui/amount";
import { AnswerView } from "../../components/ui/answer-view";
import { Card } from "../../components/ui/card";
import { whyOf, whyTexts } from "../../app/anomaly-why";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import type { OverviewMonth } from "./overview-month";
import { overviewTexts } from "./texts";

/** The five days of services that are furthest out of their usual range. */
export function AnomaliesCard({ month }: { readonly month: OverviewMonth }): ReactNode {
  const texts = useTexts(overviewTexts);
  const whyWords = useTexts(whyTexts);
  const formats = useFormats();
  const { view } = useView();
  const question = { month: month.month, dimension: "service", limit: 20, ...month.account } as const;
  const query = useAnswer("/api/anomalies", question);
  return (
    <Card title={texts.anomalies} file={{ path: "/api/anomalies", question }}>
      <AnswerView
        query={query}
        height="min-h-40"
        isEmpty={({ known_through: known }) => known.every(({ known_through: day }) => day === null)}
      >
        {({ data }) => {
          const rows = data.filter(({ currency }) => currency === month.currency).slice(0, 5);
          if (rows.length === 0) return <p className="text-muted">{texts.noAnomalies}</p>;
          return (
            <ul className="space-y-3">
              {rows.map((row) => (
                <li
                  key={`${row.billing_account_id} ${row.value} ${row.date}`}
                  className="border-b border-line pb-3 last:border-0 last:pb-0"
                >
                  <div className="flex flex-wrap items-baseline justify-between gap-x-3">
                    <PageLink
                      to="/explore"
                      change={{
                        ...withFilter(view, "service_name", [row.value]),
                        from: row.date,
                        to: row.through,
                        group: "resource_group",
                      }}
                    >
                      {row.value}
                    </PageLink>
                    <span className="text-sm">
                      {formats.day(row.date)} <Difference value={row.difference} currency={row.currency} />
                    </span>
                  </div>
                  <p className="text-sm break-words text-muted">{whyOf(row, whyWords, formats)}</p>
                </li>
              ))}
            </ul>
          );
        }}
      </AnswerView>
    </Card>
  );
}
