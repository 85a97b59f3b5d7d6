import type { BillingMonth } from "../calendar/billing-month";
import { decimalLimits } from "../decimal/decimal-limits";
import { toPlainDecimal } from "../decimal/to-plain-decimal";
import { ownerOf } from "../text/fold-name";

/** By what a rule splits: equally, by given weights, by what each target costs without the charges that rules split, or by values of a business metric. */
export const sharingMethods = ["even", "fixed", "proportional", "metric"] as const;
export type SharingMethod = (typeof sharingMethods)[number];

/** Who gets a part. */
export interface SharingTarget {
  /** As `ownerOf` writes it. */
  readonly owner: string;
  /** Plain digits, 0 or more; null but for the method `fixed`, and where `weighByMetric` has weighed the targets of a month. */
  readonly weight: string | null;
}

/** Who gets the charges that a rule finds. Which these are is the filter's to say, and that is a question's. */
export interface SharingRule {
  readonly id: string;
  readonly billing_account_id: string;
  /** What people call it. */
  readonly name: string;
  /** A charge belongs to the rule with the lowest number that finds it; of equals, to the first by id. */
  readonly priority: number;
  readonly method: SharingMethod;
  /** The metric of the entities that are called as the targets are; null but for the method `metric`. */
  readonly business_metric: string | null;
  /** Empty, of the method `proportional` only: all owners that cost something. */
  readonly targets: readonly SharingTarget[];
  /** `YYYY-MM`, the first and the last month; null for no end. */
  readonly valid_from: string | null;
  readonly valid_to: string | null;
}

/** What is wrong with a rule, at a field of it. */
export interface SharingFault {
  readonly path: string;
  readonly message: string;
}

/** Targets as someone wrote them. */
export interface WrittenTarget {
  readonly owner: string;
  readonly weight?: string | null | undefined;
}

/** The targets as rules have them, or everything that is wrong with them. */
export function readTargets(method: SharingMethod, written: readonly WrittenTarget[]): readonly SharingTarget[] | readonly SharingFault[] {
  const targets = written.map(({ owner, weight }) => ({ owner: ownerOf(owner), weight: weight == null ? null : readWeight(weight) }));
  const faults: SharingFault[] = [];
  if (targets.length === 0 && method !== "proportional")
    faults.push({ path: "targets", message: `must name an owner for the method ${method}; only proportional may leave them out` });
  for (const [index, { owner, weight }] of targets.entries()) {
    const path = `targets.${index}`;
    const given = written[index]?.weight ?? null;
    if (owner === "") faults.push({ path: `${path}.owner`, message: "must name an owner" });
    if (targets.findIndex((other) => other.owner === owner) < index)
      faults.push({ path: `${path}.owner`, message: "is a target already; name each owner once" });
    if (method === "fixed" && weight === null)
      faults.push({ path: `${path}.weight`, message: "must be a number of 0 or more in digits, such as 2.5" });
    if (method !== "fixed" && given !== null)
      faults.push({ path: `${path}.weight`, message: `must be left out for the method ${method}; only fixed has weights` });
  }
  if (faults.length === 0 && method === "fixed" && targets.every(({ weight }) => weight === "0"))
    faults.push({ path: "targets", message: "must have a weight above 0" });
  return faults.length > 0 ? faults : targets;
}

/** Whether `readTargets` found faults. */
export function areFaults(found: readonly SharingTarget[] | readonly SharingFault[]): found is readonly SharingFault[] {
  return found.some((one) => "path" in one);
}

/** Faults of a rule's metric: the method `metric` needs one, and no other has one. */
export function findMetricFaults({
  method,
  business_metric: metric,
}: Pick<SharingRule, "method" | "business_metric">): readonly SharingFault[] {
  if (method === "metric")
    return metric === null || metric === ""
      ? [{ path: "business_metric", message: "must name the business metric by which targets are weighed" }]
      : [];
  return metric === null ? [] : [{ path: "business_metric", message: `must be left out for the method ${method}; only metric has one` }];
}

/** Faults of the months of a rule. */
export function findMonthFaults({ valid_from, valid_to }: Pick<SharingRule, "valid_from" | "valid_to">): readonly SharingFault[] {
  return valid_from !== null && valid_to !== null && valid_from > valid_to
    ? [{ path: "valid_to", message: "must not be before valid_from" }]
    : [];
}

/** Whether a rule holds in a month. */
export function isInForce({ valid_from, valid_to }: Pick<SharingRule, "valid_from" | "valid_to">, month: BillingMonth): boolean {
  const text = month.toString();
  return (valid_from === null || valid_from <= text) && (valid_to === null || text <= valid_to);
}

/** Rules in the order in which they take charges. */
export function inOrder<Rule extends Pick<SharingRule, "id" | "priority">>(rules: readonly Rule[]): readonly Rule[] {
  return [...rules].sort((a, b) => a.priority - b.priority || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}

function readWeight(text: string): string | null {
  const plain = toPlainDecimal(text, decimalLimits.cost, "plain");
  return typeof plain === "string" && !plain.startsWith("-") ? plain : null;
}
