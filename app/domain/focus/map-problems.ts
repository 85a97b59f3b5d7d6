import type { FocusProblem } from "./focus-problem";
import { sqlText } from "./sql-text";

/**
 * SQL: x_Problems: the codes of the conditions that hold, in the order given. A bit of a number for each: most rows have none, and cost no array, and no
 * condition stands in the statement twice.
 */
export function mapProblems(conditions: Readonly<Record<FocusProblem, string>>): string {
  const codes = Object.keys(conditions).map(sqlText).join(", ");
  const bits = Object.values(conditions).map((condition, bit) => `if(${condition}, ${2 ** bit}, 0)`);
  return `arrayMap(bit -> [${codes}][bit + 1], bitPositionsToArray(${bits.join(" + ")}))`;
}
