import type { CostRange } from "./cost-range";

/** How many days or months later a day of the earlier range stands beside one of the later range. */
export interface CostShift {
  readonly unit: "days" | "months";
  readonly count: number;
  /** No day of the earlier range stands beside a day before this one: 28 February is also the day beside 29 February, when that is the first. Null: no such day. */
  readonly notBefore: string | null;
}

/** A range that another is compared with. */
export interface CostComparison {
  readonly range: CostRange;
  readonly later: CostShift;
}

/** What costs can be compared with: the range of the same length before, or the same range of the month or year before. */
export type CostComparisonKind = "previous" | "month" | "year";

/** The range that `range` is compared with; null where that would begin before the year 2000. */
export function compareRange(range: CostRange, kind: CostComparisonKind): CostComparison | null {
  switch (kind) {
    case "previous": {
      const previous = range.previous();
      return previous === null ? null : { range: previous, later: { unit: range.unit, count: range.length, notBefore: null } };
    }
    case "month":
    case "year": {
      const count = kind === "year" ? 12 : 1;
      const before = range.monthsBefore(count);
      return before === null
        ? null
        : { range: before, later: { unit: "months", count, notBefore: range.unit === "days" ? range.firstDay : null } };
    }
  }
}
