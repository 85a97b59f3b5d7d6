import type { ReactNode } from "react";
import { useAnswer } from "../../api/use-answer";
import { OwnerLink } from "../../app/owner-link";
import { Donut } from "../../charts/donut";
import { otherColor, seriesColors } from "../../charts/series-color";
import { Amount } from "../../components/ui/amount";
import { AnswerView } from "../../components/ui/answer-view";
import { Card } from "../../components/ui/card";
import { DataTable } from "../../components/ui/data-table";
import { commonTexts } from "../../i18n/common-texts";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { shareOf, sumOf } from "../../money/amount";
import type { OverviewMonth } from "./overview-month";
import { overviewTexts } from "./texts";

/** Whose the cost is: six owners with the highest cost, and all others. */
export function AllocationCard({ month }: { readonly month: OverviewMonth }): ReactNode {
  const texts = useTexts(overviewTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const question = { month: month.month, limit: 100, ...month.account };
  const query = useAnswer("/api/allocation", question);
  return (
    <Card title={texts.allocation} file={{ path: "/api/allocation", question }}>
      <AnswerView query={query} height="min-h-64" isEmpty={({ data }) => data.length === 0}>
        {({ data, totals }) => {
          const own = data.filter(({ currency }) => currency === month.currency);
          const total = totals.find(({ currency }) => currency === month.currency)?.cost ?? null;
          const [first, rest] = [own.slice(0, 6), own.slice(6)];
          const colors = seriesColors(first.flatMap(({ owner }) => (owner === "" ? [] : [owner])));
          const rows = first.map(({ owner, cost }) => ({
            key: owner,
            name: owner === "" ? common.noOwner : owner,
            isLink: true,
            cost,
            color: owner === "" ? "var(--control)" : (colors.get(owner) ?? otherColor),
          }));
          const all =
            rest.length === 0
              ? rows
              : [
                  ...rows,
                  {
                    key: "\u0000other",
                    name: common.others(String(rest.length)),
                    isLink: false,
                    cost: sumOf(rest.map(({ cost }) => cost)),
                    color: otherColor,
                  },
                ];
          return (
            <div className="flex flex-wrap items-center gap-4">
              <Donut title={texts.allocation} parts={all.map(({ name, cost, color }) => ({ name, amount: cost ?? "0", color }))} />
              <div className="min-w-56 flex-1">
                <DataTable
                  caption={texts.allocation}
                  rows={all}
                  keyOf={({ key }) => key}
                  columns={[
                    {
                      key: "owner",
                      header: texts.owner,
                      cell: ({ key, name, isLink, color }) => (
                        <span className="flex items-center gap-1.5">
                          <svg viewBox="0 0 10 10" className="size-2.5 shrink-0" aria-hidden>
                            <rect width="10" height="10" rx="2" fill={color} />
                          </svg>
                          {isLink ? <OwnerLink owner={key} month={month.month} /> : name}
                        </span>
                      ),
                    },
                    {
                      key: "cost",
                      header: common.cost,
                      isNumber: true,
                      cell: ({ cost }) => <Amount value={cost} currency={month.currency} />,
                    },
                    {
                      key: "share",
                      header: common.share,
                      isNumber: true,
                      cell: ({ cost }) => {
                        const share = shareOf(cost, total);
                        return share === null ? "–" : formats.share(share);
                      },
                    },
                  ]}
                />
              </div>
            </div>
          );
        }}
      </AnswerView>
    </Card>
  );
}
