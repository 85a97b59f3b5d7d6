import type { tags } from "typia";
import { confidence } from "../../domain/daily-cost/forecast-days";
import { ExactSum } from "../../domain/snapshot/exact-sum";
import { type Answer, answerOf } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { chargeGapProblems, readChargeGaps } from "./charge-gaps";
import { daysScope, monthScope } from "./cost-scope-of";
import { monthParameter } from "./parameters";
import { forecastDays, readForecasts } from "./read-forecasts";

export interface ForecastParams {
  /** Usage month, `YYYY-MM`. */
  month: string & tags.Pattern<"^20\\d{2}-(0[1-9]|1[0-2])$"> & tags.Example<"2026-10">;
  /** Billing account id (at Azure the enrollment number). Defaults to all accounts you can read. */
  billing_account?: string & tags.Pattern<"^[A-Za-z0-9_.:-]{1,128}$"> & tags.Example<"100">;
  /** How many months, `month` the first of them, 1 to 3 (default 1). */
  months?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<3> & tags.Example<1>;
}

/** What a month will have cost a billing account at its end. Amounts are digits. */
export interface ForecastRow {
  billing_account_id: string;
  currency: string;
  /** `YYYY-MM`. */
  month: string;
  /** Billed to the month so far, including fees dated ahead; null when no charge has a readable cost. */
  actual: string | null;
  /** Newest day of any charge. */
  actual_through: string;
  /** Last day to which usage is known; later days are estimated. Null when there is no usage. */
  known_through: string | null;
  /** Null when fewer than seven days are known. */
  forecast: string | null;
  /** The month-end total lies between low and high with probability `confidence`, if forecasts err as they did in the weeks before. */
  low: string | null;
  high: string | null;
  confidence: number;
  /**
   * `actual`: the month is over. `weekday-median`, `median`: estimated from the known days; `weekday-trend`: with the growth of the last weeks. `none`: too few
   * days are known.
   */
  method: "actual" | "weekday-trend" | "weekday-median" | "median" | "none";
  /** Number of known days behind the estimate, at most 56. */
  based_on_days: number;
  remaining_days: number;
}

export interface ForecastTotal {
  currency: string;
  /** `YYYY-MM`. */
  month: string;
  /** Sum over accounts that have one; null when none has. */
  actual: string | null;
  /** Null when any account has none. */
  forecast: string | null;
}

/** The month end, of one to three months, of every billing account and currency that was billed in the first of them or in the 28 days before it. */
export async function answerForecast(
  { month, billing_account: billingAccount, months = 1 }: ForecastParams,
  request: ApiRequest,
): Promise<Answer<ForecastRow, ForecastTotal>> {
  const asked = monthParameter(month);
  const { from, through } = forecastDays(asked, months);
  const scope = await daysScope(request, from, through, billingAccount);
  const [forecasts, gaps] = await Promise.all([
    readForecasts(request, { scope, month: asked, months, dimension: "account" }),
    monthScope(request, asked, billingAccount).then((ofMonth) => readChargeGaps(request, ofMonth)),
  ]);
  const snapshots = scope.snapshots.named;
  const data = forecasts.map((one): ForecastRow => {
    const gap = gaps.find(
      ({ account, currency }) => one.month.compare(asked) === 0 && account === one.account && currency === one.currency,
    );
    const isUnpriced = one.charges !== "0" && gap?.unpriced === one.charges;
    const unknown = { actual: null, forecast: null, low: null, high: null };
    return {
      billing_account_id: one.account,
      currency: one.currency,
      month: one.month.toString(),
      actual: one.actual,
      actual_through: one.through,
      known_through: one.known_through,
      forecast: one.forecast,
      low: one.low,
      high: one.high,
      confidence,
      method: one.method,
      based_on_days: one.based_on_days,
      remaining_days: one.remaining_days,
      ...(isUnpriced ? unknown : {}),
    };
  });
  const totals = totalsOf(data);
  return answerOf({
    data,
    snapshots,
    totals,
    problems: [
      ...data
        .filter(({ method, month: of }) => method === "none" && of === month)
        .map((row) => ({
          code: "too-little-history",
          message: `${row.billing_account_id}: ${row.based_on_days} known days are too few for a forecast in ${row.currency}`,
        })),
      ...forecasts.flatMap(({ account, currency, missing_days: days }) =>
        days.length === 0
          ? []
          : [
              {
                code: "days-missing",
                message: `${account}: no charges in ${currency} on ${days.join(", ")}; actual does not include these days`,
              },
            ],
      ),
      ...data
        .filter((row) => row.method === "actual" && row.known_through !== null && row.known_through < lastDayOf(row.month))
        .map((row) => ({
          code: "usage-ends-early",
          message: `${row.billing_account_id}: usage of ${row.month} is known through ${row.known_through ?? ""} only; the forecast equals what is billed`,
        })),
      ...chargeGapProblems(gaps),
    ],
  });
}

function lastDayOf(month: string): string {
  const { days } = monthParameter(month);
  return `${month}-${days}`;
}

function totalsOf(data: readonly ForecastRow[]): readonly ForecastTotal[] {
  const keys = [...new Set(data.map(({ currency, month }) => `${currency} ${month}`))].sort();
  return keys.map((key) => {
    const rows = data.filter(({ currency, month }) => `${currency} ${month}` === key);
    const [currency = "", month = ""] = key.split(" ");
    const actual = new ExactSum();
    const forecast = new ExactSum();
    for (const row of rows) {
      actual.add(row.actual ?? "0");
      forecast.add(row.forecast ?? "0");
    }
    const isWhole = rows.every((row) => row.forecast !== null);
    const isKnown = rows.some((row) => row.actual !== null);
    return { currency, month, actual: isKnown ? actual.toString() : null, forecast: isWhole ? forecast.toString() : null };
  });
}
