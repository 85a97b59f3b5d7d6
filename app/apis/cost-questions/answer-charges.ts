import type { tags } from "typia";
import { CostRange } from "../../domain/cost/cost-range";
import { askCosts } from "./ask-costs";
import { costProblems } from "./cost-problems";
import { readTagProblems } from "./read-tag-problems";
import { readCostSnapshots } from "./read-cost-snapshots";
import { chargeOrder, type ChargeOrderColumns } from "./charge-order";
import type { CostFilterParams } from "./cost-filter-params";
import { type CostScope, costRows } from "./cost-rows";
import { readDayProblems } from "./read-day-problems";
import { readFilterProblems } from "./read-filter-problems";
import { snapshotsCursor } from "./snapshots-cursor";
import { rememberPerRows } from "./remember-per-rows";
import { readCostFilters } from "./read-cost-filters";
import { type CostRangeParams, readCostRange } from "./read-cost-range";
import { type CostTotals, readCostTotals } from "./read-cost-totals";
import type { FileColumn } from "../files/file-rows";
import { type Answer, answerOf } from "../serving/answer";
import { ApiError } from "../serving/api-error";
import { Bound } from "../serving/bound";
import type { ApiRequest } from "../serving/api-request";
import { SqlText } from "../serving/sql-text";

export interface ChargesParams extends CostRangeParams, CostFilterParams {
  /** Charges on one page (default 100). */
  limit?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<1000> & tags.Example<100>;
  /** `page.next` of the previous answer. */
  page?: string & tags.Pattern<"^[A-Za-z0-9_-]{1,8000}$">;
  /** `no`: only charges whose day is missing or unreadable. Without `month`, `from` and `to`: in all months. */
  dated?: "no";
}

export interface ChargesRow {
  billing_account_id: string;
  /** Null for posted charges with neither a day nor a month. */
  billing_period: string | null;
  snapshot_id: string;
  charge_id: string;
  /** Null when missing or unreadable. */
  usage_date: string | null;
  currency: string;
  /** Costs are null when unknown; `problems` says why. */
  billed_cost: string | null;
  effective_cost: string | null;
  contracted_cost: string | null;
  list_cost: string | null;
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
  /** Id of the rule (ApplicationTag) that gave the owner when the charge was read. Null without an owner, and where a file named the owner. */
  owner_rule_id: string | null;
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

/** The answer of GET /api/charges. */
export async function answerCharges(params: ChargesParams, request: ApiRequest): Promise<Answer<ChargesRow, CostTotals>> {
  const { limit = 100, page, dated } = params;
  const range = readRange(params, request.now);
  const filters = readCostFilters(params);
  const snapshots = await readCostSnapshots(request, range, filters);
  const scope: CostScope = { range, snapshots, filters, ...(dated === "no" ? { days: "none" } : {}) };
  const cursor = snapshotsCursor(scope);
  const place = page === undefined ? null : cursor.read(page, 6);
  const { orderBy, after } = chargeOrder(orderColumns, snapshots);
  const counted = readCostTotals(request, scope);
  const rows = SqlText.of`(${costRows("charges", scope, () => stored)}) AS c`;
  request.allRows?.({ statement: SqlText.of`SELECT ${output} FROM ${rows}`, columns: chargeColumns });
  const [found, { totals, problems }, dayProblems, tagProblems, filterProblems] = await Promise.all([
    request.allRows !== undefined
      ? []
      : askCosts<PlacedRow>(
          request,
          snapshots,
          SqlText.of`SELECT ${output}, ${places} FROM ${rows}
      WHERE ${after(place)} ORDER BY ${orderBy} LIMIT ${Bound.count(limit)}`,
        ),
    counted,
    range.unit === "days" ? readDayProblems(request, scope) : Promise.resolve([]),
    readTagProblems(request, scope),
    readFilterProblems(
      request,
      scope,
      counted.then((one) => one.totals),
    ),
  ]);
  return answerOf({
    data: answered(found, () => found.map(withoutPlace)),
    snapshots: snapshots.named,
    totals,
    next: cursor.next(found, limit, placeOf),
    problems: [
      ...(range === CostRange.always ? [] : costProblems(range, snapshots)),
      ...dayProblems,
      ...tagProblems,
      ...filterProblems,
      ...problems,
    ],
  });
}

const answered = rememberPerRows<readonly ChargesRow[]>();

/** Charges without a day are looked for in all months, unless one is asked for. */
function readRange(params: ChargesParams, now: Date): CostRange {
  if (params.dated !== "no") return readCostRange(params, now, 1);
  if (params.month === undefined && params.from === undefined && params.to === undefined) return CostRange.always;
  const range = readCostRange(params, now, 1);
  if (range.unit === "months") return range;
  throw new ApiError("bad-parameter", "dated=no cannot be combined with a range of days; use months", {
    parameter: "from",
    allowed: ["YYYY-MM"],
  });
}

/** The order's own columns are for the cursor. */
function withoutPlace(placed: PlacedRow): ChargesRow {
  const row: ChargesRow & Partial<PlacedRow> = { ...placed };
  delete row.place_subscription;
  delete row.place_page;
  delete row.place_ordinal;
  return row;
}

const orderColumns: ChargeOrderColumns = {
  service: SqlText.of`c.service_name`,
  subscription: SqlText.of`c.subscription_as_billed`,
  resourceGroup: SqlText.of`c.resource_group`,
  page: SqlText.of`c.page_number`,
  ordinal: SqlText.of`c.ordinal`,
  id: SqlText.of`c.charge_id`,
};

function placeOf(row: PlacedRow): readonly string[] {
  return [row.service_name, row.place_subscription, row.resource_group, String(row.place_page), String(row.place_ordinal), row.charge_id];
}

const stored = SqlText.of`billing_account_id, billing_period, snapshot_id, charge_id, usage_date, currency, billed_cost, effective_cost,
  contracted_cost, list_cost, missing_charges, contracted_unknown_charges, list_unknown_charges, charge_category, service_category, service_subcategory, service_name, meter_category, meter, region, subscription,
  subscription_name, resource_group, resource, resource_name, resource_type, owner, owner_rule, department, cost_center, account_owner_id, quantity_as_billed,
  unit_as_billed, contracted_unit_price, charge_description, tags, problems, subscription_as_billed, page_number, ordinal`;

const output = SqlText.of`c.billing_account_id AS billing_account_id, if(c.billing_period = toDate(0), NULL, toString(c.billing_period)) AS billing_period, c.snapshot_id AS snapshot_id,
  c.charge_id AS charge_id, if(c.usage_date = toDate(0), NULL, toString(c.usage_date)) AS usage_date, c.currency AS currency,
  if(c.missing_charges > 0, NULL, toString(c.billed_cost)) AS billed_cost, if(c.missing_charges > 0, NULL, toString(c.effective_cost)) AS effective_cost,
  if(c.contracted_unknown_charges > 0, NULL, toString(c.contracted_cost)) AS contracted_cost,
  if(c.list_unknown_charges > 0, NULL, toString(c.list_cost)) AS list_cost,
  c.charge_category AS charge_category, c.service_category AS service_category, c.service_subcategory AS service_subcategory,
  c.service_name AS service_name, c.meter_category AS meter_category, c.meter AS meter, c.region AS region, c.subscription AS subscription,
  c.subscription_name AS subscription_name, c.resource_group AS resource_group, c.resource AS resource, c.resource_name AS resource_name,
  c.resource_type AS resource_type, c.owner AS owner, nullIf(c.owner_rule, '') AS owner_rule_id, c.department AS department, c.cost_center AS cost_center,
  c.account_owner_id AS account_owner_id, toString(c.quantity_as_billed) AS consumed_quantity, c.unit_as_billed AS consumed_unit,
  toString(c.contracted_unit_price) AS contracted_unit_price, c.charge_description AS charge_description, c.tags AS tags, c.problems AS problems`;

const places = SqlText.of`c.subscription_as_billed AS place_subscription, c.page_number AS place_page, c.ordinal AS place_ordinal`;

/** Those of `output`, in the order of ChargesRow. */
const chargeColumns: readonly FileColumn[] = [
  ...text("billing_account_id"),
  ...plain("billing_period"),
  ...text("snapshot_id", "charge_id"),
  ...plain("usage_date"),
  ...text("currency"),
  ...plain("billed_cost", "effective_cost", "contracted_cost", "list_cost"),
  ...text(
    "charge_category",
    "service_category",
    "service_subcategory",
    "service_name",
    "meter_category",
    "meter",
    "region",
    "subscription",
  ),
  ...text("subscription_name", "resource_group", "resource", "resource_name", "resource_type", "owner"),
  ...plain("owner_rule_id"),
  ...text("department", "cost_center"),
  ...text("account_owner_id"),
  ...plain("consumed_quantity"),
  ...text("consumed_unit"),
  ...plain("contracted_unit_price"),
  ...text("charge_description", "tags"),
  { name: "problems", kind: "list" },
];

function text(...names: readonly string[]): readonly FileColumn[] {
  return names.map((name) => ({ name }));
}

function plain(...names: readonly string[]): readonly FileColumn[] {
  return names.map((name) => ({ name, kind: "plain" }));
}
