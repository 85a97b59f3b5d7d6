import type { ProblemCode } from "./problem-code";

/** One named oddity of one row. The row is kept; people see the problem in the data-quality API. */
export interface Problem {
  readonly code: ProblemCode;
  /** The snake_case name of the charge field that the problem is about. */
  readonly field: string;
  /** For numbers and dates the original text, whole; for tags and additional information the place or key, as the column keeps the text. */
  readonly detail: string;
}
