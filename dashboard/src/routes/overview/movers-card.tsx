import type { ReactNode } from "react";
import { useAnswer } from "../../api/use-answer";
import { PageLink, useView } from "../../app/use-view";
import { withFilter } from "../../app/view-state";
import { Amount, Difference } from "../../components/ui/amount";
import { AnswerView } from "../../components/ui/answer-view";
import { Card } from "../../components/ui/card";
import { DataTable } from "../../components/ui/data-table";
import { commonTexts } from "../../i18n/common-texts";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { shareOf } from "../../money/amount";
import { moversOf } from "./movers";
import { comparableRanges, type OverviewMonth } from "./overview-month";
import { overviewTexts } from "./texts";

/** The services whose cost differs most from the month before, of the same days. */
export function MoversCard({ month }: { readonly month: OverviewMonth }): ReactNode {
  const texts = useTexts(overviewTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const { view } = useView();
  const ranges = comparableRanges(month);
  const isKnown = month.forecast.data !== undefined;
  const question = { group: "service_name", ...month.account };
  const now = useAnswer("/api/costs", isKnown ? { ...ranges.now, ...question } : null);
  const then = useAnswer("/api/costs", isKnown ? { ...ranges.then, ...question } : null);
  const past = formats.month(month.before);
  return (
    <Card
      title={texts.movers}
      hint={ranges.day === null ? texts.moversMonths(past) : texts.moversDays(ranges.day, past)}
      file={isKnown ? { path: "/api/costs", question: { ...ranges.now, ...question, compare: "month", sort: "difference" } } : undefined}
    >
      {!isKnown ? (
        // Which days can be compared is not known without it: while it is read, and when it cannot be.
        <AnswerView query={month.forecast} height="min-h-64" hidesProblems>
          {() => null}
        </AnswerView>
      ) : (
        <AnswerView query={now} height="min-h-64" hidesProblems isEmpty={({ data }) => data.length === 0}>
          {({ data }) => (
            <AnswerView query={then} height="min-h-64" hidesProblems>
              {(earlier) => {
                const before = earlier.data.filter(({ currency }) => currency === month.currency);
                if (before.length === 0) return <p className="text-muted">{texts.noMovers}</p>;
                const rows = moversOf(data, before, month.currency).slice(0, 8);
                return (
                  <DataTable
                    caption={texts.movers}
                    rows={rows}
                    keyOf={({ name }) => name}
                    columns={[
                      {
                        key: "name",
                        header: texts.service,
                        cell: ({ name }) => (
                          <PageLink
                            to="/explore"
                            change={{
                              ...withFilter(view, "service_name", [name]),
                              from: month.month,
                              to: month.month,
                              group: "resource_group",
                            }}
                          >
                            {name === "" ? common.noValue : name}
                          </PageLink>
                        ),
                      },
                      {
                        key: "cost",
                        header: common.cost,
                        isNumber: true,
                        cell: ({ cost }) => <Amount value={cost} currency={month.currency} />,
                      },
                      {
                        key: "difference",
                        header: common.difference,
                        isNumber: true,
                        cell: ({ difference, before }) => (
                          <Difference value={difference} currency={month.currency} share={shareOf(difference, before)} />
                        ),
                      },
                    ]}
                  />
                );
              }}
            </AnswerView>
          )}
        </AnswerView>
      )}
    </Card>
  );
}
