import type { ReactNode } from "react";
import { useAnswer } from "../../api/use-answer";
import { useScope } from "../../app/use-scope";
import { PageLink, useView } from "../../app/use-view";
import { Amount } from "../../components/ui/amount";
import { AnswerView } from "../../components/ui/answer-view";
import { Card } from "../../components/ui/card";
import { DataTable } from "../../components/ui/data-table";
import { useTexts } from "../../i18n/preferences";
import { commonTexts } from "../../i18n/common-texts";
import { useFormats } from "../../i18n/use-formats";
import { commitmentsTexts } from "./texts";

const most = 100;

/** What one-year reservations would have saved on hours of the month that nothing covered, and by what assumptions. */
export function RecommendationsCard({ month }: { readonly month: string }): ReactNode {
  const texts = useTexts(commitmentsTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const { view } = useView();
  const { currency } = useScope();
  const question = { month, limit: most, ...(view.account === null ? {} : { billing_account: view.account }) };
  const query = useAnswer("/api/commitment-recommendations", question);
  const title = texts.recommended(formats.month(month));
  return (
    <Card title={title} hint={texts.recommendedHint} file={{ path: "/api/commitment-recommendations", question }}>
      <AnswerView
        query={query}
        hidesProblems
        isEmpty={({ data }) => !data.some((row) => row.currency === currency)}
        empty={query.data === undefined || query.data.snapshots.length === 0 ? undefined : texts.recommendedNone}
      >
        {({ data }) => (
          <>
            <DataTable
              caption={title}
              rows={data.filter((row) => row.currency === currency)}
              keyOf={(row) => [row.billing_account_id, row.subscription, row.region, row.meter_id].join("\u0000")}
              columns={[
                {
                  key: "meter",
                  header: common.meter,
                  className: "min-w-36",
                  cell: (row) => (
                    <>
                      <PageLink
                        to="/charges"
                        change={{
                          filters: new Map([
                            ["meter", [row.meter]],
                            ["subscription", [row.subscription]],
                          ]),
                          account: row.billing_account_id,
                          from: month,
                          to: month,
                        }}
                      >
                        {row.meter === "" ? row.meter_id : row.meter}
                      </PageLink>
                      <span className="block text-xs wrap-anywhere text-muted">
                        {row.service_name} · {row.region} · {row.subscription}
                      </span>
                    </>
                  ),
                },
                { key: "hours", header: texts.openHours, isNumber: true, cell: ({ hours }) => formats.count(hours) },
                { key: "units", header: texts.units, isNumber: true, cell: ({ units }) => formats.count(units) },
                {
                  key: "on_demand",
                  header: texts.onDemand,
                  isNumber: true,
                  cell: (row) => <Amount value={row.on_demand_cost} currency={currency} />,
                },
                {
                  key: "reserved",
                  header: texts.reserved,
                  isNumber: true,
                  cell: (row) => <Amount value={row.commitment_cost} currency={currency} />,
                },
                {
                  key: "saving",
                  header: texts.wouldSave,
                  isNumber: true,
                  cell: (row) =>
                    row.saving === null ? (
                      <span className="text-muted">{texts.noPrice}</span>
                    ) : (
                      <Amount value={row.saving} currency={currency} />
                    ),
                },
                {
                  key: "price",
                  header: texts.priceOf,
                  className: "min-w-36",
                  cell: ({ commitment_id: id }) => <span className="text-xs wrap-anywhere text-muted">{id ?? "–"}</span>,
                },
              ]}
            />
            <ul className="mt-2 list-disc ps-5 text-sm text-muted">
              {texts.assumptions.split("\n").map((one) => (
                <li key={one}>{one}</li>
              ))}
            </ul>
          </>
        )}
      </AnswerView>
    </Card>
  );
}
