import type { ReactNode } from "react";
import { useAnswer } from "../../api/use-answer";
import { useScope } from "../../app/use-scope";
import { PageLink, useView } from "../../app/use-view";
import { usePageNavigation } from "../../app/use-page-navigation";
import { costQuestion, groupColumn, groupParameter, type View, withFilter } from "../../app/view-state";
import { CostChart } from "../../charts/cost-chart";
import { costSeries, otherGroup, textOf, withoutTag } from "../../charts/cost-series";
import { ShareCell } from "../../charts/share-cell";
import { Amount, Difference } from "../../components/ui/amount";
import { AnswerView } from "../../components/ui/answer-view";
import { Card } from "../../components/ui/card";
import { DataTable } from "../../components/ui/data-table";
import { addDays, daysOf, monthsBetween } from "../../dates/month";
import { commonTexts } from "../../i18n/common-texts";
import { fieldName } from "../../i18n/field-name";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { compareAmounts, largestOf, shareOf } from "../../money/amount";
import { nextDimension } from "./next-dimension";
import { exploreTexts } from "./texts";

/** Groups in the table; more are a row of their own. */
const mostGroups = 200;

interface GroupRow {
  readonly name: string;
  readonly label: string;
  readonly isOther: boolean;
  readonly cost: string | null;
  readonly before: string | null;
  readonly difference: string | null;
  readonly charges: string;
}

export function GroupCards(): ReactNode {
  const texts = useTexts(exploreTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const { view, go } = useView();
  const { currency } = useScope();
  const open = usePageNavigation();
  const question = { ...costQuestion(view), group: groupParameter(view.group), metric: view.metric };
  const grain = view.from.length === 10 || view.from === view.to ? "day" : "month";
  const trendQuestion = { ...question, grain, top: 8 } as const;
  const trend = useAnswer("/api/costs", trendQuestion);
  const tableQuestion = { ...question, top: mostGroups, compare: "previous" } as const;
  const table = useAnswer("/api/costs", tableQuestion);
  const column = groupColumn(view.group);
  const group = fieldName(view.group, common);
  const next = nextDimension(view.group, new Set(view.filters.keys()));
  const into = (name: string): Partial<View> => {
    const base: Partial<View> = next === null ? {} : { group: next };
    if (view.group === "billing_account") return { ...base, account: name };
    return name === withoutTag
      ? { ...base, withoutTag: view.group.slice(4) }
      : { ...base, filters: withFilter(view, view.group, [name]).filters };
  };
  const below = next === null ? "/charges" : "/explore";
  const dates =
    grain === "month" ? monthsBetween(view.from, view.to) : view.from.length === 7 ? daysOf(view.from) : daysBetween(view.from, view.to);
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Card title={texts.chart(group)} file={{ path: "/api/costs", question: trendQuestion }}>
        <AnswerView query={trend} height="min-h-80" hidesProblems isEmpty={({ data }) => !data.some((row) => row.currency === currency)}>
          {({ data, totals }) => {
            const series = costSeries(data, column, currency, dates, { none: common.noValue, others: common.others });
            return (
              <CostChart
                title={texts.chart(group)}
                summary={texts.summary(
                  formats.amount(totals.find((one) => one.currency === currency)?.cost ?? "0", currency),
                  texts.groups(String(series.length)),
                )}
                formatDate={(date, width) => (date.length === 7 ? formats.month(date, width) : formats.day(date, width))}
                data={{ currency, dates, series, line: null, expected: null, unfinishedFrom: null, unfinishedLabel: "" }}
                onSelect={(name) => {
                  if (name !== otherGroup) open(below, into(name));
                }}
              />
            );
          }}
        </AnswerView>
      </Card>
      <Card
        title={group}
        hint={texts.previousPeriod}
        file={{ path: "/api/costs", question: tableQuestion }}
        actions={
          <span className="flex min-h-8 items-center text-sm">
            <PageLink to="/charges" change={{ filters: view.filters, withoutTag: view.withoutTag }}>
              {texts.toCharges}
            </PageLink>
          </span>
        }
      >
        <AnswerView query={table} height="min-h-80" isEmpty={({ data }) => !data.some((row) => row.currency === currency)}>
          {({ data, totals }) => {
            const total = totals.find((one) => one.currency === currency);
            const rows = data
              .filter((row) => row.currency === currency)
              .map((row): GroupRow => {
                const isOther = row["others"] !== 0;
                const name = textOf(row[column]);
                return {
                  name: isOther ? otherGroup : name,
                  label: isOther ? common.others(String(row["others"])) : name === "" || name === withoutTag ? common.noValue : name,
                  isOther,
                  cost: row.cost,
                  before: amountOf(row["previous_cost"]),
                  difference: amountOf(row["difference"]),
                  charges: row.charges,
                };
              });
            const largest = largestOf(rows.map(({ cost }) => cost));
            return (
              <>
                <DataTable
                  caption={texts.chart(group)}
                  rows={rows}
                  keyOf={({ name }) => name}
                  sort={view.sort ?? "-cost"}
                  onSort={(sort) => {
                    go({ sort }, { replace: true });
                  }}
                  height="max-h-[40rem]"
                  columns={[
                    {
                      key: "name",
                      header: group,
                      compare: (a, b) => a.label.localeCompare(b.label),
                      className: "max-w-80 min-w-36",
                      cell: ({ name, label, isOther }) =>
                        isOther ? (
                          <span className="text-muted">{label}</span>
                        ) : (
                          <PageLink
                            to={below}
                            change={into(name)}
                            {...(next === null ? {} : { label: texts.drill(label, fieldName(next, common)) })}
                          >
                            <span className="wrap-anywhere">{label}</span>
                          </PageLink>
                        ),
                    },
                    {
                      key: "cost",
                      header: common.cost,
                      isNumber: true,
                      compare: (a, b) => compareAmounts(a.cost, b.cost),
                      cell: ({ cost }) => <Amount value={cost} currency={currency} />,
                    },
                    {
                      key: "share",
                      header: common.share,
                      isNumber: true,
                      cell: ({ cost }) => <ShareCell part={cost} whole={total?.cost ?? null} largest={largest} />,
                    },
                    {
                      key: "before",
                      header: common.previous,
                      isNumber: true,
                      compare: (a, b) => compareAmounts(a.before, b.before),
                      cell: ({ before }) => <Amount value={before} currency={currency} />,
                    },
                    {
                      key: "difference",
                      header: common.difference,
                      isNumber: true,
                      compare: (a, b) => compareAmounts(a.difference, b.difference),
                      cell: ({ difference, before }) => (
                        <Difference
                          value={difference}
                          currency={currency}
                          share={difference === null ? null : shareOf(difference, before)}
                        />
                      ),
                    },
                    {
                      key: "charges",
                      header: common.charges,
                      isNumber: true,
                      compare: (a, b) => compareAmounts(a.charges, b.charges),
                      cell: ({ charges }) => formats.count(charges),
                    },
                  ]}
                  footer={[
                    common.total,
                    <Amount key="cost" value={total?.cost ?? null} currency={currency} />,
                    "",
                    <Amount key="before" value={total?.previous_cost ?? null} currency={currency} />,
                    <Difference key="difference" value={total?.difference ?? null} currency={currency} />,
                    formats.count(total?.charges ?? "0"),
                  ]}
                />
              </>
            );
          }}
        </AnswerView>
      </Card>
    </div>
  );
}

function amountOf(value: string | number | null | undefined): string | null {
  return typeof value === "string" ? value : null;
}

function daysBetween(from: string, to: string): readonly string[] {
  const days: string[] = [];
  for (let day = from; day <= to && days.length < 400; day = addDays(day, 1)) days.push(day);
  return days;
}
