import { chargeDimensions, costColumns, usageDateColumn } from "../domain/cost/cost-columns";

/** One thing whose charges on one day differ between two snapshots. Costs are digits, null where not one of the charges has a readable cost. */
export interface ChangeRow {
  readonly change: "added" | "removed" | "changed";
  readonly billing_account_id: string;
  /** First day of the billing period. */
  readonly billing_period: string;
  readonly usage_date: string | null;
  readonly currency: string;
  readonly subscription_guid: string;
  readonly subscription_name: string;
  readonly resource_group: string;
  readonly resource_name: string;
  readonly meter_category: string;
  readonly meter_name: string;
  /** As the charge was tracked in the later snapshot; empty without an owner. */
  readonly owner: string;
  readonly charges_before: number;
  readonly charges_after: number;
  readonly cost_before: string | null;
  readonly cost_after: string | null;
  readonly cost_difference: string | null;
}

/** How many charges differ in all, and by how much; one row for each currency. */
export interface ChangeTotalRow {
  readonly currency: string;
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  readonly cost_difference: string | null;
}

/** Of these charges, how many have no readable cost and are in no amount. */
export interface ChangeTotalSqlRow extends ChangeTotalRow {
  readonly without_cost: number;
}

/** What the statements below bind: the snapshots on both sides of the comparisons, and the first and the last billing period of them. */
export interface ComparedParameters {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly first: string;
  readonly last: string;
}

/**
 * What is in one of two snapshots of a period and not in the other, counted as a multiset: of three equal charges that became two, one was removed. What is
 * left over on both sides about one meter of one resource on one day is a change of it, and all numbers are of the left-over charges only. Largest difference
 * first. Bind `ComparedParameters`.
 */
export const allChangesSql = `
  WITH ${leftOver()}, ${changes()}
  SELECT multiIf(c.charges_before = 0, 'added', c.charges_after = 0, 'removed', 'changed') AS change,
    c.account AS billing_account_id, toString(c.period) AS billing_period, toString(c.date) AS usage_date, c.currency AS currency,
    c.subscription_guid AS subscription_guid, c.subscription_name AS subscription_name, c.resource_group AS resource_group,
    c.resource_name AS resource_name, c.meter_category AS meter_category, c.meter_name AS meter_name, c.owner AS owner,
    toUInt32(c.charges_before) AS charges_before, toUInt32(c.charges_after) AS charges_after,
    toString(c.cost_before) AS cost_before, toString(c.cost_after) AS cost_after, toString(c.cost_after - c.cost_before) AS cost_difference
  FROM changes AS c
  ORDER BY abs(c.cost_after - c.cost_before) DESC, c.account, c.period, c.date, c.subscription_guid, c.instance_id, c.meter_id, c.currency`;

/** The columns of `allChangesSql`. */
export const changeColumns = [
  ...[
    "change",
    "billing_account_id",
    "billing_period",
    "usage_date",
    "currency",
    "subscription_guid",
    "subscription_name",
    "resource_group",
  ],
  ...[
    "resource_name",
    "meter_category",
    "meter_name",
    "owner",
    "charges_before",
    "charges_after",
    "cost_before",
    "cost_after",
    "cost_difference",
  ],
] as const;

/** A page of `allChangesSql`. Bind `limit` and `offset` besides. */
export const changesSql = `${allChangesSql} LIMIT {limit:UInt32} OFFSET {offset:UInt32}`;

/** The totals of `changesSql` without its limit. */
export const changeTotalsSql = `
  WITH ${leftOver()}, ${changes()}
  SELECT c.currency AS currency, toUInt32(countIf(c.charges_before = 0)) AS added, toUInt32(countIf(c.charges_after = 0)) AS removed,
    toUInt32(countIf(c.charges_before > 0 AND c.charges_after > 0)) AS changed, toString(sum(c.cost_after - c.cost_before)) AS cost_difference,
    toUInt32(sum(c.without_cost)) AS without_cost
  FROM changes AS c GROUP BY c.currency ORDER BY c.currency`;

function leftOver(): string {
  return `left_over AS (
    SELECT d.account AS account, d.period AS period, content_hash, any(d.date) AS date, any(d.currency) AS currency,
      any(d.subscription_guid) AS subscription_guid, any(d.subscription_name) AS subscription_name, argMax(d.owner, has({after:Array(String)}, d.snapshot_id)) AS owner,
      any(d.resource_group) AS resource_group, any(d.resource_name) AS resource_name, any(d.instance_id) AS instance_id,
      any(d.meter_id) AS meter_id, any(d.meter_category) AS meter_category, any(d.meter_name) AS meter_name,
      toDecimal256(any(d.extended_cost), 18) AS cost,
      toInt64(countIf(has({before:Array(String)}, d.snapshot_id))) AS before, toInt64(countIf(has({after:Array(String)}, d.snapshot_id))) AS after
    FROM (${charges()}) AS d
    GROUP BY d.account, d.period, content_hash HAVING before != after)`;
}

/** Charges of all snapshots: those of Azure, and of a snapshot that was read from FOCUS files its rows there. */
function charges(): string {
  const { resource, resource_name } = chargeDimensions;
  const { subscription, subscription_name, resource_group, service_name, owner } = costColumns;
  const both = "arrayConcat({before:Array(String)}, {after:Array(String)})";
  const periods = "BETWEEN {first:Date} AND {last:Date}";
  return `SELECT billing_account_id AS account, billing_period AS period, content_hash, date, currency, subscription_guid, subscription_name, resource_group,
      resource_name, instance_id, meter_id, meter_category, meter_name, if(resource_tracking_rule_id IS NULL, '', resource_tracking) AS owner,
      extended_cost, snapshot_id
    FROM AzureBillingSnapshotDetail
    WHERE billing_period ${periods} AND snapshot_id IN ${both}
    UNION ALL
    SELECT x_BillingAccountId, x_BillingPeriod, x_ContentHash, nullIf(${usageDateColumn}, toDate(0)), BillingCurrency, ${subscription}, ${subscription_name}, ${resource_group}, ${resource_name}, ${resource},
      ifNull(SkuPriceId, ifNull(SkuId, '')), if(x_SkuMeterCategory = '', ${service_name}, x_SkuMeterCategory), ifNull(SkuMeter, ''), ${owner},
      if(has(x_Problems, 'cost-missing'), NULL, BilledCost), x_SnapshotId
    FROM FocusCostAndUsage
    WHERE x_BillingPeriod ${periods} AND x_SnapshotId IN ${both} AND x_SourceFocusVersion != ''`;
}

function changes(): string {
  return `changes AS (
    SELECT account, period, date, currency, subscription_guid, instance_id, meter_id, any(l.subscription_name) AS subscription_name,
      argMax(l.owner, l.after) AS owner, any(l.resource_group) AS resource_group,
      any(l.resource_name) AS resource_name, any(l.meter_category) AS meter_category, any(l.meter_name) AS meter_name,
      sum(greatest(l.before - l.after, 0)) AS charges_before, sum(greatest(l.after - l.before, 0)) AS charges_after,
      sum(if(l.cost IS NULL, abs(l.after - l.before), 0)) AS without_cost,
      if(charges_before = 0, toDecimal256(0, 18), sum(if(l.before > l.after, l.cost * (l.before - l.after), NULL))) AS cost_before,
      if(charges_after = 0, toDecimal256(0, 18), sum(if(l.after > l.before, l.cost * (l.after - l.before), NULL))) AS cost_after
    FROM left_over AS l GROUP BY account, period, date, currency, subscription_guid, instance_id, meter_id)`;
}
