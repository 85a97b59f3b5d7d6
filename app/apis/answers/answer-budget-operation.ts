import { z } from "zod";
import { budgetKey, budgetScopeKinds, readBudgetAmount, readBudgetMonth } from "../../domain/budget/read-budget";
import { isCurrencyCode, readCurrencyCode } from "../../domain/currency-code";
import { ExactSum } from "../../domain/snapshot/exact-sum";
import { tidyName } from "../../domain/text/fold-name";
import type { Answer } from "../serving/answer";
import { ApiError, noSuch } from "../serving/api-error";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";

/** Any that was posted before can be replaced. */
const id = z.string().min(1).max(256);
const account = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.:/-]{0,127}$/, "is a billing account id");
const reason = z.string().max(1000).default("");
const target = {
  id,
  billing_account: account,
  scope_kind: z.enum(budgetScopeKinds),
  scope_value: z.string().max(512).default(""),
  month: z.string().max(32),
  currency: z.string().max(32),
  amount: z.string().max(64).describe("Decimal digits as text"),
};

/** The body of POST /operations/budgets. */
export const budgetOperation = z.discriminatedUnion("operation", [
  z.object({ operation: z.literal("try"), ...target }).strict(),
  z.object({ operation: z.literal("set"), ...target, reason }).strict(),
  z.object({ operation: z.literal("withdraw"), id, billing_account: account, reason }).strict(),
]);
type BudgetOperation = z.infer<typeof budgetOperation>;

/** A target as it is stored. */
interface StoredBudget {
  readonly id: string;
  readonly billing_account_id: string;
  readonly scope_kind: string;
  readonly scope_value: string;
  readonly month: string;
  readonly currency: string;
  readonly amount: string;
  readonly enabled: boolean;
}

interface BudgetChange {
  readonly saved: boolean;
  readonly before: StoredBudget | null;
  readonly after: StoredBudget | null;
  /** What is planned more or less, by month and currency. */
  readonly effect: readonly PlannedDifference[];
  readonly effective_from: string | null;
}

interface PlannedDifference {
  readonly month: string;
  readonly currency: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly difference: string;
}

/** Tries, sets or withdraws a target. What cannot be read is refused, each fault at its field. Throws ApiError. */
export async function answerBudgetOperation(asked: BudgetOperation, request: ApiRequest): Promise<Answer<BudgetChange>> {
  const before = await readStored(asked, request);
  if (asked.operation === "withdraw" && before === null) throw noSuch("target, or it is withdrawn already", "id");
  // A target keeps the spelling of its account: another one would be another target.
  const after =
    asked.operation === "withdraw"
      ? null
      : { ...readTarget(asked), billing_account_id: before?.billing_account_id ?? asked.billing_account };
  const effect = plannedDifferences(before, after);
  const effectiveFrom = firstDayOf(after ?? before);
  const stored = after ?? (before === null ? null : { ...before, enabled: false });
  if (asked.operation !== "try" && stored !== null) {
    const change = {
      action: asked.operation === "set" ? "budget.set" : "budget.withdraw",
      target: `${stored.billing_account_id}/${stored.id}`,
      reason: asked.reason,
      before,
      after,
      effect,
      effectiveFrom,
    } as const;
    await request.audited(change, () => request.store("Budget", [stored]));
  }
  const row = { saved: asked.operation !== "try", before, after, effect, effective_from: effectiveFrom };
  return { data: [row], snapshots: [], currency: null, totals: [], page: { next: null }, problems: [] };
}

/** The target that stands, however its account is spelled; null when there is none, or it is withdrawn. */
async function readStored({ id: wanted, billing_account }: BudgetOperation, request: ApiRequest): Promise<StoredBudget | null> {
  const [found] = await request.rows<StoredBudget>(SqlText.of`
    SELECT b.id AS id, b.billing_account_id AS billing_account_id, b.scope_kind AS scope_kind, b.scope_value AS scope_value, b.month AS month,
      b.currency AS currency, b.amount AS amount, b.enabled AS enabled
    FROM Budget AS b FINAL
    WHERE b.id = ${Bound.text(wanted)} AND lowerUTF8(trimBoth(b.billing_account_id)) = lowerUTF8(${Bound.text(billing_account)})
    ORDER BY b.enabled DESC, b.updated_at DESC LIMIT 1`);
  return found?.enabled === true ? found : null;
}

function readTarget(asked: Exclude<BudgetOperation, { operation: "withdraw" }>): StoredBudget {
  const { scope_kind, scope_value } = asked;
  const month = readBudgetMonth(asked.month);
  const amount = readBudgetAmount(asked.amount);
  const currency = readCurrencyCode(asked.currency);
  const faults: { path: string; message: string }[] = [];
  if (month === null) faults.push({ path: "month", message: "must be a month from 2000-01 to 2099-12, such as 2026-11" });
  if (amount === null) faults.push({ path: "amount", message: "must be an amount of 0 or more in digits, such as 1200.50" });
  if (!isCurrencyCode(currency)) faults.push({ path: "currency", message: "must be an ISO 4217 code, such as CNY" });
  const value = tidyName(scope_value);
  const isAccount = scope_kind === "account";
  if (isAccount && value !== "" && budgetKey(value) !== budgetKey(asked.billing_account))
    faults.push({ path: "scope_value", message: "must be empty for the scope_kind account" });
  if (!isAccount && value === "") faults.push({ path: "scope_value", message: `must name the ${scope_kind}` });
  if (month === null || amount === null || faults.length > 0)
    throw new ApiError("bad-body", "The target is not valid", { parameter: faults[0]?.path ?? "", faults });
  return {
    id: asked.id,
    billing_account_id: asked.billing_account,
    scope_kind,
    scope_value: isAccount ? "" : value,
    month: month.toString(),
    currency,
    amount,
    enabled: true,
  };
}

/** By month and currency: amounts of two are never compared. */
function plannedDifferences(before: StoredBudget | null, after: StoredBudget | null): readonly PlannedDifference[] {
  const [old, next] = [plannedOf(before), plannedOf(after)];
  const keys = [...new Set([old, next].flatMap((one) => (one === null ? [] : [`${one.month} ${one.currency}`])))];
  return keys.map((key) => {
    const [month = "", currency = ""] = key.split(" ");
    const of = (one: Planned | null): string | null => (one?.month === month && one.currency === currency ? one.amount : null);
    const difference = new ExactSum(of(next) ?? "0").minus(new ExactSum(of(old) ?? "0")).toString();
    return { month, currency, before: of(old), after: of(next), difference };
  });
}

interface Planned {
  readonly month: string;
  readonly currency: string;
  readonly amount: string;
}

/** Null also for a target that was posted in a form that nothing can be planned by. */
function plannedOf(budget: StoredBudget | null): Planned | null {
  const month = budget === null ? null : readBudgetMonth(budget.month);
  const amount = budget === null ? null : readBudgetAmount(budget.amount);
  return budget === null || month === null || amount === null
    ? null
    : { month: month.toString(), currency: readCurrencyCode(budget.currency), amount };
}

function firstDayOf(budget: StoredBudget | null): string | null {
  return budget === null ? null : (readBudgetMonth(budget.month)?.firstDay ?? null);
}
