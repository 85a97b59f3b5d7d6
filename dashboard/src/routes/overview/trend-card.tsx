import type { ReactNode } from "react";
import { useAnswer } from "../../api/use-answer";
import { useView } from "../../app/use-view";
import { withFilter } from "../../app/view-state";
import { CostChart } from "../../charts/cost-chart";
import { costSeries, countGroups, otherGroup } from "../../charts/cost-series";
import { AnswerView } from "../../components/ui/answer-view";
import { Card } from "../../components/ui/card";
import { addDays, daysOf, monthOf, monthsBetween } from "../../dates/month";
import { commonTexts } from "../../i18n/common-texts";
import { differenceOf } from "../../money/amount";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { usePageNavigation } from "../../app/use-page-navigation";
import type { OverviewMonth } from "./overview-month";
import { overviewTexts } from "./texts";

const mostNamed = 8;

/** One month by day, beside the month before; several months by month. */
export function TrendCard({ month }: { readonly month: OverviewMonth }): ReactNode {
  const texts = useTexts(overviewTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const { view } = useView();
  const open = usePageNavigation();
  const from = monthOf(view.from);
  const isByDay = from === month.month;
  const grain = isByDay ? "day" : "month";
  const question = { from, to: month.month, grain, group: "service_name", top: mostNamed, ...month.account } as const;
  const query = useAnswer("/api/costs", question);
  const groups = useAnswer("/api/costs", { from, to: month.month, group: "service_name", ...month.account });
  const before = useAnswer(
    "/api/costs",
    isByDay ? { from: month.before, to: month.before, grain: "day", group: "", ...month.account } : null,
  );
  const dates = isByDay ? daysOf(month.month) : monthsBetween(from, month.month);
  const beforeDays = daysOf(month.before);
  const formatDate = (date: string, width: "long" | "short"): string =>
    date.length === 7 ? formats.month(date, width) : formats.day(date, width);
  const title = isByDay ? texts.trend : texts.trendMonths;
  return (
    <Card title={title} file={{ path: "/api/costs", question }}>
      <AnswerView query={query} height="min-h-80" isEmpty={({ data }) => data.length === 0}>
        {({ data, totals }) => {
          const count = countGroups(groups.isPlaceholderData ? undefined : groups.data?.data, month.currency);
          const others = count === null || count <= mostNamed ? common.other : common.others(String(count - mostNamed));
          const series = costSeries(data, "service_name", month.currency, dates, { none: common.noValue, others });
          const total = totals.find(({ currency }) => currency === month.currency)?.cost ?? "0";
          const beforeCosts = new Map(
            (before.data?.data ?? []).flatMap((row) => (row.currency === month.currency ? [[String(row["date"]), row.cost] as const] : [])),
          );
          const forecast = month.forecast.data?.totals.find(({ currency }) => currency === month.currency);
          const rest =
            !month.isOpen || forecast?.forecast == null || forecast.actual === null
              ? null
              : differenceOf(forecast.forecast, forecast.actual);
          const next = month.knownThrough === null ? null : addDays(month.knownThrough, 1);
          return (
            <CostChart
              title={title}
              formatDate={formatDate}
              summary={texts.trendSummary(
                count === null ? null : texts.services(String(count)),
                formats.date(dates[0] ?? month.month),
                formats.date(dates.at(-1) ?? month.month),
                formats.amount(total, month.currency),
              )}
              data={{
                currency: month.currency,
                dates,
                series,
                line:
                  !isByDay || beforeCosts.size === 0
                    ? null
                    : {
                        label: texts.previousDays(formats.month(month.before)),
                        values: dates.map((_, index) => beforeCosts.get(beforeDays[index] ?? "") ?? null),
                      },
                expected: isByDay || rest === null ? null : { label: texts.expected, amount: rest },
                unfinishedFrom: isByDay && next?.startsWith(month.month) === true ? next : null,
                unfinishedLabel: common.unfinished,
              }}
              onSelect={(name) => {
                open("/explore", name === otherGroup ? {} : { ...withFilter(view, "service_name", [name]), group: "resource_group" });
              }}
            />
          );
        }}
      </AnswerView>
    </Card>
  );
}
