import { WebApp } from "@514labs/moose-lib";
import { costFieldName } from "../domain/cost/cost-dimension";
import { askCosts } from "./cost-questions/ask-costs";
import { costProblems } from "./cost-questions/cost-problems";
import { rememberPerRows } from "./cost-questions/remember-per-rows";
import { readCostReadings } from "./cost-questions/read-cost-readings";
import { type CostQuery, costQuery } from "./cost-questions/cost-query";
import { type CostQueryRow, costQuerySql } from "./cost-questions/cost-query-sql";
import type { Answer } from "./serving/answer";
import type { ApiRequest } from "./serving/api-request";
import { limitedProblem } from "./serving/limited-problem";
import { serveQuestion } from "./serving/serve-question";
import { singleCurrency } from "./serving/single-currency";

/** `date` when a grain is asked, the dimensions by their names, `currency`, and the measures as digits. */
type QueryRow = Record<string, string>;
type QueryTotal = { currency: string } & Record<string, string>;

/** POST /query: measures by dimensions over time, from the closed catalogue of domain/cost. See cost-query.ts for what a body may have. */
export const QueryApi = new WebApp(
  "query",
  serveQuestion({
    name: "query",
    role: "reader",
    body: costQuery,
    example: {
      measures: ["billed_cost", "charges"],
      dimensions: ["billing_account", "resource_group"],
      filters: [{ field: "charge_category", op: "not_in", values: ["Credit"] }],
      timeRange: { from: "2026-09", to: "2026-11" },
      grain: "month",
      orderBy: [{ by: "billed_cost", direction: "desc" }],
      limit: 100,
    },
    answer: answerQuery,
  }),
  { mountPath: "/query", metadata: { description: "Measures by dimensions over time, from a closed catalogue" } },
);

const answered = rememberPerRows<readonly QueryRow[]>();

async function answerQuery(query: CostQuery, request: ApiRequest): Promise<Answer<QueryRow, QueryTotal>> {
  const readings = await readCostReadings(request, query.timeRange, query.filters);
  const statements = costQuerySql(query, readings);
  const [rows, sums] = await Promise.all([
    askCosts<CostQueryRow>(request, readings, statements.rows),
    askCosts<CostQueryRow>(request, readings, statements.totals),
  ]);
  const totals = sums.map(rowWriter({ ...query, grain: "none", dimensions: [] }));
  return {
    data: answered(rows, () => rows.map(rowWriter(query))),
    snapshots: readings,
    currency: singleCurrency(totals),
    totals,
    page: { next: null },
    problems: [...costProblems(query.timeRange, readings), ...limitedProblem(rows, query.limit)],
  };
}

/** What makes a row of an answer of a row of the statement. Names are looked up once and not for each row: answers have thousands. */
function rowWriter({
  measures,
  dimensions,
  grain,
}: Pick<CostQuery, "measures" | "dimensions" | "grain">): (row: CostQueryRow) => QueryTotal {
  const groups = dimensions.map((field, index) => [costFieldName(field), `d${index}`] as const);
  const amounts = measures.map((name, index) => [name, `m${index}`] as const);
  return (row) => {
    const written: QueryRow = {};
    if (grain !== "none") written["date"] = grain === "month" ? row.date.slice(0, 7) : row.date;
    for (const [name, column] of groups) written[name] = row[column] ?? "";
    const { currency } = row;
    const counted: QueryTotal = { ...written, currency };
    for (const [name, column] of amounts) counted[name] = row[column] ?? "";
    return counted;
  };
}
