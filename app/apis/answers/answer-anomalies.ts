import type { tags } from "typia";
import { ExactSum } from "../../domain/snapshot/exact-sum";
import { type Answer, type AnswerProblem, limitedProblem, singleCurrency } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";
import { askCosts } from "../cost-questions/ask-costs";
import { anomaliesSql, anomalyDays, mostAnomalyValues, pastDays } from "./anomalies-sql";
import { chargeGapProblems, readChargeGaps } from "./charge-gaps";
import type { KnownThrough } from "./known-through";
import { daysScope, monthScope } from "./cost-scope-of";
import { monthParameter } from "./parameters";
import { countOf } from "../../domain/text/count-of";

export interface AnomaliesParams {
  /** Usage month, `YYYY-MM`. */
  month: string & tags.Pattern<"^20\\d{2}-(0[1-9]|1[0-2])$"> & tags.Example<"2026-10">;
  /** Dimension to examine (default `service`). `service` is FOCUS ServiceName; `owner` is the application of an ownership rule. */
  dimension?: "subscription" | "service" | "resource_group" | "owner";
  /** Billing account id (at Azure the enrollment number). Defaults to all accounts you can read. */
  billing_account?: string & tags.Pattern<"^[A-Za-z0-9_.:-]{1,128}$"> & tags.Example<"100">;
  /** Minimum difference to report, in the currency of the bill (default 1). */
  minimum?: string & tags.Pattern<"^\\d{1,15}(\\.\\d{1,6})?$"> & tags.Example<"1">;
  /** Maximum rows to return (default 100), largest difference first. Totals cover all rows. */
  limit?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<1000> & tags.Example<100>;
}

/** Something that cost what its past did not lead to expect: on one day, or, when it had no past, in all its first days together. Amounts are exact digits. */
export interface AnomalyRow {
  /** `new`: the value had no cost in the twelve weeks before. `unusual`: its cost is outside the usual range. */
  kind: "new" | "unusual";
  billing_account_id: string;
  currency: string;
  dimension: "subscription" | "service" | "resource_group" | "owner";
  /** Value of the dimension: a subscription GUID, a service name, … */
  value: string;
  /** Subscription of a resource group; null for other dimensions. */
  subscription_guid: string | null;
  /** The day. For `new`: the first day in this month. */
  date: string;
  /** The same day. For `new`: the last charged day of its first two weeks, or of the month. */
  through: string;
  /** Cost from `date` through `through`. */
  cost: string;
  /** 0 for what is new. */
  expected: string;
  /** Usual range. Not below 0 unless costs were. */
  low: string;
  high: string;
  /** cost - expected */
  difference: string;
  /** Number of earlier weeks that the day was compared with, 2 to 8; fewer for `new`. */
  weeks: number;
  /** The anomaly in one sentence. */
  why: string;
}

export interface AnomalyTotal {
  currency: string;
  anomalies: string;
  difference: string;
}

export interface AnomaliesAnswer extends Answer<AnomalyRow, AnomalyTotal> {
  /** Last day to which each billing account's usage is known. Later days are reported only when they already cost too much. */
  known_through: readonly KnownThrough[];
}

/** What cost more or less in a month than expected. How that is decided is told at anomaliesSql. */
export async function answerAnomalies(
  { month, dimension = "service", billing_account: billingAccount, minimum = "1", limit = 100 }: AnomaliesParams,
  request: ApiRequest,
): Promise<AnomaliesAnswer> {
  const asked = monthParameter(month);
  const { from, through } = anomalyDays(asked);
  const scope = await daysScope(request, from, through, billingAccount);
  const { snapshots } = scope;
  const anomalies = anomaliesSql({ scope, month: asked, dimension, minimum });
  const [found, accounts] = await Promise.all([
    askCosts<FoundAnomaly>(
      request,
      snapshots,
      SqlText.of`
      SELECT if(a.is_new, 'new', 'unusual') AS kind, a.account AS billing_account_id, a.currency AS currency, a.value AS value,
        ${dimension === "resource_group" ? SqlText.of`CAST(a.subscription AS Nullable(String))` : SqlText.of`CAST(NULL AS Nullable(String))`} AS subscription_guid,
        toString(a.day) AS date, toString(a.day + a.days - 1) AS through, toString(toDate(a.first)) AS first, toString(a.cost) AS cost, toString(a.expected) AS expected, toString(a.low) AS low, toString(a.high) AS high,
        toString(a.difference) AS difference, a.weeks AS weeks
      FROM (${anomalies.days}) AS a
      ORDER BY abs(a.difference) DESC, a.day, a.account, a.currency, a.subscription, a.value LIMIT ${Bound.count(limit)}`,
    ),
    askCosts<JudgedAccount>(request, snapshots, anomalies.accounts),
  ]);
  const gaps = await readChargeGaps(request, await monthScope(request, asked, billingAccount));
  // What was not cut by the limit need not be asked for again.
  const totals =
    found.length < limit
      ? totalsOf(found)
      : await askCosts<AnomalyTotal>(
          request,
          snapshots,
          SqlText.of`
      SELECT a.currency AS currency, toString(count()) AS anomalies, toString(sum(a.difference)) AS difference
      FROM (${anomalies.days}) AS a GROUP BY a.currency ORDER BY a.currency`,
        );
  return {
    data: found.map(({ first, ...row }) => ({ ...row, dimension, why: row.kind === "new" ? whyNew(row, first) : whyUnusual(row) })),
    snapshots: snapshots.named,
    currency: singleCurrency(totals),
    totals,
    page: { next: null },
    problems: [
      ...limitedProblem(found, limit),
      ...leftOut(accounts),
      ...accounts.filter(({ young }) => young !== "0").map(tooYoung),
      ...chargeGapProblems(gaps),
    ],
    known_through: accounts.map(({ account, known_through, newest }) => ({
      billing_account_id: account,
      known_through,
      newest_charge_date: newest,
    })),
  };
}

function leftOut(accounts: readonly JudgedAccount[]): readonly AnswerProblem[] {
  const values = accounts.reduce((sum, { number }) => sum + Number(number), 0);
  if (values <= mostAnomalyValues) return [];
  return [
    { code: "values-left-out", message: `Only the ${mostAnomalyValues} values with the highest daily cost were examined, of ${values}` },
  ];
}

interface FoundAnomaly extends Omit<AnomalyRow, "dimension" | "why"> {
  /** The first day with a charge since twelve weeks before the month. */
  readonly first: string;
}

interface JudgedAccount {
  readonly account: string;
  readonly known_through: string | null;
  readonly newest: string;
  readonly first: string;
  /** Values that could be judged, and those of them that are as young as the account. */
  readonly number: string;
  readonly young: string;
}

function tooYoung({ account, first, young }: JudgedAccount): AnswerProblem {
  return {
    code: "too-little-history",
    message: `${account}: charges are known from ${first} on; the first two weeks of ${countOf(young, "value")} that began within ${pastDays} days of it are not judged`,
  };
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

function whyNew({ cost, currency, date, through }: Omit<FoundAnomaly, "first">, first: string): string {
  const days = date === through ? `on ${date}` : `from ${date} through ${through}`;
  return `New: first charged on ${first}, and not once in the weeks before. It cost ${cost} ${currency} ${days}.`;
}

function whyUnusual({ cost, currency, date, expected, low, high, difference, weeks }: Omit<FoundAnomaly, "first">): string {
  const weekday = weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? "";
  const more = !difference.startsWith("-");
  return (
    `${weekday} ${date} cost ${cost} ${currency}, ${more ? difference : difference.slice(1)} ${more ? "more" : "less"} than the median ${expected} ` +
    `of the ${weekday}s of the last ${weeks} weeks; ${more ? `up to ${high}` : `down to ${low}`} would have been usual.`
  );
}

const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;
