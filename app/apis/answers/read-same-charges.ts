import { chooseCostTable } from "../../domain/cost/cost-rollup";
import { CostRange } from "../../domain/cost/cost-range";
import { ExactSum } from "../../domain/snapshot/exact-sum";
import { askCosts } from "../cost-questions/ask-costs";
import { type CostScope, costRows } from "../cost-questions/cost-rows";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";
import { dailyColumns } from "./daily-cost-by";
import type { ExplainedDays } from "./read-contributors";
import type { AnomalyDimension } from "./read-judged-costs";

/** An anomaly of a list: its charges, and what they made of difference. */
export interface ComparedAnomaly {
  readonly days: ExplainedDays;
  /** Exact digits. */
  readonly difference: string;
}

/**
 * For each anomaly of a list, the index of an earlier one, by another dimension, that most of its difference is in; null where there is none. It may also be in
 * two together, such as two services of a subscription: the index is then that of the larger one.
 */
export async function readSameCharges(
  request: ApiRequest,
  scope: CostScope,
  anomalies: readonly ComparedAnomaly[],
): Promise<readonly (number | null)[]> {
  const dimensions = [...new Set(anomalies.map(({ days }) => days.dimension))];
  if (dimensions.length < 2) return anomalies.map(() => null);
  const found = await askCosts<FoundOverlap>(request, scope.snapshots, overlapsSql(scope, dimensions, anomalies));
  return sameAs(
    anomalies,
    found.map(({ place, other, difference }) => ({ place: Number(place), other: Number(other), difference })),
  );
}

interface FoundOverlap {
  readonly place: string;
  readonly other: string;
  readonly difference: string;
}

interface Overlap {
  /** The later one of the two. */
  readonly place: number;
  readonly other: number;
  /** What the charges that both are about made of difference. */
  readonly difference: string;
}

/** A row is the same as a standing one when more than half of its difference is in rows that stand, of one other dimension together. */
function sameAs(anomalies: readonly ComparedAnomaly[], overlaps: readonly Overlap[]): readonly (number | null)[] {
  const same: (number | null)[] = [];
  const dimensionOf = ({ other }: Overlap): AnomalyDimension | undefined => anomalies[other]?.days.dimension;
  for (const [place, { days, difference }] of anomalies.entries()) {
    const whole = new ExactSum(difference);
    const shared = overlaps.filter(
      (one) =>
        one.place === place &&
        same[one.other] === null &&
        dimensionOf(one) !== days.dimension &&
        one.difference.startsWith("-") === difference.startsWith("-"),
    );
    const isMostOfIt = (one: Overlap): boolean => {
      const sum = shared
        .filter((another) => dimensionOf(another) === dimensionOf(one))
        .reduce((total, another) => total.plus(new ExactSum(another.difference)), new ExactSum());
      return sum.plus(sum).compareSize(whole) > 0;
    };
    const [largest] = shared.filter(isMostOfIt).sort(bySize);
    same.push(largest?.other ?? null);
  }
  return same;
}

const bySize = (one: Overlap, other: Overlap): number =>
  new ExactSum(other.difference).compareSize(new ExactSum(one.difference)) || one.other - other.other;

/** Of the daily rollup that has all dimensions: pairs of anomalies, and the cost of what is in both of them less that of the days both are compared with. */
function overlapsSql(scope: CostScope, dimensions: readonly AnomalyDimension[], anomalies: readonly ComparedAnomaly[]): SqlText {
  const spans = anomalies.flatMap(({ days }, place) => spansOf(days, place));
  const ends = spans.flatMap(({ from, through }) => [from, through]).sort();
  const range = CostRange.ofDays(ends[0] ?? scope.range.firstDay, ends.at(-1) ?? scope.range.lastDay);
  const columns = dimensions.map((dimension) => ({ dimension, ...dailyColumns(dimension) }));
  const called = SqlText.join(
    columns.map(
      ({ dimension, value, subscription }) => SqlText.of`(${Bound.text(dimension)}, toString(${subscription}), toString(${value}))`,
    ),
    ", ",
  );
  const fields = columns.flatMap(({ field }) => (field === null ? [] : [{ kind: "dimension", name: field } as const]));
  const rows = costRows(
    chooseCostTable(fields, true),
    { ...scope, range },
    () =>
      SqlText.of`billing_account_id AS account, currency, usage_date AS day, charge_category = 'Purchase' AS is_purchase, billed_cost AS cost, [${called}] AS called`,
  );
  const texts = (of: (one: Span) => string): Bound => Bound.texts(spans.map(of));
  const flag = (isSet: boolean): string => (isSet ? "1" : "0");
  return SqlText.of`
    SELECT toString(p.pair.1) AS place, toString(p.pair.2) AS other, toString(sum(if(p.pair.3, p.cost, -p.cost))) AS difference
    FROM (
      SELECT m.cost AS cost, arrayJoin(arrayFlatten(arrayMap(one -> arrayMap(other -> (one.1, other.1, one.2),
        arrayFilter(other -> other.1 < one.1 AND other.2 = one.2, m.places)), m.places))) AS pair
      FROM (
        SELECT any(c.cost) AS cost, groupArray((j.place, j.is_now)) AS places
        FROM (
          SELECT r.account AS account, r.currency AS currency, r.day AS day, r.is_purchase AS is_purchase, r.called AS all_called, arrayJoin(r.called) AS called,
            sum(r.cost) AS cost
          FROM (${rows}) AS r GROUP BY account, currency, day, is_purchase, all_called, called) AS c
        INNER JOIN (
          SELECT toUInt32(one.1) AS place, one.2 AS account, one.3 AS currency, (one.4, one.5, one.6) AS called, one.7 = '1' AS is_purchase, one.8 = '1' AS is_now,
            arrayJoin(arrayMap(day -> toDate(toDate(one.9) + day), range(toUInt32(toDate(one.10) - toDate(one.9) + 1)))) AS day
          FROM (SELECT arrayJoin(arrayZip(${texts(({ place }) => String(place))}, ${texts(({ account }) => account)}, ${texts(({ currency }) => currency)},
            ${texts((one) => one.dimension)}, ${texts((one) => one.subscription)}, ${texts((one) => one.value)},
            ${texts(({ isPurchase }) => flag(isPurchase))}, ${texts(({ isNow }) => flag(isNow))}, ${texts(({ from }) => from)}, ${texts(({ through }) => through)})) AS one)) AS j
          ON c.account = j.account AND c.currency = j.currency AND c.day = j.day AND c.is_purchase = j.is_purchase AND c.called = j.called
        GROUP BY c.account, c.currency, c.day, c.is_purchase, c.all_called
        HAVING length(places) > 1) AS m) AS p
    GROUP BY p.pair.1, p.pair.2`;
}

/** Days of an anomaly, or days before that they are compared with, of purchases or of all else. */
interface Span extends Pick<ExplainedDays, "dimension" | "account" | "currency" | "subscription" | "value" | "from" | "through"> {
  readonly place: number;
  readonly isPurchase: boolean;
  readonly isNow: boolean;
}

function spansOf(days: ExplainedDays, place: number): readonly Span[] {
  const { from, through, before, purchases } = days;
  const spans = [{ from, through, isNow: true }, ...(before === null ? [] : [{ ...before, isNow: false }])];
  const parts = purchases === "both" ? [true, false] : [purchases === "yes"];
  return parts.flatMap((isPurchase) => spans.map((span) => ({ ...days, ...span, place, isPurchase })));
}
