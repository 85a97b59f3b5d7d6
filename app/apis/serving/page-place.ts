import { Bound } from "./bound";
import { noSuchPage } from "./page-cursor";
import { SqlText } from "./sql-text";

/** A column of an order, and the value of it where the last page ended. */
interface OrderPlace {
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

/** What a page cursor has besides text, for a statement; it is untrusted input. Both throw the 400. */
export const cursorValues = { count: countOfCursor, decimal: decimalOfCursor } as const;

function countOfCursor(text: string): Bound {
  if (!/^\d{1,15}$/.test(text)) throw noSuchPage();
  return Bound.count(Number(text));
}

function decimalOfCursor(text: string): Bound {
  if (!/^-?\d{1,58}(\.\d{1,18})?$/.test(text)) throw noSuchPage();
  return Bound.decimal(text);
}

/** The DateTime64(3) that a cursor holds as text; what is none is 1970. */
export function instantOf(text: string): SqlText {
  return SqlText.of`parseDateTime64BestEffortOrZero(${Bound.text(text)}, 3, 'UTC')`;
}
