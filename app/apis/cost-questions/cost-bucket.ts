import type { CostRange } from "../../domain/cost/cost-range";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";

/** A row for the whole range, or for each day or billing month. */
export type CostGrain = "none" | "day" | "month";

/** What a bucket is called in an answer: a day or a month, null for a charge without a day. */
export function dateOf(bucket: string, grain: Exclude<CostGrain, "none">): string | null {
  if (bucket === "1970-01-01") return null;
  return grain === "month" ? bucket.slice(0, 7) : bucket;
}

/**
 * The day or the first day of the month that a row counts in, `later` grains on: rows of a range before then stand beside those they are compared with.
 * A range of days has the months of its days, one of months the billing months. 1970-01-01 for a charge without a day, when days are asked.
 */
export function costBucket(grain: CostGrain, unit: CostRange["unit"], later = 0): SqlText {
  const month = SqlText.of`toStartOfMonth(${unit === "days" ? SqlText.of`usage_date` : SqlText.of`billing_period`})`;
  switch (grain) {
    case "none":
      return SqlText.of`toDate(0)`;
    case "day":
      return later === 0 ? SqlText.of`usage_date` : SqlText.of`addDays(usage_date, ${Bound.count(later)})`;
    case "month":
      return later === 0 ? month : SqlText.of`addMonths(${month}, ${Bound.count(later)})`;
  }
}
