import { z } from "zod";
import type { OwnerCost } from "../../domain/allocation/share-costs";
import { areFaults, findMetricFaults, findMonthFaults, inOrder, readTargets, sharingMethods } from "../../domain/allocation/sharing-rule";
import type { BillingMonth } from "../../domain/calendar/billing-month";
import { addDecimals } from "../../domain/decimal/add-decimals";
import { tidyName } from "../../domain/text/fold-name";
import type { Answer } from "../serving/answer";
import { ApiError, noSuch } from "../serving/api-error";
import type { ApiRequest } from "../serving/api-request";
import { type AppliedPool, poolsOf } from "./answer-shared-costs";
import { monthScope } from "./cost-scope-of";
import { monthParameter } from "./parameters";
import { mostRules, readSharedCosts, rulesInForce, sharedMetrics } from "./read-shared-costs";
import {
  readSharedCostRules,
  readStoredRule,
  ruleFilters,
  type SharedCostRule,
  toStoredRule,
  type WrittenRule,
  writtenRule,
} from "./shared-cost-rules";

const month = z.string().regex(/^20\d{2}-(0[1-9]|1[0-2])$/, "is a calendar month, YYYY-MM");
const named = {
  /** Part of FOCUS AllocatedMethodId. */
  id: z.string().regex(/^[\w.:-]{1,128}$/, "has 1 to 128 letters, digits, _ . : -"),
  billing_account: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.:/-]{0,127}$/, "is a billing account id"),
};
const rule = {
  ...named,
  name: z.string().max(256).default(""),
  priority: z.number().int().min(-1_000_000).max(1_000_000).default(100),
  filters: ruleFilters,
  method: z.enum(sharingMethods),
  business_metric: z.string().max(500).nullable().default(null),
  targets: z
    .array(z.object({ owner: z.string().max(256), weight: z.string().max(64).nullable().default(null) }).strict())
    .max(500)
    .default([]),
  valid_from: month.nullable().default(null),
  valid_to: month.nullable().default(null),
};
const shown = { month: month.optional(), metric: z.enum(sharedMetrics).default("billed") };
const reason = z.string().max(1000).default("");

/** The body of POST /operations/shared-cost-rules. `month` and `metric` are those whose effect is shown; this month and billed unless said. */
export const sharedCostOperation = z.discriminatedUnion("operation", [
  z.object({ operation: z.literal("try"), ...rule, ...shown }).strict(),
  z.object({ operation: z.literal("set"), ...rule, ...shown, reason }).strict(),
  z.object({ operation: z.literal("try-withdraw"), ...named, ...shown }).strict(),
  z.object({ operation: z.literal("withdraw"), ...named, ...shown, reason }).strict(),
]);
type SharedCostOperation = z.infer<typeof sharedCostOperation>;

interface SharedCostChange {
  readonly saved: boolean;
  readonly before: WrittenRule | null;
  readonly after: WrittenRule | null;
  /** Whose effect is shown. */
  readonly month: string;
  readonly metric: "billed" | "effective";
  /** Owners that cost more or less in the month than with the rules that stand; largest difference first. The differences of a currency add up to 0. */
  readonly owners: readonly OwnerDifference[];
  /** What the rule finds in the month as it is asked for; empty for one that is withdrawn. */
  readonly pools: readonly AppliedPool[];
  readonly effective_from: string | null;
}

interface OwnerDifference {
  readonly owner: string;
  readonly currency: string;
  readonly before: string;
  readonly after: string;
  readonly difference: string;
}

/**
 * Tries a rule of shared costs, sets it or withdraws it: what each owner of the account costs in a month by the rules that stand, and what it costs then. A rule
 * splits when it is asked, so one that is set holds at once for every month that it is valid in. A rule that weighs by a business metric is for callers of all
 * accounts, who alone may see its values: others would see by its shares what they were not granted. Throws ApiError.
 */
export async function answerSharedCostOperation(asked: SharedCostOperation, request: ApiRequest): Promise<Answer<SharedCostChange>> {
  if ("method" in asked && asked.method === "metric" && request.caller.accounts !== "all")
    throw new ApiError(
      "forbidden",
      "A rule of the method metric requires access to all billing accounts, as the values of business metrics do",
      {
        parameter: "method",
      },
    );
  const stored = await readStoredRule(request, asked);
  const isWithdrawn = asked.operation === "withdraw" || asked.operation === "try-withdraw";
  if (isWithdrawn && stored === null) throw noSuch("rule, or it is withdrawn already", "id");
  const standing = await readSharedCostRules(request, asked.billing_account);
  const before = standing.rules.find(({ id }) => id === asked.id) ?? null;
  const after = isWithdrawn ? null : readRule(asked, stored?.billing_account_id ?? asked.billing_account);
  const others = standing.rules.filter(({ id }) => id !== asked.id);
  if (after !== null && others.length >= mostRules)
    throw new ApiError("not-now", `The account has ${mostRules} rules already; withdraw one first`);
  const asOf = monthOf(asked.month, request.now);
  const scope = await monthScope(request, asOf, asked.billing_account);
  const tried = rulesInForce(inOrder([...others, ...(after === null ? [] : [after])]), asOf);
  const [now, then] = await Promise.all([
    readSharedCosts(request, scope, asked.metric, rulesInForce(standing.rules, asOf)),
    readSharedCosts(request, scope, asked.metric, tried),
  ]);
  const owners = differencesOf(now.owners, then.owners);
  const saved = asked.operation === "set" || asked.operation === "withdraw";
  const effectiveFrom = firstDayOf(after ?? before);
  const row = after === null ? (stored === null ? null : { ...stored, enabled: false }) : toStoredRule(after);
  if (saved && row !== null) {
    const change = {
      action: asked.operation === "set" ? "shared-cost-rule.set" : "shared-cost-rule.withdraw",
      target: `${row.billing_account_id}/${row.id}`,
      reason: asked.reason,
      before: wroteAs(before) ?? stored,
      after: wroteAs(after),
      effect: owners.map((one) => ({ month: asOf.toString(), metric: asked.metric, ...one })),
      effectiveFrom,
    } as const;
    await request.audited(change, () => request.store("SharedCostRule", [row]));
  }
  const place = after === null ? -1 : then.rules.indexOf(after);
  return {
    data: [
      {
        saved,
        before: wroteAs(before),
        after: wroteAs(after),
        month: asOf.toString(),
        metric: asked.metric,
        owners,
        pools: poolsOf(then, place),
        effective_from: effectiveFrom,
      },
    ],
    snapshots: scope.snapshots.named,
    currency: null,
    totals: [],
    page: { next: null },
    problems: [...scope.snapshots.findings, ...then.doubts, ...then.problems],
  };
}

/** A rule as it is asked for; `account` is the spelling that it has already, since another one would be another rule. */
function readRule(asked: Extract<SharedCostOperation, { filters: unknown }>, account: string): SharedCostRule {
  const { id, name, priority, filters, method, business_metric, valid_from, valid_to } = asked;
  const targets = readTargets(method, asked.targets);
  const faults = [...(areFaults(targets) ? targets : []), ...findMetricFaults(asked), ...findMonthFaults(asked)];
  if (areFaults(targets) || faults.length > 0)
    throw new ApiError("bad-body", "The rule is not valid", { parameter: faults[0]?.path ?? "", faults });
  return {
    id,
    billing_account_id: account,
    version: null,
    name: tidyName(name),
    priority,
    filters,
    method,
    business_metric,
    targets,
    valid_from,
    valid_to,
  };
}

function differencesOf(before: readonly OwnerCost[], after: readonly OwnerCost[]): readonly OwnerDifference[] {
  const keyOf = ({ currency, owner }: OwnerCost): string => JSON.stringify([currency, owner]);
  const [old, next] = [before, after].map((side) => new Map(side.map((one) => [keyOf(one), one] as const)));
  const keys = new Map([...before, ...after].map((one) => [keyOf(one), one] as const));
  return [...keys]
    .map(([key, { owner, currency }]) => {
      const [was, is] = [old?.get(key)?.total ?? "0", next?.get(key)?.total ?? "0"];
      return { owner, currency, before: was, after: is, difference: addDecimals([is, negated(was)]) };
    })
    .filter(({ difference }) => difference !== "0")
    .sort((a, b) =>
      a.currency === b.currency ? bySize(b.difference, a.difference) || (a.owner < b.owner ? -1 : 1) : a.currency < b.currency ? -1 : 1,
    );
}

/** Negative, 0 or positive, as an amount is nearer to 0 than another, as near or farther. */
function bySize(a: string, b: string): number {
  const gap = addDecimals([sizeOf(a), negated(sizeOf(b))]);
  return gap === "0" ? 0 : gap.startsWith("-") ? -1 : 1;
}

const sizeOf = (amount: string): string => (amount.startsWith("-") ? amount.slice(1) : amount);
const negated = (amount: string): string => (amount === "0" ? "0" : amount.startsWith("-") ? amount.slice(1) : `-${amount}`);

const wroteAs = (one: SharedCostRule | null): WrittenRule | null => (one === null ? null : writtenRule(one));

const firstDayOf = (one: SharedCostRule | null): string | null => (one?.valid_from == null ? null : `${one.valid_from}-01`);

function monthOf(text: string | undefined, now: Date): BillingMonth {
  if (text !== undefined) return monthParameter(text);
  return monthParameter(now.toISOString().slice(0, 7));
}
