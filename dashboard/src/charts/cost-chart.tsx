import { lazy, type ReactNode, Suspense } from "react";
import { DataTable } from "../components/ui/data-table";
import { Amount } from "../components/ui/amount";
import { commonTexts } from "../i18n/common-texts";
import { useTexts } from "../i18n/preferences";
import { ChartFrame } from "./chart-frame";
import type { CostChartData } from "./cost-chart-data";

/** Recharts is a third of all code: it is read when the first chart is shown. */
const StackedChart = lazy(() => import("./stacked-chart"));

/** Cost over time, stacked by group, with the same numbers as a table. */
export function CostChart({
  data,
  title,
  summary,
  formatDate,
  onSelect,
}: {
  readonly data: CostChartData;
  readonly title: string;
  readonly summary: string;
  readonly formatDate: (date: string, width: "long" | "short") => string;
  readonly onSelect?: (name: string) => void;
}): ReactNode {
  const texts = useTexts(commonTexts);
  const { dates, series, line, currency, expected } = data;
  const table = (
    <DataTable
      caption={title}
      keyOf={(row: { readonly date: string; readonly index: number }) => row.date}
      rows={dates.map((date, index) => ({ date, index }))}
      columns={[
        { key: "date", header: texts.date, cell: ({ date }) => formatDate(date, "long"), className: "whitespace-nowrap" },
        ...series.map(({ name, label, values }) => ({
          key: name,
          header: label,
          isNumber: true,
          cell: ({ index }: { readonly index: number }) => <Amount value={values[index] ?? null} currency={currency} />,
        })),
        ...(line === null
          ? []
          : [
              {
                key: "line",
                header: line.label,
                isNumber: true,
                cell: ({ index }: { readonly index: number }) => <Amount value={line.values[index] ?? null} currency={currency} />,
              },
            ]),
      ]}
    />
  );
  return (
    <ChartFrame summary={summary} table={table}>
      <Suspense fallback={<div className="h-72 appear-late animate-pulse rounded bg-soft" />}>
        <StackedChart data={data} title={title} formatDate={formatDate} {...(onSelect === undefined ? {} : { onSelect })} />
      </Suspense>
      <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {series.map(({ name, label, color }) => (
          <li key={name} className="flex max-w-64 items-center gap-1.5">
            <svg viewBox="0 0 10 10" className="size-2.5 shrink-0" aria-hidden>
              <rect width="10" height="10" rx="2" fill={color} />
            </svg>
            <span className="truncate" title={label}>
              {label}
            </span>
          </li>
        ))}
        {expected === null ? null : (
          <li className="flex items-center gap-1.5">
            <svg viewBox="0 0 10 10" className="size-2.5 shrink-0" aria-hidden>
              <rect x="0.5" y="0.5" width="9" height="9" fill="none" stroke="var(--muted)" />
              <path d="M0 10L10 0" stroke="var(--muted)" />
            </svg>
            {expected.label}: <Amount value={expected.amount} currency={currency} />
          </li>
        )}
        {line === null ? null : (
          <li className="flex items-center gap-1.5">
            <svg viewBox="0 0 16 10" className="h-2.5 w-4 shrink-0" aria-hidden>
              <path d="M0 5h16" stroke="var(--text)" strokeWidth="1.5" strokeDasharray="4 3" />
            </svg>
            {line.label}
          </li>
        )}
      </ul>
    </ChartFrame>
  );
}
