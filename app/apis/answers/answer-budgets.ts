import type { tags } from "typia";
import { toSubscriptionId } from "../../domain/azure-ea/parse-instance-id";
import type { BillingMonth } from "../../domain/calendar/billing-month";
import {
  type BudgetScopeKind,
  budgetKey,
  budgetScopeKinds,
  readBudgetAmount,
  readBudgetMonth,
  readBudgetScopeKind,
} from "../../domain/budget/read-budget";
import { readCurrencyCode } from "../../domain/currency-code";
import { ExactSum } from "../../domain/snapshot/exact-sum";
import { type Answer, type AnswerProblem, singleCurrency } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { pageCursor } from "../serving/page-cursor";
import { SqlText } from "../serving/sql-text";
import { chargeGapProblems, readChargeGaps } from "./charge-gaps";
import { dailyCostBy } from "./daily-cost-by";
import { tidyName } from "../../domain/text/fold-name";
import { monthParameter } from "./parameters";
import { askCosts } from "../cost-questions/ask-costs";
import type { CostScope } from "../cost-questions/cost-rows";
import { accountKeys } from "../../domain/access/is-account-id";
import { daysScope, monthScope } from "./cost-scope-of";
import { type Forecast, forecastDays, readForecasts } from "./read-forecasts";

export interface BudgetsParams {
  /** Month of the targets, `YYYY-MM`. */
  month: string & tags.Pattern<"^20\\d{2}-(0[1-9]|1[0-2])$"> & tags.Example<"2026-10">;
  /** Billing account id (at Azure the enrollment number). Defaults to all accounts you can read. */
  billing_account?: string & tags.Pattern<"^[A-Za-z0-9_.:-]{1,128}$"> & tags.Example<"100">;
  /** Maximum rows to return (default 100), by account and id. */
  limit?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<1000> & tags.Example<100>;
  /** `page.next` of the previous answer. */
  page?: string & tags.Pattern<"^[A-Za-z0-9_-]{1,2000}$"> & tags.Example<"WyIiLCIiXQ">;
}

export type BudgetFault =
  | "amount-unreadable"
  | "scope-kind-unknown"
  | "scope-kind-missing"
  | "scope-without-value"
  | "scope-without-charges"
  | "currency-not-billed";

/** A target and what became of it. Amounts are digits; null where the target's own fault makes them unknown. */
export interface BudgetAnswerRow {
  id: string;
  /** Spelled as in the bills of the account, if there are any; likewise scope_value. */
  billing_account_id: string;
  scope_kind: string;
  scope_value: string;
  month: string;
  currency: string;
  /** Plain digits; as posted when it is not an amount. */
  target: string;
  actual: string | null;
  /** Newest day of any charge of the account. */
  actual_through: string | null;
  /** Last day to which usage of the account is known; the forecast estimates later days. */
  known_through: string | null;
  /** Forecast of the month-end total, as in /api/forecast. */
  forecast: string | null;
  forecast_low: string | null;
  forecast_high: string | null;
  /** forecast - target; above zero means over budget. */
  variance: string | null;
  /** Why the target cannot be compared; null when it can. */
  fault: BudgetFault | null;
}

interface PostedBudget {
  readonly id: string;
  readonly account: string;
  readonly kind: string;
  readonly value: string;
  readonly month: string;
  readonly currency: string;
  readonly amount: string;
}

/** A budget whose texts are read, with what is known of its scope. */
interface ReadBudget {
  readonly posted: PostedBudget;
  readonly kind: BudgetScopeKind | null;
  readonly currency: string;
  readonly amount: string | null;
  /** One for each spelling of the scope that bills have. */
  readonly forecasts: readonly Forecast[];
}

/**
 * The targets that people set for a month, with what was billed and what is to be expected. Scopes are found however they are spelled. A target of no
 * month is a problem of every answer, since it could be one of any.
 */
export async function answerBudgets(
  { month, billing_account: billingAccount, limit = 100, page }: BudgetsParams,
  request: ApiRequest,
): Promise<Answer<BudgetAnswerRow>> {
  const asked = monthParameter(month);
  const [account = "", id = ""] = page === undefined ? [] : pageCursor.read(page, 2);
  const spellings = await request.rows<{ readonly month: string }>(SqlText.of`SELECT DISTINCT b.month AS month FROM Budget AS b`);
  const ofMonth = spellings.filter(({ month: text }) => readBudgetMonth(text)?.compare(asked) === 0);
  const ofNone = spellings.filter(({ month: text }) => readBudgetMonth(text) === null);
  const [posted, lost] = await Promise.all([
    readPosted(
      request,
      ofMonth,
      billingAccount,
      SqlText.of`(b.billing_account_id, b.id) > (${Bound.text(account)}, ${Bound.text(id)})`,
      limit,
    ),
    readPosted(request, ofNone, billingAccount, SqlText.of`1`, mostLost + 1),
  ]);
  const { from, through } = forecastDays(asked);
  // Of all accounts: a target says in its own spelling whose it is.
  const scope = await daysScope(request, from, through, undefined);
  const keys = billingAccount === undefined ? null : accountKeys(billingAccount);
  const snapshots = scope.snapshots.named.filter((one) => keys === null || keys.includes(one.billing_account_id));
  const forecasts = await forecastsOf(request, posted, asked, scope);
  const gaps = await readChargeGaps(request, await monthScope(request, asked, billingAccount));
  const data = posted.map((budget, index) => rowOf(readBudget(budget, forecasts[index] ?? []), asked.toString()));
  return {
    data,
    snapshots,
    currency: singleCurrency(data),
    totals: [],
    page: { next: pageCursor.next(posted, limit, ({ account, id }) => [account, id]) },
    problems: [
      ...data.flatMap(problemOf),
      ...lostProblems(lost),
      ...chargeGapProblems(gaps.filter(({ account }) => data.some((row) => row.billing_account_id === account))),
    ],
  };
}

/** Targets that stand, with one of these texts for a month. */
function readPosted(
  request: ApiRequest,
  months: readonly { readonly month: string }[],
  billingAccount: string | undefined,
  after: SqlText,
  limit: number,
): Promise<readonly PostedBudget[]> {
  if (months.length === 0) return Promise.resolve([]);
  const tidy = SqlText.of`replaceRegexpAll(b.billing_account_id, '^[\\pZ\\pC]+|[\\pZ\\pC]+$', '')`;
  const only = billingAccount === undefined ? SqlText.of`` : SqlText.of`AND lowerUTF8(${tidy}) = lowerUTF8(${Bound.text(billingAccount)})`;
  return request.rows<PostedBudget>(SqlText.of`
    SELECT b.id AS id, b.billing_account_id AS account, b.scope_kind AS kind, b.scope_value AS value, b.month AS month, b.currency AS currency, b.amount AS amount
    FROM Budget AS b FINAL
    WHERE b.month IN ${Bound.texts(months.map((one) => one.month))} AND b.enabled ${only} AND ${after}
    ORDER BY b.billing_account_id, b.id LIMIT ${Bound.count(limit)}`);
}

/** The forecasts of each budget's scope, in all currencies. */
async function forecastsOf(
  request: ApiRequest,
  budgets: readonly PostedBudget[],
  month: BillingMonth,
  scope: CostScope,
): Promise<readonly (readonly Forecast[])[]> {
  const scopes = budgets.map(({ kind, value }) => readScope(kind, value));
  const questions = budgetScopeKinds.flatMap((kind) => [
    { kind, isByPath: false },
    { kind, isByPath: true },
  ]);
  const byScope = new Map<string, Forecast[]>();
  const answers = questions.map(async ({ kind, isByPath }) => {
    const asked = scopes.filter((one) => one?.kind === kind && (one.path !== null) === isByPath);
    if (asked.length === 0) return;
    const values = kind === "account" ? [] : await spelledAs(request, kind, scope, new Set(asked.map((one) => budgetKey(one?.name ?? ""))));
    if (kind !== "account" && values.length === 0) return;
    for (const forecast of await readForecasts(request, { scope, month, dimension: kind, values, isByPath })) {
      const key = scopeKey(kind, forecast.account, forecast.value);
      byScope.set(key, [...(byScope.get(key) ?? []), forecast]);
    }
  });
  await Promise.all(answers);
  return budgets.map(({ account }, index) => {
    const found = scopes[index] ?? null;
    return found === null ? [] : (byScope.get(scopeKey(found.kind, account, found.path ?? found.name)) ?? []);
  });
}

const scopeKey = (kind: BudgetScopeKind, account: string, value: string): string =>
  JSON.stringify([kind, budgetKey(account), budgetKey(value)]);

/** What a budget is for. */
interface BudgetScope {
  readonly kind: BudgetScopeKind;
  /** As bills name it; empty for an account. */
  readonly name: string;
  /** Of a resource group that is written as Azure's path: the group of this subscription alone. */
  readonly path: string | null;
}

/** A path that names more or less than the scope's kind is not accepted as its name. */
function readScope(kindText: string, value: string): BudgetScope | null {
  const kind = readBudgetScopeKind(kindText);
  const text = tidyName(value);
  switch (kind) {
    case null:
      return null;
    case "account":
      return { kind, name: "", path: null };
    case "subscription":
      return { kind, name: /^\/*subscriptions\/[^/]+\/.*[^/]/i.test(text) ? text : toSubscriptionId(text), path: null };
    case "resource_group": {
      const [, subscription, group] = /^\/*subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/*$/i.exec(text) ?? [];
      return subscription === undefined || group === undefined
        ? { kind, name: text, path: null }
        : { kind, name: group, path: `/subscriptions/${subscription}/resourceGroups/${group}` };
    }
    case "service":
    case "owner":
      return { kind, name: text, path: null };
  }
}

/** The values of a dimension in bills around a month that are among the wanted by their keys. */
async function spelledAs(
  request: ApiRequest,
  dimension: BudgetScopeKind,
  scope: CostScope,
  wanted: ReadonlySet<string>,
): Promise<readonly string[]> {
  const values = await askCosts<{ readonly value: string }>(
    request,
    scope.snapshots,
    SqlText.of`SELECT DISTINCT v.value AS value FROM (${dailyCostBy({ scope, dimension })}) AS v`,
  );
  return values.map(({ value }) => value).filter((value) => wanted.has(budgetKey(value)));
}

function readBudget(posted: PostedBudget, forecasts: readonly Forecast[]): ReadBudget {
  return {
    posted,
    kind: readBudgetScopeKind(posted.kind),
    currency: readCurrencyCode(posted.currency),
    amount: readBudgetAmount(posted.amount),
    forecasts,
  };
}

function rowOf(budget: ReadBudget, month: string): BudgetAnswerRow {
  const { posted, kind, currency, amount, forecasts } = budget;
  const [first] = forecasts;
  const row = {
    id: posted.id,
    billing_account_id: first?.account ?? tidyName(posted.account),
    scope_kind: kind ?? posted.kind,
    scope_value: first === undefined || kind === "account" ? tidyName(posted.value) : first.value,
    month,
    currency,
    target: amount ?? posted.amount,
  };
  const found = forecasts.filter((one) => one.currency === currency);
  const fault = faultOf(budget, found);
  const [latest] = [...found].sort((left, right) => (left.through < right.through ? 1 : -1));
  if (latest === undefined || fault === "scope-kind-missing") {
    const unknown = {
      actual: null,
      actual_through: null,
      known_through: null,
      forecast: null,
      forecast_low: null,
      forecast_high: null,
      variance: null,
    };
    return { ...row, ...unknown, fault };
  }
  const forecast = sumOf(found.map((one) => one.forecast));
  return {
    ...row,
    actual: sumOf(found.map((one) => one.actual)),
    actual_through: latest.through,
    known_through: latest.known_through,
    forecast,
    forecast_low: sumOf(found.map((one) => one.low)),
    forecast_high: sumOf(found.map((one) => one.high)),
    variance: forecast === null || fault !== null ? null : sumOf([forecast, `-${row.target}`]),
    fault,
  };
}

function faultOf({ posted, kind, amount, forecasts }: ReadBudget, found: readonly Forecast[]): BudgetFault | null {
  if (amount === null) return "amount-unreadable";
  if (kind === null) return "scope-kind-unknown";
  const isUnsaid = tidyName(posted.value) === "";
  if (kind === "account" && !isUnsaid && budgetKey(posted.value) !== budgetKey(posted.account)) return "scope-kind-missing";
  if (kind !== "account" && isUnsaid) return "scope-without-value";
  if (forecasts.length === 0) return "scope-without-charges";
  return found.length === 0 ? "currency-not-billed" : null;
}

/** Exact; null when one of them is. */
function sumOf(amounts: readonly (string | null)[]): string | null {
  const sum = new ExactSum();
  for (const amount of amounts) {
    if (amount === null) return null;
    sum.add(amount);
  }
  return sum.toString();
}

function problemOf({
  id,
  billing_account_id,
  scope_kind,
  scope_value,
  currency,
  target,
  fault,
}: BudgetAnswerRow): readonly AnswerProblem[] {
  const told = `Budget ${id} of ${billing_account_id}`;
  const scope = scope_kind === "account" ? "the account" : `the ${scope_kind} ${scope_value}`;
  switch (fault) {
    case null:
      return [];
    case "amount-unreadable":
      return [{ code: `budget-${fault}`, message: `${told}: ${target} is not an amount; use digits such as 1200.50` }];
    case "scope-kind-unknown":
      return [
        { code: `budget-${fault}`, message: `${told}: ${scope_kind} is not a scope_kind; allowed are ${budgetScopeKinds.join(", ")}` },
      ];
    case "scope-kind-missing":
      return [{ code: `budget-${fault}`, message: `${told}: scope_kind is missing for scope_value ${scope_value}` }];
    case "scope-without-value":
      return [{ code: `budget-${fault}`, message: `${told}: scope_value is missing` }];
    case "scope-without-charges":
      return [{ code: `budget-${fault}`, message: `${told}: no charge of ${scope} is dated in this month or the 28 days before it` }];
    case "currency-not-billed":
      return [{ code: `budget-${fault}`, message: `${told}: ${scope} is not billed in ${currency}` }];
  }
}

/** Otherwise they would be invisible: no query of a month finds them. */
function lostProblems(lost: readonly PostedBudget[]): readonly AnswerProblem[] {
  const code = "budget-month-unreadable";
  const named = lost.slice(0, mostLost).map(({ id, account, month }) => ({
    code,
    message: `Budget ${id} of ${tidyName(account)}: ${JSON.stringify(month)} is not a month from 2000-01 to 2099-12; post it again with a month such as 2026-11`,
  }));
  return lost.length > mostLost
    ? [...named, { code, message: `More than ${mostLost} budgets have no valid month; the first are listed` }]
    : named;
}

const mostLost = 20;
