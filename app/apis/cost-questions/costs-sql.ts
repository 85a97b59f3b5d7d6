import type { CostField } from "../../domain/cost/cost-dimension";
import { type CostMetric, costDoubtColumns, costMetricColumns } from "../../domain/cost/cost-doubt";
import type { CostRange } from "../../domain/cost/cost-range";
import { chooseCostTable, type CostTable } from "../../domain/cost/cost-rollup";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";
import { type CostGrain, costBucket } from "./cost-bucket";
import { costColumn, dimensionName } from "./cost-column";
import type { CostFilter } from "./cost-filter";
import { type CostSnapshots, type CostScope, costRows } from "./cost-rows";
import { measure } from "./cost-measure";
import { doubtedCharges } from "./doubt-sums";

/** What /api/costs is asked. */
export interface CostsQuestion {
  readonly range: CostRange;
  /** The range to compare with; each bucket with the one as far back. */
  readonly previous: CostRange | null;
  readonly grain: CostGrain;
  readonly group: readonly CostField[];
  readonly filters: readonly CostFilter[];
  readonly metric: CostMetric;
  /** Groups kept by name in each currency, those that cost most in the whole range; the rest are one group. */
  readonly top: number | null;
}

/** One row of the statement; `d0`, `d1`, … are the values of the groups, null for charges without the tag. */
export type CostsSqlRow = Readonly<Record<`d${number}`, string | null>> & {
  readonly out_bucket: string;
  readonly out_currency: string;
  /** Null where not one charge has this cost. */
  readonly out_cost: string | null;
  readonly out_before: string | null;
  readonly out_difference: string | null;
  readonly out_charges: string;
  readonly out_charges_before: string;
  /** How many groups are in it; 0 for one that has its name. */
  readonly out_others: number;
  /** Charges without a cost, and of each doubt of the metric its charges and their cost, on both sides; an empty text when there are none. */
  readonly out_doubts: string;
};

/** The statement of /api/costs. `table` is the one that answers soonest, unless a test wants another. */
export function costsSql(question: CostsQuestion, snapshots: CostSnapshots, table = costsTable(question)): SqlText {
  const { range, previous, group, filters, top } = question;
  const scope = { snapshots, filters };
  const parts = [
    part(question, { ...scope, range }, table, "now"),
    ...(previous === null ? [] : [part(question, { ...scope, range: previous }, table, "before")]),
  ];
  const names = group.map((_, index) => dimensionName(index));
  const groups = SqlText.of`SELECT bucket, currency, ${list(names)}sum(now) AS cost, sum(before) AS earlier, sum(number) AS number, ${sumOf(kept)}
    FROM (${SqlText.join(parts, " UNION ALL ")}) GROUP BY bucket, currency${before(names)}`;
  const rows = top === null ? SqlText.of`SELECT *, toUInt64(0) AS others FROM (${groups})` : foldOthers(groups, names, top);
  const now = SqlText.of`if(number > 0 AND unknown = number, NULL, cost)`;
  const earlier = SqlText.of`if(number_before > 0 AND unknown_before = number_before, NULL, earlier)`;
  const ifNone = SqlText.join(
    doubted.map(({ charges }) => SqlText.of` AND ${charges} = 0`),
    " ",
  );
  const told = doubted.map(({ charges, cost }) => SqlText.of`, ' ', toString(${charges}), ' ', toString(${cost})`);
  return SqlText.of`SELECT toString(bucket) AS out_bucket, currency AS out_currency, ${list(names)}toString(${now}) AS out_cost,
      toString(${earlier}) AS out_before, toString(${now} - ${earlier}) AS out_difference, toString(number) AS out_charges,
      toString(number_before) AS out_charges_before,
      toUInt32(others) AS out_others,
      if(missing = 0${ifNone}, '', concat(toString(missing)${SqlText.join(told, " ")})) AS out_doubts
    FROM (${rows}) ORDER BY bucket, currency, others > 0, cost DESC${before(names)} LIMIT ${Bound.count(mostRows + 1)}`;
}

/** Which table answers a question. */
export function costsTable({ range, previous, grain, group, filters }: CostsQuestion): CostTable {
  const needsDays = grain === "day" || range.unit === "days" || previous?.unit === "days";
  return chooseCostTable([...group, ...filters.map(({ field }) => field)], needsDays);
}

/** More rows than this are not answered. */
export const mostRows = 10_000;

function part({ range, grain, group, metric }: CostsQuestion, scope: CostScope, table: CostTable, side: "now" | "before"): SqlText {
  const shift = side === "now" ? 0 : range.length;
  const bucket = costBucket(grain, scope.range.unit, shift);
  const { cost, unknown } = costMetricColumns[metric];
  const none = SqlText.of`toUInt64(0)`;
  const sides =
    side === "now"
      ? SqlText.of`${measure(cost)} AS now, toDecimal256(0, 18) AS before, charges AS number, ${none} AS number_before, ${measure(unknown)} AS unknown, ${none} AS unknown_before`
      : SqlText.of`toDecimal256(0, 18) AS now, ${measure(cost)} AS before, ${none} AS number, charges AS number_before, ${none} AS unknown, ${measure(unknown)} AS unknown_before`;
  const dimensions = group.map((field, index) => SqlText.of`toString(${costColumn(field)}) AS ${dimensionName(index)}, `);
  return costRows(
    table,
    scope,
    () => SqlText.of`${bucket} AS bucket, currency, ${SqlText.join(dimensions, " ")}${sides}, ${doubts(metric)}`,
  );
}

/** The groups beyond the first `top` become one. Their place is that of the whole range, so that a line of a chart does not change its name on the way. */
function foldOthers(groups: SqlText, names: readonly SqlText[], top: number): SqlText {
  const isOther = SqlText.of`place > ${Bound.count(top)}`;
  const folded = names.map((name) => SqlText.of`if(${isOther}, 'Other', ${name}) AS folded_${name}`);
  const unfolded = names.map((name) => SqlText.of`folded_${name} AS ${name}`);
  const foldedNames = names.map((name) => SqlText.of`folded_${name}`);
  return SqlText.of`SELECT bucket, currency, ${list(unfolded)}cost, earlier, number, ${SqlText.join(kept, ", ")}, others FROM (
    SELECT bucket, currency, ${list(folded)}${isOther} AS other, sum(cost) AS cost, sum(earlier) AS earlier, sum(number) AS number, ${sumOf(kept)},
      if(other, count(), 0) AS others
    FROM (
      SELECT *, dense_rank() OVER (PARTITION BY currency ORDER BY whole DESC${before(names)}) AS place
      FROM (SELECT *, sum(cost) OVER (PARTITION BY currency${before(names)}) AS whole FROM (${groups})))
    GROUP BY bucket, currency, other${before(foldedNames)})`;
}

const list = (names: readonly SqlText[]): SqlText =>
  SqlText.join(
    names.map((name) => SqlText.of`${name}, `),
    " ",
  );
const before = (names: readonly SqlText[]): SqlText =>
  SqlText.join(
    names.map((name) => SqlText.of`, ${name}`),
    " ",
  );

/** The doubts of a metric, in its order: their charges and what these cost. No metric has more. */
const doubted = [
  { charges: SqlText.of`doubted_0`, cost: SqlText.of`doubted_cost_0` },
  { charges: SqlText.of`doubted_1`, cost: SqlText.of`doubted_cost_1` },
  { charges: SqlText.of`doubted_2`, cost: SqlText.of`doubted_cost_2` },
] as const;

/** Further sums: they tell a cost that no charge has from 0, and count what is in doubt. */
const kept: readonly SqlText[] = [
  SqlText.of`number_before`,
  SqlText.of`unknown`,
  SqlText.of`unknown_before`,
  SqlText.of`missing`,
  ...doubted.flatMap(({ charges, cost }) => [charges, cost]),
];
const sumOf = (columns: readonly SqlText[]): SqlText =>
  SqlText.join(
    columns.map((column) => SqlText.of`sum(${column}) AS ${column}`),
    ", ",
  );

function doubts(metric: CostMetric): SqlText {
  const own = costMetricColumns[metric].doubts;
  const sums = doubted.flatMap(({ charges, cost }, index) => {
    const doubt = own[index];
    const amount = doubt === undefined ? null : costDoubtColumns[doubt].cost;
    return [
      SqlText.of`${doubt === undefined ? SqlText.of`toInt64(0)` : doubtedCharges(doubt, SqlText.of``)} AS ${charges}`,
      SqlText.of`${amount === null ? SqlText.of`toDecimal256(0, 18)` : measure(amount)} AS ${cost}`,
    ];
  });
  return SqlText.of`missing_charges AS missing, ${SqlText.join(sums, ", ")}`;
}
