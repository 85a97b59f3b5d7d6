import type { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";

/** A column of an order, and the value of it where the last page ended. */
export interface OrderPlace {
  readonly column: SqlText;
  readonly value: Bound;
  readonly descending?: true;
}

/** True for rows after a place in an order. Written out, since the primary key knows what to skip by `a > x OR (a = x AND …)` and not by tuples. */
export function afterPlace([first, ...rest]: readonly OrderPlace[]): SqlText {
  if (first === undefined) return SqlText.of`0`;
  const { column, value, descending } = first;
  const beyond = descending === true ? SqlText.of`${column} < ${value}` : SqlText.of`${column} > ${value}`;
  return rest.length === 0 ? beyond : SqlText.of`(${beyond} OR (${column} = ${value} AND ${afterPlace(rest)}))`;
}
