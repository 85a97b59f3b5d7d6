import { type CostDoubt, doubtsOf } from "../../domain/cost/cost-doubt";
import { type CostField, costFieldName, isCostFieldName } from "../../domain/cost/cost-dimension";
import { chooseCostTable } from "../../domain/cost/cost-rollup";
import { SqlText } from "../serving/sql-text";
import { costBucket } from "./cost-bucket";
import { costColumn, dimensionName, numberedName } from "./cost-column";
import { type CountedDimension, costMeasure, measure, type MeasureColumn, type QuantityUnit, unitsOfMeasures } from "./cost-measure";
import type { CostQuery } from "./cost-query";
import { type CostSnapshots, costRows } from "./cost-rows";
import { rowsAndTotals } from "./rows-and-totals";
import { doubtColumns, type DoubtedRow, doubtSums } from "./doubt-sums";

/**
 * One row of the statement: `d0`… are the dimensions, `m0`… the measures as digits; `date` is empty without a grain. A total is of everything that the query
 * matches in its currency, and it alone has doubts.
 */
export type CostQueryRow = Readonly<Record<`d${number}` | `m${number}`, string | null>> &
  DoubtedRow & {
    readonly date: string;
    readonly is_total: number;
  };

/** What of the costs of a query may not be known. */
export function doubtsOfQuery({ measures }: CostQuery): readonly CostDoubt[] {
  return doubtsOf(
    measures.flatMap((name) => costMeasure[name].metrics),
    measures.flatMap((name) => costMeasure[name].doubts ?? []),
  );
}

/** The query with a dimension for the unit of each quantity, since quantities of two units are never added. */
export function withUnits(query: CostQuery): CostQuery {
  const known = new Set(query.dimensions.map(costFieldName));
  const units = unitsOfMeasures(query.measures).filter((unit) => !known.has(unit));
  return { ...query, dimensions: [...query.dimensions, ...units.map((name): CostField => ({ kind: "dimension", name }))] };
}

/** Compiles a query of `withUnits`: the totals by currency, and by unit where quantities are asked for, then the rows in the order of the query. One statement, so that the charges are planned and read once for both. */
export function costQuerySql(query: CostQuery, snapshots: CostSnapshots): SqlText {
  const { measures, dimensions, limit } = query;
  const source = sourceOf(query, snapshots);
  const values = measures.map((name, index) => SqlText.of`${costMeasure[name].sql} AS ${value(index)}`);
  const names = dimensions.map((_, index) => dimensionName(index));
  const keys = SqlText.join([SqlText.of`bucket`, SqlText.of`currency`, ...names], ", ");
  const digits = measures.map((_, index) => SqlText.of`toString(g.${value(index)}) AS ${digit(index)}`);
  const out = SqlText.join(
    [
      SqlText.of`${query.grain === "none" ? SqlText.of`''` : SqlText.of`toString(g.bucket)`} AS date`,
      SqlText.of`g.currency AS currency`,
      ...names.map((name) => SqlText.of`g.${name} AS ${name}`),
      ...digits,
      SqlText.of`g.is_total AS is_total`,
      SqlText.of`if(g.is_total = 1, g.doubts, []) AS doubts`,
    ],
    ", ",
  );
  const order = [
    SqlText.of`g.is_total DESC`,
    ...query.orderBy.map((one) => orderOf(query, one)),
    ...[SqlText.of`bucket`, SqlText.of`currency`, ...names].map((name) => SqlText.of`g.${name}`),
  ];
  const ofTotal = SqlText.join([SqlText.of`currency`, ...unitNames(query)], ", ");
  const grouped = SqlText.of`SELECT ${keys}, toUInt8(grouping(bucket)) AS is_total, ${SqlText.join(values, ", ")}, ${doubtSums(doubtsOfQuery(query))}
    FROM (${source}) AS r GROUP BY GROUPING SETS ((${keys}), (${ofTotal}))`;
  return rowsAndTotals(SqlText.of`SELECT ${out} FROM (${grouped}) AS g ORDER BY ${SqlText.join(order, ", ")}`, limit, unitNames(query));
}

/** The columns of the dimensions that totals have: the units of the quantities. */
function unitNames({ measures, dimensions }: CostQuery): readonly SqlText[] {
  const units: readonly string[] = unitsOfMeasures(measures);
  return dimensions.flatMap((field, index) => (field.kind === "dimension" && units.includes(field.name) ? [dimensionName(index)] : []));
}

function sourceOf(query: CostQuery, snapshots: CostSnapshots): SqlText {
  const { measures, dimensions, filters, timeRange, grain } = query;
  const columns = [...new Set([...measures.flatMap((name) => costMeasure[name].columns), ...doubtColumns(doubtsOfQuery(query))])];
  const counted = columns.filter(isDimension).map((name): CostField => ({ kind: "dimension", name }));
  const fields = [...dimensions, ...filters.map(({ field }) => field), ...counted];
  const needs = {
    quantity: unitsOfMeasures(measures).length > 0,
    negotiation: asksNegotiation(measures),
    usageRollup: snapshots.usageRollup,
  };
  const table = chooseCostTable(fields, grain === "day" || timeRange.unit === "days", needs);
  const select = SqlText.join(
    [
      SqlText.of`${costBucket(grain, timeRange.unit)} AS bucket`,
      SqlText.of`currency`,
      ...dimensions.map((field, index) => SqlText.of`toString(${costColumn(field)}) AS ${dimensionName(index)}`),
      ...columns.map((name) => (isDimension(name) ? costColumn({ kind: "dimension", name }) : measure(name))),
    ],
    ", ",
  );
  return costRows(table, { range: timeRange, snapshots, filters }, () => select);
}

function asksNegotiation(measures: CostQuery["measures"]): boolean {
  return measures.includes("negotiated_savings");
}

function orderOf({ measures, dimensions }: CostQuery, { by, direction }: CostQuery["orderBy"][number]): SqlText {
  const measure = measures.findIndex((name) => name === by);
  const dimension = dimensions.findIndex((field) => isCostFieldName(field, by));
  const column =
    measure >= 0 ? value(measure) : dimension >= 0 ? dimensionName(dimension) : by === "date" ? SqlText.of`bucket` : SqlText.of`currency`;
  return direction === "asc" ? SqlText.of`g.${column}` : SqlText.of`g.${column} DESC`;
}

const isDimension = (name: MeasureColumn | CountedDimension | QuantityUnit): name is CountedDimension | QuantityUnit =>
  name === "subscription" || name === "resource_group" || name === "resource" || name === "consumed_unit" || name === "pricing_unit";

const value = (index: number): SqlText => numberedName("v", index);
const digit = (index: number): SqlText => numberedName("m", index);
