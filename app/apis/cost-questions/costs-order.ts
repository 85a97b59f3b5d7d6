import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";
import type { CostSort } from "./costs-question";

/** The cost of a row of groups, and that of the range it is compared with; null where not one charge has it. */
export const now = SqlText.of`if(number > 0 AND unknown = number, NULL, cost)`;
export const earlier = SqlText.of`if(number_before > 0 AND unknown_before = number_before, NULL, earlier)`;

/** The order of the rows of a date and currency. An unknown difference comes last in both directions, as ClickHouse puts what is null. */
export function orderOfRows({ by, descending }: CostSort, names: readonly SqlText[]): readonly SqlText[] {
  switch (by) {
    case "cost":
      return [directed(SqlText.of`cost`, descending), ...names];
    case "difference":
      return [directed(SqlText.of`${now} - ${earlier}`, descending), ...names];
    case "share":
      return [directed(SqlText.of`cost * sign(sum(cost) OVER (PARTITION BY bucket, currency))`, descending), ...names];
    case "name":
      return names.map((name) => directed(name, descending));
  }
}

/** What the top groups are first by, in the whole range; `name` keeps those that cost most. */
function orderOfGroups({ by, descending }: CostSort, names: readonly SqlText[]): { readonly whole: SqlText; readonly descending: boolean } {
  const ofGroup = (sum: SqlText): SqlText => SqlText.of`sum(${sum}) OVER (PARTITION BY currency${before(names)})`;
  const cost = ofGroup(SqlText.of`cost`);
  switch (by) {
    case "cost":
      return { whole: cost, descending };
    case "difference": {
      const isUnknown = (number: SqlText, unknown: SqlText): SqlText =>
        SqlText.of`(${ofGroup(number)} > 0 AND ${ofGroup(unknown)} = ${ofGroup(number)})`;
      const ofNow = isUnknown(SqlText.of`number`, SqlText.of`unknown`);
      const ofBefore = isUnknown(SqlText.of`number_before`, SqlText.of`unknown_before`);
      return { whole: SqlText.of`if(${ofNow} OR ${ofBefore}, NULL, ${ofGroup(SqlText.of`cost - earlier`)})`, descending };
    }
    case "share":
      return { whole: SqlText.of`${cost} * sign(sum(cost) OVER (PARTITION BY currency))`, descending };
    case "name":
      return { whole: cost, descending: true };
  }
}

const directed = (column: SqlText, descending: boolean): SqlText => (descending ? SqlText.of`${column} DESC` : column);

/**
 * The groups beyond the first `top` become one, or with quantities one for each unit. Their place is that of the whole range, so that a line of a chart does
 * not change its name on the way.
 */
export function foldOthers(
  groups: SqlText,
  {
    names,
    unit,
    kept,
    top,
    sort,
  }: {
    readonly names: readonly SqlText[];
    readonly unit: readonly SqlText[];
    readonly kept: readonly SqlText[];
    readonly top: number;
    readonly sort: CostSort;
  },
): SqlText {
  const { whole, descending } = orderOfGroups(sort, names);
  const isOther = SqlText.of`place > ${Bound.count(top)}`;
  const folded = names.map((name) => SqlText.of`if(${isOther}, 'Other', ${name}) AS folded_${name}`);
  const unfolded = names.map((name) => SqlText.of`folded_${name} AS ${name}`);
  const foldedNames = names.map((name) => SqlText.of`folded_${name}`);
  return SqlText.of`SELECT bucket, currency, ${list([...unfolded, ...unit])}cost, earlier, number, ${SqlText.join(kept, ", ")}, others FROM (
    SELECT bucket, currency, ${list([...folded, ...unit])}${isOther} AS other, sum(cost) AS cost, sum(earlier) AS earlier, sum(number) AS number, ${summed(kept)},
      if(other, count(), 0) AS others
    FROM (
      SELECT *, dense_rank() OVER (PARTITION BY currency ORDER BY ${directed(SqlText.of`whole`, descending)}${before(names)}) AS place
      FROM (SELECT *, ${whole} AS whole FROM (${groups})))
    GROUP BY bucket, currency, other${before([...foldedNames, ...unit])})`;
}

/** SQL: `a, b, `. */
export const list = (names: readonly SqlText[]): SqlText =>
  SqlText.join(
    names.map((name) => SqlText.of`${name}, `),
    " ",
  );
/** SQL: `, a, b`. */
export const before = (names: readonly SqlText[]): SqlText =>
  SqlText.join(
    names.map((name) => SqlText.of`, ${name}`),
    " ",
  );
/** SQL: `sum(a) AS a, sum(b) AS b`. */
export const summed = (columns: readonly SqlText[]): SqlText =>
  SqlText.join(
    columns.map((column) => SqlText.of`sum(${column}) AS ${column}`),
    ", ",
  );
