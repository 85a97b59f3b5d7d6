import type { tags } from "typia";
import { type CostField, costFieldName, costFieldNames, parseCostField } from "../../domain/cost/cost-dimension";
import { CostRange } from "../../domain/cost/cost-range";
import { chooseCostTable } from "../../domain/cost/cost-rollup";
import { splitQuoted } from "../../domain/cost/quoted-text";
import type { Comparison } from "../../pipeline/read-changes";
import { costColumn, dimensionName } from "../cost-questions/cost-column";
import { costRows } from "../cost-questions/cost-rows";
import { type Answer, answerOf } from "../serving/answer";
import { ApiError, quotedValue } from "../serving/api-error";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";
import { type ComparedPeriod, comparedPeriods, comparisonPages, missingCost, nameCompared } from "./compared-periods";
import { monthParameter } from "./parameters";
import { readMovedPeriods, readSince } from "./read-moved-periods";

/** What the charges of a group cost before and after; of all charges of the compared snapshots in a total. */
export interface ChangeSummaryTotal {
  currency: string;
  charges_before: string;
  charges_after: string;
  cost_before: string;
  cost_after: string;
  cost_difference: string;
}

/** Besides these the groups by their names, null for charges without the tag. Groups without a difference are left out. */
export interface ChangeSummaryRow extends ChangeSummaryTotal {
  [field: string]: string | null;
}

export interface ChangeSummaryParams {
  /** `yesterday`, `today`, a day `YYYY-MM-DD` (from its beginning, UTC) or an RFC 3339 time: what was published since. Without it: what the last reading of each month changed. */
  since?: string & tags.MaxLength<40> & tags.Example<"yesterday">;
  /** Up to four dimensions or tag:key, comma-separated (default `service_name`); empty for the totals alone. */
  group?: string & tags.MaxLength<4000> & tags.Example<"service_name">;
  /** Billing account id (at Azure the enrollment number). Defaults to all accounts you can read. */
  billing_account?: string & tags.Pattern<"^[A-Za-z0-9_.:-]{1,128}$"> & tags.Example<"100">;
  /** Billing month, `YYYY-MM`. Defaults to all months. */
  month?: string & tags.Pattern<"^20\\d{2}-(0[1-9]|1[0-2])$"> & tags.Example<"2026-10">;
  /** Maximum rows to return (default 100), largest difference first. */
  limit?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<10000> & tags.Example<100>;
  /** `page.next` of the previous answer. */
  page?: string & tags.Pattern<"^[A-Za-z0-9_-]{1,2000}$">;
}

export interface ChangeSummaryAnswer extends Answer<ChangeSummaryRow, ChangeSummaryTotal> {
  /** All compared snapshots. */
  compared: readonly ComparedPeriod[];
}

/** The answer of GET /api/change-summary. */
export async function answerChangeSummary(params: ChangeSummaryParams, request: ApiRequest): Promise<ChangeSummaryAnswer> {
  const { since, group = "service_name", billing_account: account, month, limit = 100, page } = params;
  const { compared, dropped } = await readMovedPeriods(request, {
    account,
    month: month === undefined ? undefined : monthParameter(month),
    since: since === undefined ? undefined : readSince(since, request.now),
  });
  const groups = readGroups(group);
  const pages = comparisonPages(compared, group);
  const offset = pages.read(page);
  const { data, totals, withoutCost } = await readSummary(request, compared, groups, { limit, offset });
  return {
    ...answerOf({
      data,
      snapshots: await nameCompared(request, compared),
      totals,
      next: pages.next(data, limit, offset),
      problems: [...dropped, ...missingCost(withoutCost)],
    }),
    compared: comparedPeriods(compared),
  };
}

function readGroups(text: string): readonly CostField[] {
  const names = text === "" ? [] : splitQuoted(text);
  const bad = (message: string): ApiError => new ApiError("bad-parameter", message, { parameter: "group", allowed: costFieldNames });
  if (names.length > mostGroups) throw bad(`group has ${names.length} dimensions; the maximum is ${mostGroups}`);
  const fields = names.map((name) => parseCostField(name) ?? fail(bad(`group: ${quotedValue(name)} is not a dimension`)));
  if (new Set(fields.map(costFieldName)).size < fields.length) throw bad("group names a dimension twice");
  return fields;
}

/** Differences by group, the largest first, from the rollups where they have the dimensions. The cost is what the source charged, as a seal counts it. */
async function readSummary(
  request: ApiRequest,
  compared: readonly Comparison[],
  groups: readonly CostField[],
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<{ readonly data: readonly ChangeSummaryRow[]; readonly totals: readonly ChangeSummaryTotal[]; readonly withoutCost: number }> {
  if (compared.length === 0) return { data: [], totals: [], withoutCost: 0 };
  const names = groups.map((_, index) => dimensionName(index));
  const list = (items: readonly SqlText[]): SqlText =>
    SqlText.join(
      items.map((item) => SqlText.of`${item}, `),
      " ",
    );
  const sums = (by: readonly SqlText[]): SqlText => SqlText.of`
    SELECT ${list(by)}r.currency AS currency, sumIf(r.charges, r.is_after) AS number_after, sumIf(r.charges, NOT r.is_after) AS number_before,
      sumIf(r.cost, r.is_after) AS after, sumIf(r.cost, NOT r.is_after) AS before, sumIf(r.missing, r.is_after) AS missing
    FROM (${rowsOf(compared, groups)}) AS r GROUP BY ${list(by)}r.currency`;
  const output = SqlText.of`g.currency AS currency, toString(g.number_before) AS charges_before, toString(g.number_after) AS charges_after,
    toString(g.before) AS cost_before, toString(g.after) AS cost_after, toString(g.after - g.before) AS cost_difference`;
  const [found, totals] = await Promise.all([
    request.rows<ChangeSummaryTotal & Readonly<Record<`d${number}`, string | null>>>(SqlText.of`
      SELECT ${list(names.map((name) => SqlText.of`g.${name} AS ${name}`))}${output} FROM (${sums(names)}) AS g
      WHERE g.before != g.after OR g.number_before != g.number_after
      ORDER BY abs(g.after - g.before) DESC, g.currency${SqlText.join(
        names.map((name) => SqlText.of`, g.${name}`),
        " ",
      )}
      LIMIT ${Bound.count(limit)} OFFSET ${Bound.count(offset)}`),
    request.rows<ChangeSummaryTotal & { readonly missing: string }>(
      SqlText.of`SELECT ${output}, toString(g.missing) AS missing FROM (${sums([])}) AS g ORDER BY g.currency`,
    ),
  ]);
  return {
    data: found.map((row) => ({
      ...Object.fromEntries(groups.map((field, index) => [costFieldName(field), row[`d${index}`] ?? null])),
      ...amountsOf(row),
    })),
    totals: totals.map(amountsOf),
    withoutCost: totals.reduce((sum, { missing }) => sum + Number(missing), 0),
  };
}

function amountsOf({
  currency,
  charges_before,
  charges_after,
  cost_before,
  cost_after,
  cost_difference,
}: ChangeSummaryTotal): ChangeSummaryTotal {
  return { currency, charges_before, charges_after, cost_before, cost_after, cost_difference };
}

/** The rows of both sides, with `is_after`. */
function rowsOf(compared: readonly Comparison[], groups: readonly CostField[]): SqlText {
  const named = compared.flatMap(({ account, period, from, to }) =>
    [...(from === null ? [] : [from]), to].map((snapshot_id) => ({
      billing_account_id: account,
      billing_period: period,
      snapshot_id,
      ...unread,
    })),
  );
  const after = Bound.texts(compared.map(({ to }) => to));
  const dimensions = groups.map((field, index) => SqlText.of`toString(${costColumn(field)}) AS ${dimensionName(index)}, `);
  return costRows(
    chooseCostTable(groups, false),
    { range: CostRange.always, snapshots: { named, of: () => named, findings: [], usageRollup: false }, filters: [] },
    () =>
      SqlText.of`${SqlText.join(dimensions, " ")}currency, charges, billed_cost + amortized_effective_cost AS cost, missing_charges AS missing, snapshot_id IN ${after} AS is_after`,
  );
}

function fail(error: ApiError): never {
  throw error;
}

/** The rows are looked for by the id alone. */
const unread = { extracted_at: null, usage_through: null, next_read_at: null, late: false };

const mostGroups = 4;
