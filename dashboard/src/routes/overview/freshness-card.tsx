import type { ReactNode } from "react";
import { listedRows } from "../../api/rows-file";
import { useAnswer } from "../../api/use-answer";
import { AnswerView } from "../../components/ui/answer-view";
import { Card } from "../../components/ui/card";
import { DataTable } from "../../components/ui/data-table";
import { commonTexts } from "../../i18n/common-texts";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import type { OverviewMonth } from "./overview-month";
import { overviewTexts } from "./texts";

/** When each account was last published, and to which day its usage is known. */
export function FreshnessCard({ month }: { readonly month: OverviewMonth }): ReactNode {
  const texts = useTexts(overviewTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const question = { month: month.month, ...month.account };
  const query = useAnswer("/api/data-quality", question);
  return (
    <Card title={texts.freshness} file={listedRows(`freshness-${month.month}`, "/api/data-quality", question, "freshness")}>
      <AnswerView query={query} height="min-h-40" isEmpty={({ freshness }) => freshness.length === 0}>
        {({ freshness }) => (
          <DataTable
            caption={texts.freshness}
            rows={freshness}
            keyOf={({ billing_account_id: account }) => account}
            columns={[
              { key: "account", header: common.account, cell: ({ billing_account_id: account }) => account },
              {
                key: "published",
                header: texts.lastPublished,
                cell: ({ last_published_at: at }) =>
                  at === null ? (
                    texts.onlyPosted
                  ) : (
                    <time dateTime={at} title={at}>
                      {formats.instant(at)}
                    </time>
                  ),
              },
              { key: "known", header: texts.knownThrough, cell: ({ known_through: day }) => (day === null ? "–" : formats.day(day)) },
            ]}
          />
        )}
      </AnswerView>
    </Card>
  );
}
