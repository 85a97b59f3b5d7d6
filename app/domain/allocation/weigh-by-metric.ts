import { ExactSum } from "../snapshot/exact-sum";
import type { SharingTarget } from "./sharing-rule";

/** What the business had of a metric on a day, of the entity that is called as an owner is. */
export interface OwnerValue {
  /** As `ownerOf` writes it. */
  readonly owner: string;
  /** `YYYY-MM-DD` */
  readonly day: string;
  /** Digits with at most 18 decimals. */
  readonly value: string;
  /** Empty when the metric says it. */
  readonly unit: string;
}

/** The weights of targets by the values of a month, and what of the values does not weigh. */
export interface MetricWeights {
  /** Each with a weight; that of a target which gets no part is 0. */
  readonly targets: readonly SharingTarget[];
  /** Targets without a value in the month. */
  readonly missing: readonly string[];
  /** Targets whose values add up to less than 0. */
  readonly negative: readonly string[];
  /** Days on which one of the targets that have values has one, and those of them on which another has none, which do not weigh. */
  readonly days: number;
  readonly daysLeftOut: number;
  /** Values in several units cannot be compared: then no target has a weight. */
  readonly unitsDiffer: boolean;
}

/**
 * Weighs targets by the sum of their values. A missing value is never 0: a target without values gets no part, and only days count on which each of the other
 * targets has a value. A target whose values add up to less than 0 has the weight 0. Exact. Entities whose names differ only in case are one owner: their values add up.
 */
export function weighByMetric(targets: readonly SharingTarget[], values: readonly OwnerValue[]): MetricWeights {
  const own = targets.map(({ owner }) => ({ owner, values: values.filter((one) => one.owner === owner) }));
  const valued = own.filter((one) => one.values.length > 0);
  const days = new Set(valued.flatMap((one) => one.values.map(({ day }) => day)));
  const common = new Set([...days].filter((day) => valued.every((one) => one.values.some((value) => value.day === day))));
  const unitsDiffer = new Set(valued.flatMap((one) => one.values.map(({ unit }) => unit))).size > 1;
  const sums = own.map((one) => ({ owner: one.owner, sum: sumOf(one.values.filter(({ day }) => common.has(day))) }));
  return {
    targets: sums.map(({ owner, sum }) => ({ owner, weight: unitsDiffer || sum.startsWith("-") ? "0" : sum })),
    missing: own.filter((one) => one.values.length === 0).map(({ owner }) => owner),
    negative: sums.filter(({ sum }) => sum.startsWith("-")).map(({ owner }) => owner),
    days: days.size,
    daysLeftOut: days.size - common.size,
    unitsDiffer,
  };
}

function sumOf(values: readonly OwnerValue[]): string {
  const sum = new ExactSum();
  for (const { value } of values) sum.add(value);
  return sum.toString();
}
