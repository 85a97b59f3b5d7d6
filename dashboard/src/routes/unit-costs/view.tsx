import type { ReactNode } from "react";
import { useAnswer } from "../../api/use-answer";
import { PageFrame } from "../../app/page-frame";
import { useScope } from "../../app/use-scope";
import { useView } from "../../app/use-view";
import { costQuestion } from "../../app/view-state";
import { CostChart } from "../../charts/cost-chart";
import { Amount } from "../../components/ui/amount";
import { AnswerView } from "../../components/ui/answer-view";
import { Card } from "../../components/ui/card";
import { DataTable } from "../../components/ui/data-table";
import { Select } from "../../components/ui/select";
import { useTexts } from "../../i18n/preferences";
import { commonTexts } from "../../i18n/common-texts";
import { useFormats } from "../../i18n/use-formats";
import { compareAmounts } from "../../money/amount";
import { unitCostReasonTexts, unitCostsTexts } from "./texts";
import { datesOf, metricOf, openMetric, unitCostChart, type UnitCostGrain } from "./unit-cost-series";

const mostMetrics = 1000;

/** What one unit of a business metric cost over time. Costs are divided by values that were posted; a date without them is a gap, and says why. */
export default function UnitCosts(): ReactNode {
  const texts = useTexts(unitCostsTexts);
  const formats = useFormats();
  const { view, go } = useView();
  const metrics = useAnswer("/api/business-metrics", { limit: mostMetrics });
  const rows = metrics.data?.data ?? [];
  const named = metricOf(view.open);
  const chosen = named === null ? rows[0] : rows.find(({ entity, metric }) => entity === named.entity && metric === named.metric);
  return (
    <PageFrame
      title={texts.title}
      actions={
        rows.length === 0 ? null : (
          <Select
            label={texts.metric}
            value={chosen === undefined ? "" : openMetric(chosen)}
            options={[
              ...(chosen === undefined ? [{ value: "", label: "–" }] : []),
              ...rows.map((row) => ({ value: openMetric(row), label: texts.named(row.entity, row.metric) })),
            ]}
            onChange={(open) => {
              go({ open });
            }}
          />
        )
      }
    >
      <AnswerView query={metrics} height="min-h-64" isEmpty={({ data }) => data.length === 0} empty={texts.none}>
        {({ problems }) => (
          <>
            {problems.some(({ code }) => code === "limited") ? (
              <p className="mb-2 text-sm text-muted">{texts.cut(formats.count(mostMetrics))}</p>
            ) : null}
            {chosen === undefined ? (
              <p className="text-muted">{texts.notThere}</p>
            ) : (
              <UnitCostCard entity={chosen.entity} metric={chosen.metric} />
            )}
          </>
        )}
      </AnswerView>
    </PageFrame>
  );
}

function UnitCostCard({ entity, metric }: { readonly entity: string; readonly metric: string }): ReactNode {
  const texts = useTexts(unitCostsTexts);
  const common = useTexts(commonTexts);
  const reasons = useTexts(unitCostReasonTexts);
  const formats = useFormats();
  const { view, go, now } = useView();
  const { currency } = useScope();
  const usual: UnitCostGrain = view.from === view.to || view.from.length === 10 ? "day" : "month";
  const grain = view.tab === "day" || view.tab === "month" ? view.tab : usual;
  const question = { ...costQuestion(view), entity, business_metric: metric, grain, metric: view.metric } as const;
  const query = useAnswer("/api/unit-costs", question);
  const title = texts.perUnit(entity, metric);
  const counted = (value: string | null, unit: string | null): string =>
    value === null ? "–" : `${formats.count(value)} ${unit ?? ""}`.trim();
  return (
    <Card
      title={title}
      hint={texts.hint}
      file={{ path: "/api/unit-costs", question }}
      actions={
        <Select
          label={texts.grain}
          value={grain}
          options={[
            { value: "day", label: texts.day },
            { value: "month", label: texts.month },
          ]}
          onChange={(one) => {
            go({ tab: one }, { replace: true });
          }}
        />
      }
    >
      <AnswerView query={query} height="min-h-96" isEmpty={({ totals }) => !totals.some((total) => total.currency === currency)}>
        {({ data, totals }) => {
          const dates = datesOf(view.from, view.to, grain, now.toISOString().slice(0, 10));
          const own = data.filter((row) => row.currency === currency);
          const total = totals.find((one) => one.currency === currency);
          const known = own.filter(({ unit_cost: cost }) => cost !== null).length;
          return (
            <>
              <CostChart
                data={unitCostChart(data, currency, dates, texts.unitCost)}
                title={title}
                summary={texts.summary(formats.count(known), formats.count(dates.length))}
                formatDate={(date, width) => (date.length === 7 ? formats.month(date, width) : formats.day(date, width))}
              />
              <h3 className="mt-4 mb-1 font-semibold">{texts.table}</h3>
              <DataTable
                caption={texts.table}
                rows={own}
                keyOf={({ date }) => date}
                sort={view.sort}
                onSort={(sort) => {
                  go({ sort }, { replace: true });
                }}
                columns={[
                  {
                    key: "date",
                    header: common.date,
                    className: "whitespace-nowrap",
                    compare: (a, b) => a.date.localeCompare(b.date),
                    cell: ({ date }) => formats.date(date),
                  },
                  {
                    key: "cost",
                    header: texts.cost,
                    isNumber: true,
                    compare: (a, b) => compareAmounts(a.cost, b.cost),
                    cell: ({ cost }) => <Amount value={cost} currency={currency} />,
                  },
                  {
                    key: "value",
                    header: texts.value,
                    isNumber: true,
                    compare: (a, b) => compareAmounts(a.value, b.value),
                    cell: ({ value, unit }) => counted(value, unit),
                  },
                  {
                    key: "unit_cost",
                    header: texts.unitCost,
                    isNumber: true,
                    compare: (a, b) => compareAmounts(a.unit_cost, b.unit_cost),
                    cell: ({ unit_cost: cost, reason }) => (
                      <UnitPrice cost={cost} currency={currency} why={reason === null ? "" : reasons[reason]} />
                    ),
                  },
                ]}
                footer={[
                  texts.whole,
                  <Amount key="cost" value={total?.cost ?? null} currency={currency} />,
                  counted(total?.value ?? null, total?.unit ?? null),
                  <UnitPrice
                    key="unit_cost"
                    cost={total?.unit_cost ?? null}
                    currency={currency}
                    why={total?.reason == null ? "" : reasons[total.reason]}
                  />,
                ]}
              />
            </>
          );
        }}
      </AnswerView>
    </Card>
  );
}

/** Every digit of what one unit cost; where it is not known, why. */
function UnitPrice({
  cost,
  currency,
  why,
}: {
  readonly cost: string | null;
  readonly currency: string | null;
  readonly why: string;
}): ReactNode {
  const formats = useFormats();
  if (cost === null) return <span className="font-normal text-muted">{why}</span>;
  return <data value={cost}>{formats.amount(cost, currency, "exact")}</data>;
}
