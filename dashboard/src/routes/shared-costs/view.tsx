import { type ReactNode, useState } from "react";
import { useAnswer } from "../../api/use-answer";
import { OwnerLink } from "../../app/owner-link";
import { PageFrame } from "../../app/page-frame";
import { useMay } from "../../app/use-may";
import { useScope } from "../../app/use-scope";
import { useView } from "../../app/use-view";
import { Amount } from "../../components/ui/amount";
import { AnswerView } from "../../components/ui/answer-view";
import { Button } from "../../components/ui/button";
import { Card } from "../../components/ui/card";
import { DataTable } from "../../components/ui/data-table";
import { Select } from "../../components/ui/select";
import { monthOf } from "../../dates/month";
import { commonTexts } from "../../i18n/common-texts";
import { fieldName } from "../../i18n/field-name";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { compareAmounts } from "../../money/amount";
import { type SharedRule, sharedRulesPath, writtenFilters } from "./rule-draft";
import { type SharedRuleChange, SharedRuleEditor } from "./rule-editor";
import { sharedCostTexts } from "./texts";

const mostOwners = 1000;
const metrics = ["billed", "effective"] as const;

/** What each owner costs when rules have split shared charges, and the rules. Who may, changes one after seeing what it would move. */
export default function SharedCosts(): ReactNode {
  const texts = useTexts(sharedCostTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const may = useMay();
  const [change, setChange] = useState<SharedRuleChange | null>(null);
  const { view, go } = useView();
  const { currency } = useScope();
  const month = monthOf(view.to);
  const metric = view.metric === "effective" ? "effective" : "billed";
  const question = { month, metric, limit: mostOwners, ...(view.account === null ? {} : { billing_account: view.account }) } as const;
  const query = useAnswer("/api/shared-costs", question);
  const title = texts.owners(formats.month(month));
  const mayChange = may(sharedRulesPath, "set");
  return (
    <PageFrame title={texts.title}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <Card
          title={title}
          hint={texts.hint}
          file={{ path: "/api/shared-costs", question }}
          actions={
            <Select
              label={common.metric}
              value={metric}
              options={metrics.map((one) => ({ value: one, label: common[one] }))}
              onChange={(one) => {
                go({ metric: one }, { replace: true });
              }}
            />
          }
        >
          <AnswerView query={query} height="min-h-64" isEmpty={({ data }) => data.length === 0}>
            {({ data, totals }) => {
              const total = totals.find((one) => one.currency === currency);
              return (
                <>
                  {total === undefined ? null : <p className="mb-2 text-sm">{texts.splits(formats.amount(total.split_cost, currency))}</p>}
                  <DataTable
                    caption={title}
                    rows={data.filter((row) => row.currency === currency)}
                    keyOf={({ owner }) => owner}
                    sort={view.sort ?? "-total"}
                    onSort={(sort) => {
                      go({ sort }, { replace: true });
                    }}
                    columns={[
                      {
                        key: "owner",
                        header: texts.owner,
                        className: "min-w-36",
                        compare: (a, b) => a.owner.localeCompare(b.owner),
                        cell: ({ owner }) => <OwnerLink owner={owner} month={month} />,
                      },
                      {
                        key: "direct",
                        header: texts.direct,
                        isNumber: true,
                        compare: (a, b) => compareAmounts(a.direct_cost, b.direct_cost),
                        cell: (row) => <Amount value={row.direct_cost} currency={currency} />,
                      },
                      {
                        key: "given",
                        header: texts.given,
                        isNumber: true,
                        compare: (a, b) => compareAmounts(a.given_cost, b.given_cost),
                        cell: (row) => <Amount value={row.given_cost} currency={currency} />,
                      },
                      {
                        key: "received",
                        header: texts.received,
                        isNumber: true,
                        compare: (a, b) => compareAmounts(a.received_cost, b.received_cost),
                        cell: (row) => (
                          <>
                            <Amount value={row.received_cost} currency={currency} />
                            {row.received.map(({ billing_account_id: account, rule, share }) => (
                              <span key={`${account} ${rule}`} className="block text-xs text-muted">
                                {texts.from(formats.share(share), rule)}
                              </span>
                            ))}
                          </>
                        ),
                      },
                      {
                        key: "total",
                        header: texts.total,
                        isNumber: true,
                        compare: (a, b) => compareAmounts(a.total_cost, b.total_cost),
                        cell: (row) => <Amount value={row.total_cost} currency={currency} />,
                      },
                    ]}
                    footer={[
                      common.total,
                      <Amount key="direct" value={total?.cost ?? null} currency={currency} />,
                      "",
                      "",
                      <Amount key="total" value={total?.cost ?? null} currency={currency} />,
                    ]}
                  />
                </>
              );
            }}
          </AnswerView>
        </Card>
        <Card
          title={texts.rules}
          hint={texts.rulesHint}
          actions={
            mayChange ? (
              <Button
                onClick={() => {
                  setChange({ kind: "set", rule: null });
                }}
              >
                {texts.newRule}
              </Button>
            ) : null
          }
        >
          <AnswerView query={query} hidesProblems>
            {({ rules }) =>
              rules.length === 0 ? (
                <p className="text-muted">{texts.noRules}</p>
              ) : (
                <RulesTable rules={rules} onChange={mayChange ? setChange : null} />
              )
            }
          </AnswerView>
        </Card>
      </div>
      {change === null ? null : (
        <SharedRuleEditor
          change={change}
          month={month}
          metric={metric}
          onClose={() => {
            setChange(null);
          }}
        />
      )}
    </PageFrame>
  );
}

function RulesTable({
  rules,
  onChange,
}: {
  readonly rules: readonly SharedRule[];
  /** Null for who may not. */
  readonly onChange: ((change: SharedRuleChange) => void) | null;
}): ReactNode {
  const texts = useTexts(sharedCostTexts);
  const common = useTexts(commonTexts);
  return (
    <DataTable
      caption={texts.rules}
      rows={rules}
      keyOf={({ id, billing_account_id: account }) => `${account} ${id}`}
      columns={[
        {
          key: "rule",
          header: texts.rule,
          className: "min-w-32",
          cell: ({ id, name, billing_account_id: account, priority }) => (
            <>
              <span className="wrap-anywhere">{name === "" ? id : name}</span>
              <span className="block text-xs wrap-anywhere text-muted">
                {account}, {id}, {priority}
              </span>
            </>
          ),
        },
        {
          key: "finds",
          header: texts.finds,
          className: "min-w-32",
          cell: ({ filters }) => <span className="wrap-anywhere">{writtenFilters(filters, (field) => fieldName(field, common))}</span>,
        },
        {
          key: "method",
          header: texts.method,
          cell: ({ method, business_metric: metric }) => (metric === null ? texts[method] : texts.byMetric(metric)),
        },
        {
          key: "targets",
          header: texts.targets,
          className: "min-w-32",
          cell: ({ targets }) => (
            <span className="wrap-anywhere">
              {targets.length === 0
                ? texts.allOwners
                : targets.map(({ owner, weight }) => (weight === null ? owner : `${owner} (${weight})`)).join(", ")}
            </span>
          ),
        },
        {
          key: "pool",
          header: texts.pool,
          isNumber: true,
          cell: ({ pools }) =>
            pools.length === 0
              ? texts.nothing
              : pools.map(({ currency, cost, owners }) => (
                  <span key={currency} className="block">
                    <Amount value={cost} currency={currency} />
                    {owners === 0 ? <span className="block text-xs text-warn">{texts.notSplit}</span> : null}
                  </span>
                )),
        },
        ...(onChange === null
          ? []
          : [
              {
                key: "actions",
                header: texts.actions,
                cell: (rule: SharedRule) => (
                  <div className="flex gap-1.5 max-md:flex-wrap">
                    <Button
                      aria-label={texts.changeRule(rule.id)}
                      onClick={() => {
                        onChange({ kind: "set", rule });
                      }}
                    >
                      {texts.change}
                    </Button>
                    <Button
                      aria-label={texts.withdrawRule(rule.id)}
                      onClick={() => {
                        onChange({ kind: "withdraw", rule });
                      }}
                    >
                      {texts.withdraw}
                    </Button>
                  </div>
                ),
              },
            ]),
      ]}
    />
  );
}
