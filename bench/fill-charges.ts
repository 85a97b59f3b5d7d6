import type { ServerProcess } from "../test/clickhouse/server-process";

/** What the generated bill is of: one account, twelve months, and resources that keep their service, region, group and owner. */
export const generatedBill = {
  account: "bench-100",
  months: Array.from({ length: 12 }, (_, index) => `${index < 2 ? 2025 : 2026}-${String(((index + 10) % 12) + 1).padStart(2, "0")}`),
} as const;

/**
 * Puts so many charges into FocusCostAndUsage, in published snapshots, made by the engine itself: its rollups are filled by their own views as in an
 * extraction. 100 subscriptions, 1,000 resource groups, 40 services, 8 regions, 60 owners, 20 departments, 50 cost centers, and a resource for
 * each 600 charges or so; the same charges on every run.
 */
export async function fillCharges(
  server: ServerProcess,
  database: string,
  charges: number,
  progress: (month: string) => void = () => undefined,
): Promise<void> {
  const { account, months } = generatedBill;
  const perMonth = Math.floor(charges / months.length);
  const resources = Math.max(2_000, Math.floor(charges / 600));
  for (const [index, month] of months.entries()) {
    const snapshot = `sbench-${month}`;
    const first = index * perMonth;
    await server.query(insert({ account, month, snapshot, first, rows: perMonth, resources }), { database });
    await server.query(
      `INSERT INTO BillingSnapshot (billing_account_id, billing_period, snapshot_id, step, status, at)
       VALUES ('${account}', '${month}-01', '${snapshot}', 1, 'published', '${month}-28 02:00:00.000')`,
      { database },
    );
    await server.query(
      `INSERT INTO ActiveBillingSnapshot (billing_account_id, billing_period, snapshot_id, activation, reason, activated_at)
       VALUES ('${account}', '${month}-01', '${snapshot}', 1, 'published', '${month}-28 03:00:00.000')`,
      { database },
    );
    progress(month);
  }
}

interface Month {
  readonly account: string;
  readonly month: string;
  readonly snapshot: string;
  readonly first: number;
  readonly rows: number;
  readonly resources: number;
}

function insert({ account, month, snapshot, first, rows, resources }: Month): string {
  const cost = (salt: number): string => `toDecimal128(cityHash64(n, ${salt}) % 100000000, 18) / 1000000`;
  const columns: Readonly<Record<string, string>> = {
    BilledCost: cost(1),
    EffectiveCost: cost(1),
    ContractedCost: cost(2),
    ListCost: cost(3),
    BillingAccountId: `'/providers/microsoft.billing/billingaccounts/${account}'`,
    BillingCurrency: "'CNY'",
    PricingCurrency: "'CNY'",
    ConsumedQuantity: "if(r % 50 = 0, NULL, toDecimal128(cityHash64(n, 6) % 100000, 18) / 1000)",
    ConsumedUnit: "if(r % 50 = 0, NULL, if(service % 2 = 0, 'Hours', 'GB'))",
    PricingQuantity: "toDecimal128(cityHash64(n, 6) % 100000, 18) / 1000",
    PricingUnit: "if(service % 2 = 0, 'Hours', '100 GB')",
    ChargeCategory: "if(r % 50 = 0, 'Purchase', 'Usage')",
    ChargePeriodStart: "toDateTime(used, 'UTC')",
    ChargePeriodEnd: "toDateTime(used + 1, 'UTC')",
    BillingPeriodStart: `toDateTime('${month}-01 00:00:00', 'UTC')`,
    BillingPeriodEnd: `toDateTime(addMonths(toDate('${month}-01'), 1), 'UTC')`,
    ServiceCategory: "concat('Category ', toString(service % 12))",
    ServiceSubcategory: "concat('Subcategory ', toString(service % 20))",
    ServiceName: "concat('Service ', toString(service))",
    RegionId: "concat('chinanorth', toString((g + r % 2) % 8))",
    SubAccountId: "concat('/subscriptions/subscription-', toString(g % 100))",
    SubAccountName: "concat('Subscription ', toString(g % 100))",
    ResourceId: "concat('/subscriptions/subscription-', toString(g % 100), '/resourcegroups/rg-', toString(g), '/r-', toString(r))",
    ResourceName: "concat('r-', toString(r))",
    ResourceType: "concat('Type ', toString(service))",
    SkuMeter: "concat('Meter ', toString(service), '-', toString(cityHash64(n, 4) % 25))",
    Tags: `concat('{"env":"', if(g % 3 = 0, 'prod', 'test'), '","app":"app-', toString(g % 200), '"}')`,
    x_BillingAccountId: `'${account}'`,
    x_BillingPeriod: `toDate('${month}-01')`,
    x_SnapshotId: `'${snapshot}'`,
    x_Page: "intDiv(n, 5000)",
    x_Ordinal: "n % 5000",
    x_ChargeId: `concat('${snapshot}/', toString(intDiv(n, 5000)), '/', toString(n % 5000))`,
    x_SubscriptionId: "concat('subscription-', toString(g % 100))",
    x_ResourceGroupName: "concat('rg-', toString(g))",
    x_UsageDate: "used",
    x_SkuMeterCategory: "concat('Service ', toString(service))",
    x_ResourceTracking: "concat('owner-', toString(g % 60))",
    x_ResourceTrackingRuleId: "toString(g % 60 + 1)",
    x_InvoiceSectionName: "concat('department-', toString(g % 20))",
    x_CostCenter: "concat('cc-', toString(g % 50))",
  };
  return `INSERT INTO FocusCostAndUsage (${Object.keys(columns).join(", ")})
    SELECT ${Object.values(columns).join(", ")} FROM (
      SELECT number AS n, cityHash64(n) % ${resources} AS r, r % 1000 AS g, intDiv(r, 1000) % 5 + (g % 8) * 5 AS service,
        toDate('${month}-01') + toUInt16(cityHash64(n, 5) % toDayOfMonth(toLastDayOfMonth(toDate('${month}-01')))) AS used
      FROM numbers_mt(${first}, ${rows}))
    SETTINGS max_insert_threads = 2, max_block_size = 131072, min_insert_block_size_rows = 1000000, min_insert_block_size_bytes = 1073741824`;
}
