import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";

/**
 * The first `limit` rows of a SELECT, and all of its totals, which its GROUPING SETS make beside them. It has a column `is_total`, and its order begins with
 * `is_total DESC`. The inner limit spares the engine to sort what nobody asked for; a total is one for each currency, and there are not so many.
 */
export function rowsAndTotals(ordered: SqlText, limit: number): SqlText {
  return SqlText.of`SELECT * FROM (${ordered} LIMIT ${Bound.count(limit + mostTotals)}) AS l LIMIT ${Bound.count(limit)} BY l.is_total`;
}

const mostTotals = 1000;
