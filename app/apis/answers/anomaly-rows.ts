import type { Anomaly } from "../../domain/daily-cost/find-anomalies";
import { shownAmount } from "../../domain/daily-cost/shown-amount";
import { ExactSum } from "../../domain/snapshot/exact-sum";
import type { AnomalyRow, AnomalyTotal } from "./anomaly-row";
import { chargesAddress } from "./charges-address";
import type { AnomalyContributor, ExplainedDays } from "./read-contributors";
import type { AnomalyDimension, JudgedValue } from "./read-judged-costs";
import { whyAnomaly } from "./why-anomaly";

/** A row that has no contributors yet, with its value. */
export interface FoundRow {
  readonly value: JudgedValue;
  readonly row: Omit<AnomalyRow, "contributors" | "others_difference" | "same_charges_as">;
}

/** An anomaly of a value as it is answered: what was billed added up exactly, what was expected rounded. `dayOf` is the day of an index. */
export function toRow(value: JudgedValue, anomaly: Anomaly, dayOf: (index: number) => string): FoundRow {
  const amounts = anomaly.kind === "purchase" ? value.purchases : value.costs;
  const cost = new ExactSum();
  for (let day = anomaly.from; day <= anomaly.through; day += 1) cost.add(amounts[day] ?? "0");
  const [expected, low, high] = [anomaly.expected, anomaly.low, anomaly.high].map((one) => new ExactSum(shownAmount(one)));
  if (expected === undefined || low === undefined || high === undefined) throw new Error("an anomaly has no range");
  const excess = cost.compare(high) > 0 ? cost.minus(high) : cost.compare(low) < 0 ? low.minus(cost) : new ExactSum();
  const [date, through] = [dayOf(anomaly.from), dayOf(anomaly.through)];
  const length = anomaly.through - anomaly.from + 1;
  const back = 7 * Math.ceil(length / 7);
  const isCompared = anomaly.kind === "unusual" || anomaly.kind === "level";
  const row = {
    kind: anomaly.kind,
    billing_account_id: value.account,
    currency: value.currency,
    dimension: value.dimension,
    value: value.value,
    subscription_guid: value.dimension === "resource_group" ? value.subscription : null,
    date,
    through,
    cost: cost.toString(),
    expected: expected.toString(),
    low: low.toString(),
    high: high.toString(),
    difference: cost.minus(expected).toString(),
    excess: excess.toString(),
    weeks: anomaly.weeks,
    planned: anomaly.planned,
  };
  return {
    value,
    row: {
      ...row,
      why: whyAnomaly(row, dayOf(value.judged.first)),
      compared_from: isCompared ? dayOf(anomaly.from - back) : null,
      compared_through: isCompared ? dayOf(anomaly.through - back) : null,
      charges_address: chargesAddress(row),
    },
  };
}

/** The largest excess first; of those that were to be expected, the largest cost. */
export function byExcess({ row: one }: FoundRow, { row: other }: FoundRow): number {
  const size =
    new ExactSum(other.excess).compareSize(new ExactSum(one.excess)) || new ExactSum(other.cost).compareSize(new ExactSum(one.cost));
  return size || (placeOf(one) < placeOf(other) ? -1 : 1);
}

const placeOf = (row: FoundRow["row"]): string =>
  [
    row.date,
    row.billing_account_id,
    row.currency,
    allDimensions.indexOf(row.dimension),
    row.subscription_guid ?? "",
    row.value,
    row.kind,
  ].join("\u0000");

/** The days whose charges explain a row. */
export function explainedDays(
  { dimension, account, currency, subscription, value, isApart }: JudgedValue,
  row: FoundRow["row"],
): ExplainedDays {
  return {
    dimension,
    account,
    currency,
    subscription,
    value,
    from: row.date,
    through: row.through,
    before: row.compared_from === null || row.compared_through === null ? null : { from: row.compared_from, through: row.compared_through },
    purchases: row.kind === "purchase" ? "yes" : isApart ? "no" : "both",
    isMore: !row.difference.startsWith("-") && row.cost !== "0",
  };
}

/** A row with its contributors, what they leave of the difference, and the index of the row that has the same charges. */
export function finishedRow(row: FoundRow["row"], contributors: readonly AnomalyContributor[], same: number | null): AnomalyRow {
  const others = contributors.reduce((rest, { difference }) => rest.minus(new ExactSum(difference)), new ExactSum(row.difference));
  return { ...row, contributors, others_difference: others.toString(), same_charges_as: same === null ? null : same + 1 };
}

/** Of all rows, those that are not shown too. */
export function totalsOf(rows: readonly FoundRow["row"][]): readonly AnomalyTotal[] {
  const totals = new Map<
    string,
    { readonly currency: string; readonly dimension: AnomalyDimension; anomalies: number; readonly sum: ExactSum }
  >();
  for (const { currency, dimension, difference } of rows) {
    const key = `${currency} ${allDimensions.indexOf(dimension)}`;
    const total = totals.get(key) ?? { currency, dimension, anomalies: 0, sum: new ExactSum() };
    totals.set(key, total);
    total.anomalies += 1;
    total.sum.add(difference);
  }
  return [...totals.entries()]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, { currency, dimension, anomalies, sum }]) => ({
      currency,
      dimension,
      anomalies: String(anomalies),
      difference: sum.toString(),
    }));
}

/** All that anomalies are judged by, in the order of an answer's totals. */
export const allDimensions: readonly AnomalyDimension[] = ["service", "subscription", "resource_group", "owner"];
