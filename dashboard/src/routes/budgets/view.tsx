import { TriangleAlert } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useAnswer } from "../../api/use-answer";
import { PageFrame } from "../../app/page-frame";
import { useMay } from "../../app/use-may";
import { useScope } from "../../app/use-scope";
import { PageLink, useView } from "../../app/use-view";
import { Bar } from "../../charts/bar";
import { Amount, Difference } from "../../components/ui/amount";
import { AnswerView } from "../../components/ui/answer-view";
import { Button } from "../../components/ui/button";
import { Card } from "../../components/ui/card";
import { DataTable } from "../../components/ui/data-table";
import { monthOf } from "../../dates/month";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { compareAmounts, shareOf } from "../../money/amount";
import { type Budget, type BudgetChange, budgetsPath } from "./budget-draft";
import { BudgetDialogs } from "./budget-editor";
import { budgetsTexts } from "./texts";

/** Each target of the month beside what was spent and what is expected. */
export default function Budgets(): ReactNode {
  const texts = useTexts(budgetsTexts);
  const may = useMay();
  const [change, setChange] = useState<BudgetChange | null>(null);
  const formats = useFormats();
  const { view, go } = useView();
  const { currency } = useScope();
  const month = monthOf(view.to);
  const question = { month, limit: 1000, ...(view.account === null ? {} : { billing_account: view.account }) };
  const query = useAnswer("/api/budgets", question);
  const title = texts.list(formats.month(month));
  const mayChange = may(budgetsPath, "set");
  return (
    <PageFrame title={texts.title}>
      <Card
        title={title}
        hint={texts.legend}
        file={{ path: "/api/budgets", question }}
        actions={
          mayChange ? (
            <span className="flex min-h-8 flex-wrap items-center gap-3 text-sm">
              <PageLink to="/audit" change={{ tab: "budget" }}>
                {texts.changes}
              </PageLink>
              <Button
                onClick={() => {
                  setChange({ kind: "set", budget: null });
                }}
              >
                {texts.newTarget}
              </Button>
            </span>
          ) : null
        }
      >
        <AnswerView query={query} height="min-h-64" isEmpty={({ data }) => data.length === 0} empty={texts.none(formats.month(month))}>
          {({ data }) => (
            <DataTable
              caption={title}
              // A target in a currency that no bill has is a fault, which must not be hidden.
              rows={data.filter((row) => row.fault !== null || currency === null || row.currency === currency)}
              keyOf={({ billing_account_id: account, id }) => `${account} ${id}`}
              sort={view.sort ?? "-variance"}
              onSort={(sort) => {
                go({ sort }, { replace: true });
              }}
              columns={[
                {
                  key: "scope",
                  header: texts.scope,
                  className: "min-w-40",
                  cell: (row) => (
                    <>
                      <span className="wrap-anywhere">{scopeOf(row, texts)}</span>
                      <span className="block text-xs wrap-anywhere text-muted">
                        {row.billing_account_id}, {row.id}
                      </span>
                    </>
                  ),
                },
                {
                  key: "progress",
                  header: texts.progress,
                  className: "min-w-40",
                  cell: (row) =>
                    row.fault === null ? (
                      <Bar
                        part={row.actual}
                        whole={larger(row.target, row.forecast)}
                        color={row.variance?.startsWith("-") === false && row.variance !== "0" ? "var(--more)" : "var(--accent)"}
                        marks={[{ at: row.target, color: "var(--text)" }]}
                      />
                    ) : (
                      <span className="text-warn">
                        <TriangleAlert aria-hidden className="me-1.5 inline size-4 align-text-bottom" />
                        <span title={row.fault}>
                          {texts.fault}: {texts[row.fault]}
                        </span>
                      </span>
                    ),
                },
                {
                  key: "actual",
                  header: texts.actual,
                  isNumber: true,
                  compare: (a, b) => compareAmounts(a.actual, b.actual),
                  cell: (row) => <Amount value={row.actual} currency={row.currency} />,
                },
                {
                  key: "target",
                  header: texts.target,
                  isNumber: true,
                  cell: (row) => <Amount value={row.target} currency={row.currency} />,
                },
                {
                  key: "forecast",
                  header: texts.forecast,
                  isNumber: true,
                  compare: (a, b) => compareAmounts(a.forecast, b.forecast),
                  cell: (row) => (
                    <>
                      <Amount value={row.forecast} currency={row.currency} />
                      {row.forecast_low === null || row.forecast_high === null || row.forecast_low === row.forecast_high ? null : (
                        <span className="block text-xs text-muted">
                          {texts.range(
                            formats.amount(row.forecast_low, row.currency, "compact"),
                            formats.amount(row.forecast_high, row.currency, "compact"),
                          )}
                        </span>
                      )}
                    </>
                  ),
                },
                {
                  key: "variance",
                  header: texts.variance,
                  isNumber: true,
                  compare: (a, b) => compareAmounts(a.variance, b.variance),
                  cell: (row) => (
                    <Difference
                      value={row.variance}
                      currency={row.currency}
                      share={row.variance === null ? null : shareOf(row.variance, row.target)}
                    />
                  ),
                },
                ...(mayChange
                  ? [
                      {
                        key: "actions",
                        header: texts.actions,
                        cell: (budget: Budget) => (
                          <div className="flex gap-1.5 max-md:flex-wrap">
                            <Button
                              aria-label={texts.changeTarget(budget.id)}
                              onClick={() => {
                                setChange({ kind: "set", budget });
                              }}
                            >
                              {texts.change}
                            </Button>
                            <Button
                              aria-label={texts.withdrawTarget(budget.id)}
                              onClick={() => {
                                setChange({ kind: "withdraw", budget });
                              }}
                            >
                              {texts.withdraw}
                            </Button>
                          </div>
                        ),
                      },
                    ]
                  : []),
              ]}
            />
          )}
        </AnswerView>
      </Card>
      {change === null ? null : (
        <BudgetDialogs
          change={change}
          month={month}
          onClose={() => {
            setChange(null);
          }}
        />
      )}
    </PageFrame>
  );
}

function larger(a: string, b: string | null): string {
  return b !== null && compareAmounts(b, a) > 0 ? b : a;
}

function scopeOf({ scope_kind: kind, scope_value: value }: Budget, texts: typeof budgetsTexts.en): string {
  switch (kind) {
    case "account":
      return texts.account;
    case "service":
    case "subscription":
    case "resource_group":
    case "owner":
      return texts.kind(texts[kind], value);
    default:
      return texts.kind(kind, value);
  }
}
