import { SqlText } from "../serving/sql-text";

/** The median of a sorted array of Decimal(76, 18), exactly: the middle value, or half of the middle two. 0 for an empty array. */
export function medianSql(sorted: SqlText): SqlText {
  return SqlText.of`if(empty(${sorted}), toDecimal256(0, 18),
    (arrayElement(${sorted}, intDiv(length(${sorted}) + 1, 2)) + arrayElement(${sorted}, intDiv(length(${sorted}), 2) + 1)) / 2)`;
}
