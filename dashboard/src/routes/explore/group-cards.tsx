import type { ReactNode } from "react";
import { useAnswer } from "../../api/use-answer";
import { useScope } from "../../app/use-scope";
import { PageLink, useView } from "../../app/use-view";
import { usePageNavigation } from "../../app/use-page-navigation";
import { costQuestion, groupColumn, groupParameter, type View, withFilter } from "../../app/view-state";
import { CostChart } from "../../charts/cost-chart";
import { costSeries, countGroups, otherGroup, textOf, withoutTag } from "../../charts/cost-series";
import { ShareCell } from "../../charts/share-cell";
import { Amount, Difference } from "../../components/ui/amount";
import { AnswerView } from "../../components/ui/answer-view";
import { Card } from "../../components/ui/card";
import { DataTable } from "../../components/ui/data-table";
import { addDays, addMonths, daysOf, monthOf, monthsBetween } from "../../dates/month";
import { commonTexts } from "../../i18n/common-texts";
import { fieldName } from "../../i18n/field-name";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { compareAmounts, largestOf, shareOf } from "../../money/amount";
import { comparisonFile } from "./comparison-file";
import { groupCosts, withComparison } from "./group-costs";
import { nextDimension } from "./next-dimension";
import { QuantityCard } from "./quantity-card";
import { exploreTexts } from "./texts";
import { useComparison } from "./use-comparison";

/** Groups in the table; more are a row of their own. */
const mostGroups = 200;

export function GroupCards(): ReactNode {
  const texts = useTexts(exploreTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const { view, go, now } = useView();
  const { currency } = useScope();
  const open = usePageNavigation();
  const question = { ...costQuestion(view), group: groupParameter(view.group), metric: view.metric };
  const grain = view.from.length === 10 || view.from === view.to ? "day" : "month";
  const trendQuestion = { ...question, grain, top: 8 } as const;
  const trend = useAnswer("/api/costs", trendQuestion);
  const groupsQuestion = { ...question, top: mostGroups } as const;
  const comparison = useComparison(view, currency, now);
  const tableQuestion = comparison.kind === "same-days" ? groupsQuestion : ({ ...groupsQuestion, compare: "previous" } as const);
  const table = useAnswer("/api/costs", comparison.kind === "asking" ? null : tableQuestion);
  const days = useAnswer("/api/costs", comparison.kind === "same-days" ? { ...groupsQuestion, ...comparison.days } : null);
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
  const firstUnknown = comparison.kind === "same-days" ? addDays(comparison.last, 1) : undefined;
  const count = countGroups(table.isPlaceholderData ? undefined : table.data?.data, currency);
  const hint =
    comparison.kind === "same-days"
      ? texts.sameDays(formats.day(comparison.last, "short"), formats.month(addMonths(monthOf(comparison.last), -1)))
      : texts.previousPeriod;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <Card title={texts.chart(group)} file={{ path: "/api/costs", question: trendQuestion }}>
        <AnswerView query={trend} height="min-h-80" hidesProblems isEmpty={({ data }) => !data.some((row) => row.currency === currency)}>
          {({ data, totals }) => {
            const named = new Set(data.flatMap((row) => (row.currency !== currency || row["others"] !== 0 ? [] : [textOf(row[column])])));
            const others = count === null || count <= named.size ? common.other : common.others(String(count - named.size));
            const series = costSeries(data, column, currency, dates, { none: common.noValue, others });
            return (
              <CostChart
                title={texts.chart(group)}
                summary={texts.summary(
                  formats.amount(totals.find((one) => one.currency === currency)?.cost ?? "0", currency),
                  count === null ? null : texts.groups(String(count)),
                )}
                formatDate={(date, width) => (date.length === 7 ? formats.month(date, width) : formats.day(date, width))}
                data={{
                  currency,
                  dates,
                  series,
                  line: null,
                  expected: null,
                  unfinishedFrom: grain === "day" && firstUnknown !== undefined && dates.includes(firstUnknown) ? firstUnknown : null,
                  unfinishedLabel: common.unfinished,
                }}
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
        hint={hint}
        file={
          comparison.kind === "same-days"
            ? comparisonFile(view.group, question, { ...question, ...comparison.days })
            : { path: "/api/costs", question: { ...question, compare: "previous" } }
        }
        actions={
          <span className="flex min-h-8 flex-wrap items-center gap-x-4 text-sm">
            {view.tab === "used" ? null : (
              <PageLink to="/explore" change={{ tab: "used" }}>
                {texts.used}
              </PageLink>
            )}
            <PageLink to="/charges" change={{ filters: view.filters, withoutTag: view.withoutTag }}>
              {texts.toCharges}
            </PageLink>
          </span>
        }
      >
        <AnswerView query={table} height="min-h-80" isEmpty={({ data }) => !data.some((row) => row.currency === currency)}>
          {({ data, totals }) => {
            const total = totals.find((one) => one.currency === currency);
            const compared = days.isPlaceholderData ? undefined : days.data;
            const totalCompared = comparison.kind === "same-days" ? compared?.totals.find((one) => one.currency === currency) : total;
            const own = groupCosts({ data, totals }, view.group, currency);
            const rows = (
              comparison.kind === "same-days" && compared !== undefined ? withComparison(own, compared, view.group, currency) : own
            ).map((row) => ({
              ...row,
              isOther: row.name === otherGroup,
              label:
                row.name === otherGroup
                  ? common.others(row.others)
                  : row.name === "" || row.name === withoutTag
                    ? common.noValue
                    : row.name,
            }));
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
                    <Amount key="before" value={totalCompared?.previous_cost ?? null} currency={currency} />,
                    <Difference key="difference" value={totalCompared?.difference ?? null} currency={currency} />,
                    formats.count(total?.charges ?? "0"),
                  ]}
                />
              </>
            );
          }}
        </AnswerView>
      </Card>
      {view.tab === "used" ? <QuantityCard /> : null}
    </div>
  );
}

function daysBetween(from: string, to: string): readonly string[] {
  const days: string[] = [];
  for (let day = from; day <= to && days.length < 400; day = addDays(day, 1)) days.push(day);
  return days;
}
