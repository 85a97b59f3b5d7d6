import type { ReactNode } from "react";
import { Bar, CartesianGrid, ComposedChart, Line, ReferenceArea, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { useFormats } from "../i18n/use-formats";
import type { CostChartData } from "./cost-chart-data";
import { tickText, toLength } from "./geometry";

/** Bars by day or month, stacked by group. */
export default function StackedChart({
  data,
  title,
  formatDate,
  onSelect,
}: {
  readonly data: CostChartData;
  readonly title: string;
  readonly formatDate: (date: string, width: "long" | "short") => string;
  readonly onSelect?: (name: string) => void;
}): ReactNode {
  const formats = useFormats();
  const { dates, series, line, currency, expected, unfinishedFrom, unfinishedLabel } = data;
  const rows = dates.map((date, index) => ({
    date,
    line: line?.values[index] == null ? null : toLength(line.values[index]),
    expected: expected === null || index < dates.length - 1 ? null : toLength(expected.amount),
    ...Object.fromEntries(series.map(({ values }, place) => [`s${String(place)}`, toLength(values[index] ?? null)])),
  }));
  return (
    <div className="h-72">
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart data={rows} accessibilityLayer title={title} stackOffset="sign" margin={{ top: 8, right: 8, bottom: 0, left: 0 }}>
          <defs>
            <pattern id="unfinished" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <path d="M0 0V6" stroke="var(--muted)" strokeWidth="1.5" />
            </pattern>
          </defs>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="date"
            tickFormatter={(date: string) => formatDate(date, "short")}
            stroke="var(--control)"
            tick={{ fill: "var(--muted)", fontSize: 12 }}
            minTickGap={24}
            interval="equidistantPreserveStart"
          />
          <YAxis
            width={72}
            tickFormatter={(value: number) => formats.amount(tickText(value), currency, data.isUnitPrice === true ? "exact" : "compact")}
            stroke="var(--control)"
            tick={{ fill: "var(--muted)", fontSize: 12 }}
          />
          <Tooltip
            cursor={{ fill: "var(--soft)" }}
            isAnimationActive={false}
            content={({ active, label }) =>
              active && typeof label === "string" ? <Reading data={data} date={label} title={formatDate(label, "long")} /> : null
            }
          />
          {series.map(({ name, label, color }, place) => (
            <Bar
              key={name}
              dataKey={`s${String(place)}`}
              name={label}
              stackId="cost"
              fill={color}
              isAnimationActive={false}
              {...(onSelect === undefined
                ? {}
                : {
                    cursor: "pointer",
                    onClick: () => {
                      onSelect(name);
                    },
                  })}
            />
          ))}
          {expected === null ? null : (
            <Bar
              dataKey="expected"
              name={expected.label}
              stackId="cost"
              fill="url(#unfinished)"
              stroke="var(--muted)"
              isAnimationActive={false}
            />
          )}
          {line === null ? null : (
            <Line
              dataKey="line"
              name={line.label}
              stroke="var(--text)"
              strokeDasharray="4 3"
              strokeWidth={1.5}
              dot={false}
              isAnimationActive={false}
            />
          )}
          {unfinishedFrom === null ? null : (
            <ReferenceArea
              x1={unfinishedFrom}
              x2={dates.at(-1) ?? unfinishedFrom}
              fill="url(#unfinished)"
              fillOpacity={0.35}
              label={{ value: unfinishedLabel, position: "insideTopRight", fill: "var(--muted)", fontSize: 12 }}
            />
          )}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

/** The amounts of a date, as text. */
function Reading({ data, date, title }: { readonly data: CostChartData; readonly date: string; readonly title: string }): ReactNode {
  const formats = useFormats();
  const index = data.dates.indexOf(date);
  const lines = [...data.series.map(({ label, color, values }) => ({ label, color, value: values[index] ?? null }))].reverse();
  return (
    <div className="max-w-80 rounded border border-line bg-card p-2 text-sm text-ink shadow">
      <p className="mb-1 font-semibold">{title}</p>
      <ul>
        {lines.flatMap(({ label, color, value }) =>
          value === null ? (
            []
          ) : (
            <li key={label} className="flex items-center gap-2">
              <svg viewBox="0 0 10 10" className="size-2.5 shrink-0" aria-hidden>
                <rect width="10" height="10" rx="2" fill={color} />
              </svg>
              <span className="min-w-0 flex-1 truncate">{label}</span>
              <span className="tabular-nums">{formats.amount(value, data.currency, data.isUnitPrice === true ? "exact" : undefined)}</span>
            </li>
          ),
        )}
        {data.expected === null || index < data.dates.length - 1 ? null : (
          <li className="mt-1 flex justify-between gap-3 border-t border-line pt-1">
            <span>{data.expected.label}</span>
            <span className="tabular-nums">{formats.amount(data.expected.amount, data.currency)}</span>
          </li>
        )}
        {data.line?.values[index] == null ? null : (
          <li className="mt-1 flex justify-between gap-3 border-t border-line pt-1">
            <span>{data.line.label}</span>
            <span className="tabular-nums">{formats.amount(data.line.values[index], data.currency)}</span>
          </li>
        )}
      </ul>
    </div>
  );
}
