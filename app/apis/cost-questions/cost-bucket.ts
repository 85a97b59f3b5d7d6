import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";

/** A row for the whole range, or for each day or billing month. */
export type CostGrain = "none" | "day" | "month";

/** The day or the first day of the month that a row counts in, `later` grains on: rows of a range before then stand beside those they are compared with. */
export function costBucket(grain: CostGrain, later = 0): SqlText {
  switch (grain) {
    case "none":
      return SqlText.of`toDate(0)`;
    case "day":
      return later === 0 ? SqlText.of`usage_date` : SqlText.of`addDays(usage_date, ${Bound.count(later)})`;
    case "month":
      return later === 0 ? SqlText.of`billing_period` : SqlText.of`addMonths(billing_period, ${Bound.count(later)})`;
  }
}
