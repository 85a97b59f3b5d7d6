import { answerAnomalies } from "../apis/answers/answer-anomalies";
import { answerBudgets, type BudgetAnswerRow } from "../apis/answers/answer-budgets";
import { answerSnapshots } from "../apis/answers/answer-snapshots";
import { alwaysScope } from "../apis/answers/cost-scope-of";
import type { Answer } from "../apis/serving/answer";
import type { ApiRequest } from "../apis/serving/api-request";
import { addDays } from "../domain/calendar/calendar-day";
import type { AlertCause } from "../domain/report/alert-causes";
import type { AlertKind } from "../domain/report/report";
import { ExactSum } from "../domain/snapshot/exact-sum";
import type { ReportSubject } from "../pipeline/reporting/report-definition";

type AlertSubject = Extract<ReportSubject, { kind: "alert" }>;
type Finder = (subject: AlertSubject, request: ApiRequest) => Promise<readonly AlertCause[]>;

/** What stands now of the causes that an alert asks for, with the rights of the request. Every amount is what an API answers. */
export async function findCauses(subject: AlertSubject, request: ApiRequest): Promise<readonly AlertCause[]> {
  const found: AlertCause[] = [];
  for (const kind of subject.causes) found.push(...(await finders[kind](subject, request)));
  return found;
}

const finders: Readonly<Record<AlertKind, Finder>> = {
  "budget-passed": async (subject, request) =>
    (await budgetsOf(subject, request)).flatMap((budget) =>
      isPassed(budget)
        ? [
            budgetCause(
              "budget-passed",
              budget,
              `Budget ${budget.id} of ${budget.billing_account_id} is passed: ${budget.actual ?? ""} of ${budget.target} ${budget.currency} are billed in ${budget.month}`,
            ),
          ]
        : [],
    ),
  "budget-forecast": async (subject, request) =>
    (await budgetsOf(subject, request)).flatMap((budget) =>
      !isPassed(budget) && budget.fault === null && budget.forecast !== null && isAbove(budget.forecast, budget.target)
        ? [
            budgetCause(
              "budget-forecast",
              budget,
              `Budget ${budget.id} of ${budget.billing_account_id} is expected to be passed: forecast ${budget.forecast} of ${budget.target} ${budget.currency} in ${budget.month}`,
            ),
          ]
        : [],
    ),
  anomaly: findAnomalies,
  "late-data": async ({ billing_account: account }, request) => {
    const { snapshots } = await alwaysScope(request, account);
    return snapshots.named
      .filter(({ late }) => late)
      .map(({ billing_account_id, billing_period, usage_through, snapshot_id }) => ({
        kind: "late-data",
        key: `late-data/${billing_account_id}/${billing_period}`,
        message: `The last due reading of ${billing_period.slice(0, 7)} of ${billing_account_id} published nothing: snapshot ${snapshot_id} has usage through ${usage_through ?? "no day"}`,
        address: `/api/snapshots?month=${billing_period.slice(0, 7)}&billing_account=${billing_account_id}`,
      }));
  },
  "abandoned-month": findAbandoned,
};

function budgetsOf({ billing_account: account }: AlertSubject, request: ApiRequest): Promise<readonly BudgetAnswerRow[]> {
  const asked = {
    month: request.now.toISOString().slice(0, 7),
    limit: 1000,
    ...(account === undefined ? {} : { billing_account: account }),
  };
  return allRows((page) => answerBudgets({ ...asked, ...page }, request));
}

function isPassed({ fault, actual, target }: BudgetAnswerRow): boolean {
  return fault === null && actual !== null && isAbove(actual, target);
}

function budgetCause(
  kind: "budget-passed" | "budget-forecast",
  { id, billing_account_id, month }: BudgetAnswerRow,
  message: string,
): AlertCause {
  return {
    kind,
    key: `${kind}/${billing_account_id}/${month}/${id}`,
    message,
    address: `/api/budgets?month=${month}&billing_account=${billing_account_id}`,
  };
}

/** Those that lasted into the last seven days: an older one is over. One that is seen in several dimensions is told once. */
async function findAnomalies({ billing_account: account, minimum }: AlertSubject, request: ApiRequest): Promise<readonly AlertCause[]> {
  const since = addDays(request.now.toISOString().slice(0, 10), -7);
  const months = [...new Set([since.slice(0, 7), request.now.toISOString().slice(0, 7)])];
  const found: AlertCause[] = [];
  for (const month of months) {
    const asked = { month, minimum, limit: 1000, ...(account === undefined ? {} : { billing_account: account }) };
    const { data } = await answerAnomalies(asked, request);
    for (const { kind, billing_account_id, dimension, value, currency, date, through, same_charges_as, why, charges_address } of data)
      if (through >= since && same_charges_as === null)
        found.push({
          kind: "anomaly",
          key: `anomaly/${billing_account_id}/${currency}/${dimension}/${value}/${kind}/${date}`,
          message: `${billing_account_id}, ${dimension} ${value}: ${why}`,
          address: charges_address,
        });
  }
  return found;
}

/** Months of which the last reading of the last three months missed a check. */
async function findAbandoned({ billing_account: account }: AlertSubject, request: ApiRequest): Promise<readonly AlertCause[]> {
  const since = addDays(request.now.toISOString().slice(0, 10), -93);
  const asked = { limit: 1000, ...(account === undefined ? {} : { billing_account: account }) };
  const rows = (await allRows((page) => answerSnapshots({ ...asked, ...page }, request))).filter(({ opened_at }) => opened_at >= since);
  const last = new Map<string, (typeof rows)[number]>();
  for (const row of rows) {
    if (row.status !== "published" && row.status !== "abandoned") continue;
    const key = `${row.billing_account_id}/${row.billing_period}`;
    const known = last.get(key);
    if (known === undefined || known.opened_at < row.opened_at) last.set(key, row);
  }
  return [...last.entries()]
    .filter(([, { status }]) => status === "abandoned")
    .map(([key, { billing_account_id, billing_period, snapshot_id, reason }]) => ({
      kind: "abandoned-month",
      key: `abandoned-month/${key}`,
      message: `${billing_period.slice(0, 7)} of ${billing_account_id} was read and not published: ${reason} (snapshot ${snapshot_id}); what was published before stays`,
      address: `/api/snapshots?month=${billing_period.slice(0, 7)}&billing_account=${billing_account_id}`,
    }));
}

async function allRows<Row>(ask: (page: { readonly page?: string }) => Promise<Answer<Row, unknown>>): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let page: string | null | undefined; page !== null; ) {
    const answer = await ask(page === undefined ? {} : { page });
    rows.push(...answer.data);
    page = answer.page.next;
  }
  return rows;
}

function isAbove(left: string, right: string): boolean {
  return new ExactSum(left).compare(new ExactSum(right)) > 0;
}
