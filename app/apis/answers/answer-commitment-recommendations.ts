import type { tags } from "typia";
import { addDecimals } from "../../domain/decimal/add-decimals";
import { recommendUnits } from "../../domain/commitment/recommend-units";
import { chargeDimensions, costColumns, isCharge, usageDateColumn } from "../../domain/cost/cost-columns";
import { unitColumns } from "../../domain/efficiency/efficiency-signals";
import { mapCommitmentOrder } from "../../domain/focus/map-commitment";
import { costProblems } from "../cost-questions/cost-problems";
import { type Answer, answerOf, limitedProblem } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";
import { monthScope } from "./cost-scope-of";
import { monthParameter } from "./parameters";

export interface CommitmentRecommendationsParams {
  /** Billing month, `YYYY-MM`. */
  month: string & tags.Pattern<"^20\\d{2}-(0[1-9]|1[0-2])$"> & tags.Example<"2026-10">;
  /** Billing account id (at Azure the enrollment number). Defaults to all accounts you can read. */
  billing_account?: string & tags.Pattern<"^[A-Za-z0-9_.:-]{1,128}$"> & tags.Example<"100">;
  /** Maximum rows to return (default 100), highest saving first, then those without a known price by on-demand cost. Totals cover all. */
  limit?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<10000> & tags.Example<100>;
}

export interface CommitmentRecommendationsRow {
  billing_account_id: string;
  subscription: string;
  region: string;
  /** FOCUS SkuId. */
  meter_id: string;
  meter: string;
  service_name: string;
  currency: string;
  /** Hours of the month that no commitment covered, and what they were billed. */
  hours: string;
  billed_cost: string;
  /** Units that ran on every day for all of its hours: what a reservation of so many units would have used completely. */
  units: string;
  /** units times the hours of the month. */
  unit_hours: string;
  /** What unit_hours cost at the average price of hours. */
  on_demand_cost: string;
  /** What unit_hours of commitment_id cost in the month; null where no one-year reservation of the meter is known. */
  commitment_cost: string | null;
  /** on_demand_cost less commitment_cost; below 0 where the reservation would have cost more. */
  saving: string | null;
  /** The order of the reservation whose price was taken: the newest one-year reservation of the account that charges of the meter and region used. */
  commitment_id: string | null;
}

export interface CommitmentRecommendationsTotal {
  currency: string;
  recommendations: string;
  /** Of those whose saving is known; null where of none. */
  saving: string | null;
}

export interface CommitmentRecommendationsAnswer extends Answer<CommitmentRecommendationsRow, CommitmentRecommendationsTotal> {
  /** By what the units and savings were computed, each a sentence. */
  assumptions: readonly string[];
}

/** What a one-year reservation of the hours that nothing covered would have saved in a month, by the published bills and the prices of reservations in them. */
export async function answerCommitmentRecommendations(
  { month, billing_account: billingAccount, limit = 100 }: CommitmentRecommendationsParams,
  request: ApiRequest,
): Promise<CommitmentRecommendationsAnswer> {
  const asked = monthParameter(month);
  const { range, snapshots } = await monthScope(request, asked, billingAccount);
  const ids = Bound.texts(snapshots.named.filter(({ snapshot_id }) => snapshot_id !== "live").map(({ snapshot_id }) => snapshot_id));
  const found = await request.rows<FoundHours>(
    uncoveredSql(ids, Bound.date(asked.firstDay), Bound.date(asked.lastDay), Bound.count(asked.days)),
  );
  const rows = found.map((row) => rowOf(row, asked.days * 24)).sort(bySaving);
  const currencies = [...new Set(rows.map(({ currency }) => currency))].sort();
  const data = rows.slice(0, limit);
  return {
    ...answerOf({
      data,
      snapshots: snapshots.named,
      totals: currencies.map((currency) => {
        const own = rows.filter((row) => row.currency === currency);
        const savings = own.flatMap(({ saving }) => (saving === null ? [] : [saving]));
        return { currency, recommendations: String(own.length), saving: savings.length === 0 ? null : addDecimals(savings) };
      }),
      problems: [
        ...costProblems(range, snapshots),
        ...(asked.lastDay < request.now.toISOString().slice(0, 10)
          ? []
          : [{ code: "month-goes-on", message: `${asked.toString()} is not over: no unit has run on every day of it yet` }]),
        ...(rows.length <= limit ? [] : limitedProblem(data, limit)),
      ],
    }),
    assumptions,
  };
}

const assumptions: readonly string[] = [
  "A bill has days and no hours: 24 hours on each day of the month are taken for one unit that always ran",
  "Units are of one meter, region and subscription; a reservation with a shared scope or with instance size flexibility may cover more",
  "An hour of the reservation costs what an hour of the named one-year reservation of the same account cost in the month, used or not",
  "Hours on demand cost their average of the month; the next months are taken to be like this one",
];

interface FoundHours {
  readonly account: string;
  readonly subscription: string;
  readonly region: string;
  readonly meter_id: string;
  readonly meter: string;
  readonly service: string;
  readonly currency: string;
  readonly hours: string;
  readonly cost: string;
  readonly units: string;
  readonly commitment: string | null;
  readonly order_cost: string | null;
  readonly order_hours: string | null;
}

function rowOf(found: FoundHours, hoursOfMonth: number): CommitmentRecommendationsRow {
  const { hours, cost, units, order_cost: ofOrder, order_hours: orderHours } = found;
  const commitment = ofOrder === null || orderHours === null ? null : { cost: ofOrder, hours: orderHours };
  const { unitHours, onDemandCost, commitmentCost, saving } = recommendUnits({
    hours,
    cost,
    units: Number.parseInt(units, 10),
    hoursOfMonth,
    commitment,
  });
  return {
    billing_account_id: found.account,
    subscription: found.subscription,
    region: found.region,
    meter_id: found.meter_id,
    meter: found.meter,
    service_name: found.service,
    currency: found.currency,
    hours,
    billed_cost: cost,
    units,
    unit_hours: unitHours,
    on_demand_cost: onDemandCost,
    commitment_cost: commitmentCost,
    saving,
    commitment_id: found.commitment,
  };
}

/** By currency, the highest saving first; without one by on-demand cost. */
function bySaving(a: CommitmentRecommendationsRow, b: CommitmentRecommendationsRow): number {
  if (a.currency !== b.currency) return a.currency < b.currency ? -1 : 1;
  if ((a.saving === null) !== (b.saving === null)) return a.saving === null ? 1 : -1;
  const [left, right] = a.saving === null || b.saving === null ? [a.on_demand_cost, b.on_demand_cost] : [a.saving, b.saving];
  const difference = addDecimals([right, left.startsWith("-") ? left.slice(1) : `-${left}`]);
  return difference === "0" ? 0 : difference.startsWith("-") ? -1 : 1;
}

/** Hours of each meter, region and subscription that no commitment covered, where a unit of it ran on every day, with the newest one-year reservation of the meter. */
function uncoveredSql(ids: Bound, first: Bound, last: Bound, days: Bound): SqlText {
  const rows = SqlText.of`
    SELECT x_BillingAccountId AS account, x_SnapshotId AS snapshot, BillingCurrency AS currency, ${SqlText.columns({
      subscription: costColumns.subscription,
      region: costColumns.region,
      meter: chargeDimensions.meter,
      unit: chargeDimensions.consumed_unit,
      usage_day: usageDateColumn,
      commitment: mapCommitmentOrder("CommitmentDiscountId"),
      is_charge: isCharge,
    })}, ifNull(SkuId, '') AS meter_id, ServiceName AS service, CommitmentDiscountId AS id, CommitmentDiscountQuantity AS covered,
      ConsumedQuantity AS consumed, toDecimal256(BilledCost, 18) AS billed, has(x_Problems, 'cost-missing') AS is_missing
    FROM FocusCostAndUsage WHERE x_SnapshotId IN ${ids} AND x_BillingPeriod BETWEEN ${first} AND ${last} AND ChargeCategory = 'Usage'`;
  const hourly = SqlText.of`SELECT *, ${SqlText.columns(unitColumns)} FROM (${rows}) WHERE is_hour AND is_charge AND meter_id != '' AND usage_day BETWEEN ${first} AND ${last}`;
  const daily = SqlText.of`
    SELECT account, snapshot, currency, subscription, region, meter_id, max(h.meter) AS name, max(h.service) AS of_service, usage_day,
      sum(toDecimal256(assumeNotNull(h.consumed), 18)) AS hours, sum(h.billed) AS cost, max(h.is_missing) AS is_unknown
    FROM (${hourly}) AS h WHERE h.id IS NULL GROUP BY account, snapshot, currency, subscription, region, meter_id, usage_day`;
  const steady = SqlText.of`
    SELECT account, snapshot, currency, subscription, region, meter_id, max(d.name) AS meter, max(d.of_service) AS service, sum(d.hours) AS hours, sum(d.cost) AS cost,
      toUInt64(if(count() = ${days}, floor(greatest(min(d.hours), toDecimal256(0, 18)) / 24), toDecimal256(0, 18))) AS units
    FROM (${daily}) AS d GROUP BY account, snapshot, currency, subscription, region, meter_id HAVING units > 0 AND cost > 0 AND max(d.is_unknown) = 0`;
  const orders = SqlText.of`
    SELECT billing_account_id AS account, snapshot_id AS snapshot, currency, commitment_order AS commitment, sum(toDecimal256(cost, 18)) AS order_cost, sum(toDecimal256(hours, 18)) AS order_hours
    FROM CommitmentDay WHERE snapshot_id IN ${ids} AND billing_period BETWEEN ${first} AND ${last} GROUP BY account, snapshot, currency, commitment HAVING order_hours > 0 AND order_cost > 0`;
  const terms = SqlText.of`
    SELECT billing_account_id AS account, snapshot_id AS snapshot, currency, commitment_order AS commitment, starts_at
    FROM CommitmentTerm WHERE snapshot_id IN ${ids} AND billing_period BETWEEN ${first} AND ${last} AND term_months = 12 AND evidence != 'unknown'`;
  // One hour of a reservation covers one hour of the meter only where the charges say so: with instance size flexibility it is another number.
  const uses = SqlText.of`SELECT account, snapshot, currency, commitment, meter_id, region FROM (${hourly}) AS h WHERE h.id IS NOT NULL
    GROUP BY account, snapshot, currency, commitment, meter_id, region HAVING countIf(ifNull(h.covered != h.consumed, 1)) = 0`;
  const prices = SqlText.of`
    SELECT account, snapshot, currency, meter_id, region, argMax((o.commitment, o.order_cost, o.order_hours), (ifNull(t.starts_at, toDateTime64(0, 3)), o.commitment)) AS price
    FROM (${uses}) AS u INNER JOIN (${orders}) AS o USING (account, snapshot, currency, commitment) INNER JOIN (${terms}) AS t USING (account, snapshot, currency, commitment)
    GROUP BY account, snapshot, currency, meter_id, region`;
  return SqlText.of`
    SELECT s.account AS account, s.subscription AS subscription, s.region AS region, s.meter_id AS meter_id, s.meter AS meter, s.service AS service, s.currency AS currency,
      toString(s.hours) AS hours, toString(s.cost) AS cost, toString(s.units) AS units, nullIf(p.price.1, '') AS commitment,
      if(p.price.1 = '', NULL, toString(p.price.2)) AS order_cost, if(p.price.1 = '', NULL, toString(p.price.3)) AS order_hours
    FROM (${steady}) AS s LEFT JOIN (${prices}) AS p USING (account, snapshot, currency, meter_id, region)
    ORDER BY account, subscription, meter_id, region LIMIT 20000`;
}
