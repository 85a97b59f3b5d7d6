import { accountKeys } from "../access/is-account-id";
import { countDecimals } from "../decimal/divide-decimals";
import { toDecimalText } from "../decimal/to-plain-decimal";
import { ownerOf } from "../text/fold-name";
import { makeShares, type Share, shareDecimals } from "./make-shares";
import type { SharingRule } from "./sharing-rule";

/** What the charges of an owner in an account cost that one rule found, or none. */
export interface OwnedCost {
  readonly account: string;
  readonly currency: string;
  /** Empty for none. */
  readonly owner: string;
  /** Its place in the list of rules; null for none. */
  readonly rule: number | null;
  /** Plain digits, at most 18 decimals. */
  readonly cost: string;
  readonly charges: string;
  /** Of these, those whose cost is not known; they are 0 in `cost`. */
  readonly unknown: string;
}

/** A part that an owner got from a pool. */
export interface ReceivedPart {
  readonly rule: number;
  readonly share: string;
  /** The cost of the pool times the share: exact, at most 30 decimals. */
  readonly cost: string;
}

/** What an owner costs in a currency. Amounts are exact, with at most 30 decimals. */
export interface OwnerCost {
  readonly owner: string;
  readonly currency: string;
  /** Of its own charges; null where not one has a known cost. */
  readonly direct: string | null;
  /** Of its own charges that rules split. */
  readonly given: string;
  readonly received: string;
  /** direct - given + received; null where nothing of it is known. */
  readonly total: string | null;
  readonly charges: string;
  readonly parts: readonly ReceivedPart[];
}

/** The charges that a rule found, in one currency. */
export interface CostPool {
  readonly rule: number;
  readonly currency: string;
  readonly cost: string;
  readonly charges: string;
  /** By owner; null where nobody could get a part: then the charges stay with their owners. */
  readonly shares: readonly Share[] | null;
}

export interface SharedCosts {
  /** By currency, highest total first. */
  readonly owners: readonly OwnerCost[];
  /** In the order of rules, then by currency. */
  readonly pools: readonly CostPool[];
}

/**
 * Splits what rules found. The totals of all owners add up to what they cost before, to the last digit, in every currency: a part is the cost times a share with
 * no rounding, and shares add up to 1. So it is the same whether each charge is split or their sum. Parts are never split again, and credits (costs below 0) are
 * split as costs are. Targets of the methods `fixed` and `metric` have their weights already. A rule is of one account, and a proportional one weighs what its targets cost in that account and currency without the charges that any rule
 * found, so that no order of rules and no pool decides the weights. An owner that then costs nothing, or less than nothing, gets no part of it.
 *
 * A target is the owner of its name in any case: owners that rules gave are in upper case, those of imported files as the file has them.
 */
export function shareCosts(costs: readonly OwnedCost[], rules: readonly SharingRule[]): SharedCosts {
  const owners = new Map<string, Gathered>();
  const gathered = (currency: string, owner: string): Gathered => {
    const key = JSON.stringify([currency, owner]);
    const found = owners.get(key) ?? { currency, owner, direct: 0n, given: 0n, received: 0n, charges: 0n, unknown: 0n, parts: [] };
    owners.set(key, found);
    return found;
  };
  for (const { currency, owner, cost, charges, unknown } of costs) {
    const one = gathered(currency, owner);
    one.direct += toUnits(cost);
    one.charges += BigInt(charges);
    one.unknown += BigInt(unknown);
  }
  const pools = rules.flatMap((rule, place) => poolsOf(rule, place, costs));
  for (const { rule, currency, units, found, shares } of pools) {
    if (shares === null) continue;
    for (const { owner, cost } of found) gathered(currency, owner).given += toUnits(cost);
    for (const { owner, share } of shares) {
      const one = gathered(currency, owner);
      const part = timesShare(units, share);
      one.received += part;
      one.parts.push({ rule, share, cost: toText(part) });
    }
  }
  return {
    owners: [...owners.values()].sort(byTotal).map(toOwnerCost),
    pools: pools.map(({ rule, currency, units, charges, shares }) => ({ rule, currency, cost: toText(units), charges, shares })),
  };
}

interface Gathered {
  readonly currency: string;
  readonly owner: string;
  direct: bigint;
  given: bigint;
  received: bigint;
  charges: bigint;
  unknown: bigint;
  readonly parts: ReceivedPart[];
}

interface FoundPool {
  readonly rule: number;
  readonly currency: string;
  readonly units: bigint;
  readonly charges: string;
  readonly found: readonly OwnedCost[];
  readonly shares: readonly Share[] | null;
}

function poolsOf(rule: SharingRule, place: number, costs: readonly OwnedCost[]): readonly FoundPool[] {
  const own = costs.filter((one) => one.rule === place);
  return [...new Set(own.map(({ currency }) => currency))].sort().map((currency) => {
    const found = own.filter((one) => one.currency === currency);
    return {
      rule: place,
      currency,
      units: found.reduce((sum, { cost }) => sum + toUnits(cost), 0n),
      charges: found.reduce((sum, { charges }) => sum + BigInt(charges), 0n).toString(),
      found,
      shares: sharesOf(rule, currency, costs),
    };
  });
}

function sharesOf(
  { method, targets, billing_account_id }: SharingRule,
  currency: string,
  costs: readonly OwnedCost[],
): readonly Share[] | null {
  switch (method) {
    case "even":
      return makeShares(targets.map(({ owner }) => ({ owner: spelledAs(owner, costs), weight: 1n })));
    case "fixed":
    case "metric":
      return makeShares(targets.map(({ owner, weight }) => ({ owner: spelledAs(owner, costs), weight: toUnits(weight ?? "0") })));
    case "proportional": {
      const accounts = accountKeys(billing_account_id);
      const named = new Set(targets.map(({ owner }) => owner));
      const weights = new Map<string, bigint>();
      for (const one of costs) {
        if (one.rule !== null || one.owner === "" || one.currency !== currency || !accounts.includes(one.account)) continue;
        if (named.size === 0 || named.has(ownerOf(one.owner))) weights.set(one.owner, (weights.get(one.owner) ?? 0n) + toUnits(one.cost));
      }
      return makeShares([...weights].map(([owner, weight]) => ({ owner, weight })));
    }
  }
}

function spelledAs(target: string, costs: readonly OwnedCost[]): string {
  if (costs.some(({ owner }) => owner === target)) return target;
  return costs.find(({ owner }) => ownerOf(owner) === target)?.owner ?? target;
}

function toOwnerCost({ owner, currency, direct, given, received, charges, unknown, parts }: Gathered): OwnerCost {
  const isUnknown = charges > 0n && unknown === charges;
  return {
    owner,
    currency,
    direct: isUnknown ? null : toText(direct),
    given: toText(given),
    received: toText(received),
    total: isUnknown && parts.length === 0 ? null : toText(direct - given + received),
    charges: charges.toString(),
    parts,
  };
}

function byTotal(a: Gathered, b: Gathered): number {
  const [left, right] = [a.direct - a.given + a.received, b.direct - b.given + b.received];
  if (a.currency !== b.currency) return a.currency < b.currency ? -1 : 1;
  if (left !== right) return left > right ? -1 : 1;
  return a.owner < b.owner ? -1 : 1;
}

/** Amounts are whole numbers of 10^-30 here. */
const scale = 18 + shareDecimals;

function toUnits(plain: string): bigint {
  return BigInt(plain.replace(".", "") + "0".repeat(scale - countDecimals(plain)));
}

/** Exact for what has at most 18 decimals. */
function timesShare(units: bigint, share: string): bigint {
  return (units / 10n ** BigInt(shareDecimals)) * (toUnits(share) / 10n ** 18n);
}

const toText = (units: bigint): string => toDecimalText(units, scale);
