import { Api } from "@514labs/moose-lib";
import type { tags } from "typia";
import { chooseCostTable, type CostTable } from "../domain/cost/cost-rollup";
import { afterPlace } from "./cost-questions/after-place";
import { cursorValues } from "./cost-questions/cursor-values";
import { askCosts } from "./cost-questions/ask-costs";
import { costProblems } from "./cost-questions/cost-problems";
import { readCostReadings } from "./cost-questions/read-cost-readings";
import type { CostFilterParams } from "./cost-questions/cost-filter-params";
import { costRows } from "./cost-questions/cost-rows";
import { readCostFilters } from "./cost-questions/read-cost-filters";
import { type CostRangeParams, readCostRange } from "./cost-questions/read-cost-range";
import { type CostTotals, readCostTotals } from "./cost-questions/read-cost-totals";
import type { Answer } from "./serving/answer";
import { Bound } from "./serving/bound";
import { pageCursor } from "./serving/page-cursor";
import { answering, serveApi } from "./serving/serve-api";
import { singleCurrency } from "./serving/single-currency";
import { SqlText } from "./serving/sql-text";

interface ResourcesParams extends CostRangeParams, CostFilterParams {
  /** Resources on one page; 100 unless said. */
  limit?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<1000> & tags.Example<100>;
  /** page.next of the answer before. */
  page?: string & tags.Pattern<"^[A-Za-z0-9_-]{1,2000}$">;
}

interface ResourcesRow {
  billing_account_id: string;
  subscription: string;
  resource_group: string;
  /** FOCUS ResourceId; empty for all that is charged for no resource. */
  resource: string;
  resource_name: string;
  resource_type: string;
  region: string;
  owner: string;
  currency: string;
  billed_cost: string;
  effective_cost: string;
  contracted_cost: string;
  list_cost: string;
  charges: string;
  /** First and last day of use in the range. */
  first_seen: string;
  last_seen: string;
}

/**
 * GET /api/resources?month=2026-10: what each resource cost and when it was used first and last, the dearest first, by currency. A resource that changed its owner
 * or its name in the range has the last of them in the alphabet.
 */
export const ResourcesApi = serveApi(
  { role: "reader" },
  new Api<ResourcesParams, Answer<ResourcesRow, CostTotals>>(
    "resources",
    answering(async (params, request) => {
      const { limit = 100, page } = params;
      const range = readCostRange(params, request.now, 1);
      const filters = readCostFilters(params);
      const place = page === undefined ? null : pageCursor.read(page, 6);
      const readings = await readCostReadings(request, range, filters);
      const scope = { range, readings, filters };
      const fields = [{ kind: "dimension", name: "resource" } as const, ...filters.map(({ field }) => field)];
      const rows = costRows(chooseCostTable(fields, range.unit === "days"), scope, stored);
      const after = place === null ? SqlText.of`1` : afterCursor(place);
      const [data, totals] = await Promise.all([
        askCosts<ResourcesRow>(
          request,
          readings,
          SqlText.of`SELECT ${output} FROM (
            SELECT billing_account_id, subscription, resource_group, resource, currency, max(resource_name) AS name, max(resource_type) AS type,
              max(region) AS place, max(owner) AS tracked, sum(billed_cost) AS billed, sum(effective_cost) AS effective,
              sum(contracted_cost) AS contracted, sum(list_cost) AS listed, sum(charges) AS number, min(first_seen) AS first, max(last_seen) AS last
            FROM (${rows}) GROUP BY billing_account_id, subscription, resource_group, resource, currency) AS r
          WHERE ${after} ORDER BY r.currency, r.billed DESC, r.billing_account_id, r.subscription, r.resource_group, r.resource LIMIT ${Bound.count(limit)}`,
        ),
        readCostTotals(request, scope),
      ]);
      return {
        data,
        snapshots: readings,
        currency: singleCurrency(totals),
        totals,
        page: { next: pageCursor.next(data, limit, placeOf) },
        problems: costProblems(range, readings),
      };
    }),
    { metadata: { description: "What each resource cost, and when it was used first and last" } },
  ),
);

function placeOf(row: ResourcesRow): readonly string[] {
  return [row.currency, row.billed_cost, row.billing_account_id, row.subscription, row.resource_group, row.resource];
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

function stored(table: CostTable): SqlText {
  const seen =
    table === "MonthlyFocusResourceCost"
      ? SqlText.of`first_seen, last_seen`
      : SqlText.of`usage_date AS first_seen, usage_date AS last_seen`;
  return SqlText.of`billing_account_id, subscription, resource_group, resource, resource_name, resource_type, region, owner, currency,
    billed_cost, effective_cost, contracted_cost, list_cost, charges, ${seen}`;
}

const output = SqlText.of`r.billing_account_id AS billing_account_id, r.subscription AS subscription, r.resource_group AS resource_group,
  r.resource AS resource, r.name AS resource_name, r.type AS resource_type, r.place AS region, r.tracked AS owner, r.currency AS currency,
  toString(r.billed) AS billed_cost, toString(r.effective) AS effective_cost, toString(r.contracted) AS contracted_cost,
  toString(r.listed) AS list_cost, toString(r.number) AS charges, toString(r.first) AS first_seen, toString(r.last) AS last_seen`;
