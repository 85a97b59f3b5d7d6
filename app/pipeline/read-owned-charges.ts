import type { BillingMonth } from "../domain/calendar/billing-month";
import type { OwnedCharges } from "../domain/resource-tracking/preview-owners";
import type { SnapshotDatabase } from "./snapshot-database";

/**
 * The published Azure usage of the months from `from` to `through`, by resource and owner; by day too when `withDays` is true, because rules may have
 * days. Charges that were posted or imported keep their owner when a month is read again, so they are not among them. Null when there are more than
 * `mostGroups`.
 */
export async function readOwnedCharges(
  database: SnapshotDatabase,
  { from, through, withDays }: { readonly from: BillingMonth; readonly through: BillingMonth; readonly withDays: boolean },
): Promise<readonly OwnedCharges[] | null> {
  const rows = await database.rows<OwnedCharges>(
    `SELECT formatDateTime(d.billing_period, '%Y-%m') AS month, d.currency AS currency, d.instance_id AS instance_id, d.resource_group AS resource_group,
       d.subscription_guid AS subscription_guid, ${withDays ? "toString(d.date)" : "NULL"} AS date,
       if(d.resource_tracking_rule_id IS NULL, '', d.resource_tracking) AS owner, toString(sum(ifNull(d.extended_cost, 0))) AS cost, toString(count()) AS charges
     FROM AzureBillingSnapshotDetail AS d
     WHERE d.billing_period BETWEEN {from:Date} AND {through:Date}
       AND d.snapshot_id IN (SELECT s.snapshot_id FROM CurrentBillingSnapshot AS s WHERE s.billing_period BETWEEN {from:Date} AND {through:Date})
     GROUP BY ALL LIMIT {limit:UInt32}`,
    { from: from.firstDay, through: through.firstDay, limit: mostGroups + 1 },
  );
  return rows.length > mostGroups ? null : rows;
}

/** Some hundred bytes each: what a process of the API can hold beside its other work. */
const mostGroups = 300_000;
