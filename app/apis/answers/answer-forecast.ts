import type { tags } from "typia";
import { ExactSum } from "../../domain/snapshot/exact-sum";
import type { Answer } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";
import { readAnswerSnapshots } from "../serving/read-answer-snapshots";
import { monthOf } from "./month-of";
import { readForecasts } from "./read-forecasts";
import { singleCurrency } from "../serving/single-currency";

export interface ForecastParams {
  /** The month of use, `YYYY-MM`. */
  month: string & tags.Pattern<"^20\\d{2}-(0[1-9]|1[0-2])$"> & tags.Example<"2026-10">;
  /** One billing account id (at Azure the enrollment number); every one of the caller's unless said. */
  billing_account?: string & tags.Pattern<"^[A-Za-z0-9_.:-]{1,128}$"> & tags.Example<"100">;
}

/** What a month will have cost a billing account at its end. Amounts are digits. */
export interface ForecastRow {
  billing_account_id: string;
  currency: string;
  /** Billed up to and including actual_through. */
  actual: string;
  actual_through: string;
  /** Null when less than seven days are known. */
  forecast: string | null;
  /** The month ends between low and high with a probability of `confidence`, if the days that are left are like those that are known. */
  low: string | null;
  high: string | null;
  confidence: number;
  /** `actual`: the month is over; `weekday-median`, `median`: of the known days, as readForecasts tells; `none`: too little is known. */
  method: "actual" | "weekday-median" | "median" | "none";
  /** Known days that the estimate rests on, at most 28. */
  based_on_days: number;
  remaining_days: number;
}

export interface ForecastTotal {
  currency: string;
  actual: string;
  /** Null when an account has none. */
  forecast: string | null;
}

/** The month end of every billing account and currency that was billed in the month or in the 28 days before it. */
export async function answerForecast(
  { month, billing_account: billingAccount }: ForecastParams,
  request: ApiRequest,
): Promise<Answer<ForecastRow, ForecastTotal>> {
  const asked = monthOf(month);
  const from = asked.plus(-1)?.firstDay ?? asked.firstDay;
  const [forecasts, snapshots] = await Promise.all([
    readForecasts(request, { month: asked, dimension: "account", billingAccount }),
    readAnswerSnapshots(request, { from, through: asked.firstDay, account: billingAccount }),
  ]);
  const data = forecasts.map(({ account, currency, actual, through, forecast, low, high, method, based_on_days, remaining_days }) => ({
    billing_account_id: account,
    currency,
    actual,
    actual_through: through,
    forecast,
    low,
    high,
    confidence: 0.95,
    method,
    based_on_days,
    remaining_days,
  }));
  const totals = totalsOf(data);
  return {
    data,
    snapshots,
    currency: singleCurrency(totals),
    totals,
    page: { next: null },
    problems: data
      .filter(({ method }) => method === "none")
      .map((row) => ({
        code: "too-little-history",
        message: `${row.billing_account_id}: ${row.based_on_days} known days are too few for an estimate in ${row.currency}`,
      })),
  };
}

function totalsOf(data: readonly ForecastRow[]): readonly ForecastTotal[] {
  const currencies = [...new Set(data.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const rows = data.filter((row) => row.currency === currency);
    const actual = new ExactSum();
    const forecast = new ExactSum();
    for (const row of rows) {
      actual.add(row.actual);
      forecast.add(row.forecast ?? "0");
    }
    const isWhole = rows.every((row) => row.forecast !== null);
    return { currency, actual: actual.toString(), forecast: isWhole ? forecast.toString() : null };
  });
}
