import { Bound } from "../serving/bound";
import { noSuchPage } from "../serving/no-such-page";

/** What a page cursor has besides text, for a statement; its author may be anybody. Both throw the 400. */
export const cursorValues = { count: countOfCursor, decimal: decimalOfCursor } as const;

function countOfCursor(text: string): Bound {
  if (!/^\d{1,15}$/.test(text)) throw noSuchPage();
  return Bound.count(Number(text));
}

function decimalOfCursor(text: string): Bound {
  if (!/^-?\d{1,58}(\.\d{1,18})?$/.test(text)) throw noSuchPage();
  return Bound.decimal(text);
}
