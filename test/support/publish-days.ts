import type { ServerProcess } from "../clickhouse/server-process";

/** One made charge. */
export interface PlantedCharge {
  readonly date: string;
  /** Null: not readable. */
  readonly cost: string | null;
  readonly currency?: string;
  readonly subscription?: string;
  readonly service?: string;
  readonly resourceGroup?: string;
  /** Given by `rule`; without a rule the charge is unowned, and this stands in `resource_tracking` only. */
  readonly owner?: string;
  /** ApplicationTag id; 1 where there is an owner, null for none. */
  readonly rule?: number | null;
  readonly instanceId?: string;
  readonly resource?: string;
  readonly meter?: string;
  /** FOCUS ChargeCategory; Usage where it does not say. */
  readonly category?: string;
}

/** Publishes made charges as one snapshot for each month that they lie in, by way of the tables that an extraction writes. */
export async function publishDays(
  server: ServerProcess,
  database: string,
  account: string,
  charges: readonly PlantedCharge[],
): Promise<void> {
  for (const month of new Set(charges.map(({ date }) => `${date.slice(0, 7)}-01`))) {
    const ofMonth = charges.filter(({ date }) => date.startsWith(month.slice(0, 7)));
    const snapshot = `${account}-${month}`;
    const rows = ofMonth.map((charge, ordinal) => ({
      billing_account_id: account,
      billing_period: month,
      month_date: month,
      snapshot_id: snapshot,
      page: 0,
      ordinal,
      content_hash: String(ordinal),
      currency: charge.currency ?? "CNY",
      date: charge.date,
      extended_cost: charge.cost,
      extended_cost_tax: charge.cost,
      subscription_guid: charge.subscription ?? "sub-1",
      subscription_name: `name of ${charge.subscription ?? "sub-1"}`,
      meter_category: charge.service ?? "Storage",
      resource_group: charge.resourceGroup ?? "rg-1",
      resource_tracking: charge.owner ?? "",
      resource_tracking_rule_id: charge.rule === undefined ? (charge.owner === undefined ? null : 1) : charge.rule,
      instance_id: charge.instanceId ?? "",
    }));
    const text = rows.map((row) => JSON.stringify(row)).join("\n");
    await server.query("INSERT INTO AzureBillingSnapshotDetail FORMAT JSONEachRow", { database }, text);
    const focus = ofMonth.map((charge, ordinal) =>
      JSON.stringify({
        BilledCost: charge.cost ?? "0",
        EffectiveCost: charge.cost ?? "0",
        BillingCurrency: charge.currency ?? "CNY",
        ChargePeriodStart: Date.parse(charge.date) / 1000,
        ChargeCategory: charge.category ?? "Usage",
        ServiceName: charge.service ?? "Storage",
        SubAccountName: `name of ${charge.subscription ?? "sub-1"}`,
        x_SkuMeterCategory: charge.service ?? "Storage",
        x_SubscriptionId: charge.subscription ?? "sub-1",
        x_ResourceGroupName: charge.resourceGroup ?? "rg-1",
        x_ResourceTracking: charge.owner ?? "",
        x_ResourceTrackingRuleId: rows[ordinal]?.resource_tracking_rule_id ?? null,
        ResourceId: charge.resource ?? null,
        ResourceName: charge.resource === undefined ? null : `name of ${charge.resource}`,
        SkuMeter: charge.meter ?? null,
        x_Problems: charge.cost === null ? ["cost-missing"] : [],
        x_BillingAccountId: account,
        x_BillingPeriod: month,
        x_SnapshotId: snapshot,
        x_Ordinal: ordinal,
      }),
    );
    await server.query("INSERT INTO FocusCostAndUsage FORMAT JSONEachRow", { database }, focus.join("\n"));
    const values = `'${account}', '${month}', '${snapshot}'`;
    await server.query(
      `INSERT INTO BillingSnapshot (billing_account_id, billing_period, snapshot_id, step, status, currency, rows, at)
       VALUES (${values}, 3, 'published', 'CNY', ${rows.length}, '2026-11-01 02:00:00')`,
      { database },
    );
    await server.query(
      `INSERT INTO ActiveBillingSnapshot (billing_account_id, billing_period, snapshot_id, activation, reason, activated_at)
       VALUES (${values}, 1, 'published', '2026-11-01 02:00:00')`,
      { database },
    );
  }
}

/** Days from `from`, `YYYY-MM-DD`, as many as `count`. */
export function daysFrom(from: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) =>
    new Date(Date.parse(`${from}T00:00:00Z`) + index * 86_400_000).toISOString().slice(0, 10),
  );
}
