import { Api } from "@514labs/moose-lib";
import type { tags } from "typia";
import { afterPlace } from "./cost-questions/after-place";
import { cursorValues } from "./cost-questions/cursor-values";
import { askCosts } from "./cost-questions/ask-costs";
import { costProblems } from "./cost-questions/cost-problems";
import { readCostReadings } from "./cost-questions/read-cost-readings";
import type { CostFilterParams } from "./cost-questions/cost-filter-params";
import { costRows } from "./cost-questions/cost-rows";
import { placesAreUnique } from "./cost-questions/places-are-unique";
import { rememberPerRows } from "./cost-questions/remember-per-rows";
import { readCostFilters } from "./cost-questions/read-cost-filters";
import { type CostRangeParams, readCostRange } from "./cost-questions/read-cost-range";
import { type CostTotals, readCostTotals } from "./cost-questions/read-cost-totals";
import type { Answer } from "./serving/answer";
import { Bound } from "./serving/bound";
import { pageCursor } from "./serving/page-cursor";
import { answering, serveApi } from "./serving/serve-api";
import { singleCurrency } from "./serving/single-currency";
import { SqlText } from "./serving/sql-text";

interface ChargesParams extends CostRangeParams, CostFilterParams {
  /** Charges on one page; 100 unless said. */
  limit?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<1000> & tags.Example<100>;
  /** page.next of the answer before. */
  page?: string & tags.Pattern<"^[A-Za-z0-9_-]{1,2000}$">;
}

interface ChargesRow {
  billing_account_id: string;
  billing_period: string;
  snapshot_id: string;
  charge_id: string;
  usage_date: string;
  currency: string;
  billed_cost: string;
  effective_cost: string;
  contracted_cost: string;
  list_cost: string;
  charge_category: string;
  service_category: string;
  service_subcategory: string;
  service_name: string;
  meter_category: string;
  meter: string;
  region: string;
  subscription: string;
  subscription_name: string;
  resource_group: string;
  resource: string;
  resource_name: string;
  resource_type: string;
  owner: string;
  department: string;
  cost_center: string;
  account_owner_id: string;
  consumed_quantity: string | null;
  consumed_unit: string;
  contracted_unit_price: string | null;
  charge_description: string;
  /** A JSON object as text; empty for none. */
  tags: string;
  problems: readonly string[];
}

interface PlacedRow extends ChargesRow {
  place_subscription: string;
  place_page: number;
  place_ordinal: number;
}

/**
 * GET /api/charges?month=2026-10&resource_group=…: single charges. The order is that in which they are stored (service, subscription, resource group, place in
 * the bill), so that a page costs the same wherever it is; it does not change while the snapshots are the same.
 */
export const ChargesApi = serveApi(
  { role: "reader" },
  new Api<ChargesParams, Answer<ChargesRow, CostTotals>>(
    "charges",
    answering(async (params, request) => {
      const { limit = 100, page } = params;
      const range = readCostRange(params, request.now, 1);
      const filters = readCostFilters(params);
      const place = page === undefined ? null : pageCursor.read(page, 6);
      const readings = await readCostReadings(request, range, filters);
      const scope = { range, readings, filters };
      const after = place === null ? SqlText.of`1` : afterCursor(place);
      const [found, totals] = await Promise.all([
        askCosts<PlacedRow>(
          request,
          readings,
          SqlText.of`SELECT ${output} FROM (${costRows("charges", scope, () => stored)}) AS c
          WHERE ${after} ORDER BY ${order}${placesAreUnique(readings) ? SqlText.of`` : SqlText.of`, c.charge_id`} LIMIT ${Bound.count(limit)}`,
        ),
        readCostTotals(request, scope),
      ]);
      return {
        data: answered(found, () => found.map(withoutPlace)),
        snapshots: readings,
        currency: singleCurrency(totals),
        totals,
        page: { next: pageCursor.next(found, limit, placeOf) },
        problems: costProblems(range, readings),
      };
    }),
    { metadata: { description: "Single charges, page by page, in the order in which they are stored" } },
  ),
);

const answered = rememberPerRows<readonly ChargesRow[]>();

/** The order's own columns are for the cursor. */
function withoutPlace(placed: PlacedRow): ChargesRow {
  const row: ChargesRow & Partial<PlacedRow> = { ...placed };
  delete row.place_subscription;
  delete row.place_page;
  delete row.place_ordinal;
  return row;
}

/** FocusCostAndUsage's order key. */
const order = SqlText.of`c.service_name, c.subscription_as_billed, c.resource_group, c.page_number, c.ordinal`;

function placeOf(row: PlacedRow): readonly string[] {
  return [row.service_name, row.place_subscription, row.resource_group, String(row.place_page), String(row.place_ordinal), row.charge_id];
}

function afterCursor([service = "", subscription = "", group = "", page = "", ordinal = "", id = ""]: readonly string[]): SqlText {
  return afterPlace([
    { column: SqlText.of`c.service_name`, value: Bound.text(service) },
    { column: SqlText.of`c.subscription_as_billed`, value: Bound.text(subscription) },
    { column: SqlText.of`c.resource_group`, value: Bound.text(group) },
    { column: SqlText.of`c.page_number`, value: cursorValues.count(page) },
    { column: SqlText.of`c.ordinal`, value: cursorValues.count(ordinal) },
    { column: SqlText.of`c.charge_id`, value: Bound.text(id) },
  ]);
}

const stored = SqlText.of`billing_account_id, billing_period, snapshot_id, charge_id, usage_date, currency, billed_cost, effective_cost,
  contracted_cost, list_cost, charge_category, service_category, service_subcategory, service_name, meter_category, meter, region, subscription,
  subscription_name, resource_group, resource, resource_name, resource_type, owner, department, cost_center, account_owner_id, consumed_quantity,
  consumed_unit, contracted_unit_price, charge_description, tags, problems, subscription_as_billed, page_number, ordinal`;

const output = SqlText.of`c.billing_account_id AS billing_account_id, toString(c.billing_period) AS billing_period, c.snapshot_id AS snapshot_id,
  c.charge_id AS charge_id, toString(c.usage_date) AS usage_date, c.currency AS currency, toString(c.billed_cost) AS billed_cost,
  toString(c.effective_cost) AS effective_cost, toString(c.contracted_cost) AS contracted_cost, toString(c.list_cost) AS list_cost,
  c.charge_category AS charge_category, c.service_category AS service_category, c.service_subcategory AS service_subcategory,
  c.service_name AS service_name, c.meter_category AS meter_category, c.meter AS meter, c.region AS region, c.subscription AS subscription,
  c.subscription_name AS subscription_name, c.resource_group AS resource_group, c.resource AS resource, c.resource_name AS resource_name,
  c.resource_type AS resource_type, c.owner AS owner, c.department AS department, c.cost_center AS cost_center,
  c.account_owner_id AS account_owner_id, toString(c.consumed_quantity) AS consumed_quantity, c.consumed_unit AS consumed_unit,
  toString(c.contracted_unit_price) AS contracted_unit_price, c.charge_description AS charge_description, c.tags AS tags, c.problems AS problems,
  c.subscription_as_billed AS place_subscription, c.page_number AS place_page, c.ordinal AS place_ordinal`;
