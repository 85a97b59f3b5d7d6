import { SqlText } from "./sql-text";

/** SQL: a part of a whole, both decimals, as a decimal with six digits after the point; null of nothing or less. */
export function shareSql(part: SqlText, whole: SqlText): SqlText {
  return SqlText.of`if(${whole} <= 0, NULL, toDecimal64(round(toDecimal256(${part}, 18) / if(${whole} <= 0, toDecimal256(1, 18), ${whole}), 6), 6))`;
}
