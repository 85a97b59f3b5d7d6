import type { tags } from "typia";
import { ExactSum } from "../../domain/snapshot/exact-sum";
import type { Answer, AnswerProblem } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { limitedProblem } from "../serving/limited-problem";
import { readAnswerSnapshots } from "../serving/read-answer-snapshots";
import { SqlText } from "../serving/sql-text";
import { anomaliesSql, mostAnomalyValues } from "./anomalies-sql";
import { monthOf } from "./month-of";
import { singleCurrency } from "../serving/single-currency";

export interface AnomaliesParams {
  /** The month of use, `YYYY-MM`. */
  month: string & tags.Pattern<"^20\\d{2}-(0[1-9]|1[0-2])$"> & tags.Example<"2026-10">;
  /** Of what the days are judged; `service` unless said. A service is Azure's meter category, of other providers the service name; an owner is that of resource tracking. */
  dimension?: "subscription" | "service" | "resource_group" | "owner";
  /** One billing account id (at Azure the enrollment number); every one of the caller's unless said. */
  billing_account?: string & tags.Pattern<"^[A-Za-z0-9_.:-]{1,128}$"> & tags.Example<"100">;
  /** The smallest difference worth a look, in the currency of the bill; 1 unless said. */
  minimum?: string & tags.Pattern<"^\\d{1,15}(\\.\\d{1,6})?$"> & tags.Example<"1">;
  /** At most this many, the largest difference first; 100 unless said. The totals are of all. */
  limit?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<1000> & tags.Example<100>;
}

/** A day on which something cost what its past did not lead to expect. Amounts are exact digits. */
export interface AnomalyRow {
  billing_account_id: string;
  currency: string;
  dimension: "subscription" | "service" | "resource_group" | "owner";
  /** Of the dimension: a subscription's GUID, a meter category, … */
  value: string;
  /** The subscription of a resource group; null for the other dimensions. */
  subscription_guid: string | null;
  date: string;
  cost: string;
  expected: string;
  /** Costs from low to high would have been no anomaly. */
  low: string;
  high: string;
  /** cost - expected */
  difference: string;
  /** How many earlier weeks the day was compared with, 2 to 8. */
  weeks: number;
  /** The same in one sentence. */
  why: string;
}

export interface AnomalyTotal {
  currency: string;
  anomalies: string;
  difference: string;
}

/** The days of a month that cost more or less than expected. How that is decided is told at anomaliesSql. */
export async function answerAnomalies(
  { month, dimension = "service", billing_account: billingAccount, minimum = "1", limit = 100 }: AnomaliesParams,
  request: ApiRequest,
): Promise<Answer<AnomalyRow, AnomalyTotal>> {
  const asked = monthOf(month);
  const anomalies = anomaliesSql({ month: asked, dimension, billingAccount, minimum });
  const from = asked.plus(-3)?.firstDay ?? asked.firstDay;
  const [found, [values], snapshots] = await Promise.all([
    request.rows<Omit<AnomalyRow, "dimension" | "why">>(SqlText.of`
      SELECT a.account AS billing_account_id, a.currency AS currency, a.value AS value,
        ${dimension === "resource_group" ? SqlText.of`CAST(a.subscription AS Nullable(String))` : SqlText.of`CAST(NULL AS Nullable(String))`} AS subscription_guid,
        toString(a.day) AS date, toString(a.cost) AS cost, toString(a.expected) AS expected, toString(a.low) AS low, toString(a.high) AS high,
        toString(a.difference) AS difference, a.weeks AS weeks
      FROM (${anomalies.days}) AS a
      ORDER BY abs(a.difference) DESC, a.day, a.account, a.currency, a.subscription, a.value LIMIT ${Bound.count(limit)}`),
    request.rows<{ readonly number: string }>(anomalies.values),
    readAnswerSnapshots(request, { from, through: asked.firstDay, account: billingAccount }),
  ]);
  // What was not cut by the limit need not be asked for again.
  const totals =
    found.length < limit
      ? totalsOf(found)
      : await request.rows<AnomalyTotal>(SqlText.of`
      SELECT a.currency AS currency, toString(count()) AS anomalies, toString(sum(a.difference)) AS difference
      FROM (${anomalies.days}) AS a GROUP BY a.currency ORDER BY a.currency`);
  return {
    data: found.map((row) => ({ ...row, dimension, why: whyOf(row) })),
    snapshots,
    currency: singleCurrency(totals),
    totals,
    page: { next: null },
    problems: [...limitedProblem(found, limit), ...leftOut(values?.number ?? "0")],
  };
}

function leftOut(values: string): readonly AnswerProblem[] {
  if (Number(values) <= mostAnomalyValues) return [];
  return [{ code: "values-left-out", message: `Of ${values} values, the ${mostAnomalyValues} with the highest cost of a day were judged` }];
}

function totalsOf(found: readonly { readonly currency: string; readonly difference: string }[]): readonly AnomalyTotal[] {
  const currencies = [...new Set(found.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const own = found.filter((row) => row.currency === currency);
    const sum = new ExactSum();
    for (const { difference } of own) sum.add(difference);
    return { currency, anomalies: String(own.length), difference: sum.toString() };
  });
}

function whyOf(row: Omit<AnomalyRow, "dimension" | "why">): string {
  const { cost, currency, date, expected, low, high, difference, weeks } = row;
  const weekday = weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? "";
  const more = !difference.startsWith("-");
  return (
    `${weekday} ${date} cost ${cost} ${currency}, ${more ? difference : difference.slice(1)} ${more ? "more" : "less"} than the median ${expected} ` +
    `of the ${weekday}s of the last ${weeks} weeks; ${more ? `up to ${high}` : `down to ${low}`} would have been usual.`
  );
}

const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;
