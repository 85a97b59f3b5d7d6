import { type ReactNode, useState } from "react";
import { AskError } from "../../api/ask";
import { useAnswer } from "../../api/use-answer";
import { Amount, Difference } from "../../components/ui/amount";
import { AnswerView } from "../../components/ui/answer-view";
import { Card } from "../../components/ui/card";
import { DataTable } from "../../components/ui/data-table";
import { Select } from "../../components/ui/select";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { commonTexts } from "../../i18n/common-texts";
import { trustTexts } from "./texts";

const mostChanges = 100;

/** What differs between two readings of a month: by default the one that readers see, and the one before it. */
export function ChangesCard({ month, account }: { readonly month: string; readonly account: string | null }): ReactNode {
  const texts = useTexts(trustTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const [{ from, to }, setPair] = useState({ from: "", to: "" });
  const readings = useAnswer("/api/snapshots", account === null ? null : { month, billing_account: account, limit: 100 });
  const kept = (readings.data?.data ?? []).filter(({ status }) => status === "published" || status === "sealed");
  const isKept = (id: string): boolean => kept.some(({ snapshot_id: one }) => one === id);
  const hasTwo = kept.length > 1;
  const question =
    account === null || !hasTwo
      ? null
      : {
          billing_account: account,
          month,
          limit: mostChanges,
          ...(isKept(from) ? { from } : {}),
          ...(isKept(to) ? { to } : {}),
        };
  const query = useAnswer("/api/changes", question);
  if (account === null) return null;
  const isNone = (readings.data !== undefined && !hasTwo) || (query.error instanceof AskError && query.error.code === "not-found");
  const options = [
    { value: "", label: texts.lastTwo },
    ...kept.map(({ snapshot_id: id, opened_at: at }) => ({ value: id, label: `${formats.instant(at)} (${id.slice(-8)})` })),
  ];
  return (
    <Card
      title={texts.changes}
      file={question === null ? undefined : { path: "/api/changes", question }}
      {...(query.data === undefined ? {} : { hint: texts.changesHint(query.data.from, query.data.to) })}
      actions={
        kept.length < 3 ? null : (
          <div className="flex flex-wrap gap-2">
            <Select
              label={texts.from}
              value={from}
              options={options}
              onChange={(id) => {
                setPair({ from: id, to });
              }}
            />
            <Select
              label={texts.to}
              value={to}
              options={options}
              onChange={(id) => {
                setPair({ from, to: id });
              }}
            />
          </div>
        )
      }
    >
      <AnswerView query={readings} hidesProblems>
        {() =>
          isNone ? (
            <p className="text-muted">{texts.noChanges}</p>
          ) : (
            <AnswerView query={query} isEmpty={({ data }) => data.length === 0} empty={texts.noChanges}>
              {({ data, totals }) => (
                <>
                  {totals.map(({ currency, added, removed, changed, cost_difference: difference }) => (
                    <p key={currency} className="mb-2 text-sm">
                      {texts.changeTotals(formats.count(added), formats.count(removed), formats.count(changed))}:{" "}
                      <Difference value={difference} currency={currency} />
                    </p>
                  ))}
                  {data.length < mostChanges ? null : <p className="mb-2 text-sm text-muted">{texts.changeLimit(String(mostChanges))}</p>}
                  <DataTable
                    caption={texts.changes}
                    rows={data.map((row, index) => ({ ...row, index }))}
                    keyOf={({ index }) => String(index)}
                    columns={[
                      {
                        key: "date",
                        header: common.date,
                        cell: ({ usage_date: day }) => (day === null ? "–" : formats.day(day, "short")),
                        className: "whitespace-nowrap",
                      },
                      { key: "change", header: texts.change, cell: ({ change }) => texts[change] },
                      {
                        key: "resource",
                        header: texts.resource,
                        className: "wrap-anywhere",
                        cell: ({ resource_name: name, resource_group: group }) =>
                          name || group || <span className="text-muted">{common.noValue}</span>,
                      },
                      {
                        key: "meter",
                        className: "min-w-40",
                        header: common.meter,
                        cell: ({ meter_category: category, meter_name: meter }) => `${category}, ${meter}`,
                      },
                      {
                        key: "before",
                        header: texts.before,
                        isNumber: true,
                        cell: ({ cost_before: cost, currency }) => <Amount value={cost} currency={currency} />,
                      },
                      {
                        key: "after",
                        header: texts.after,
                        isNumber: true,
                        cell: ({ cost_after: cost, currency }) => <Amount value={cost} currency={currency} />,
                      },
                      {
                        key: "difference",
                        header: common.difference,
                        isNumber: true,
                        cell: ({ cost_difference: cost, currency }) => <Difference value={cost} currency={currency} />,
                      },
                    ]}
                  />
                </>
              )}
            </AnswerView>
          )
        }
      </AnswerView>
    </Card>
  );
}
