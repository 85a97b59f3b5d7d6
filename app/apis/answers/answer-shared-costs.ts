import type { tags } from "typia";
import { addDecimals } from "../../domain/decimal/add-decimals";
import { type Answer, answerOf, limitedProblem } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { monthScope } from "./cost-scope-of";
import { monthParameter } from "./parameters";
import { type FoundSharedCosts, readSharedCosts, rulesInForce } from "./read-shared-costs";
import { readSharedCostRules, type WrittenRule, writtenRule } from "./shared-cost-rules";

export interface SharedCostsParams {
  /** Billing month, `YYYY-MM`. */
  month: string & tags.Pattern<"^20\\d{2}-(0[1-9]|1[0-2])$"> & tags.Example<"2026-10">;
  /** Billing account id (at Azure the enrollment number). Defaults to all accounts you can read. */
  billing_account?: string & tags.Pattern<"^[A-Za-z0-9_.:-]{1,128}$"> & tags.Example<"100">;
  /** Which cost is split. Default `billed`. */
  metric?: "billed" | "effective";
  /** Maximum owners to return (default 100), highest total first. Totals cover all owners. */
  limit?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<10000> & tags.Example<100>;
}

/** Amounts are exact: a part has up to 30 decimals. */
export interface SharedCostsRow {
  /** Empty for charges without an owner. */
  owner: string;
  currency: string;
  /** Of its own charges, as /api/allocation has it; null when none of them has a readable cost. */
  direct_cost: string | null;
  /** Of its own charges, what rules split. */
  given_cost: string;
  /** Its parts of what rules split. */
  received_cost: string;
  /** direct_cost - given_cost + received_cost; null when nothing of it is known. */
  total_cost: string | null;
  charges: string;
  /** Where received_cost is from, in the order of rules. */
  received: readonly ReceivedCost[];
}

export interface ReceivedCost {
  billing_account_id: string;
  /** `id` of the rule. */
  rule: string;
  /** Part of 1 with at most 12 decimals. */
  share: string;
  /** Cost of the pool times share. */
  cost: string;
}

export interface SharedCostsTotal {
  currency: string;
  /** Before and after, and as /api/allocation has it. */
  cost: string;
  /** What rules split. */
  split_cost: string;
  /** What rules found and could not split. */
  not_split_cost: string;
}

/** A rule in force, and what it found in the month. */
export interface AppliedRule extends WrittenRule {
  pools: readonly AppliedPool[];
}

export interface AppliedPool {
  currency: string;
  cost: string;
  charges: string;
  /** How many owners got a part; 0 when it could not be split. */
  owners: number;
}

export interface SharedCostsAnswer extends Answer<SharedCostsRow, SharedCostsTotal> {
  /** Those in force in the month, in the order in which they take charges. */
  rules: readonly AppliedRule[];
}

/** What each owner costs in a month when rules have split shared charges. The rules are those that stand when it is asked. */
export async function answerSharedCosts(
  { month, billing_account: billingAccount, metric = "billed", limit = 100 }: SharedCostsParams,
  request: ApiRequest,
): Promise<SharedCostsAnswer> {
  const asked = monthParameter(month);
  const [scope, stored] = await Promise.all([monthScope(request, asked, billingAccount), readSharedCostRules(request, billingAccount)]);
  const found = await readSharedCosts(request, scope, metric, rulesInForce(stored.rules, asked));
  const data = found.owners.slice(0, limit).map((owner): SharedCostsRow => {
    const { direct, given, received, total, charges, parts } = owner;
    return {
      owner: owner.owner,
      currency: owner.currency,
      direct_cost: direct,
      given_cost: given,
      received_cost: received,
      total_cost: total,
      charges,
      received: parts.flatMap(({ rule: place, share, cost }) => {
        const rule = found.rules[place];
        return rule === undefined ? [] : [{ billing_account_id: rule.billing_account_id, rule: rule.id, share, cost }];
      }),
    };
  });
  const totals = found.totals.map(({ currency, cost }) => ({
    currency,
    cost,
    split_cost: costOfPools(found, currency, true),
    not_split_cost: costOfPools(found, currency, false),
  }));
  return {
    ...answerOf({
      data,
      snapshots: scope.snapshots.named,
      totals,
      problems: [...limitedProblem(data, limit), ...scope.snapshots.findings, ...found.doubts, ...stored.problems, ...found.problems],
    }),
    rules: found.rules.map((rule, place) => ({ ...writtenRule(rule), pools: poolsOf(found, place) })),
  };
}

/** What a rule found, by currency. */
export function poolsOf({ pools }: FoundSharedCosts, place: number): readonly AppliedPool[] {
  return pools
    .filter(({ rule }) => rule === place)
    .map(({ currency, cost, charges, shares }) => ({ currency, cost, charges, owners: shares?.length ?? 0 }));
}

function costOfPools({ pools }: FoundSharedCosts, currency: string, isSplit: boolean): string {
  return addDecimals(pools.filter((pool) => pool.currency === currency && (pool.shares !== null) === isSplit).map(({ cost }) => cost));
}
