/** A named problem of a row. The row is kept, and the data-quality API counts the problem. */
export interface Problem {
  readonly code: ProblemCode;
  /** The snake_case name of the charge field that the problem is about. */
  readonly field: string;
  /** For numbers and dates the original text, whole; for tags and additional information the place or key, as the column keeps the text. */
  readonly detail: string;
}

/**
 * Everything that can be odd about a row, as a closed list: counters, filters and texts are written against it.
 *
 * - `number-unreadable`, `number-too-large`: the value is null. Never zero: a zero would pass for a real cost.
 * - `number-rounded`: more decimals than the column holds, rounded half-even; the original is in the detail.
 * - `number-ambiguous`: `1,234` (or `1.234` under localised headers), a thousand or a thousandth, where no other number of the page or file says
 *   which. The value is null.
 * - `number-inexact`: the producer sent a JSON number that a double cannot hold; its digits were lost before they came here.
 * - `number-missing`: a charge without a cost. `number-negative`: a negative quantity.
 * - `date-ambiguous`: `05/06/2024` under localised headers, or on a page whose other dates have the day first. The date is null.
 * - `json-repaired`: doubled quotes or an outer pair of quotes were taken off. Missing braces are usual and not a problem.
 * - `currency-differs`: the row names another currency than its delivery; cost and rate are null, since they are not amounts in the delivery's currency.
 * - `billing-account-differs`: the row names another enrollment than its delivery.
 * - `column-passed-over`: of several columns for one field another was read, and this one says something else.
 * - `value-not-text`: an object or a list where a text belongs.
 * - `null-text`: an id such as `None` or `undefined`, which means no value. It is kept: it is part of what makes the charge the same one.
 */
export type ProblemCode =
  | "number-unreadable"
  | "number-too-large"
  | "number-rounded"
  | "number-ambiguous"
  | "number-inexact"
  | "number-missing"
  | "number-negative"
  | "date-unreadable"
  | "date-missing"
  | "date-ambiguous"
  | "date-parts-disagree"
  | "date-outside-period"
  | "json-unreadable"
  | "json-not-an-object"
  | "json-bad-escape"
  | "json-duplicate-key"
  | "json-repaired"
  | "json-value-not-text"
  | "value-not-text"
  | "null-text"
  | "currency-differs"
  | "billing-account-differs"
  | "column-passed-over"
  | "tax-out-of-range";
