import { type CostField, costFieldName } from "../../domain/cost/cost-dimension";
import { askCosts } from "./ask-costs";
import { dateOf } from "./cost-bucket";
import { costProblems } from "./cost-problems";
import { problemsOfDoubts } from "./doubt-sums";
import { readDayProblems } from "./read-day-problems";
import { rememberPerRows } from "./remember-per-rows";
import { readTagProblems } from "./read-tag-problems";
import { readCostSnapshots } from "./read-cost-snapshots";
import type { CostQuery } from "./cost-query";
import { readFilterProblems } from "./read-filter-problems";
import { unitsOfMeasures } from "./cost-measure";
import { type CostQueryRow, costQuerySql, doubtsOfQuery, withUnits } from "./cost-query-sql";
import { type Answer, type AnswerProblem, limitedProblem, answerOf } from "../serving/answer";
import type { ApiRequest } from "../serving/api-request";

/**
 * `date` when a grain is asked, null for charges without a day; the dimensions by their names, null for charges without the tag; `currency`; and the
 * measures as digits, null for a cost that not one charge has. A quantity has its unit beside it, as a dimension, and is null where the unit is empty.
 */
type QueryRow = Record<string, string | null>;
type QueryTotal = { currency: string } & Record<string, string | null>;

const answered = rememberPerRows<{
  readonly data: readonly QueryRow[];
  readonly totals: readonly QueryTotal[];
  readonly doubts: readonly AnswerProblem[];
}>();

/** The answer of POST /query. */
export async function answerQuery(asked: CostQuery, request: ApiRequest): Promise<Answer<QueryRow, QueryTotal>> {
  const query = withUnits(asked);
  const { timeRange: range } = query;
  const filters = query.filters.map((filter, index) => ({ ...filter, parameter: `filters.${index}.values` }));
  const units = unitsOfMeasures(query.measures);
  const snapshots = await readCostSnapshots(request, range, filters, { fields: query.dimensions, quantity: units.length > 0 });
  const scope = { range, filters, snapshots };
  const rows = askCosts<CostQueryRow>(request, snapshots, costQuerySql(query, snapshots));
  const [found, dayProblems, tagProblems, filterProblems] = await Promise.all([
    rows,
    range.unit === "days" || query.grain === "day" ? readDayProblems(request, scope) : Promise.resolve([]),
    readTagProblems(request, scope, query.dimensions),
    readFilterProblems(request, scope, rows),
  ]);
  const { data, totals, doubts } = answered(found, () => {
    const sums = found.filter(isTotal).sort((a, b) => (a.currency < b.currency ? -1 : 1));
    return {
      data: found.filter((row) => !isTotal(row)).map(rowWriter(query)),
      totals: sums.map(rowWriter({ ...query, grain: "none" }, (field) => units.some((unit) => unit === costFieldName(field)))),
      doubts: problemsOfDoubts(doubtsOfQuery(query), sums),
    };
  });
  return answerOf({
    data,
    snapshots: snapshots.named,
    totals,
    problems: [
      ...costProblems(range, snapshots),
      ...dayProblems,
      ...tagProblems,
      ...filterProblems,
      ...doubts,
      ...limitedProblem(data, query.limit),
    ],
  });
}

const isTotal = ({ is_total }: CostQueryRow): boolean => is_total === 1;

/** What makes a row of an answer of a row of the statement. Names are looked up once and not for each row: answers have thousands. */
function rowWriter(
  { measures, dimensions, grain }: Pick<CostQuery, "measures" | "dimensions" | "grain">,
  isWritten: (field: CostField) => boolean = () => true,
): (row: CostQueryRow) => QueryTotal {
  const groups = dimensions.flatMap((field, index) => (isWritten(field) ? [[costFieldName(field), `d${index}`] as const] : []));
  const amounts = measures.map((name, index) => [name, `m${index}`] as const);
  return (row) => {
    const written: QueryRow = {};
    if (grain !== "none") written["date"] = dateOf(row.date, grain);
    for (const [name, column] of groups) written[name] = row[column] ?? null;
    const { currency } = row;
    const counted: QueryTotal = { ...written, currency };
    for (const [name, column] of amounts) counted[name] = row[column] ?? null;
    return counted;
  };
}
