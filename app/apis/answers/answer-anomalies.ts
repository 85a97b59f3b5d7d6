import type { tags } from "typia";
import { type Answer, type AnswerProblem, limitedProblem, singleCurrency } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { SqlText } from "../serving/sql-text";
import { askCosts } from "../cost-questions/ask-costs";
import { rowsAndTotals } from "../cost-questions/rows-and-totals";
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
  const [found, accounts, gaps] = await Promise.all([
    askCosts<FoundAnomaly>(
      request,
      snapshots,
      // Judging all values is what costs: the totals are made of the same rows, whatever the limit.
      rowsAndTotals(
        SqlText.of`
      SELECT if(t.is_new, 'new', 'unusual') AS kind, t.account AS billing_account_id, t.currency AS currency, t.value AS value,
        ${dimension === "resource_group" ? SqlText.of`CAST(t.subscription AS Nullable(String))` : SqlText.of`CAST(NULL AS Nullable(String))`} AS subscription_guid,
        toString(t.day) AS date, toString(t.day + t.days - 1) AS through, toString(toDate(t.first)) AS first, toString(t.cost) AS cost, toString(t.expected) AS expected, toString(t.low) AS low, toString(t.high) AS high,
        toString(t.difference) AS difference, t.weeks AS weeks, t.is_total AS is_total, toString(t.anomalies) AS anomalies
      FROM (
        SELECT account, currency, subscription, value, day, toUInt8(grouping(value)) AS is_total, any(a.is_new) AS is_new, any(a.first) AS first, any(a.days) AS days,
          any(a.cost) AS cost, any(a.expected) AS expected, any(a.weeks) AS weeks, sum(a.difference) AS difference, any(a.low) AS low, any(a.high) AS high, count() AS anomalies
        FROM (${anomalies.days}) AS a GROUP BY GROUPING SETS ((account, currency, subscription, value, day), (currency))) AS t
      ORDER BY t.is_total DESC, abs(t.difference) DESC, t.day, t.account, t.currency, t.subscription, t.value`,
        limit,
      ),
    ),
    askCosts<JudgedAccount>(request, snapshots, anomalies.accounts),
    monthScope(request, asked, billingAccount).then((ofMonth) => readChargeGaps(request, ofMonth)),
  ]);
  const data = found.filter(({ is_total }) => is_total === 0).map((row) => anomalyOf(row, dimension));
  const totals = found
    .filter(({ is_total }) => is_total === 1)
    .map(({ currency, anomalies: number, difference }) => ({ currency, anomalies: number, difference }))
    .sort((one, other) => (one.currency < other.currency ? -1 : 1));
  return {
    data,
    snapshots: snapshots.named,
    currency: singleCurrency(totals),
    totals,
    page: { next: null },
    problems: [
      ...limitedProblem(data, limit),
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

/** An anomaly, or with is_total how many there are in a currency and their differences: of everything that the question matches, beyond the limit too. */
interface FoundAnomaly extends Omit<AnomalyRow, "dimension" | "why"> {
  /** The first day with a charge since twelve weeks before the month. */
  first: string;
  is_total: number;
  anomalies: string;
}

function anomalyOf(found: FoundAnomaly, dimension: AnomalyRow["dimension"]): AnomalyRow {
  const { first } = found;
  const row: Omit<AnomalyRow, "dimension" | "why"> & Partial<FoundAnomaly> = { ...found };
  delete row.first;
  delete row.is_total;
  delete row.anomalies;
  return { ...row, dimension, why: row.kind === "new" ? whyNew(row, first) : whyUnusual(row) };
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

function whyNew({ cost, currency, date, through }: Omit<AnomalyRow, "dimension" | "why">, first: string): string {
  const days = date === through ? `on ${date}` : `from ${date} through ${through}`;
  return `New: first charged on ${first}, and never in the weeks before. It cost ${cost} ${currency} ${days}.`;
}

function whyUnusual({ cost, currency, date, expected, low, high, difference, weeks }: Omit<AnomalyRow, "dimension" | "why">): string {
  const weekday = weekdays[new Date(`${date}T00:00:00Z`).getUTCDay()] ?? "";
  const more = !difference.startsWith("-");
  return (
    `${weekday} ${date} cost ${cost} ${currency}, ${more ? difference : difference.slice(1)} ${more ? "more" : "less"} than the median ${expected} ` +
    `of the ${weekday}s of the last ${weeks} weeks; ${more ? `up to ${high}` : `down to ${low}`} would have been usual.`
  );
}

const weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"] as const;
