import type { tags } from "typia";
import { BillingMonth } from "../../domain/calendar/billing-month";
import type { CostDimension } from "../../domain/cost/cost-dimension";
import { CostRange } from "../../domain/cost/cost-range";
import { chooseCostTable } from "../../domain/cost/cost-rollup";
import { divideDecimals } from "../../domain/decimal/divide-decimals";
import type { EmissionMethod } from "../../domain/emission/emission";
import { countOf } from "../../domain/text/count-of";
import { askCosts } from "../cost-questions/ask-costs";
import type { CostFilter } from "../cost-questions/cost-filter";
import { measure } from "../cost-questions/cost-measure";
import { type CostScope, costRows } from "../cost-questions/cost-rows";
import { readCostSnapshots } from "../cost-questions/read-cost-snapshots";
import { type Answer, type AnswerProblem, type AnswerSnapshot, limitedProblem, singleCurrency } from "../serving/answer";
import { ApiError, quotedValue } from "../serving/api-error";
import type { ApiRequest } from "../serving/api-request";
import { Bound } from "../serving/bound";
import { SqlText } from "../serving/sql-text";
import { onlyAccount } from "./parameters";

type Month = string & tags.Pattern<"^20\\d{2}-(0[1-9]|1[0-2])$">;

export interface EmissionsParams {
  /** Month of the usage, `YYYY-MM`, instead of `from` and `to`. */
  month?: Month & tags.Example<"2026-10">;
  /** First month, `YYYY-MM`. Default: eleven months before `to`. */
  from?: Month & tags.Example<"2026-01">;
  /** Last month, `YYYY-MM`. Default: the current month. The range is at most 36 months. */
  to?: Month & tags.Example<"2026-10">;
  /** Billing account id (at Azure the enrollment number). Defaults to all accounts you can read. */
  billing_account?: string & tags.Pattern<"^[A-Za-z0-9_.:-]{1,128}$"> & tags.Example<"100">;
  /** A row for each month and value of this. A service is what the report calls it: a resource type at Azure, a product code at AWS. Default: a row for each month. */
  group?: "billing_account" | "subscription" | "service" | "region" | "resource" | "owner" | "scope";
  /** How electricity is counted: by contracts (`market`, default) or by the grid (`location`). What a report gives by no method is in both. */
  method?: "market" | "location";
  /** `1`, `2` or `3` of the GHG Protocol, or `total` (default): the report's own total, and where it has none its three scopes. Not with `group=scope`. */
  scope?: "1" | "2" | "3" | "total";
  /** Maximum rows to return (default 1000), by month and highest kilograms first. Totals cover all. */
  limit?: number & tags.Type<"uint32"> & tags.Minimum<1> & tags.Maximum<10000> & tags.Example<1000>;
}

/** Kilograms are exact. Null is missing, and never zero. */
export interface EmissionsRow {
  /** `YYYY-MM`. */
  month: string;
  /** Value of the group; null where the report does not name it, and without a group. */
  value: string | null;
  /** Of CO2 equivalent; null where not one value is known. */
  kilograms: string | null;
  /** Values of the reports that are missing, and not in kilograms. */
  missing_values: string;
  /** `market`, `location`, `unspecified`: by which methods the values are counted. */
  methods: readonly string[];
  /** Versions of the providers' models. */
  model_versions: readonly string[];
  currency: string | null;
  /** Billed cost of the same, where bills name it as the report does and it is in one currency. */
  cost: string | null;
  /** Kilograms for one unit of cost, to 18 decimals. Null where either is not known, or not all of it. */
  kilograms_per_cost: string | null;
}

export interface EmissionsTotal {
  /** Null where not one value is known. */
  kilograms: string | null;
  missing_values: string;
  methods: readonly string[];
  model_versions: readonly string[];
}

/** What has no emissions: an account in a month, or a subscription of it. It is in no sum. */
export interface MissingEmissions {
  billing_account_id: string;
  /** `YYYY-MM`. */
  month: string;
  /** Null: the whole account. */
  subscription: string | null;
  /** Null: not known, which is not zero. */
  kilograms: string | null;
  /** No report was read; access to the subscription was denied; the report has nothing in this scope and by this method. */
  reason: "no-report" | "access-denied" | "not-reported";
}

export interface EmissionsAnswer extends Answer<EmissionsRow, EmissionsTotal> {
  /** Of accounts that have charges or a report in the range. By account and month. */
  missing: readonly MissingEmissions[];
}

/** What providers report on emissions, each account and month by the report that was read last, and what is missing of it. */
export async function answerEmissions(params: EmissionsParams, request: ApiRequest): Promise<EmissionsAnswer> {
  const { billing_account: billingAccount, group = null, method = "market", scope = "total", limit = 1000 } = params;
  if (group === "scope" && params.scope !== undefined)
    throw new ApiError("bad-parameter", "scope cannot be combined with group=scope, which shows all three", {
      parameter: "scope",
      allowed: ["scope without group=scope"],
    });
  const range = monthsOf(params, request.now);
  const filters: readonly CostFilter[] =
    billingAccount === undefined ? [] : [{ field: { kind: "dimension", name: "billing_account" }, op: "in", values: [billingAccount] }];
  const snapshots = await readCostSnapshots(request, range, filters);
  const costs: CostScope = { range, filters, snapshots };
  const asked: Asked = { range, billingAccount, group, method, scope: group === "scope" ? "each" : scope };
  const [found, reports, costsOf] = await Promise.all([
    readEmissions(request, asked, costs, limit),
    readReports(request, asked),
    readCosts(request, costs, group),
  ]);
  const missing = missingOf(snapshots.named, reports, range, request.now);
  const rows = found.filter((row) => row.is_total === 0);
  const data = rows.slice(0, limit).map((row) => toRow(row, group, missing, costsOf));
  const [{ kilograms, missing_values, methods, model_versions } = nothing] = found.filter((row) => row.is_total === 1);
  return {
    data,
    snapshots: snapshots.named,
    currency: singleCurrency(data.flatMap(({ currency }) => (currency === null ? [] : [{ currency }]))),
    totals: [{ kilograms, missing_values, methods, model_versions }],
    page: { next: null },
    problems: [
      ...(rows.length > limit ? limitedProblem(data, limit) : []),
      ...snapshots.findings,
      ...missingProblems(missing, missing_values),
    ],
    missing,
  };
}

type Group = NonNullable<EmissionsParams["group"]>;

interface Asked {
  readonly range: CostRange;
  readonly billingAccount: string | undefined;
  readonly group: Group | null;
  readonly method: Exclude<EmissionMethod, "unspecified">;
  readonly scope: NonNullable<EmissionsParams["scope"]> | "each";
}

/** Throws the 400. */
function monthsOf({ month, from, to }: EmissionsParams, now: Date): CostRange {
  const bad = (parameter: string, message: string): never => {
    throw new ApiError("bad-parameter", message, { parameter, allowed: ["YYYY-MM", "from not after to, at most 36 months"] });
  };
  if (month !== undefined && (from !== undefined || to !== undefined)) bad("month", "month cannot be combined with from and to");
  const last = month ?? to ?? now.toISOString().slice(0, 7);
  const first = month ?? from ?? BillingMonth.parse(last)?.plus(-11)?.toString() ?? last;
  const range = CostRange.parse(first, last);
  return (
    range ?? bad(from === undefined ? "to" : "from", `from ${quotedValue(first)} and to ${quotedValue(last)} are not a range of months`)
  );
}

interface FoundEmissions extends EmissionsTotal {
  readonly is_total: number;
  readonly month: string;
  readonly value: string;
}

/** Sums by month and group, the first `limit` of them and one more if there is one, and their total. */
function readEmissions(request: ApiRequest, asked: Asked, costs: CostScope, limit: number): Promise<readonly FoundEmissions[]> {
  const { group } = asked;
  const value = group === null ? SqlText.of`''` : values[group];
  const owners =
    group === "owner"
      ? SqlText.of`LEFT JOIN (${ownersSql(costs)}) AS o ON o.account = e.billing_account_id AND o.month = e.month AND o.resource = e.resource_id`
      : SqlText.of``;
  return request.rows<FoundEmissions>(SqlText.of`
    SELECT g.is_total AS is_total, formatDateTime(g.month, '%Y-%m') AS month, g.value AS value, toString(g.kilograms) AS kilograms,
      toString(g.missing) AS missing_values, g.methods AS methods, g.models AS model_versions
    FROM (
      SELECT toUInt8(grouping(month)) AS is_total, v.month AS month, v.value AS value, sumOrNull(v.kilograms) AS kilograms, countIf(v.kilograms IS NULL) AS missing,
        arraySort(groupUniqArray(v.method)) AS methods, arraySort(groupUniqArrayIf(v.model, v.model != '')) AS models
      FROM (
        SELECT e.month AS month, ${value} AS value, e.kilograms AS kilograms, toString(e.method) AS method, toString(e.model_version) AS model
        FROM (${emissionsSql(asked)}) AS e ${owners}) AS v
      GROUP BY GROUPING SETS ((month, value), ())
      HAVING count() > 0) AS g
    ORDER BY g.is_total DESC, g.month, g.kilograms DESC NULLS LAST, g.value LIMIT ${Bound.count(limit + 2)}`);
}

const values: Readonly<Record<Group, SqlText>> = {
  billing_account: SqlText.of`toString(e.billing_account_id)`,
  subscription: SqlText.of`toString(e.sub_account_id)`,
  service: SqlText.of`toString(e.service)`,
  region: SqlText.of`toString(e.region)`,
  resource: SqlText.of`e.resource_id`,
  owner: SqlText.of`o.owner`,
  scope: SqlText.of`substring(e.scope, 7)`,
};

/** The values that are asked for, of the reports that count. A total and its scopes are of the same emissions, and so are two methods: never both. */
function emissionsSql({ range, billingAccount, method, scope }: Asked): SqlText {
  const reports = reportsSql({ range, billingAccount });
  const isOfMethod = SqlText.of`r.method IN ${Bound.texts([method, "unspecified"])} AND r.problem != 'access-denied'`;
  switch (scope) {
    case "each":
      return SqlText.of`SELECT r.* FROM (${reports}) AS r WHERE ${isOfMethod} AND r.scope != 'total'`;
    case "total":
      return SqlText.of`SELECT r.* FROM (${reports}) AS r WHERE ${isOfMethod}
        AND (r.scope = 'total') = (r.set_id IN (SELECT DISTINCT t.set_id FROM (${reports}) AS t WHERE t.scope = 'total'))`;
    case "1":
    case "2":
    case "3":
      return SqlText.of`SELECT r.* FROM (${reports}) AS r WHERE ${isOfMethod} AND r.scope = ${Bound.text(`scope-${scope}`)}`;
  }
}

function reportsSql({ range, billingAccount }: Pick<Asked, "range" | "billingAccount">): SqlText {
  return SqlText.of`SELECT * FROM CurrentEmission WHERE month BETWEEN ${Bound.date(range.firstDay)} AND ${Bound.date(range.lastDay)}
    ${onlyAccount(SqlText.of`billing_account_id`, billingAccount)}`;
}

/** The owner of each resource in each month, by its charges; empty where these have several. */
function ownersSql(costs: CostScope): SqlText {
  const rows = costRows(
    chooseCostTable(
      [
        { kind: "dimension", name: "resource" },
        { kind: "dimension", name: "owner" },
      ],
      false,
    ),
    costs,
    () => SqlText.of`billing_account_id, toStartOfMonth(billing_period) AS month, resource, owner`,
  );
  return SqlText.of`SELECT c.billing_account_id AS account, c.month AS month, c.resource AS resource, if(uniqExact(c.owner) = 1, any(toString(c.owner)), '') AS owner
    FROM (${rows}) AS c WHERE c.resource != '' GROUP BY account, month, resource`;
}

interface FoundReport {
  readonly account: string;
  readonly month: string;
  /** How many values of it are of the scope and method that are asked for. */
  readonly asked: string;
  readonly denied: readonly string[];
}

/** The reports that there are. */
function readReports(request: ApiRequest, asked: Asked): Promise<readonly FoundReport[]> {
  return request.rows<FoundReport>(SqlText.of`
    SELECT u.account AS account, formatDateTime(u.month, '%Y-%m') AS month, toString(sum(u.asked)) AS asked,
      arraySort(groupUniqArrayIf(u.subscription, u.denied)) AS denied
    FROM (
      SELECT toString(r.billing_account_id) AS account, r.month AS month, 0 AS asked, toString(r.sub_account_id) AS subscription, r.problem = 'access-denied' AS denied
      FROM (${reportsSql(asked)}) AS r
      UNION ALL SELECT toString(e.billing_account_id), e.month, 1, '', 0 FROM (${emissionsSql(asked)}) AS e) AS u
    GROUP BY u.account, u.month ORDER BY u.account, u.month`);
}

/**
 * An account is expected to have emissions in each month that it has charges in, and, when it has a report in the range, in each month of the range that has
 * begun.
 */
function missingOf(
  snapshots: readonly AnswerSnapshot[],
  reports: readonly FoundReport[],
  range: CostRange,
  now: Date,
): readonly MissingEmissions[] {
  const begun = range.months.filter((month) => month <= now.toISOString().slice(0, 7));
  const expected = new Map<string, readonly [string, string]>();
  const expect = (account: string, month: string): unknown => expected.set(`${account} ${month}`, [account, month]);
  for (const { billing_account_id: account, billing_period: period } of snapshots) expect(account, period.slice(0, 7));
  for (const account of new Set(reports.map((report) => report.account))) for (const month of begun) expect(account, month);
  const known = new Map(reports.map((report) => [`${report.account} ${report.month}`, report]));
  return [...expected]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([key, [account, month]]): readonly MissingEmissions[] => {
      const report = known.get(key);
      const of = { billing_account_id: account, month, kilograms: null };
      if (report === undefined) return [{ ...of, subscription: null, reason: "no-report" }];
      return [
        ...(report.asked === "0" ? [{ ...of, subscription: null, reason: "not-reported" as const }] : []),
        ...report.denied.map((subscription) => ({ ...of, subscription, reason: "access-denied" as const })),
      ];
    });
}

interface FoundCost {
  readonly month: string;
  readonly value: string;
  readonly currency: string;
  readonly cost: string | null;
  /** Charges without a readable cost, which are not in it. */
  readonly unknown: string;
}

/** Billed costs by month and group, as `place` finds them; none where bills do not name the group as reports do. */
async function readCosts(request: ApiRequest, costs: CostScope, group: Group | null): Promise<ReadonlyMap<string, readonly FoundCost[]>> {
  const by = group === null ? { field: null, column: SqlText.of`''` } : costGroups[group];
  if (by === null) return new Map();
  const rows = costRows(
    chooseCostTable(by.field === null ? [] : [{ kind: "dimension", name: by.field }], false),
    costs,
    () =>
      SqlText.of`toStartOfMonth(billing_period) AS month, toString(${by.column}) AS value, currency, ${measure("billed_cost")}, ${measure("charges")}, ${measure("missing_charges")}`,
  );
  const found = await askCosts<FoundCost>(
    request,
    costs.snapshots,
    SqlText.of`SELECT formatDateTime(c.month, '%Y-%m') AS month, c.value AS value, toString(c.currency) AS currency,
      if(sum(c.charges) > 0 AND sum(c.missing_charges) = sum(c.charges), NULL, toString(sum(c.billed_cost))) AS cost, toString(sum(c.missing_charges)) AS unknown
    FROM (${rows}) AS c GROUP BY c.month, c.value, c.currency ORDER BY c.month, c.value, c.currency`,
  );
  const byPlace = new Map<string, FoundCost[]>();
  for (const cost of found) byPlace.set(place(cost), [...(byPlace.get(place(cost)) ?? []), cost]);
  return byPlace;
}

const place = ({ month, value }: { readonly month: string; readonly value: string }): string => `${month} ${value}`;

/** What the groups of a report are called in bills; null where they have other names there, or are too many to be read beside. */
const costGroups: Readonly<Record<Group, { readonly field: CostDimension; readonly column: SqlText } | null>> = {
  billing_account: { field: "billing_account", column: SqlText.of`billing_account_id` },
  subscription: { field: "subscription", column: SqlText.of`subscription` },
  region: { field: "region", column: SqlText.of`region` },
  owner: { field: "owner", column: SqlText.of`owner` },
  service: null,
  resource: null,
  scope: null,
};

/** A row with its cost. Cost and emissions are divided only when both are of the same: nothing of either is missing. */
function toRow(
  found: FoundEmissions,
  group: Group | null,
  missing: readonly MissingEmissions[],
  costs: ReadonlyMap<string, readonly FoundCost[]>,
): EmissionsRow {
  const { month, value, kilograms, missing_values, methods, model_versions } = found;
  const own = group !== null && value === "" ? [] : (costs.get(place(found)) ?? []);
  const [{ currency, cost, unknown } = { currency: null, cost: null, unknown: "0" }] = own.length === 1 ? own : [];
  const isWhole = missing_values === "0" && !missing.some((one) => one.month === month && mayBeOf(one, group, value));
  const isKnown = cost !== null && !cost.startsWith("-") && unknown === "0";
  return {
    month,
    value: value === "" ? null : value,
    kilograms,
    missing_values,
    methods,
    model_versions,
    currency,
    cost,
    kilograms_per_cost: isWhole && isKnown && kilograms !== null ? divideDecimals(kilograms, cost, 18) : null,
  };
}

/** Whether what is missing may be part of a group. */
function mayBeOf({ billing_account_id: account, subscription }: MissingEmissions, group: Group | null, value: string): boolean {
  switch (group) {
    case "billing_account":
      return account === value;
    case "subscription":
      return subscription === value;
    case "service":
    case "region":
    case "resource":
    case "owner":
    case "scope":
    case null:
      return true;
  }
}

function missingProblems(missing: readonly MissingEmissions[], values: string): readonly AnswerProblem[] {
  return [
    ...(missing.length === 0
      ? []
      : [
          {
            code: "emissions-missing",
            message: `Emissions are not known, and in no sum, of ${countOf(missing.length, "account or subscription in a month", "accounts or subscriptions in a month")}: see missing`,
          },
        ]),
    ...(values === "0"
      ? []
      : [
          {
            code: "emission-values-missing",
            message: `The reports leave out ${countOf(values, "value")}, which ${values === "1" ? "is" : "are"} in no sum`,
          },
        ]),
  ];
}

const nothing: EmissionsTotal = { kilograms: null, missing_values: "0", methods: [], model_versions: [] };
