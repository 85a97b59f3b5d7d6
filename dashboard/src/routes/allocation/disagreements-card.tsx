import type { ReactNode } from "react";
import { useAnswer } from "../../api/use-answer";
import { AnswerView } from "../../components/ui/answer-view";
import { Card } from "../../components/ui/card";
import { DataTable } from "../../components/ui/data-table";
import { commonTexts } from "../../i18n/common-texts";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { allocationTexts } from "./texts";

const most = 200;

/** Charges on which more than one rule matched: which one won, by what, and which ones lost. */
export function DisagreementsCard({
  month,
  account,
}: {
  readonly month: string;
  readonly account: { readonly billing_account?: string };
}): ReactNode {
  const texts = useTexts(allocationTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const question = { month, limit: most, ...account };
  const query = useAnswer("/api/tagging-audit", question);
  return (
    <Card title={texts.disagreements} hint={texts.disagreementsHint} file={{ path: "/api/tagging-audit", question }}>
      <AnswerView query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="text-muted">{texts.disagreementsNone}</p>
          ) : (
            <>
              {data.length < most ? null : <p className="mb-2 text-sm text-muted">{texts.mostOf(String(most))}</p>}
              <DataTable
                caption={texts.disagreements}
                rows={data}
                keyOf={({ charge_id: id }) => id}
                columns={[
                  {
                    key: "date",
                    header: common.date,
                    className: "whitespace-nowrap",
                    cell: ({ date }) => (date === null ? "–" : formats.day(date, "short")),
                  },
                  {
                    key: "resource",
                    header: texts.resource,
                    cell: ({ levels, winner_level: level }) => (
                      <span className="wrap-anywhere">{levels.find((one) => one.level === level)?.text ?? ""}</span>
                    ),
                  },
                  {
                    key: "winner",
                    header: texts.winner,
                    cell: ({ winner_application: application, winner_id: id }) => `${application} (${id})`,
                  },
                  {
                    key: "losers",
                    header: texts.losers,
                    cell: ({ levels, winner_id: winner }) => (
                      <ul>
                        {levels
                          .flatMap(({ level, matches }) => matches.map((match) => ({ level, match })))
                          .filter(({ match }) => !match.startsWith(`${winner} `))
                          .map(({ level, match }) => (
                            <li key={`${level} ${match}`} className="wrap-anywhere">
                              {match} <span className="text-muted">({level})</span>
                            </li>
                          ))}
                      </ul>
                    ),
                  },
                  { key: "reason", header: texts.reason, cell: ({ reason }) => texts[reason] },
                ]}
              />
            </>
          )
        }
      </AnswerView>
    </Card>
  );
}
