import type { AnswerProblem } from "./answer";

/** For lists without pages: says that there may be more than the limit let through. */
export function limitedProblem(rows: readonly unknown[], limit: number): readonly AnswerProblem[] {
  return rows.length < limit ? [] : [{ code: "limited", message: "There may be more rows; the totals are of all of them" }];
}
