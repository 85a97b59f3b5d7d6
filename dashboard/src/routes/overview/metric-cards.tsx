import type { ReactNode } from "react";
import { useAnswer } from "../../api/use-answer";
import { Bar } from "../../charts/bar";
import { Amount, Difference } from "../../components/ui/amount";
import { AnswerView } from "../../components/ui/answer-view";
import { Card } from "../../components/ui/card";
import { CopyButton } from "../../components/ui/copy-button";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { differenceOf, shareOf, signOf } from "../../money/amount";
import { comparableRanges, type OverviewMonth } from "./overview-month";
import { overviewTexts } from "./texts";

export function MetricCards({ month }: { readonly month: OverviewMonth }): ReactNode {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 sm:grid-cols-2 xl:grid-cols-4">
      <CostCard month={month} />
      <ForecastCard month={month} />
      <AllocatedCard month={month} />
      <BudgetsCard month={month} />
    </div>
  );
}

const big = "text-2xl font-semibold break-words";
const height = "min-h-20";

function CostCard({ month }: { readonly month: OverviewMonth }): ReactNode {
  const texts = useTexts(overviewTexts);
  const formats = useFormats();
  const total = useAnswer("/api/costs", { from: month.month, to: month.month, group: "", ...month.account });
  const ranges = comparableRanges(month);
  const isKnown = month.forecast.data !== undefined;
  const [now, then] = [
    useAnswer("/api/costs", isKnown ? { ...ranges.now, group: "", ...month.account } : null),
    useAnswer("/api/costs", isKnown ? { ...ranges.then, group: "", ...month.account } : null),
  ];
  const of = (answer: typeof now.data): string | null => answer?.totals.find(({ currency }) => currency === month.currency)?.cost ?? null;
  const [cost, before] = [of(now.data), of(then.data)];
  const difference = cost === null || before === null ? null : differenceOf(cost, before);
  const name = formats.month(month.month);
  const past = formats.month(month.before);
  return (
    <Card title={month.isOpen ? texts.costSoFar(name) : texts.costOf(name)}>
      <AnswerView query={total} height={height} hidesProblems isEmpty={({ totals }) => totals.length === 0}>
        {({ totals }) => {
          const value = totals.find(({ currency }) => currency === month.currency)?.cost ?? null;
          return (
            <>
              <p className={big} data-testid="month-cost">
                <Amount value={value} currency={month.currency} />
                {value === null ? null : <CopyButton text={value} />}
              </p>
              {difference === null ? null : (
                <p className="text-sm text-muted">
                  <Difference value={difference} currency={month.currency} share={shareOf(difference, before)} />{" "}
                  {ranges.day === null ? texts.comparedTo(past) : texts.comparedToDays(ranges.day, past)}
                </p>
              )}
            </>
          );
        }}
      </AnswerView>
    </Card>
  );
}

function ForecastCard({ month }: { readonly month: OverviewMonth }): ReactNode {
  const texts = useTexts(overviewTexts);
  const formats = useFormats();
  return (
    <Card title={texts.forecast}>
      <AnswerView query={month.forecast} height={height} hidesProblems isEmpty={({ data }) => data.length === 0}>
        {({ data, totals }) => {
          const rows = data.filter(({ currency }) => currency === month.currency);
          const total = totals.find(({ currency }) => currency === month.currency);
          const [only] = rows;
          if (total?.forecast == null) return <p className="text-muted">{texts.noForecast}</p>;
          return (
            <>
              <p className={big}>
                <Amount value={total.forecast} currency={month.currency} />
              </p>
              <p className="text-sm text-muted">
                {!month.isOpen
                  ? texts.forecastDone
                  : rows.length === 1 && only?.low != null && only.high !== null
                    ? texts.between(
                        formats.amount(only.low, month.currency, "compact"),
                        formats.amount(only.high, month.currency, "compact"),
                        formats.share(String(only.confidence)),
                      )
                    : texts.basedOn(String(Math.min(...rows.map(({ based_on_days: days }) => days))))}
              </p>
            </>
          );
        }}
      </AnswerView>
    </Card>
  );
}

function AllocatedCard({ month }: { readonly month: OverviewMonth }): ReactNode {
  const texts = useTexts(overviewTexts);
  const formats = useFormats();
  const query = useAnswer("/api/allocation", { month: month.month, limit: 100, ...month.account });
  return (
    <Card title={texts.allocated}>
      <AnswerView query={query} height={height} hidesProblems isEmpty={({ totals }) => totals.length === 0}>
        {({ totals }) => {
          const total = totals.find(({ currency }) => currency === month.currency);
          if (total?.allocated_share == null) return <p className="text-muted">–</p>;
          return (
            <>
              <p className={big}>{formats.share(total.allocated_share)}</p>
              <Bar part={total.allocated_cost} whole={total.cost} />
              <p className="mt-1 text-sm text-muted">{texts.allocatedOf(formats.amount(total.unallocated_cost, month.currency))}</p>
            </>
          );
        }}
      </AnswerView>
    </Card>
  );
}

function BudgetsCard({ month }: { readonly month: OverviewMonth }): ReactNode {
  const texts = useTexts(overviewTexts);
  const formats = useFormats();
  const query = useAnswer("/api/budgets", { month: month.month, limit: 1000, ...month.account });
  return (
    <Card title={texts.budgets}>
      <AnswerView query={query} height={height} hidesProblems>
        {({ data }) => {
          const budgets = data.filter(({ currency }) => currency === month.currency);
          if (budgets.length === 0) return <p className="text-muted">{texts.noBudgets}</p>;
          const over = budgets.filter(({ variance }) => variance !== null && signOf(variance) > 0);
          return (
            <>
              <p className={`${big} ${over.length > 0 ? "text-more" : ""}`}>
                {texts.budgetsOver(formats.count(over.length), formats.count(budgets.length))}
              </p>
              <p className="text-sm text-muted">{texts.budgetsText}</p>
            </>
          );
        }}
      </AnswerView>
    </Card>
  );
}
