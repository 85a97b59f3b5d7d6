import type { tags } from "typia";
import { chooseCostTable, type CostTable } from "../../domain/cost/cost-rollup";
import { afterPlace, cursorValues } from "../serving/page-place";
import { askCosts } from "./ask-costs";
import { costProblems } from "./cost-problems";
import { readTagProblems } from "./read-tag-problems";
import { readCostSnapshots } from "./read-cost-snapshots";
import type { CostFilterParams } from "./cost-filter-params";
import { fourCosts, measure } from "./cost-measure";
import { costRows } from "./cost-rows";
import { type DoubtedRow, doubtSums, problemsOfDoubts } from "./doubt-sums";
import { readDayProblems } from "./read-day-problems";
import { readFilterProblems } from "./read-filter-problems";
import { snapshotsCursor } from "./snapshots-cursor";
import { rowsAndTotals } from "./rows-and-totals";
import { readCostFilters } from "./read-cost-filters";
import { type CostRangeParams, readCostRange } from "./read-cost-range";
import { type CostTotals, costTotalColumns, costTotalDoubts, costTotalsOf } from "./read-cost-totals";
import { rememberPerRows } from "./remember-per-rows";
import type { FileColumn } from "../files/file-rows";
import { type Answer, type AnswerProblem, answerOf } from "../serving/answer";
import { Bound } from "../serving/bound";
import type { ApiRequest } from "../serving/api-request";
import { SqlText } from "../serving/sql-text";

export interface ResourcesParams extends CostRangeParams, CostFilterParams {
  /** Resources on one page (default 100). */
  limit?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<1000> & tags.Example<100>;
  /** `page.next` of the previous answer. */
  page?: string & tags.Pattern<"^[A-Za-z0-9_-]{1,8000}$">;
}

export interface ResourcesRow {
  billing_account_id: string;
  subscription: string;
  resource_group: string;
  /** FOCUS ResourceId; empty for charges without a resource. */
  resource: string;
  resource_name: string;
  resource_type: string;
  region: string;
  owner: string;
  currency: string;
  /** Null when none of its charges has this cost. */
  billed_cost: string | null;
  effective_cost: string | null;
  contracted_cost: string | null;
  list_cost: string | null;
  charges: string;
  /** First and last day of its charges in the range; null when no charge has a day. */
  first_seen: string | null;
  last_seen: string | null;
}

/** The answer of GET /api/resources. */
export async function answerResources(params: ResourcesParams, request: ApiRequest): Promise<Answer<ResourcesRow, CostTotals>> {
  const { limit = 100, page } = params;
  const range = readCostRange(params, request.now, 1);
  const filters = readCostFilters(params);
  const snapshots = await readCostSnapshots(request, range, filters);
  const scope = { range, snapshots, filters };
  const cursor = snapshotsCursor(scope);
  const place = page === undefined ? null : cursor.read(page, 6);
  const fields = [{ kind: "dimension", name: "resource" } as const, ...filters.map(({ field }) => field)];
  const rows = costRows(chooseCostTable(fields, range.unit === "days"), scope, stored);
  const after = place === null ? SqlText.of`1` : afterCursor(place);
  const grouped = SqlText.of`(
        SELECT billing_account_id, subscription, resource_group, resource, currency, toUInt8(grouping(resource)) AS is_total, max(resource_name) AS name, max(resource_type) AS type,
          max(region) AS place, max(owner) AS tracked, sum(r.billed_cost) AS billed, ${fourCosts}, sum(r.charges) AS number, min(first_seen) AS first, max(last_seen) AS last,
          ${doubtSums(costTotalDoubts)}
        FROM (${rows}) AS r GROUP BY GROUPING SETS ((billing_account_id, subscription, resource_group, resource, currency), (currency))) AS r`;
  request.allRows?.({ statement: SqlText.of`SELECT ${output} FROM ${grouped} WHERE r.is_total = 0`, columns: resourceColumns });
  const asked = askCosts<FoundRow>(
    request,
    snapshots,
    rowsAndTotals(
      SqlText.of`SELECT ${output}, ${totalOutput} FROM ${grouped}
      WHERE r.is_total = 1 OR ${after} ORDER BY r.is_total DESC, r.currency, r.billed DESC, r.billing_account_id, r.subscription, r.resource_group, r.resource`,
      request.allRows === undefined ? limit : 1,
    ),
  );
  const [found, dayProblems, tagProblems, filterProblems] = await Promise.all([
    asked,
    range.unit === "days" ? readDayProblems(request, scope) : Promise.resolve([]),
    readTagProblems(request, scope),
    readFilterProblems(request, scope, asked),
  ]);
  const { data, totals, problems } = answered(found, () => {
    const sums = found.filter(({ is_total }) => is_total === 1);
    return {
      data: found.filter(({ is_total }) => is_total === 0).map(resourceOf),
      totals: sums.map(costTotalsOf),
      problems: problemsOfDoubts(costTotalDoubts, sums),
    };
  });
  return answerOf({
    data,
    snapshots: snapshots.named,
    totals,
    next: cursor.next(data, limit, placeOf),
    problems: [...costProblems(range, snapshots), ...dayProblems, ...tagProblems, ...filterProblems, ...problems],
  });
}

/** A resource, or with is_total what all of them cost in a currency: of everything that the question matches, before the page and beyond it. */
interface FoundRow extends ResourcesRow {
  is_total: number;
  doubts: DoubtedRow["doubts"];
}

const answered = rememberPerRows<{
  readonly data: readonly ResourcesRow[];
  readonly totals: readonly CostTotals[];
  readonly problems: readonly AnswerProblem[];
}>();

function resourceOf(found: FoundRow): ResourcesRow {
  const row: ResourcesRow & Partial<FoundRow> = { ...found };
  delete row.is_total;
  delete row.doubts;
  return row;
}

function placeOf(row: ResourcesRow): readonly string[] {
  return [row.currency, row.billed_cost ?? "0", row.billing_account_id, row.subscription, row.resource_group, row.resource];
}

function afterCursor([currency = "", billed = "", account = "", subscription = "", group = "", resource = ""]: readonly string[]): SqlText {
  return afterPlace([
    { column: SqlText.of`r.currency`, value: Bound.text(currency) },
    { column: SqlText.of`r.billed`, value: cursorValues.decimal(billed), descending: true },
    { column: SqlText.of`r.billing_account_id`, value: Bound.text(account) },
    { column: SqlText.of`r.subscription`, value: Bound.text(subscription) },
    { column: SqlText.of`r.resource_group`, value: Bound.text(group) },
    { column: SqlText.of`r.resource`, value: Bound.text(resource) },
  ]);
}

/** As MonthlyFocusResourceCost has it. */
const noFirst = SqlText.of`toDate('2149-06-06')`;

function stored(table: CostTable): SqlText {
  const seen =
    table === "MonthlyFocusResourceCost"
      ? SqlText.of`first_seen, last_seen`
      : SqlText.of`if(usage_date = toDate(0), ${noFirst}, usage_date) AS first_seen, usage_date AS last_seen`;
  return SqlText.of`billing_account_id, subscription, resource_group, resource, resource_name, resource_type, region, owner, currency,
    ${SqlText.join(costTotalColumns.map(measure), ", ")}, ${seen}`;
}

const output = SqlText.of`r.billing_account_id AS billing_account_id, r.subscription AS subscription, r.resource_group AS resource_group,
  r.resource AS resource, r.name AS resource_name, r.type AS resource_type, r.place AS region, r.tracked AS owner, r.currency AS currency,
  r.billed_cost AS billed_cost, r.effective_cost AS effective_cost, r.contracted_cost AS contracted_cost, r.list_cost AS list_cost, toString(r.number) AS charges, if(r.last = toDate(0), NULL, toString(r.first)) AS first_seen,
  if(r.last = toDate(0), NULL, toString(r.last)) AS last_seen`;

const totalOutput = SqlText.of`r.is_total AS is_total, if(r.is_total = 1, r.doubts, []) AS doubts`;

/** Those of `output`, in the order of ResourcesRow. */
const resourceColumns: readonly FileColumn[] = [
  ...["billing_account_id", "subscription", "resource_group", "resource", "resource_name", "resource_type", "region", "owner", "currency"],
  ...["billed_cost", "effective_cost", "contracted_cost", "list_cost", "charges", "first_seen", "last_seen"],
].map((name) => ({ name }));
