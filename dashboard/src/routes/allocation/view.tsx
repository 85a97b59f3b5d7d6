import type { ReactNode } from "react";
import { useAnswer } from "../../api/use-answer";
import { OwnerLink } from "../../app/owner-link";
import { PageFrame } from "../../app/page-frame";
import { useScope } from "../../app/use-scope";
import { PageLink, useView } from "../../app/use-view";
import { Bar } from "../../charts/bar";
import { ShareCell } from "../../charts/share-cell";
import { Amount } from "../../components/ui/amount";
import { AnswerView } from "../../components/ui/answer-view";
import { Card } from "../../components/ui/card";
import { DataTable } from "../../components/ui/data-table";
import { monthOf } from "../../dates/month";
import { commonTexts } from "../../i18n/common-texts";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { compareAmounts, largestOf } from "../../money/amount";
import { DisagreementsCard } from "./disagreements-card";
import { ruleTexts, ruleWord } from "./rule-texts";
import { RulesCard } from "./rules-card";
import { allocationTexts } from "./texts";

const mostOwners = 1000;

/** Who owns the cost of the month, and which rules say so: those that matched nothing, that changed since, and that disagreed. */
export default function Allocation(): ReactNode {
  const texts = useTexts(allocationTexts);
  const common = useTexts(commonTexts);
  const ruleWords = useTexts(ruleTexts);
  const formats = useFormats();
  const { view, go } = useView();
  const { currency } = useScope();
  const month = monthOf(view.to);
  const account = view.account === null ? {} : { billing_account: view.account };
  const question = { month, limit: mostOwners, ...account };
  const query = useAnswer("/api/allocation", question);
  const title = texts.owners(formats.month(month));
  return (
    <PageFrame title={texts.title}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <Card
          title={title}
          file={{ path: "/api/allocation", question }}
          actions={
            <span className="flex min-h-8 items-center text-sm">
              <PageLink to="/explore" change={{ group: "owner", sort: "-difference", from: month, to: month }}>
                {texts.grew}
              </PageLink>
            </span>
          }
        >
          <AnswerView query={query} height="min-h-64" isEmpty={({ data }) => data.length === 0}>
            {({ data, totals }) => {
              const total = totals.find((one) => one.currency === currency);
              const rows = data.filter((row) => row.currency === currency);
              const largest = largestOf(rows.map(({ cost }) => cost));
              return (
                <>
                  {total?.allocated_share == null ? null : (
                    <div className="mb-3 max-w-xl">
                      <p className="mb-1 text-sm">
                        {texts.share(
                          formats.share(total.allocated_share),
                          formats.amount(total.allocated_cost, currency),
                          formats.amount(total.cost, currency),
                        )}
                      </p>
                      <Bar part={total.allocated_cost} whole={total.cost} />
                    </div>
                  )}
                  <DataTable
                    caption={title}
                    rows={rows}
                    keyOf={({ owner }) => owner}
                    sort={view.sort ?? "-cost"}
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
                        key: "cost",
                        header: common.cost,
                        isNumber: true,
                        compare: (a, b) => compareAmounts(a.cost, b.cost),
                        cell: ({ cost }) => <Amount value={cost} currency={currency} />,
                      },
                      {
                        key: "share",
                        header: common.share,
                        isNumber: true,
                        cell: ({ cost }) => <ShareCell part={cost} whole={total?.cost ?? null} largest={largest} />,
                      },
                      {
                        key: "charges",
                        header: common.charges,
                        isNumber: true,
                        compare: (a, b) => compareAmounts(a.charges, b.charges),
                        cell: ({ charges }) => formats.count(charges),
                      },
                    ]}
                    footer={[common.total, <Amount key="cost" value={total?.cost ?? null} currency={currency} />, "", ""]}
                  />
                </>
              );
            }}
          </AnswerView>
        </Card>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4 xl:grid-cols-2">
          <Card title={texts.unmatched}>
            <AnswerView query={query} hidesProblems>
              {({ unmatched_rules: rules }) =>
                rules.length === 0 ? (
                  <p className="text-muted">{texts.unmatchedNone}</p>
                ) : (
                  <DataTable
                    caption={texts.unmatched}
                    rows={rules}
                    keyOf={({ id }) => id}
                    height="max-h-72"
                    columns={[
                      {
                        key: "pattern",
                        header: texts.pattern,
                        cell: ({ pattern, match_kind: kind }) => (
                          <>
                            <code className="wrap-anywhere">{pattern}</code>{" "}
                            <span className="text-muted">({ruleWord(kind, ruleWords)})</span>
                          </>
                        ),
                      },
                      { key: "application", header: texts.application, cell: ({ application }) => application },
                      { key: "scope", header: texts.scope, cell: ({ scope }) => ruleWord(scope, ruleWords) },
                      { key: "priority", header: texts.priority, isNumber: true, cell: ({ priority }) => formats.count(priority) },
                    ]}
                  />
                )
              }
            </AnswerView>
          </Card>
          <Card title={texts.changed} hint={texts.changedHint}>
            <AnswerView query={query} hidesProblems>
              {({ changed_rules: rules }) =>
                rules.length === 0 ? (
                  <p className="text-muted">{texts.changedNone}</p>
                ) : (
                  <DataTable
                    caption={texts.changed}
                    rows={rules}
                    keyOf={({ id, owner, currency: of }) => `${id} ${owner} ${of}`}
                    height="max-h-72"
                    columns={[
                      { key: "rule", header: texts.rule, cell: ({ id }) => id },
                      { key: "owner", header: texts.owner, cell: ({ owner }) => owner },
                      {
                        key: "state",
                        header: texts.state,
                        cell: ({ state, application }) => (state === "renamed" ? texts.renamed(application ?? "") : texts[state]),
                      },
                      {
                        key: "cost",
                        header: common.cost,
                        isNumber: true,
                        cell: ({ cost, currency: of }) => <Amount value={cost} currency={of} />,
                      },
                    ]}
                  />
                )
              }
            </AnswerView>
          </Card>
        </div>
        <DisagreementsCard month={month} account={account} />
        <RulesCard />
      </div>
    </PageFrame>
  );
}
