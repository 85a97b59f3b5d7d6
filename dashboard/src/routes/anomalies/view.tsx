import type { ReactNode } from "react";
import type { Answered } from "../../api/ask";
import { useAnswer } from "../../api/use-answer";
import { PageFrame } from "../../app/page-frame";
import { useScope } from "../../app/use-scope";
import { PageLink, useView } from "../../app/use-view";
import { withFilter } from "../../app/view-state";
import { Amount, Difference } from "../../components/ui/amount";
import { AnswerView } from "../../components/ui/answer-view";
import { Card } from "../../components/ui/card";
import { DataTable } from "../../components/ui/data-table";
import { Select } from "../../components/ui/select";
import { monthOf } from "../../dates/month";
import { whyOf, whyTexts } from "../../app/anomaly-why";
import { commonTexts } from "../../i18n/common-texts";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { anomaliesTexts } from "./texts";

const dimensions = ["every", "service", "subscription", "resource_group", "owner"] as const;
const filterOf = { service: "service_name", subscription: "subscription", resource_group: "resource_group", owner: "owner" } as const;

/** Days that cost more or less than usual, with the range they were expected in, and what is new. A row leads to that day. */
export default function Anomalies(): ReactNode {
  const texts = useTexts(anomaliesTexts);
  const common = useTexts(commonTexts);
  const whyWords = useTexts(whyTexts);
  const formats = useFormats();
  const { view, go } = useView();
  const { currency } = useScope();
  const month = monthOf(view.to);
  const dimension = dimensions.find((one) => one === view.tab?.replace("-", "_")) ?? "every";
  const question = {
    month,
    limit: 200,
    ...(dimension === "every" ? {} : { dimension }),
    ...(view.account === null ? {} : { billing_account: view.account }),
  };
  const query = useAnswer("/api/anomalies", question);
  const title = texts.list(formats.month(month));
  return (
    <PageFrame
      title={texts.title}
      actions={
        <Select
          label={texts.by}
          value={dimension}
          options={dimensions.map((one) => ({ value: one, label: texts[one] }))}
          onChange={(one) => {
            go({ tab: one === "every" ? null : one.replace("_", "-") });
          }}
        />
      }
    >
      <Card title={title} file={{ path: "/api/anomalies", question }}>
        <AnswerView
          query={query}
          height="min-h-64"
          isEmpty={({ data }) => !data.some((row) => row.currency === currency)}
          empty={query.data?.known_through.some(({ known_through: day }) => day !== null) === true ? texts.none : undefined}
        >
          {({ data, known_through: known }) => (
            <>
              <DataTable
                caption={title}
                rows={data.filter((row) => row.currency === currency)}
                keyOf={(row) =>
                  [row.billing_account_id, row.dimension, row.value, row.subscription_guid ?? "", row.date, row.kind].join("\u0000")
                }
                height="max-h-[65vh]"
                columns={[
                  {
                    key: "what",
                    header: texts.what,
                    className: "min-w-40",
                    cell: (row) => {
                      const { filters } = withFilter(view, filterOf[row.dimension], [row.value]);
                      return (
                        <>
                          <PageLink
                            to="/explore"
                            change={{ filters, account: row.billing_account_id, from: row.date, to: row.through, group: "meter" }}
                          >
                            <span className="wrap-anywhere">{row.value === "" ? common.noValue : row.value}</span>
                          </PageLink>
                          {row.kind === "unusual" ? null : <span className="ms-2 rounded bg-soft px-1.5 text-xs">{texts[row.kind]}</span>}
                          <span className="block text-xs text-muted">
                            {texts[row.dimension]} · {row.billing_account_id}
                          </span>
                        </>
                      );
                    },
                  },
                  {
                    key: "day",
                    header: texts.day,
                    className: "whitespace-nowrap",
                    cell: (row) =>
                      row.date === row.through
                        ? formats.day(row.date, "short")
                        : texts.through(formats.day(row.date, "short"), formats.day(row.through, "short")),
                  },
                  { key: "cost", header: texts.cost, isNumber: true, cell: (row) => <Amount value={row.cost} currency={row.currency} /> },
                  {
                    key: "usual",
                    header: texts.usual,
                    isNumber: true,
                    cell: (row) =>
                      row.kind === "new" || row.kind === "purchase"
                        ? texts.nothing
                        : texts.range(formats.amount(row.low, row.currency), formats.amount(row.high, row.currency)),
                  },
                  {
                    key: "difference",
                    header: texts.difference,
                    isNumber: true,
                    cell: (row) => {
                      const same = row.same_charges_as === null ? undefined : data[row.same_charges_as - 1];
                      return (
                        <>
                          <Difference value={row.difference} currency={row.currency} />
                          {same === undefined ? null : (
                            <span className="block text-xs text-muted">
                              {texts.sameAs(texts[same.dimension], same.value === "" ? common.noValue : same.value)}
                            </span>
                          )}
                        </>
                      );
                    },
                  },
                  {
                    key: "contributors",
                    header: texts.contributors,
                    className: "min-w-64",
                    cell: (row) => <Contributors row={row} />,
                  },
                  {
                    key: "why",
                    header: texts.why,
                    className: "min-w-64",
                    cell: (row) => <span className="text-muted">{whyOf(row, whyWords, formats)}</span>,
                  },
                ]}
              />
              <ul className="mt-2 text-sm text-muted">
                {known.map(({ billing_account_id: account, known_through: day }) =>
                  day === null ? null : <li key={account}>{texts.knownThrough(account, formats.day(day))}</li>,
                )}
              </ul>
            </>
          )}
        </AnswerView>
      </Card>
    </PageFrame>
  );
}

/** What made most of the difference. */
function Contributors({ row }: { readonly row: Answered<"/api/anomalies">["data"][number] }): ReactNode {
  const texts = useTexts(anomaliesTexts);
  return (
    <ul className="space-y-1 text-xs">
      {row.contributors.map((one) => {
        const name = one.resource_name === "" ? texts.noResource : one.resource_name;
        return (
          <li key={`${one.resource} ${one.meter}`} className="flex flex-wrap justify-between gap-x-3">
            <span className="wrap-anywhere">{one.meter === "" ? name : `${name}, ${one.meter}`}</span>
            <Difference value={one.difference} currency={row.currency} />
          </li>
        );
      })}
    </ul>
  );
}
