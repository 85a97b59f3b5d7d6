import type { CostShift } from "../../domain/cost/cost-comparison";
import { costDoubtColumns, costMetricColumns, doubtsOf } from "../../domain/cost/cost-doubt";
import type { CostRange } from "../../domain/cost/cost-range";
import { chooseCostTable, type CostTable } from "../../domain/cost/cost-rollup";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";
import { costBucket } from "./cost-bucket";
import { costColumn, dimensionName, numberedName } from "./cost-column";
import { type CostSnapshots, costRows } from "./cost-rows";
import { measure } from "./cost-measure";
import { before, earlier, foldOthers, list, now, orderOfRows, summed } from "./costs-order";
import type { CostsQuestion } from "./costs-question";
import { doubtedCharges } from "./doubt-sums";

/** One row of the statement; `d0`, `d1`, … are the values of the groups, null for charges without the tag. */
export type CostsSqlRow = Readonly<Record<`d${number}`, string | null>> &
  /** The costs beside the first. */
  Readonly<Record<`m${number}`, string | null>> & {
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
    /** Charges without a cost, and of each doubt of the metrics its charges and their cost, on both sides; an empty text when there are none. */
    readonly out_doubts: string;
    /** When a quantity is asked for: null for charges that have none, or none in a unit. */
    readonly out_unit?: string | null;
    readonly out_quantity?: string | null;
    readonly out_quantity_before?: string | null;
  };

/** The statement of /api/costs. `table` is the one that answers soonest, unless a test wants another. */
export function costsSql(question: CostsQuestion, snapshots: CostSnapshots, table = costsTable(question, snapshots)): SqlText {
  const { range, compared, group, filters, sort, top, quantity } = question;
  const scope = { snapshots, filters };
  const doubted = doubtSlots(question);
  const sides: readonly Side[] = [{ range, later: null }, ...(compared === null ? [] : [compared])];
  const parts = sides.map((side) =>
    costRows(table, { ...scope, range: side.range }, () => SqlText.join([...keysOf(question, side), ...sumsOf(question, side)], ", ")),
  );
  const names = group.map((_, index) => dimensionName(index));
  const unit = quantity === null ? [] : [SqlText.of`unit`];
  const kept = keptSums(question);
  const groups = SqlText.of`SELECT bucket, currency, ${list([...names, ...unit])}sum(now) AS cost, sum(before) AS earlier, sum(number) AS number, ${summed(kept)}
    FROM (${SqlText.join(parts, " UNION ALL ")}) GROUP BY bucket, currency${before([...names, ...unit])}`;
  const rows =
    top === null ? SqlText.of`SELECT *, toUInt64(0) AS others FROM (${groups})` : foldOthers(groups, { names, unit, kept, top, sort });
  const ifNone = SqlText.join(
    doubted.map(({ charges }) => SqlText.of` AND ${charges} = 0`),
    " ",
  );
  const told = doubted.map(({ charges, cost }) => SqlText.of`, ' ', toString(${charges}), ' ', toString(${cost})`);
  const quantities =
    quantity === null
      ? SqlText.of``
      : SqlText.of`nullIf(unit, '') AS out_unit, if(unit = '', NULL, toString(quantity)) AS out_quantity,
      if(unit = '', NULL, toString(quantity_before)) AS out_quantity_before,`;
  const others = otherMetrics(question).map(
    ({ cost, unknown }, index) =>
      SqlText.of`toString(if(number > 0 AND ${unknown} = number, NULL, ${cost})) AS ${numberedName("m", index)}, `,
  );
  const order = [SqlText.of`bucket`, SqlText.of`currency`, SqlText.of`others > 0`, ...orderOfRows(sort, names), ...unit];
  return SqlText.of`SELECT toString(bucket) AS out_bucket, currency AS out_currency, ${list(names)}toString(${now}) AS out_cost,
      toString(${earlier}) AS out_before, toString(${now} - ${earlier}) AS out_difference, toString(number) AS out_charges,
      toString(number_before) AS out_charges_before, ${SqlText.join(others, " ")}${quantities}
      toUInt32(others) AS out_others,
      if(missing = 0${ifNone}, '', concat(toString(missing)${SqlText.join(told, " ")})) AS out_doubts
    FROM (${rows}) ORDER BY ${SqlText.join(order, ", ")} LIMIT ${Bound.count(mostRows + 1)}`;
}

/** Which table answers a question. */
export function costsTable(
  { range, compared, grain, group, filters, quantity }: CostsQuestion,
  { usageRollup }: Pick<CostSnapshots, "usageRollup">,
): CostTable {
  const needsDays = grain === "day" || range.unit === "days" || compared?.range.unit === "days";
  return chooseCostTable([...group, ...filters.map(({ field }) => field)], needsDays, { quantity: quantity !== null, usageRollup });
}

/** More rows than this are not answered. */
export const mostRows = 10_000;

interface Side {
  readonly range: CostRange;
  /** Null for the range itself, and not for the one that it is compared with. */
  readonly later: CostShift | null;
}

function keysOf({ grain, group, quantity }: CostsQuestion, { range, later }: Side): readonly SqlText[] {
  return [
    SqlText.of`${costBucket(grain, range.unit, later)} AS bucket`,
    SqlText.of`currency`,
    ...group.map((field, index) => SqlText.of`toString(${costColumn(field)}) AS ${dimensionName(index)}`),
    ...(quantity === null ? [] : [SqlText.of`toString(${costColumn({ kind: "dimension", name: `${quantity}_unit` })}) AS unit`]),
  ];
}

/** What one row adds: to one side the amounts, to the other 0. */
function sumsOf(question: CostsQuestion, { later }: Side): readonly SqlText[] {
  const { metrics, quantity } = question;
  const { cost, unknown } = costMetricColumns[metrics[0]];
  const sums: readonly (readonly [now: SqlText, before: SqlText, none: SqlText, value: SqlText])[] = [
    [SqlText.of`now`, SqlText.of`before`, noCost, measure(cost)],
    [SqlText.of`number`, SqlText.of`number_before`, noCharges, SqlText.of`charges`],
    [SqlText.of`unknown`, SqlText.of`unknown_before`, noCharges, measure(unknown)],
    ...(quantity === null ? [] : [[SqlText.of`quantity`, SqlText.of`quantity_before`, noCost, measure(`${quantity}_quantity`)] as const]),
  ];
  const others = metrics.slice(1).flatMap((metric, index) => {
    const columns = costMetricColumns[metric];
    const names = otherMetrics(question)[index];
    if (names === undefined) return [];
    const isNow = later === null;
    return [
      SqlText.of`${isNow ? measure(columns.cost) : noCost} AS ${names.cost}`,
      SqlText.of`${isNow ? measure(columns.unknown) : noCharges} AS ${names.unknown}`,
    ];
  });
  const doubts = doubtSlots(question).flatMap(({ doubt, charges, cost: amount }) => {
    const column = costDoubtColumns[doubt].cost;
    return [
      SqlText.of`${doubtedCharges(doubt, SqlText.of``)} AS ${charges}`,
      SqlText.of`${column === null ? noCost : measure(column)} AS ${amount}`,
    ];
  });
  return [
    ...sums.flatMap(([of, ofBefore, none, value]) =>
      later === null
        ? [SqlText.of`${value} AS ${of}`, SqlText.of`${none} AS ${ofBefore}`]
        : [SqlText.of`${none} AS ${of}`, SqlText.of`${value} AS ${ofBefore}`],
    ),
    ...others,
    SqlText.of`missing_charges AS missing`,
    ...doubts,
  ];
}

const noCost = SqlText.of`toDecimal256(0, 18)`;
const noCharges = SqlText.of`toUInt64(0)`;

/** Further sums of a group: they tell a cost that no charge has from 0, and count what is in doubt. */
function keptSums(question: CostsQuestion): readonly SqlText[] {
  return [
    SqlText.of`number_before`,
    SqlText.of`unknown`,
    SqlText.of`unknown_before`,
    ...(question.quantity === null ? [] : [SqlText.of`quantity`, SqlText.of`quantity_before`]),
    ...otherMetrics(question).flatMap(({ cost, unknown }) => [cost, unknown]),
    SqlText.of`missing`,
    ...doubtSlots(question).flatMap(({ charges, cost }) => [charges, cost]),
  ];
}

/** The columns of the metrics beside the first. */
function otherMetrics({ metrics }: CostsQuestion): readonly { readonly cost: SqlText; readonly unknown: SqlText }[] {
  return metrics.slice(1).map((_, index) => ({ cost: numberedName("other_", index), unknown: numberedName("unknown_", index) }));
}

/** The doubts of the metrics besides a cost that is missing, in the order of domain/cost: columns of their charges and of what these cost. */
function doubtSlots({ metrics }: CostsQuestion) {
  return doubtsOf(metrics)
    .filter((doubt) => doubt !== "cost-missing")
    .map((doubt, index) => ({ doubt, charges: numberedName("doubted_", index), cost: numberedName("doubted_cost_", index) }));
}
