import type { tags } from "typia";
import { focusColumns } from "../../domain/focus/focus-columns";
import { focusTableColumns } from "../../domain/focus/focus-mapping-sql";
import { monthParameter, onlyAccount } from "../answers/parameters";
import { type FoundSharedCosts, readSharedCosts, rulesInForce, type SharedMetric } from "../answers/read-shared-costs";
import { readSharedCostRules } from "../answers/shared-cost-rules";
import { splitFocusRows } from "../answers/split-focus-rows";
import { type Answer, type AnswerProblem, answerOf } from "../serving/answer";
import { ApiError, quotedValue } from "../serving/api-error";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";
import { askCosts } from "./ask-costs";
import { chargeOrder, type ChargeOrderColumns } from "./charge-order";
import type { CostFilter } from "./cost-filter";
import { costProblems } from "./cost-problems";
import type { CostScope } from "./cost-rows";
import { readCostRange } from "./read-cost-range";
import { readCostSnapshots } from "./read-cost-snapshots";
import { type CostTotals, readCostTotals } from "./read-cost-totals";
import { rememberPerRows } from "./remember-per-rows";
import { snapshotsCursor } from "./snapshots-cursor";

export interface FocusParams {
  /** Billing month, `YYYY-MM`. */
  month: string & tags.Pattern<"^20\\d{2}-(0[1-9]|1[0-2])$"> & tags.Example<"2026-10">;
  /** Billing account id. Defaults to all accounts you can read. */
  billing_account?: string & tags.Pattern<"^[A-Za-z0-9_.:-]{1,128}$">;
  /** FOCUS 1.4 columns or custom columns (x_…), comma-separated. Default: the 65 columns of FOCUS. */
  columns?: string & tags.MaxLength<4000> & tags.Example<"ServiceName,BilledCost,ChargePeriodStart">;
  /**
   * Splits shared charges by the rules in force: each such charge is replaced by its parts, with who gets them in AllocatedResourceId. Proportional rules weigh the
   * billed or the effective cost. Default: charges as they were billed.
   */
  split?: "billed" | "effective";
  /** Rows on one page (default 100). */
  limit?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<1000> & tags.Example<100>;
  /** `page.next` of the previous answer. */
  page?: string & tags.Pattern<"^[A-Za-z0-9_-]{1,2000}$">;
}

/** By FOCUS's own names; decimals as text, times as RFC 3339. */
export type FocusRow = Record<string, unknown>;

const answered = rememberPerRows<readonly FocusRow[]>();

/** The answer of GET /api/focus. */
export async function answerFocus(
  { month, billing_account, columns, split, limit = 100, page }: FocusParams,
  request: ApiRequest,
): Promise<Answer<FocusRow, CostTotals>> {
  const range = readCostRange({ month }, request.now);
  const chosen = columns === undefined ? focusColumns.map(({ name }) => name) : readColumns(columns);
  const filters: readonly CostFilter[] =
    billing_account === undefined ? [] : [{ field: { kind: "dimension", name: "billing_account" }, op: "in", values: [billing_account] }];
  const snapshots = await readCostSnapshots(request, range, filters);
  const ids = snapshots.named.map(({ snapshot_id }) => snapshot_id);
  const published = ids.filter((id) => id !== "live");
  const live = ids.filter((id) => id === "live");
  const scope = { range, filters, snapshots };
  const shared = split === undefined ? null : await readSplit(request, scope, { month, billing_account, split });
  const cursor = snapshotsCursor(scope, shared === null ? [] : [split, ...splitBy(shared.found)]);
  const place = page === undefined ? null : cursor.read(page, 6);
  const source = SqlText.of`${live.length > 0 ? SqlText.of`CurrentFocusCostAndUsage` : SqlText.of`FocusCostAndUsage`} AS f
      WHERE f.x_BillingPeriod BETWEEN ${Bound.date(range.firstDay)} AND ${Bound.date(range.lastDay)}
        AND (f.x_SnapshotId IN ${Bound.texts(published)}${live.length > 0 ? SqlText.of` OR f.x_SnapshotId = 'live'` : SqlText.of``})
        ${onlyAccount(SqlText.of`f.x_BillingAccountId`, billing_account)}`;
  const rows = shared === null ? source : SqlText.of`(${splitFocusRows(source, shared.found)}) AS f WHERE 1`;
  const order = shared === null ? orderColumns : { ...orderColumns, id: SqlText.of`f.split_place` };
  const places = placesOf(order);
  const { orderBy, after } = chargeOrder(order, snapshots, shared !== null);
  const output = SqlText.join(chosen.map(written), ", ");
  request.allRows?.({
    statement: SqlText.of`SELECT ${output} FROM ${rows}`,
    columns: chosen.map((name) => ({ name, ...(lists.has(name) ? { kind: "list" } : {}) })),
  });
  const [found, { totals, problems }] = await Promise.all([
    request.allRows !== undefined
      ? []
      : askCosts<FocusRow>(
          request,
          snapshots,
          SqlText.of`SELECT ${output}, ${SqlText.join(places, ", ")} FROM ${rows} AND ${after(place)} ORDER BY ${orderBy} LIMIT ${Bound.count(limit)}`,
        ),
    readCostTotals(request, scope),
  ]);
  return answerOf({
    data: answered(found, () => found.map((row) => Object.fromEntries(chosen.map((name) => [name, row[name]])))),
    snapshots: snapshots.named,
    totals,
    next: cursor.next(found, limit, (last) => placeNames.map((name) => String(last[name]))),
    problems: [...costProblems(range, snapshots), ...problems, ...(shared?.problems ?? [])],
  });
}

/** What decides the parts besides the snapshots: versions of rules, and shares by business metrics, whose values may be posted anew between two pages. */
function splitBy({ rules, pools }: FoundSharedCosts): readonly unknown[] {
  return [
    rules.map(({ id, version }) => [id, version]),
    pools.flatMap(({ rule, currency, shares }) => (rules[rule]?.method === "metric" ? [[rule, currency, shares]] : [])),
  ];
}

/** The rules of the month, what they found, and what there is to know of them. */
async function readSplit(
  request: ApiRequest,
  scope: CostScope,
  { month, billing_account, split }: { readonly month: string; readonly billing_account: string | undefined; readonly split: SharedMetric },
): Promise<{ readonly found: FoundSharedCosts; readonly problems: readonly AnswerProblem[] }> {
  const stored = await readSharedCostRules(request, billing_account);
  const found = await readSharedCosts(request, scope, split, rulesInForce(stored.rules, monthParameter(month)));
  return { found, problems: [...stored.problems, ...found.problems] };
}

function readColumns(text: string): readonly string[] {
  const names = [...new Set(text.split(","))];
  if (names.every((name) => known.has(name))) return names;
  const unknown = names.find((name) => !known.has(name));
  throw new ApiError("bad-parameter", `${quotedValue(unknown)} is not a column`, { parameter: "columns", allowed: focusTableColumns });
}

const known: ReadonlySet<string> = new Set(focusTableColumns);
const times: ReadonlySet<string> = new Set(focusColumns.filter(({ dataType }) => dataType === "Date/Time").map(({ name }) => name));

/** The columns of FocusCostAndUsage that are arrays. */
const lists: ReadonlySet<string> = new Set(["x_Problems", "x_SourceProblems"]);

function written(name: string): SqlText {
  const column = SqlText.name(name, focusTableColumns);
  return times.has(name)
    ? SqlText.of`formatDateTime(f.${column}, '%Y-%m-%dT%H:%i:%SZ', 'UTC') AS ${column}`
    : SqlText.of`f.${column} AS ${column}`;
}

const placeNames = ["place0", "place1", "place2", "place3", "place4", "place5"] as const;
const orderColumns: ChargeOrderColumns = {
  service: SqlText.of`f.ServiceName`,
  subscription: SqlText.of`f.x_SubscriptionId`,
  resourceGroup: SqlText.of`f.x_ResourceGroupName`,
  page: SqlText.of`f.x_Page`,
  ordinal: SqlText.of`f.x_Ordinal`,
  id: SqlText.of`f.x_ChargeId`,
};
const placesOf = ({ service, subscription, resourceGroup, page, ordinal, id }: ChargeOrderColumns): readonly SqlText[] => [
  SqlText.of`${service} AS place0`,
  SqlText.of`${subscription} AS place1`,
  SqlText.of`${resourceGroup} AS place2`,
  SqlText.of`${page} AS place3`,
  SqlText.of`${ordinal} AS place4`,
  SqlText.of`${id} AS place5`,
];
