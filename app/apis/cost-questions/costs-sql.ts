import type { CostField } from "../../domain/cost/cost-dimension";
import type { CostRange } from "../../domain/cost/cost-range";
import { chooseCostTable, type CostTable } from "../../domain/cost/cost-rollup";
import type { AnswerSnapshot } from "../serving/answer";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";
import { type CostGrain, costBucket } from "./cost-bucket";
import { costColumn } from "./cost-column";
import type { CostFilter } from "./cost-filter";
import { type CostScope, costRows } from "./cost-rows";
import { dimensionName } from "./dimension-name";

/** Which of the four costs of FOCUS. */
export type CostMetric = "billed" | "effective" | "contracted" | "list";

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

/** One row of the statement; `d0`, `d1`, … are the values of the groups. */
export type CostsSqlRow = Readonly<Record<`d${number}`, string>> & {
  readonly out_bucket: string;
  readonly out_currency: string;
  readonly out_cost: string;
  readonly out_before: string;
  readonly out_difference: string;
  readonly out_charges: string;
  /** How many groups are in it; 0 for one that has its name. */
  readonly out_others: number;
};

/** The statement of /api/costs. `table` is the one that answers soonest, unless a test wants another. */
export function costsSql(question: CostsQuestion, readings: readonly AnswerSnapshot[], table = costsTable(question)): SqlText {
  const { range, previous, group, filters, top } = question;
  const scope = { readings, filters };
  const parts = [
    part(question, { ...scope, range }, table, "now"),
    ...(previous === null ? [] : [part(question, { ...scope, range: previous }, table, "before")]),
  ];
  const names = group.map((_, index) => dimensionName(index));
  const groups = SqlText.of`SELECT bucket, currency, ${list(names)}sum(now) AS cost, sum(before) AS earlier, sum(charges) AS number
    FROM (${SqlText.join(parts, " UNION ALL ")}) GROUP BY bucket, currency${before(names)}`;
  const rows = top === null ? SqlText.of`SELECT *, toUInt64(0) AS others FROM (${groups})` : foldOthers(groups, names, top);
  return SqlText.of`SELECT toString(bucket) AS out_bucket, currency AS out_currency, ${list(names)}toString(cost) AS out_cost,
      toString(earlier) AS out_before, toString(cost - earlier) AS out_difference, toString(number) AS out_charges, toUInt32(others) AS out_others
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
  const bucket = costBucket(grain, shift);
  const cost = measures[metric];
  const sides =
    side === "now"
      ? SqlText.of`${cost} AS now, toDecimal256(0, 18) AS before, charges`
      : SqlText.of`toDecimal256(0, 18) AS now, ${cost} AS before, toUInt64(0) AS charges`;
  const dimensions = group.map((field, index) => SqlText.of`toString(${costColumn(field)}) AS ${dimensionName(index)}, `);
  return costRows(table, scope, () => SqlText.of`${bucket} AS bucket, currency, ${SqlText.join(dimensions, " ")}${sides}`);
}

/** The groups beyond the first `top` become one. Their place is that of the whole range, so that a line of a chart does not change its name on the way. */
function foldOthers(groups: SqlText, names: readonly SqlText[], top: number): SqlText {
  const isOther = SqlText.of`place > ${Bound.count(top)}`;
  const folded = names.map((name) => SqlText.of`if(${isOther}, 'Other', ${name}) AS folded_${name}`);
  const unfolded = names.map((name) => SqlText.of`folded_${name} AS ${name}`);
  const foldedNames = names.map((name) => SqlText.of`folded_${name}`);
  return SqlText.of`SELECT bucket, currency, ${list(unfolded)}cost, earlier, number, others FROM (
    SELECT bucket, currency, ${list(folded)}${isOther} AS other, sum(cost) AS cost, sum(earlier) AS earlier, sum(number) AS number,
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

const measures: Readonly<Record<CostMetric, SqlText>> = {
  billed: SqlText.of`billed_cost`,
  effective: SqlText.of`effective_cost`,
  contracted: SqlText.of`contracted_cost`,
  list: SqlText.of`list_cost`,
};
