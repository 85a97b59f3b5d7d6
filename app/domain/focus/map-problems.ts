import type { FocusProblem } from "./focus-problem";
import { sqlText } from "./sql-text";

/** SQL: x_Problems: the codes of the conditions that hold, in the order given. No condition may be null. Most rows have none, and cost no array. */
export function mapProblems(conditions: Readonly<Record<FocusProblem, string>>): string {
  const codes = Object.keys(conditions).map(sqlText).join(", ");
  const held = Object.values(conditions);
  return `if(${held.join(" OR ")}, arrayFilter((code, holds) -> holds, [${codes}], [${held.join(", ")}]), [])`;
}
