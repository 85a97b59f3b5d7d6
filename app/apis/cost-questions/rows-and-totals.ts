import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";

/**
 * The first `limit` rows of a SELECT, and all of its totals, which its GROUPING SETS make beside them. It has the columns `is_total` and `currency`, and its
 * order begins with `is_total DESC`. The limit does not cut the totals: each has a currency of its own, or a currency and what `totalsBy` names. The inner limit saves the engine from
 * sorting rows that are not returned; it leaves room for the totals.
 */
export function rowsAndTotals(ordered: SqlText, limit: number, totalsBy: readonly SqlText[] = []): SqlText {
  const ofTotal = totalsBy.map((name) => SqlText.of`, if(l.is_total = 1, l.${name}, '')`);
  return SqlText.of`SELECT * FROM (${ordered} LIMIT ${Bound.count(limit + mostTotals)}) AS l
    LIMIT ${Bound.count(limit)} BY l.is_total, if(l.is_total = 1, l.currency, '')${SqlText.join(ofTotal, " ")}`;
}

const mostTotals = 1000;
