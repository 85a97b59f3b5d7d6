import type { tags } from "typia";
import { ExactSum } from "../../domain/snapshot/exact-sum";
import type { Answer, AnswerProblem } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { pageCursor } from "../serving/page-cursor";
import { readAnswerSnapshots } from "../serving/read-answer-snapshots";
import { SqlText } from "../serving/sql-text";
import { type DailyCostDimension, dailyCostDimensions } from "./daily-cost-by";
import { monthOf } from "./month-of";
import { onlyAccount } from "./only-account";
import { type Forecast, readForecasts } from "./read-forecasts";
import { singleCurrency } from "../serving/single-currency";

export interface BudgetsParams {
  /** The month of the targets, `YYYY-MM`. */
  month: string & tags.Pattern<"^20\\d{2}-(0[1-9]|1[0-2])$"> & tags.Example<"2026-10">;
  /** One billing account id (at Azure the enrollment number); every one of the caller's unless said. */
  billing_account?: string & tags.Pattern<"^[A-Za-z0-9_.:-]{1,128}$"> & tags.Example<"100">;
  /** At most this many, by account and id; 100 unless said. */
  limit?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<1000> & tags.Example<100>;
  /** page.next of the answer before. */
  page?: string & tags.Pattern<"^[A-Za-z0-9_-]{1,2000}$"> & tags.Example<"WyIiLCIiXQ">;
}

export type BudgetFault =
  | "amount-unreadable"
  | "scope-kind-unknown"
  | "scope-without-value"
  | "scope-without-charges"
  | "currency-not-billed";

/** A target and what became of it. Amounts are digits; null where the target's own fault makes them unknown. */
export interface BudgetAnswerRow {
  id: string;
  billing_account_id: string;
  scope_kind: string;
  scope_value: string;
  month: string;
  currency: string;
  /** As posted. */
  target: string;
  actual: string | null;
  actual_through: string | null;
  /** The month end, as /api/forecast tells. */
  forecast: string | null;
  forecast_low: string | null;
  forecast_high: string | null;
  /** forecast - target: above zero is too much. */
  variance: string | null;
  /** Why it cannot be compared; null when it can. */
  fault: BudgetFault | null;
}

interface PostedBudget {
  readonly id: string;
  readonly account: string;
  readonly kind: string;
  readonly value: string;
  readonly currency: string;
  readonly amount: string;
}

/** The targets that people set for a month, with what was billed and what is to be expected. */
export async function answerBudgets(
  { month, billing_account: billingAccount, limit = 100, page }: BudgetsParams,
  request: ApiRequest,
): Promise<Answer<BudgetAnswerRow>> {
  const asked = monthOf(month);
  const [account = "", id = ""] = page === undefined ? [] : pageCursor.read(page, 2);
  const budgets = await request.rows<PostedBudget>(SqlText.of`
    SELECT b.id AS id, b.billing_account_id AS account, b.scope_kind AS kind, b.scope_value AS value, b.currency AS currency, b.amount AS amount
    FROM Budget AS b FINAL
    WHERE b.month = ${Bound.text(asked.toString())} AND b.enabled ${onlyAccount(SqlText.of`b.billing_account_id`, billingAccount)}
      AND (b.billing_account_id, b.id) > (${Bound.text(account)}, ${Bound.text(id)})
    ORDER BY b.billing_account_id, b.id LIMIT ${Bound.count(limit)}`);
  const used = dailyCostDimensions.filter((kind) => budgets.some((budget) => budget.kind === kind));
  const [snapshots, ...forecasts] = await Promise.all([
    readAnswerSnapshots(request, { from: asked.plus(-1)?.firstDay ?? asked.firstDay, through: asked.firstDay, account: billingAccount }),
    ...used.map((dimension) => {
      const values = [...new Set(budgets.filter(({ kind }) => kind === dimension).map(({ value }) => value))];
      return readForecasts(request, { month: asked, dimension, billingAccount, values });
    }),
  ]);
  const byKind = new Map(used.map((kind, index) => [kind, forecasts[index] ?? []]));
  const data = budgets.map((budget) => rowOf(budget, asked.toString(), byKind));
  return {
    data,
    snapshots,
    currency: singleCurrency(data),
    totals: [],
    page: { next: pageCursor.next(budgets, limit, ({ account, id }) => [account, id]) },
    problems: data.flatMap(problemOf),
  };
}

function rowOf(
  { id, account, kind, value, currency, amount }: PostedBudget,
  month: string,
  byKind: ReadonlyMap<DailyCostDimension, readonly Forecast[]>,
): BudgetAnswerRow {
  const row = { id, billing_account_id: account, scope_kind: kind, scope_value: value, month, currency, target: amount };
  const dimension = dailyCostDimensions.find((one) => one === kind);
  const ofScope = (dimension === undefined ? [] : (byKind.get(dimension) ?? [])).filter(
    (one) => one.account === account && (dimension === "account" || one.value === value),
  );
  const found = ofScope.find((one) => one.currency === currency);
  const unknown = { actual: null, actual_through: null, forecast: null, forecast_low: null, forecast_high: null, variance: null };
  const fault = faultOf(amount, dimension, value, ofScope, found);
  if (found === undefined) return { ...row, ...unknown, fault };
  const { actual, through, forecast, low, high } = found;
  const variance = forecast === null || fault !== null ? null : minus(forecast, amount);
  return { ...row, actual, actual_through: through, forecast, forecast_low: low, forecast_high: high, variance, fault };
}

function faultOf(
  amount: string,
  dimension: DailyCostDimension | undefined,
  value: string,
  ofScope: readonly Forecast[],
  found: Forecast | undefined,
): BudgetFault | null {
  if (!/^\d{1,40}(\.\d{1,18})?$/.test(amount)) return "amount-unreadable";
  if (dimension === undefined) return "scope-kind-unknown";
  if (value === "" && dimension !== "account") return "scope-without-value";
  if (ofScope.length === 0) return "scope-without-charges";
  return found === undefined ? "currency-not-billed" : null;
}

function minus(one: string, other: string): string {
  const sum = new ExactSum(one);
  sum.add(`-${other}`);
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
      return [{ code: `budget-${fault}`, message: `${told}: ${target} is no amount; write digits such as 1200.50` }];
    case "scope-kind-unknown":
      return [{ code: `budget-${fault}`, message: `${told}: ${scope_kind} is none of ${dailyCostDimensions.join(", ")}` }];
    case "scope-without-value":
      return [{ code: `budget-${fault}`, message: `${told}: it does not say which ${scope_kind}` }];
    case "scope-without-charges":
      return [{ code: `budget-${fault}`, message: `${told}: nothing was billed to ${scope} in this month or the 28 days before it` }];
    case "currency-not-billed":
      return [{ code: `budget-${fault}`, message: `${told}: ${scope} is not billed in ${currency}` }];
  }
}
