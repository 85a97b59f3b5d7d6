import type { ReactNode } from "react";
import type { Answered } from "../../api/ask";
import { useAnswer } from "../../api/use-answer";
import { PageFrame } from "../../app/page-frame";
import { useView } from "../../app/use-view";
import { emissionMethods } from "../../app/view-state";
import { CostChart } from "../../charts/cost-chart";
import type { CostChartData } from "../../charts/cost-chart-data";
import { seriesColors } from "../../charts/series-color";
import { Amount } from "../../components/ui/amount";
import { AnswerView } from "../../components/ui/answer-view";
import { Card } from "../../components/ui/card";
import { DataTable } from "../../components/ui/data-table";
import { Select } from "../../components/ui/select";
import { addMonths, monthOf, monthsBetween } from "../../dates/month";
import { commonTexts } from "../../i18n/common-texts";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { compareAmounts } from "../../money/amount";
import { emissionsTexts } from "./texts";

type Emissions = Answered<"/api/emissions">;

const groups = ["billing_account", "subscription", "service", "region", "resource", "owner", "scope"] as const;

/** What providers report on the emissions of what was used, month by month, and what they do not report. */
export default function EmissionsPage(): ReactNode {
  const texts = useTexts(emissionsTexts);
  const { view, go } = useView();
  const group = groups.find((one) => one === view.tab) ?? null;
  const { method } = view;
  const to = monthOf(view.to);
  const from = monthOf(view.from) === to ? addMonths(to, -11) : monthOf(view.from);
  const scope = { from, to, method, ...(view.account === null ? {} : { billing_account: view.account }) };
  const question = { ...scope, ...(group === null ? {} : { group }) } as const;
  const byMonth = useAnswer("/api/emissions", scope);
  const query = useAnswer("/api/emissions", question);
  return (
    <PageFrame title={texts.title}>
      <p className="-mt-2 mb-4 max-w-prose text-muted">{texts.intro}</p>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <Card
          title={texts.byMonth}
          {...(monthOf(view.from) === to ? { hint: texts.oneMonth } : {})}
          actions={
            <Select
              label={texts.method}
              value={method}
              options={emissionMethods.map((value) => ({ value, label: texts[value] }))}
              onChange={(one) => {
                go({ method: one }, { replace: true });
              }}
            />
          }
        >
          <AnswerView query={byMonth} height="min-h-72" isEmpty={isOfNothing} empty={texts.nothing}>
            {({ data }) => <MonthChart rows={data} months={monthsBetween(from, to)} />}
          </AnswerView>
        </Card>
        <Card
          title={texts.rows}
          file={{ path: "/api/emissions", question }}
          actions={
            <Select
              label={texts.group}
              value={group ?? ""}
              options={[{ value: "", label: texts.none }, ...groups.map((value) => ({ value, label: texts[value] }))]}
              onChange={(one) => {
                go({ tab: one === "" ? null : one }, { replace: true });
              }}
            />
          }
        >
          <AnswerView query={query} hidesProblems={group === null} isEmpty={isOfNothing} empty={texts.nothing}>
            {({ data, totals }) => <EmissionsTable rows={data} total={totals[0]} group={group} />}
          </AnswerView>
        </Card>
        <Card title={texts.missing} hint={texts.missingHint}>
          <AnswerView query={byMonth} hidesProblems isEmpty={({ missing }) => missing.length === 0} empty={texts.nothingMissing}>
            {({ missing }) => <MissingTable rows={missing} />}
          </AnswerView>
        </Card>
      </div>
    </PageFrame>
  );
}

function isOfNothing({ data }: Emissions): boolean {
  return data.every(({ kilograms }) => kilograms === null);
}

function MonthChart({ rows, months }: { readonly rows: Emissions["data"]; readonly months: readonly string[] }): ReactNode {
  const texts = useTexts(emissionsTexts);
  const formats = useFormats();
  const kilograms = new Map(rows.map((row) => [row.month, row.kilograms]));
  const label = texts.kilograms;
  const data: CostChartData = {
    currency: null,
    dates: months,
    series: [
      {
        name: label,
        label,
        color: seriesColors([label]).get(label) ?? "var(--accent)",
        values: months.map((month) => kilograms.get(month) ?? null),
      },
    ],
    line: null,
    expected: null,
    unfinishedFrom: null,
    unfinishedLabel: "",
  };
  const known = months.filter((month) => (kilograms.get(month) ?? null) !== null).length;
  return (
    <CostChart
      data={data}
      title={texts.byMonth}
      summary={texts.summary(formats.count(known), formats.count(months.length))}
      formatDate={(month, width) => formats.month(month, width)}
    />
  );
}

function EmissionsTable({
  rows,
  total,
  group,
}: {
  readonly rows: Emissions["data"];
  readonly total: Emissions["totals"][number] | undefined;
  readonly group: (typeof groups)[number] | null;
}): ReactNode {
  const texts = useTexts(emissionsTexts);
  const formats = useFormats();
  const { view, go } = useView();
  const named = (method: string): string =>
    method === "market" || method === "location" || method === "unspecified" ? texts[method] : method;
  return (
    <DataTable
      caption={texts.rows}
      rows={rows}
      keyOf={({ month, value }) => `${month} ${value ?? ""}`}
      sort={view.sort}
      onSort={(sort) => {
        go({ sort }, { replace: true });
      }}
      columns={[
        {
          key: "month",
          header: texts.month,
          className: "whitespace-nowrap",
          compare: (a, b) => a.month.localeCompare(b.month),
          cell: ({ month }) => formats.month(month),
        },
        ...(group === null
          ? []
          : [
              {
                key: "value",
                header: texts[group],
                className: "min-w-40",
                compare: (a: Emissions["data"][number], b: Emissions["data"][number]) => (a.value ?? "").localeCompare(b.value ?? ""),
                cell: ({ value }: Emissions["data"][number]) =>
                  value === null ? <span className="text-muted">{texts.notNamed}</span> : <span className="wrap-anywhere">{value}</span>,
              },
            ]),
        {
          key: "kilograms",
          header: texts.kilograms,
          isNumber: true,
          compare: (a, b) => compareAmounts(a.kilograms, b.kilograms),
          cell: ({ kilograms, missing_values: missing }) => (
            <>
              <Kilograms value={kilograms} />
              {missing === "0" ? null : <span className="block text-xs text-warn">{texts.missingValues(formats.count(missing))}</span>}
            </>
          ),
        },
        {
          key: "cost",
          header: texts.cost,
          isNumber: true,
          cell: ({ cost, currency }) => (cost === null ? "–" : <Amount value={cost} currency={currency} />),
        },
        {
          key: "kilograms_per_cost",
          header: texts.perCost,
          isNumber: true,
          cell: ({ kilograms_per_cost: share }) => (share === null ? "–" : <Kilograms value={share} isExact />),
        },
        { key: "methods", header: texts.methods, cell: (row) => row.methods.map(named).join(", ") },
        { key: "models", header: texts.models, cell: (row) => <span className="wrap-anywhere">{row.model_versions.join(", ")}</span> },
      ]}
      footer={[
        texts.total,
        ...(group === null ? [] : [""]),
        <Kilograms key="kilograms" value={total?.kilograms ?? null} />,
        "",
        "",
        "",
        "",
      ]}
    />
  );
}

/** Every digit is in its title; null is not known. */
function Kilograms({ value, isExact = false }: { readonly value: string | null; readonly isExact?: boolean }): ReactNode {
  const common = useTexts(commonTexts);
  const formats = useFormats();
  if (value === null) return <span className="text-muted">{common.unknown}</span>;
  return (
    <data value={value} title={`${value} kg`} className="tabular-nums">
      {formats.amount(value, null, ...(isExact ? (["exact"] as const) : []))}
    </data>
  );
}

function MissingTable({ rows }: { readonly rows: Emissions["missing"] }): ReactNode {
  const texts = useTexts(emissionsTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  return (
    <DataTable
      caption={texts.missing}
      rows={rows}
      keyOf={({ billing_account_id: account, month, subscription, reason }) => `${account} ${month} ${subscription ?? ""} ${reason}`}
      columns={[
        {
          key: "account",
          header: common.account,
          cell: ({ billing_account_id: account }) => <span className="wrap-anywhere">{account}</span>,
        },
        { key: "month", header: texts.month, className: "whitespace-nowrap", cell: ({ month }) => formats.month(month) },
        {
          key: "subscription",
          header: texts.subscription,
          cell: ({ subscription }) => <span className="wrap-anywhere">{subscription ?? texts.whole}</span>,
        },
        { key: "reason", header: texts.reason, cell: ({ reason }) => texts[reason] },
      ]}
    />
  );
}
