import type { FocusProblem } from "./focus-problem";
import { sqlLiteral } from "../sql-literal";

/** A column for each problem: whether a charge has it. */
export function problemColumns(conditions: Readonly<Record<FocusProblem, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(conditions).map(([code, condition]) => [columnOf(code), condition]));
}

/**
 * SQL that asks x_Problems for codes, asked of `columns` of problemColumns instead: a question about one problem then needs nothing of what the others are
 * made of. No charge mapped here has a problem without a column, such as those of imported files. Throws for any other use of x_Problems.
 */
export function overProblemColumns(expression: string, columns: ReadonlySet<string>): string {
  const over = (codes: string): string => {
    const own = [...codes.matchAll(/'([a-z-]+)'/g)].map(([, code = ""]) => columnOf(code)).filter((name) => columns.has(name));
    return own.length === 0 ? "false" : `(${own.join(" OR ")})`;
  };
  const asked = expression.replace(/has(?:Any)?\(x_Problems, ([^)]*)\)/g, (_, codes: string) => over(codes));
  if (/\bx_Problems\b/.test(asked)) throw new TypeError(`x_Problems must only be searched for codes: ${expression}`);
  return asked;
}

const columnOf = (code: string): string => `is_${code.replaceAll("-", "_")}`;

/**
 * SQL: x_Problems: the codes of the conditions that hold, in the order given. A bit of a number for each: most rows have none, and cost no array, and no
 * condition stands in the statement twice.
 */
export function mapProblems(conditions: Readonly<Record<FocusProblem, string>>): string {
  const codes = Object.keys(conditions).map(sqlLiteral).join(", ");
  const bits = Object.values(conditions).map((condition, bit) => `if(${condition}, ${2 ** bit}, 0)`);
  return `arrayMap(bit -> [${codes}][bit + 1], bitPositionsToArray(${bits.join(" + ")}))`;
}
