import { answerAllocation } from "../apis/answers/answer-allocation";
import { type AnomaliesParams, answerAnomalies } from "../apis/answers/answer-anomalies";
import { answerBudgets } from "../apis/answers/answer-budgets";
import { answerChangeSummary } from "../apis/answers/answer-change-summary";
import { answerCommitmentRecommendations } from "../apis/answers/answer-commitment-recommendations";
import { answerCommitments } from "../apis/answers/answer-commitments";
import { answerDataQuality, type DataQualityParams } from "../apis/answers/answer-data-quality";
import { answerCosts } from "../apis/cost-questions/answer-costs";
import type { Answer } from "../apis/serving/answer";
import type { ApiRequest } from "../apis/serving/api-request";
import { addDays } from "../domain/calendar/calendar-day";
import { readMomentWord } from "../domain/calendar/moment-words";
import type { ReadyReport, ReportLanguage } from "../domain/report/report";
import { type ReportWord, reportWord } from "../domain/report/report-words";
import type { ReportSubject } from "../pipeline/reporting/report-definition";

/** One question of a report, which is a section of it and a file of its own. */
export interface ReportQuestion {
  /** Of its file. */
  readonly id: string;
  readonly title: string;
  /** The API that answers it, and with which parameters: what its file quotes. */
  readonly endpoint: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** What of its rows a page shows; empty: all columns. A file has all. */
  readonly columns: readonly string[];
  /** One page of the answer. */
  readonly ask: (request: ApiRequest, page: string | undefined) => Promise<Answer<object, object>>;
}

/** The questions of a report, and what it is about. */
export interface ReportQuestions {
  readonly title: string;
  /** Month or days. */
  readonly period: string;
  readonly questions: readonly ReportQuestion[];
  /** What makes its deliveries the same, beside the snapshots: without words whose meaning moves on its own. */
  readonly identity: object;
}

type ReadySubject = Extract<ReportSubject, { kind: "ready" }>;
interface Scope {
  readonly language: ReportLanguage;
  readonly month: string;
  /** The first of the days back. */
  readonly since: string;
  readonly today: string;
  readonly account: { readonly billing_account?: string };
}

/** The questions of a ready report at `now`. Every number in it is what these APIs answer: nothing is counted here. */
export function readyQuestions(subject: ReadySubject, language: ReportLanguage, now: Date): ReportQuestions {
  const today = now.toISOString().slice(0, 10);
  const { billing_account: account } = subject;
  const scope: Scope = {
    language,
    month: readMomentWord(subject.month, now),
    since: addDays(today, -subject.days),
    today,
    account: account === undefined ? {} : { billing_account: account },
  };
  const isOfDays = subject.report === "what-changed" || subject.report === "anomalies";
  return {
    title: reportWord(subject.report, language),
    period: isOfDays ? `${scope.since} – ${today}` : scope.month,
    questions: makers[subject.report](scope),
    // The days back move with the clock: what was published in them says whether there is something new.
    identity: { ...subject, ...(isOfDays ? {} : { month: scope.month }) },
  };
}

const makers: Readonly<Record<ReadyReport, (scope: Scope) => readonly ReportQuestion[]>> = {
  "month-end": (scope) => [
    costs(scope, "by-account", { group: "billing_account", metric: "billed,effective" }),
    costs(scope, "by-service", { group: "service_name", compare: "previous", share: true }),
    costs(scope, "by-category", { group: "charge_category" }),
    reconciliation(scope),
  ],
  chargeback: (scope) => [
    asked(
      scope,
      "owners",
      "allocation",
      { month: scope.month, limit: 10_000 },
      ["owner", "allocated", "currency", "cost", "charges"],
      answerAllocation,
    ),
    costs(scope, "owners-services", { group: "owner,service_name", share: true }),
  ],
  "what-changed": (scope) => [asked(scope, "changes", "change-summary", { since: scope.since, limit: 500 }, [], answerChangeSummary)],
  "data-quality": (scope) => [
    reconciliation(scope),
    asked(scope, "quality", "data-quality", { month: scope.month }, [], answerDataQuality),
    asked(scope, "freshness", "data-quality", { month: scope.month }, [], async (params: DataQualityParams, request) => {
      const answer = await answerDataQuality(params, request);
      return { ...answer, data: answer.freshness, totals: [] };
    }),
  ],
  commitments: (scope) => [
    asked(scope, "commitments-used", "commitments", { month: scope.month, limit: 10_000 }, commitmentColumns, answerCommitments),
    asked(
      scope,
      "commitments-ending",
      "commitments",
      { month: scope.month, expires_within: 90, limit: 10_000 },
      ["commitment_id", "commitment_name", "billing_account_id", "type", "ends_on", "expires_in_days", "quantity", "currency", "purchased"],
      answerCommitments,
    ),
    asked(
      scope,
      "commitments-recommended",
      "commitment-recommendations",
      { month: scope.month, limit: 10_000 },
      [
        "service_name",
        "meter",
        "region",
        "billing_account_id",
        "subscription",
        "units",
        "currency",
        "on_demand_cost",
        "commitment_cost",
        "saving",
      ],
      answerCommitmentRecommendations,
    ),
  ],
  "budget-variance": (scope) => [
    asked(
      scope,
      "budgets",
      "budgets",
      { month: scope.month, limit: 1000 },
      [
        "id",
        "billing_account_id",
        "scope_kind",
        "scope_value",
        "currency",
        "target",
        "actual",
        "forecast",
        "variance",
        "known_through",
        "fault",
      ],
      answerBudgets,
    ),
  ],
  anomalies: (scope) => monthsOf(scope).map((month) => anomaliesOf(scope, month)),
};

const commitmentColumns = [
  "commitment_id",
  "commitment_name",
  "billing_account_id",
  "type",
  "currency",
  "billed_cost",
  "used_cost",
  "unused_cost",
  "utilization",
  "coverage",
  "savings",
];

function monthsOf({ since, today }: Scope): readonly string[] {
  const months: string[] = [];
  for (let day = since; day <= today; day = addDays(day, 1)) if (months.at(-1) !== day.slice(0, 7)) months.push(day.slice(0, 7));
  return months;
}

/** Those that lasted into the days that the report is about. Their totals are of a month, so there are none. */
function anomaliesOf(scope: Scope, month: string): ReportQuestion {
  const columns = [
    "kind",
    "billing_account_id",
    "dimension",
    "value",
    "date",
    "through",
    "currency",
    "cost",
    "expected",
    "difference",
    "why",
  ];
  const question = asked(scope, "unusual", "anomalies", { month, limit: 1000 }, columns, async (params: AnomaliesParams, request) => {
    const answer = await answerAnomalies(params, request);
    return { ...answer, data: answer.data.filter(({ through }) => through >= scope.since), totals: [] };
  });
  return { ...question, id: `unusual-${month}`, title: `${question.title}, ${month}` };
}

function reconciliation(scope: Scope): ReportQuestion {
  const columns = [
    "billing_account_id",
    "currency",
    "ledger_total",
    "sealed_total",
    "published_total",
    "focus_total",
    "control_total",
    "balanced",
  ];
  return asked(scope, "reconciliation", "data-quality", { month: scope.month }, columns, async (params: DataQualityParams, request) => {
    const answer = await answerDataQuality(params, request);
    return { ...answer, data: answer.reconciliation, totals: [] };
  });
}

function costs(scope: Scope, id: ReportWord, parameters: Parameters<typeof answerCosts>[0]): ReportQuestion {
  return asked(scope, id, "costs", { month: scope.month, ...parameters }, [], answerCosts);
}

/** A question of an API by its own code. An answer without pages takes none. */
function asked<Params extends object>(
  { language, account }: Scope,
  id: ReportWord,
  endpoint: string,
  parameters: Params,
  columns: readonly string[],
  answer: (params: Params, request: ApiRequest) => Promise<Answer<object, object>>,
): ReportQuestion {
  const own = { ...parameters, ...account };
  return {
    id,
    title: reportWord(id, language),
    endpoint,
    parameters: own,
    columns,
    ask: (request, page) => answer(page === undefined ? own : { ...own, page }, request),
  };
}
