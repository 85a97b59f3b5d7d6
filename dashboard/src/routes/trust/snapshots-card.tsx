import type { ReactNode } from "react";
import type { Answered } from "../../api/ask";
import { useAnswer } from "../../api/use-answer";
import { Amount } from "../../components/ui/amount";
import { AnswerView } from "../../components/ui/answer-view";
import { Card } from "../../components/ui/card";
import { DataTable } from "../../components/ui/data-table";
import { WithMeaning } from "../../components/ui/with-meaning";
import { commonTexts } from "../../i18n/common-texts";
import { usePreferences, useTexts } from "../../i18n/preferences";
import { reasonMeaning } from "../../i18n/reason-texts";
import { useFormats } from "../../i18n/use-formats";
import { trustTexts } from "./texts";

type Snapshot = Answered<"/api/snapshots">["data"][number];

/** Every reading of a month, the latest first. */
export function SnapshotsCard({ month, account }: { readonly month: string; readonly account: string | null }): ReactNode {
  const texts = useTexts(trustTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const { language } = usePreferences();
  const question = account === null ? null : { month, billing_account: account, limit: 100 };
  const query = useAnswer("/api/snapshots", question);
  const title = account === null ? texts.allSnapshots(formats.month(month)) : texts.snapshots(account, formats.month(month));
  const stateOf = ({ status, active }: Snapshot): string => {
    if (active) return texts.active;
    switch (status) {
      case "opened":
        return texts.opened_state;
      case "sealed":
        return texts.sealed_state;
      case "published":
        return texts.published_state;
      case "abandoned":
        return texts.abandoned_state;
      case "dropped":
        return texts.dropped_state;
    }
  };
  return (
    <Card title={title} hint={texts.snapshotsHint} file={question === null ? undefined : { path: "/api/snapshots", question }}>
      {account === null ? (
        <p className="text-muted">{texts.chooseAccount}</p>
      ) : (
        <AnswerView query={query} isEmpty={({ data }) => data.length === 0}>
          {({ data }) => (
            <DataTable
              caption={title}
              rows={data}
              keyOf={({ snapshot_id: id }) => id}
              columns={[
                {
                  key: "opened",
                  header: texts.opened,
                  className: "min-w-44",
                  cell: ({ opened_at: at, snapshot_id: id }) => (
                    <>
                      <time dateTime={at} title={at}>
                        {formats.instant(at)}
                      </time>
                      <span className="block text-xs wrap-anywhere text-muted">{id}</span>
                    </>
                  ),
                },
                {
                  key: "state",
                  header: texts.state,
                  cell: (row) => (
                    <>
                      <span className={row.active ? "font-semibold text-less" : ""}>{stateOf(row)}</span>
                      {row.reason === "" ? null : (
                        <span className="block break-words text-muted">
                          <WithMeaning meaning={reasonMeaning(row.reason.split(":")[0] ?? "", language)} text={row.reason} />
                        </span>
                      )}
                    </>
                  ),
                },
                { key: "charges", header: common.charges, isNumber: true, cell: ({ rows }) => formats.count(rows) },
                {
                  key: "cost",
                  header: common.cost,
                  isNumber: true,
                  cell: ({ cost, currency, sealed_at: sealed }) => (sealed === null ? "–" : <Amount value={cost} currency={currency} />),
                },
                {
                  key: "findings",
                  header: texts.findingsOf,
                  cell: ({ findings, overrides }) => (
                    <ul>
                      {findings.map(({ code, detail }) => (
                        <li key={code} className="break-words">
                          <code className="text-xs">{code}</code> <WithMeaning meaning={reasonMeaning(code, language)} text={detail} />
                        </li>
                      ))}
                      {overrides.map(({ option, reason }) => (
                        <li key={option} className="break-words">
                          <code className="text-xs">{option}</code> {reasonMeaning(option, language)} {reason}
                        </li>
                      ))}
                    </ul>
                  ),
                },
              ]}
            />
          )}
        </AnswerView>
      )}
    </Card>
  );
}
