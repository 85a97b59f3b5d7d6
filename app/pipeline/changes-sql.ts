import { chargeDimensions, costColumns, usageDateColumn } from "../domain/cost/cost-columns";

/** One thing whose charges on one day differ between two snapshots. Costs are digits, null where not one of the charges has a readable cost. */
export interface ChangeRow {
  readonly change: "added" | "removed" | "changed";
  readonly usage_date: string | null;
  readonly currency: string;
  readonly subscription_guid: string;
  readonly resource_group: string;
  readonly resource_name: string;
  readonly meter_category: string;
  readonly meter_name: string;
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

/**
 * What is in one of two snapshots and not in the other, counted as a multiset: of three equal charges that became two, one was removed. What is
 * left over on both sides about one meter of one resource on one day is a change of it, and all numbers are of the left-over charges only. Bind
 * `account`, `period`, `before`, `after`, `limit`.
 */
export const changesSql = `
  WITH ${leftOver()}, ${changes()}
  SELECT multiIf(c.charges_before = 0, 'added', c.charges_after = 0, 'removed', 'changed') AS change,
    toString(c.date) AS usage_date, c.currency AS currency, c.subscription_guid AS subscription_guid, c.resource_group AS resource_group,
    c.resource_name AS resource_name, c.meter_category AS meter_category, c.meter_name AS meter_name,
    toUInt32(c.charges_before) AS charges_before, toUInt32(c.charges_after) AS charges_after,
    toString(c.cost_before) AS cost_before, toString(c.cost_after) AS cost_after, toString(c.cost_after - c.cost_before) AS cost_difference
  FROM changes AS c
  ORDER BY abs(c.cost_after - c.cost_before) DESC, c.date, c.subscription_guid, c.instance_id, c.meter_id, c.currency
  LIMIT {limit:UInt32}`;

/** The totals of `changesSql` without its limit. */
export const changeTotalsSql = `
  WITH ${leftOver()}, ${changes()}
  SELECT c.currency AS currency, toUInt32(countIf(c.charges_before = 0)) AS added, toUInt32(countIf(c.charges_after = 0)) AS removed,
    toUInt32(countIf(c.charges_before > 0 AND c.charges_after > 0)) AS changed, toString(sum(c.cost_after - c.cost_before)) AS cost_difference,
    toUInt32(sum(c.without_cost)) AS without_cost
  FROM changes AS c GROUP BY c.currency ORDER BY c.currency`;

function leftOver(): string {
  return `left_over AS (
    SELECT content_hash, any(d.date) AS date, any(d.currency) AS currency, any(d.subscription_guid) AS subscription_guid,
      any(d.resource_group) AS resource_group, any(d.resource_name) AS resource_name, any(d.instance_id) AS instance_id,
      any(d.meter_id) AS meter_id, any(d.meter_category) AS meter_category, any(d.meter_name) AS meter_name,
      toDecimal256(any(d.extended_cost), 18) AS cost,
      toInt64(countIf(d.snapshot_id = {before:String})) AS before, toInt64(countIf(d.snapshot_id = {after:String})) AS after
    FROM (${charges()}) AS d
    GROUP BY content_hash HAVING before != after)`;
}

/** Charges of both snapshots: those of Azure, and of a snapshot that was read from FOCUS files its rows there. */
function charges(): string {
  const { resource, resource_name } = chargeDimensions;
  const { subscription, resource_group, service_name } = costColumns;
  const both = "({before:String}, {after:String})";
  return `SELECT content_hash, date, currency, subscription_guid, resource_group, resource_name, instance_id, meter_id, meter_category, meter_name,
      extended_cost, snapshot_id
    FROM AzureBillingSnapshotDetail
    WHERE billing_account_id = {account:String} AND billing_period = {period:Date} AND snapshot_id IN ${both}
    UNION ALL
    SELECT x_ContentHash, nullIf(${usageDateColumn}, toDate(0)), BillingCurrency, ${subscription}, ${resource_group}, ${resource_name}, ${resource},
      ifNull(SkuPriceId, ifNull(SkuId, '')), if(x_SkuMeterCategory = '', ${service_name}, x_SkuMeterCategory), ifNull(SkuMeter, ''),
      if(has(x_Problems, 'cost-missing'), NULL, BilledCost), x_SnapshotId
    FROM FocusCostAndUsage
    WHERE x_BillingAccountId = {account:String} AND x_BillingPeriod = {period:Date} AND x_SnapshotId IN ${both} AND x_SourceFocusVersion != ''`;
}

function changes(): string {
  return `changes AS (
    SELECT date, currency, subscription_guid, instance_id, meter_id, any(l.resource_group) AS resource_group,
      any(l.resource_name) AS resource_name, any(l.meter_category) AS meter_category, any(l.meter_name) AS meter_name,
      sum(greatest(l.before - l.after, 0)) AS charges_before, sum(greatest(l.after - l.before, 0)) AS charges_after,
      sum(if(l.cost IS NULL, abs(l.after - l.before), 0)) AS without_cost,
      if(charges_before = 0, toDecimal256(0, 18), sum(if(l.before > l.after, l.cost * (l.before - l.after), NULL))) AS cost_before,
      if(charges_after = 0, toDecimal256(0, 18), sum(if(l.after > l.before, l.cost * (l.after - l.before), NULL))) AS cost_after
    FROM left_over AS l GROUP BY date, currency, subscription_guid, instance_id, meter_id)`;
}
