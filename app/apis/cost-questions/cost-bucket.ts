import type { CostShift } from "../../domain/cost/cost-comparison";
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
 * The day or the first day of the month that a row counts in, later by `shift`: rows of a range before then stand beside those they are compared with.
 * A range of days has the months of its days, one of months the billing months. 1970-01-01 for a charge without a day, when days are asked.
 */
export function costBucket(grain: CostGrain, unit: CostRange["unit"], shift: CostShift | null = null): SqlText {
  switch (grain) {
    case "none":
      return SqlText.of`toDate(0)`;
    case "day": {
      if (shift === null) return day;
      const later = shifted(day, shift);
      const beside = shift.notBefore === null ? later : SqlText.of`greatest(${later}, ${Bound.date(shift.notBefore)})`;
      return SqlText.of`if(${day} = toDate(0), toDate(0), ${beside})`;
    }
    case "month": {
      const month = SqlText.of`toStartOfMonth(${unit === "days" ? day : SqlText.of`billing_period`})`;
      return shift === null ? month : shifted(month, shift);
    }
  }
}

function shifted(column: SqlText, { unit, count }: CostShift): SqlText {
  return unit === "days" ? SqlText.of`addDays(${column}, ${Bound.count(count)})` : SqlText.of`addMonths(${column}, ${Bound.count(count)})`;
}

const day = SqlText.of`usage_date`;
