import type { BillingMonth } from "../../domain/calendar/billing-month";
import { chooseCostTable } from "../../domain/cost/cost-rollup";
import {
  type EfficiencySignal,
  efficiencySignals,
  leastFall,
  meterColumns,
  mostDifference,
  unitColumns,
} from "../../domain/efficiency/efficiency-signals";
import { Bound } from "../serving/bound";
import { shareSql } from "../serving/share-sql";
import { SqlText } from "../serving/sql-text";
import type { CostFilter } from "./cost-filter";
import { type CostScope, costRows } from "./cost-rows";

/** Amounts and quantities are digits; those that a signal is not made of are null. */
export interface EfficiencyRow {
  code: "paid-of-list" | "hours-billed" | "flat-cost" | "storage-without-access";
  billing_account_id: string;
  subscription: string;
  resource_group: string;
  /** FOCUS ResourceId. */
  resource: string;
  resource_name: string;
  resource_type: string;
  region: string;
  owner: string;
  /** FOCUS ServiceName: a resource that several services bill has a row for each. */
  service_name: string;
  currency: string;
  /** Of the usage charges that the signal is made of; null when none of them has a readable cost. */
  billed_cost: string | null;
  charges: string;
  /** Of the charges whose list cost is known. */
  effective_cost: string | null;
  list_cost: string | null;
  /** effective_cost / list_cost, six decimals. */
  paid_share: string | null;
  unit: string | null;
  quantity: string | null;
  /** Of the month before. */
  previous_quantity: string | null;
  previous_billed_cost: string | null;
  /** What is gone of previous_quantity, 0 to 1 with six decimals. */
  quantity_fall: string | null;
  hours_of_month: string | null;
  /** quantity / hours_of_month, six decimals: 1 is one thing that always runs, more are several. */
  hours_share: string | null;
  /** The same of the month before; null where it has no hours. */
  previous_hours_share: string | null;
  /** Charges of the resource in the month that read or write stored data. */
  access_charges: string | null;
  /** Such charges of all resources of the service and the account: what shows that its bills have them. */
  service_access_charges: string | null;
}

/** A row of the answer, with what all rows of its signal and currency add up to. */
export interface FoundSignal extends EfficiencyRow {
  all_signals: string;
  all_billed: string | null;
}

/** Which signals, and how many rows of each in each currency. */
export interface SignalsAsked {
  readonly codes: readonly EfficiencySignal[];
  readonly limit: number;
}

/** `hours-billed` and `flat-cost`: by resource, service and unit, of the month and of the one before; `before` is null when there is none to compare with. */
export function signalsByUnit(scope: CostScope, before: CostScope | null, month: BillingMonth, asked: SignalsAsked): SqlText {
  const own = SqlText.of`${key}, ${names}, consumed_unit AS unit`;
  const now = SqlText.of`consumed_quantity AS used, billed_cost AS billed, charges AS number, missing_charges AS missing`;
  const notNow = SqlText.of`${none} AS used, ${none} AS billed, ${noCharges} AS number, ${noCharges} AS missing`;
  const then = SqlText.of`consumed_quantity AS used_before, billed_cost AS billed_before, charges AS number_before, missing_charges AS missing_before`;
  const notThen = SqlText.of`${none} AS used_before, ${none} AS billed_before, ${noCharges} AS number_before, ${noCharges} AS missing_before`;
  const sides = [
    costRows("charges", ofResources(scope), () => SqlText.of`${own}, ${now}, ${notThen}`),
    ...(before === null ? [] : [costRows("charges", ofResources(before), () => SqlText.of`${own}, ${notNow}, ${then}`)]),
  ];
  const uses = SqlText.of`
    SELECT ${key}, unit, ${SqlText.columns(unitColumns)}, ${lastNames}, sum(r.number) AS charges, sum(r.number_before) AS charges_before,
      sum(r.used) AS quantity, sum(r.used_before) AS quantity_before, ${knownSum("billed", "number", "missing")} AS cost,
      ${knownSum("billed_before", "number_before", "missing_before")} AS cost_before
    FROM (${SqlText.join(sides, " UNION ALL ")}) AS r WHERE r.unit != '' GROUP BY ${key}, unit HAVING sum(r.number) > 0`;
  const isFlat = SqlText.of`ifNull(u.cost > 0 AND u.cost_before > 0 AND abs(u.cost - u.cost_before) <= u.cost_before * ${Bound.decimal(mostDifference)}, 0)
    AND u.quantity_before > 0 AND u.quantity_before - u.quantity >= u.quantity_before * ${Bound.decimal(leastFall)}`;
  const hours = (of: BillingMonth | null): SqlText => SqlText.of`toDecimal256(${Bound.count((of?.days ?? 0) * 24)}, 18)`;
  const isHours = SqlText.of`u.code = 'hours-billed'`;
  const wasUsed = SqlText.of`u.charges_before > 0`;
  return signalRows(
    SqlText.of`SELECT *, ${codesWhere([
      ["hours-billed", SqlText.of`is_hour AND quantity > 0`],
      ["flat-cost", isFlat],
    ])} FROM (${uses}) AS u`,
    {
      cost: SqlText.of`u.cost`,
      charges: SqlText.of`u.charges`,
      unit: SqlText.of`u.unit`,
      quantity: SqlText.of`toString(u.quantity)`,
      previous_quantity: SqlText.of`if(${wasUsed}, toString(u.quantity_before), NULL)`,
      previous_billed_cost: SqlText.of`if(${wasUsed}, toString(u.cost_before), NULL)`,
      quantity_fall: SqlText.of`if(u.code = 'flat-cost', toString(${shareSql(SqlText.of`(u.quantity_before - u.quantity)`, SqlText.of`u.quantity_before`)}), NULL)`,
      hours_of_month: SqlText.of`if(${isHours}, toString(${hours(month)}), NULL)`,
      hours_share: SqlText.of`if(${isHours}, toString(${shareSql(SqlText.of`u.quantity`, hours(month))}), NULL)`,
      previous_hours_share: SqlText.of`if(${isHours} AND ${wasUsed}, toString(${shareSql(SqlText.of`u.quantity_before`, hours(month.plus(-1)))}), NULL)`,
    },
    asked,
  );
}

/** `paid-of-list` and `storage-without-access`: by resource and service, of the month alone. */
export function signalsByService(scope: CostScope, asked: SignalsAsked): SqlText {
  // Both costs of a charge must be known: an effective cost of 0 only because a purchase was not spread, or a list cost that is the contracted one, proves nothing.
  const rows = costRows(
    "charges",
    ofResources(scope),
    () => SqlText.of`${key}, ${names}, consumed_unit AS unit, consumed_quantity AS used, billed_cost AS billed, effective_cost AS effective, list_cost AS list,
      charges AS number, missing_charges AS missing, negotiation_unknown_charges = 0 AND not_amortized_charges = 0 AS is_listed, ${SqlText.columns(meterColumns)}`,
  );
  const uses = SqlText.of`
    SELECT ${key}, ${lastNames}, sumIf(r.number, r.is_listed) AS listed_charges, sumIf(r.billed, r.is_listed) AS listed_billed,
      sumIf(r.effective, r.is_listed) AS effective, sumIf(r.list, r.is_listed) AS list,
      sumIf(r.number, r.is_stored) AS stored_charges, sumIf(r.used, r.is_stored) AS stored, groupUniqArrayIf(r.unit, r.is_stored) AS stored_units,
      if(sumIf(r.number, r.is_stored) = sumIf(r.missing, r.is_stored), NULL, sumIf(r.billed, r.is_stored)) AS stored_billed,
      sumIf(r.number, r.is_access AND r.used > 0) AS accesses
    FROM (${rows}) AS r GROUP BY ${key}`;
  const found = SqlText.of`SELECT *, ${codesWhere([
    ["paid-of-list", SqlText.of`listed_charges > 0 AND list > 0`],
    ["storage-without-access", SqlText.of`stored > 0 AND accesses = 0 AND service_accesses > 0`],
  ])} FROM (SELECT * FROM (${uses}) AS s LEFT JOIN (${serviceAccesses(scope)}) AS a USING (billing_account_id, service_name)) AS u`;
  const isPaid = SqlText.of`u.code = 'paid-of-list'`;
  return signalRows(
    found,
    {
      cost: SqlText.of`if(${isPaid}, u.listed_billed, u.stored_billed)`,
      charges: SqlText.of`if(${isPaid}, u.listed_charges, u.stored_charges)`,
      effective_cost: SqlText.of`if(${isPaid}, toString(u.effective), NULL)`,
      list_cost: SqlText.of`if(${isPaid}, toString(u.list), NULL)`,
      paid_share: SqlText.of`if(${isPaid}, toString(${shareSql(SqlText.of`u.effective`, SqlText.of`u.list`)}), NULL)`,
      // Quantities of two units are never added.
      unit: SqlText.of`if(${isPaid} OR length(u.stored_units) > 1, NULL, u.stored_units[1])`,
      quantity: SqlText.of`if(${isPaid} OR length(u.stored_units) > 1, NULL, toString(u.stored))`,
      access_charges: SqlText.of`if(${isPaid}, NULL, toString(u.accesses))`,
      service_access_charges: SqlText.of`if(${isPaid}, NULL, toString(u.service_accesses))`,
    },
    asked,
  );
}

/** Charges that read or wrote stored data, of each account and service: whether its bills have such meters at all, whatever else was filtered. */
function serviceAccesses(scope: CostScope): SqlText {
  const filters = scope.filters.filter(({ field }) => field.kind === "dimension" && field.name === "billing_account");
  const { snapshots } = scope;
  const table = chooseCostTable([dimension("service_name"), dimension("meter"), dimension("charge_category")], false, {
    quantity: true,
    usageRollup: snapshots.usageRollup,
  });
  const rows = costRows(
    table,
    { ...scope, filters: [...filters, ofUsage] },
    () => SqlText.of`billing_account_id, service_name, charges AS number, consumed_quantity AS used, ${SqlText.columns(meterColumns)}`,
  );
  return SqlText.of`SELECT billing_account_id, service_name, sum(r.number) AS service_accesses FROM (${rows}) AS r
    WHERE r.is_access AND r.used > 0 GROUP BY billing_account_id, service_name`;
}

/** What a resource is told by; names may change within a month, and the alphabetically last one is told, as by /api/resources. */
const key = SqlText.of`billing_account_id, resource, service_name, currency`;
const nameColumns = ["subscription", "resource_group", "resource_name", "resource_type", "region", "owner"] as const;
const nameOf = (name: string): SqlText => SqlText.name(name, nameColumns);
const names = SqlText.join(nameColumns.map(nameOf), ", ");
const lastNames = SqlText.join(
  nameColumns.map((name) => SqlText.of`max(r.${nameOf(name)}) AS ${nameOf(name)}`),
  ", ",
);
const none = SqlText.of`toDecimal256(0, 18)`;
const noCharges = SqlText.of`toUInt64(0)`;

/** Purchases and credits say nothing of use. */
const ofUsage: CostFilter = { field: dimension("charge_category"), op: "in", values: ["Usage"] };

function ofResources(scope: CostScope): CostScope {
  return { ...scope, filters: [...scope.filters, ofUsage, { field: dimension("resource"), op: "not_in", values: [""] }] };
}

function dimension<Name extends "charge_category" | "resource" | "service_name" | "meter">(name: Name) {
  return { kind: "dimension", name } as const;
}

type SumColumn = "billed" | "number" | "missing" | "billed_before" | "number_before" | "missing_before";
const sumColumns: readonly SumColumn[] = ["billed", "number", "missing", "billed_before", "number_before", "missing_before"];

/** The sum of costs over rows `r`; null when not one of their charges has one. */
function knownSum(cost: SumColumn, number: SumColumn, missing: SumColumn): SqlText {
  const sum = (name: SumColumn): SqlText => SqlText.of`sum(r.${SqlText.name(name, sumColumns)})`;
  return SqlText.of`if(${sum(number)} = ${sum(missing)}, NULL, ${sum(cost)})`;
}

/** The column `code`: a row for each signal whose condition holds. */
function codesWhere(conditions: readonly (readonly [EfficiencySignal, SqlText])[]): SqlText {
  const codes = conditions.map(([code, condition]) => SqlText.of`if(${condition}, ${Bound.text(code)}, '')`);
  return SqlText.of`arrayJoin(arrayFilter(code -> code != '', [${SqlText.join(codes, ", ")}])) AS code`;
}

const evidenceColumns = [
  "effective_cost",
  "list_cost",
  "paid_share",
  "unit",
  "quantity",
  "previous_quantity",
  "previous_billed_cost",
  "quantity_fall",
  "hours_of_month",
  "hours_share",
  "previous_hours_share",
  "access_charges",
  "service_access_charges",
] as const;

type Evidence = { readonly [Name in (typeof evidenceColumns)[number]]?: SqlText } & { readonly cost: SqlText; readonly charges: SqlText };

/** The rows of the answer from rows `u` with a code, those that cost most first; evidence that a signal is not made of is null. */
function signalRows(found: SqlText, evidence: Evidence, { codes, limit }: SignalsAsked): SqlText {
  const told = evidenceColumns.map((name) => SqlText.of`${evidence[name] ?? SqlText.of`NULL`} AS ${SqlText.name(name, evidenceColumns)}`);
  return SqlText.of`
    SELECT g.* EXCEPT (cost) FROM (
      SELECT u.code AS code, u.billing_account_id AS billing_account_id, u.subscription AS subscription, u.resource_group AS resource_group, u.resource AS resource,
        u.resource_name AS resource_name, u.resource_type AS resource_type, u.region AS region, u.owner AS owner, u.service_name AS service_name, u.currency AS currency,
        toString(${evidence.cost}) AS billed_cost, toString(${evidence.charges}) AS charges, ${SqlText.join(told, ", ")}, ${evidence.cost} AS cost,
        toString(count() OVER w) AS all_signals, toString(sum(${evidence.cost}) OVER w) AS all_billed
      FROM (${found}) AS u WHERE u.code IN ${Bound.texts(codes)} WINDOW w AS (PARTITION BY u.code, u.currency)) AS g
    ORDER BY indexOf(${Bound.texts(efficiencySignals)}, g.code), g.currency, g.cost DESC NULLS LAST, g.billing_account_id, g.resource, g.service_name, g.unit
    LIMIT ${Bound.count(limit)} BY g.code, g.currency`;
}
