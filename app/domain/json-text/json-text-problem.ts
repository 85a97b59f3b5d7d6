import type { ProblemCode } from "../problem-code";

/** What is odd about a JSON text; `detail` is the key or the offset where it was seen first. */
export interface JsonTextProblem {
  readonly code: Extract<ProblemCode, `json-${string}`>;
  readonly detail: string;
}
