import type { ReactNode } from "react";
import { listedRows } from "../../api/rows-file";
import { Amount } from "../../components/ui/amount";
import { AnswerView } from "../../components/ui/answer-view";
import { Card } from "../../components/ui/card";
import { DataTable } from "../../components/ui/data-table";
import { commonTexts } from "../../i18n/common-texts";
import { chargeProblemMeaning } from "../../i18n/charge-problem-texts";
import { usePreferences, useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { compareAmounts } from "../../money/amount";
import type { Quality, QualityQuestion } from "./proof-card";
import { trustTexts } from "./texts";

interface QualityProps {
  readonly quality: Quality;
  readonly question: QualityQuestion;
}

/** A month without charges has no problem either, which says nothing good of it. */
function isOfNothing({ totals }: { readonly totals: readonly unknown[] }): boolean {
  return totals.length === 0;
}

/** Which problems charges have, and what these charges cost. */
export function QualityCard({ quality, question, month }: QualityProps & { readonly month: string }): ReactNode {
  const texts = useTexts(trustTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const { language } = usePreferences();
  return (
    <Card title={texts.quality(formats.month(month))} file={{ path: "/api/data-quality", question }}>
      <AnswerView query={quality} hidesProblems isEmpty={isOfNothing}>
        {({ data, totals }) => {
          if (data.length === 0) return <p className="text-muted">{texts.qualityNone}</p>;
          const rows = [...data].sort((a, b) => compareAmounts(b.charges, a.charges));
          return (
            <>
              {totals.map(({ currency, charges, charges_with_problems: odd, cost_with_problems: cost }) => (
                <p key={currency} className="mb-2 text-sm text-muted">
                  {texts.qualityOf(
                    formats.count(odd),
                    formats.count(charges),
                    cost === null ? common.unknown : formats.amount(cost, currency),
                  )}
                </p>
              ))}
              <DataTable
                caption={texts.quality(formats.month(month))}
                rows={rows}
                keyOf={(row) => `${row.billing_account_id} ${row.billing_period ?? ""} ${row.currency} ${row.code} ${row.field}`}
                height="max-h-72"
                columns={[
                  {
                    key: "code",
                    header: texts.code,
                    className: "min-w-56",
                    cell: ({ code }) => (
                      <>
                        <code className="text-xs whitespace-nowrap">{code}</code>
                        <span className="block text-muted">{chargeProblemMeaning(code, language)}</span>
                      </>
                    ),
                  },
                  { key: "field", header: texts.field, cell: ({ field }) => field },
                  { key: "account", header: common.account, cell: ({ billing_account_id: account }) => account },
                  { key: "charges", header: common.charges, isNumber: true, cell: ({ charges }) => formats.count(charges) },
                  {
                    key: "cost",
                    header: common.cost,
                    isNumber: true,
                    cell: ({ cost, currency }) => <Amount value={cost} currency={currency} />,
                  },
                ]}
              />
            </>
          );
        }}
      </AnswerView>
    </Card>
  );
}

/** Rules of FOCUS 1.4 that rows of the month break. */
export function FindingsCard({ quality, question }: QualityProps): ReactNode {
  const texts = useTexts(trustTexts);
  const formats = useFormats();
  return (
    <Card title={texts.findings} file={listedRows(`focus-findings-${question.month}`, "/api/data-quality", question, "focus_findings")}>
      <AnswerView query={quality} hidesProblems isEmpty={isOfNothing}>
        {({ focus_findings: findings }) =>
          findings.length === 0 ? (
            <p className="text-muted">{texts.findingsNone}</p>
          ) : (
            <DataTable
              caption={texts.findings}
              rows={findings}
              keyOf={(row) => `${row.billing_account_id} ${row.snapshot_id} ${row.rule_id}`}
              height="max-h-72"
              columns={[
                {
                  key: "rule",
                  header: texts.rule,
                  cell: ({ rule_id: id, description }) => (
                    <>
                      <code className="text-xs wrap-anywhere">{id}</code>
                      <span className="block text-muted">{description}</span>
                    </>
                  ),
                },
                { key: "severity", header: texts.severity, cell: ({ severity, requirement }) => `${requirement} (${texts[severity]})` },
                { key: "failures", header: texts.failures, isNumber: true, cell: ({ failures }) => formats.count(failures) },
              ]}
            />
          )
        }
      </AnswerView>
    </Card>
  );
}

/** Subscriptions that have days without a charge. */
export function CompletenessCard({ quality, question }: QualityProps): ReactNode {
  const texts = useTexts(trustTexts);
  const formats = useFormats();
  return (
    <Card title={texts.completeness} file={listedRows(`completeness-${question.month}`, "/api/data-quality", question, "completeness")}>
      <AnswerView query={quality} hidesProblems isEmpty={isOfNothing}>
        {({ completeness }) => {
          const rows = completeness.filter(({ missing_days: days }) => days.length > 0);
          if (rows.length === 0) return <p className="text-muted">{texts.completenessNone}</p>;
          return (
            <DataTable
              caption={texts.completeness}
              rows={rows}
              keyOf={(row) => `${row.billing_account_id} ${row.subscription_guid}`}
              height="max-h-72"
              columns={[
                {
                  key: "subscription",
                  header: texts.subscription,
                  cell: (row) => (row.subscription_name === "" ? row.subscription_guid : row.subscription_name) || row.billing_account_id,
                },
                {
                  key: "days",
                  header: texts.missingDays,
                  cell: ({ missing_days: days }) =>
                    days.length > 6 ? texts.days(String(days.length)) : days.map((day) => formats.day(day, "short")).join(", "),
                },
              ]}
            />
          );
        }}
      </AnswerView>
    </Card>
  );
}

/** Posted records that did not become a charge. */
export function DeadLettersCard({ quality }: Pick<QualityProps, "quality">): ReactNode {
  const texts = useTexts(trustTexts);
  const formats = useFormats();
  return (
    <Card title={texts.deadLetters}>
      <AnswerView query={quality} hidesProblems>
        {({ dead_letters: letters }) => {
          if (letters === null) return <p className="text-muted">{texts.deadLettersHidden}</p>;
          if (letters.waiting === "0") return <p className="text-muted">{texts.deadLettersNone}</p>;
          return (
            <>
              <p className="mb-2">{texts.deadLettersWaiting(letters.waiting)}</p>
              <ul className="text-sm">
                {letters.accounts.map(({ billing_account_id: account, waiting }) => (
                  <li key={account ?? ""}>
                    {account ?? "–"}: {formats.count(waiting)}
                  </li>
                ))}
              </ul>
            </>
          );
        }}
      </AnswerView>
    </Card>
  );
}
