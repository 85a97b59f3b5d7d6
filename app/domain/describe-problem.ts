import type { Problem } from "./problem";

/** A problem as one line, `code field: detail`, for a column of texts or a log. */
export function describeProblem(problem: Problem): string {
  return problem.detail === "" ? `${problem.code} ${problem.field}` : `${problem.code} ${problem.field}: ${problem.detail}`;
}
