import { addDays } from "../../domain/calendar/calendar-day";
import { CostRange } from "../../domain/cost/cost-range";
import { askCosts } from "../cost-questions/ask-costs";
import { type CostScope, costRows } from "../cost-questions/cost-rows";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";
import { dailyColumns } from "./daily-cost-by";
import type { AnomalyDimension } from "./read-judged-costs";

/** Which charges of which days made a difference. Days are `YYYY-MM-DD`, both included. */
export interface ExplainedDays {
  readonly dimension: AnomalyDimension;
  readonly account: string;
  readonly currency: string;
  readonly subscription: string;
  readonly value: string;
  readonly from: string;
  readonly through: string;
  /** As many days before, on the same weekdays, that they are compared with; null for none. */
  readonly before: { readonly from: string; readonly through: string } | null;
  /** `yes`: purchases alone. `no`: all else. `both`: all charges. */
  readonly purchases: "yes" | "no" | "both";
  readonly isMore: boolean;
}

/** A resource and meter, with what its charges cost in the days and in those before. Amounts are exact digits. */
export interface AnomalyContributor {
  /** Empty for charges of no resource, such as a support fee. */
  resource: string;
  resource_name: string;
  meter: string;
  cost: string;
  /** Cost of the days that it is compared with. */
  before: string;
  /** cost - before */
  difference: string;
  /** Charges in the days of the anomaly. */
  charges: string;
}

/** The resources and meters that differ most in the direction of each anomaly, at most `mostContributors`, by the index of the anomaly. */
export async function readContributors(
  request: ApiRequest,
  scope: CostScope,
  explained: readonly ExplainedDays[],
): Promise<readonly (readonly AnomalyContributor[])[]> {
  const dimensions = [...new Set(explained.map(({ dimension }) => dimension))];
  const found = await Promise.all(
    dimensions.map((dimension) => {
      const days = explained.flatMap((one, place) => (one.dimension === dimension ? joinedDays(one, place) : []));
      return askCosts<FoundContributor>(request, scope.snapshots, contributorsSql(scope, dimension, days));
    }),
  );
  const contributors = explained.map((): AnomalyContributor[] => []);
  for (const { place, ...contributor } of found.flat()) contributors[Number(place)]?.push(contributor);
  return contributors;
}

interface FoundContributor extends AnomalyContributor {
  readonly place: string;
}

interface JoinedDay {
  readonly place: number;
  readonly account: string;
  readonly currency: string;
  readonly subscription: string;
  readonly value: string;
  readonly day: string;
  readonly isPurchase: boolean;
  readonly isNow: boolean;
  readonly isMore: boolean;
}

function joinedDays(
  { account, currency, subscription, value, from, through, before, purchases, isMore }: ExplainedDays,
  place: number,
): readonly JoinedDay[] {
  const days = [
    ...daysOf(from, through).map((day) => ({ day, isNow: true })),
    ...(before === null ? [] : daysOf(before.from, before.through).map((day) => ({ day, isNow: false }))),
  ];
  const parts = purchases === "both" ? [true, false] : [purchases === "yes"];
  return parts.flatMap((isPurchase) => days.map((day) => ({ place, account, currency, subscription, value, isPurchase, isMore, ...day })));
}

function contributorsSql(scope: CostScope, dimension: AnomalyDimension, joined: readonly JoinedDay[]): SqlText {
  const { value, subscription } = dailyColumns(dimension);
  const days = joined.map(({ day }) => day).sort();
  const range = CostRange.ofDays(days[0] ?? scope.range.firstDay, days.at(-1) ?? scope.range.lastDay);
  const charges = costRows(
    "charges",
    { ...scope, range },
    () => SqlText.of`billing_account_id AS account, currency, ${subscription} AS in_subscription, ${value} AS value, usage_date AS day,
      charge_category = 'Purchase' AS is_purchase, resource, resource_name, meter, billed_cost AS cost`,
  );
  const texts = (of: (one: JoinedDay) => string): Bound => Bound.texts(joined.map(of));
  const flag = (isSet: boolean): string => (isSet ? "1" : "0");
  return SqlText.of`
    SELECT toString(g.place) AS place, g.resource AS resource, g.resource_name AS resource_name, g.meter AS meter, toString(g.now) AS cost, toString(g.earlier) AS before,
      toString(g.now - g.earlier) AS difference, toString(g.number) AS charges
    FROM (
      SELECT j.place AS place, r.resource AS resource, r.meter AS meter, max(r.resource_name) AS resource_name, sumIf(r.cost, j.is_now) AS now,
        sumIf(r.cost, NOT j.is_now) AS earlier, countIf(j.is_now) AS number, any(j.is_more) AS is_more
      FROM (${charges}) AS r
      INNER JOIN (
        SELECT toUInt32(one.1) AS place, one.2 AS account, one.3 AS currency, one.4 AS subscription, one.5 AS value, toDate(one.6) AS day, one.7 = '1' AS is_purchase,
          one.8 = '1' AS is_now, one.9 = '1' AS is_more
        FROM (SELECT arrayJoin(arrayZip(${texts(({ place }) => String(place))}, ${texts(({ account }) => account)}, ${texts(({ currency }) => currency)},
          ${texts((one) => one.subscription)}, ${texts((one) => one.value)}, ${texts(({ day }) => day)}, ${texts(({ isPurchase }) => flag(isPurchase))},
          ${texts(({ isNow }) => flag(isNow))}, ${texts(({ isMore }) => flag(isMore))})) AS one)) AS j
        ON r.account = j.account AND r.currency = j.currency AND r.in_subscription = j.subscription AND r.value = j.value AND r.day = j.day
          AND r.is_purchase = j.is_purchase
      GROUP BY place, resource, meter
      HAVING if(is_more, now > earlier, now < earlier)) AS g
    ORDER BY g.place, abs(g.now - g.earlier) DESC, g.resource, g.meter
    LIMIT ${Bound.count(mostContributors)} BY g.place`;
}

const daysOf = (from: string, through: string): readonly string[] => {
  const days: string[] = [];
  for (let day = from; day <= through; day = addDays(day, 1)) days.push(day);
  return days;
};

/** Of each anomaly. */
const mostContributors = 3;
