import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useAnswer } from "../../api/use-answer";
import { PageFrame } from "../../app/page-frame";
import { useScope } from "../../app/use-scope";
import { useView } from "../../app/use-view";
import { ShareCell } from "../../charts/share-cell";
import { Amount } from "../../components/ui/amount";
import { AnswerView } from "../../components/ui/answer-view";
import { Card } from "../../components/ui/card";
import { DataTable } from "../../components/ui/data-table";
import { Select } from "../../components/ui/select";
import { addMonths, currentMonth, monthOf } from "../../dates/month";
import { commonTexts } from "../../i18n/common-texts";
import { useTexts } from "../../i18n/preferences";
import { useFormats } from "../../i18n/use-formats";
import { compareAmounts } from "../../money/amount";
import { type Commitment, commitmentKey, evidenceOf, knownCost, problemOf } from "./commitment";
import { CommitmentDrawer } from "./commitment-drawer";
import { CommitmentTotals } from "./commitment-totals";
import { RecommendationsCard } from "./recommendations-card";
import { commitmentProblemNames, commitmentsTexts, evidenceTexts } from "./texts";

const most = 1000;
/** As `expiring` of the totals of the API. */
const soon = 90;
const oneLine = "whitespace-nowrap";

/** What each reservation and savings plan cost in the month, what of it was used and wasted, what it saved, and when it ends; a click shows its terms. */
export default function Commitments(): ReactNode {
  const texts = useTexts(commitmentsTexts);
  const common = useTexts(commonTexts);
  const evidences = useTexts(evidenceTexts);
  const problemNames = useTexts(commitmentProblemNames);
  const formats = useFormats();
  const { view, go, now } = useView();
  const { currency } = useScope();
  const month = monthOf(view.to);
  const isEnding = view.tab === "ending";
  const question = {
    month,
    limit: most,
    ...(isEnding ? { expires_within: soon } : {}),
    ...(view.account === null ? {} : { billing_account: view.account }),
  };
  const query = useAnswer("/api/commitments", question);
  const title = texts.list(formats.month(month));
  const ofCurrency = (rows: readonly Commitment[]): readonly Commitment[] => rows.filter((row) => row.currency === currency);
  const opened = view.open === null || query.data === undefined ? null : view.open;
  return (
    <PageFrame
      title={texts.title}
      actions={
        <Select
          label={texts.shown}
          value={isEnding ? "ending" : "all"}
          options={[
            { value: "all", label: texts.all },
            { value: "ending", label: texts.ending(String(soon)) },
          ]}
          onChange={(one) => {
            go({ tab: one === "all" ? null : one });
          }}
        />
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        <Card title={title} hint={texts.hint} file={{ path: "/api/commitments", question }}>
          <AnswerView
            query={query}
            height="min-h-64"
            isEmpty={({ data }) => ofCurrency(data).length === 0}
            empty={
              query.data === undefined || query.data.snapshots.length === 0
                ? undefined
                : isEnding
                  ? texts.noneEnds(formats.month(month), String(soon))
                  : texts.none(formats.month(month))
            }
          >
            {({ data, totals, problems }) => {
              const total = totals.find((one) => one.currency === currency);
              return (
                <>
                  {total === undefined ? null : <CommitmentTotals total={total} days={String(soon)} />}
                  {problems.some(({ code }) => code === "limited") ? (
                    <p className="mb-2 text-sm text-muted">{texts.cut(formats.count(most))}</p>
                  ) : null}
                  <DataTable
                    caption={title}
                    rows={ofCurrency(data)}
                    keyOf={commitmentKey}
                    sort={view.sort ?? "-wasted"}
                    onSort={(sort) => {
                      go({ sort }, { replace: true });
                    }}
                    height="max-h-[65vh]"
                    columns={[
                      {
                        key: "commitment",
                        header: texts.commitment,
                        className: "min-w-44",
                        compare: (a, b) => nameOf(a).localeCompare(nameOf(b)),
                        cell: (row) => (
                          <>
                            <button
                              type="button"
                              className="min-h-[24px] text-start wrap-anywhere text-accent underline underline-offset-2"
                              onClick={() => {
                                go({ open: commitmentKey(row) });
                              }}
                            >
                              {nameOf(row)}
                            </button>
                            <span className="block text-xs wrap-anywhere text-muted">
                              {row.category === "Spend" ? texts.spend : texts.reservation} · {row.billing_account_id}
                            </span>
                          </>
                        ),
                      },
                      {
                        key: "utilization",
                        header: texts.utilization,
                        isNumber: true,
                        compare: (a, b) => compareAmounts(a.utilization, b.utilization),
                        cell: ({ utilization }) => <ShareCell part={utilization} whole="1" largest="1" />,
                      },
                      {
                        key: "coverage",
                        header: texts.coverage,
                        isNumber: true,
                        compare: (a, b) => compareAmounts(a.coverage, b.coverage),
                        cell: ({ coverage }) => (coverage === null ? "–" : formats.share(coverage)),
                      },
                      {
                        key: "effective",
                        header: texts.effective,
                        isNumber: true,
                        className: oneLine,
                        compare: (a, b) => compareAmounts(a.effective_cost, b.effective_cost),
                        cell: (row) => <Amount value={knownCost(row, row.effective_cost)} currency={currency} />,
                      },
                      {
                        key: "wasted",
                        header: texts.wasted,
                        isNumber: true,
                        className: oneLine,
                        compare: (a, b) => compareAmounts(a.unused_cost, b.unused_cost),
                        cell: (row) => <Amount value={knownCost(row, row.unused_cost)} currency={currency} />,
                      },
                      {
                        key: "saved",
                        header: texts.saved,
                        isNumber: true,
                        className: oneLine,
                        compare: (a, b) => compareAmounts(a.savings, b.savings),
                        cell: (row) => <Amount value={row.savings} currency={currency} />,
                      },
                      {
                        key: "ends",
                        header: texts.ends,
                        className: oneLine,
                        compare: (a, b) => (a.ends_on ?? "").localeCompare(b.ends_on ?? ""),
                        cell: (row) => <Ends commitment={row} />,
                      },
                      {
                        key: "evidence",
                        header: texts.evidence,
                        className: "min-w-40",
                        cell: (row) => (
                          <>
                            {evidenceOf(row, evidences)}
                            {row.problems.length === 0 ? null : (
                              <span className="block text-xs text-warn">
                                <TriangleAlert aria-hidden className="me-1 inline size-3.5 align-text-bottom" />
                                <span className="wrap-anywhere">
                                  {row.problems.map((code) => problemOf(code, problemNames)).join(", ")}
                                </span>
                              </span>
                            )}
                          </>
                        ),
                      },
                    ]}
                    footer={[
                      common.total,
                      "",
                      "",
                      <Amount key="effective" className={oneLine} value={total?.effective_cost ?? null} currency={currency} />,
                      <Amount key="wasted" className={oneLine} value={total?.unused_cost ?? null} currency={currency} />,
                      <Amount key="saved" className={oneLine} value={total?.savings ?? null} currency={currency} />,
                      "",
                      "",
                    ]}
                  />
                </>
              );
            }}
          </AnswerView>
        </Card>
        <RecommendationsCard month={month >= currentMonth(now) ? addMonths(currentMonth(now), -1) : month} />
      </div>
      {opened === null ? null : (
        <CommitmentDrawer
          commitment={ofCurrency(query.data?.data ?? []).find((row) => commitmentKey(row) === opened)}
          onClose={() => {
            go({ open: null });
          }}
        />
      )}
    </PageFrame>
  );
}

function nameOf({ commitment_name: name, commitment_id: id }: Commitment): string {
  return name === "" ? (id.split("/").at(-1) ?? id) : name;
}

/** When it ends, and how soon that is. */
function Ends({ commitment }: { readonly commitment: Commitment }): ReactNode {
  const texts = useTexts(commitmentsTexts);
  const common = useTexts(commonTexts);
  const formats = useFormats();
  const { ends_on: end, expires_in_days: days } = commitment;
  if (end === null || days === null) return <span className="text-muted">{common.unknown}</span>;
  const isPast = days.startsWith("-");
  const isSoon = !isPast && compareAmounts(days, String(soon)) <= 0;
  return (
    <>
      {formats.day(end)}
      <span className={`block text-xs ${isSoon ? "text-warn" : "text-muted"}`}>
        {isSoon ? <TriangleAlert aria-hidden className="me-1 inline size-3.5 align-text-bottom" /> : null}
        {isPast ? texts.ended : days === "0" ? texts.today : texts.inDays(formats.count(days))}
      </span>
    </>
  );
}
