import fc from "fast-check";
import { type CostField, costFieldName } from "../../app/domain/cost/cost-dimension";
import type { AnswerSnapshot } from "../../app/apis/serving/answer";
import type { ServerProcess } from "../clickhouse/server-process";

/** One stored charge, as plain as the naive evaluation of a question wants it. Costs are in millionths. */
export interface SampleCharge {
  readonly account: string;
  readonly month: string;
  readonly snapshot: string;
  readonly day: string;
  readonly currency: string;
  /** By the names of the catalogue, and `tag:…`. */
  readonly values: Readonly<Record<string, string>>;
  readonly costs: { readonly billed: bigint; readonly effective: bigint; readonly contracted: bigint; readonly list: bigint };
}

export const sampleMonths = ["2026-08", "2026-09", "2026-10"] as const;
export const sampleAccounts = ["A1", "B2"] as const;
export const sampleValues: Readonly<Record<string, readonly string[]>> = {
  charge_category: ["Usage", "Purchase", "Credit"],
  service_category: ["Compute", "Storage"],
  service_subcategory: ["Other (Compute)", "Other (Storage)"],
  service_name: ["Virtual Machines", "Blob", 'It\'s \\ "odd"'],
  meter_category: ["VM", "Disk"],
  region: ["", "chinanorth", "chinaeast"],
  subscription: ["", "s1", "s2"],
  subscription_name: ["", "Pay"],
  resource_group: ["", "rg-1", "RG-2", "Other"],
  owner: ["", "pay", "shop"],
  department: ["D1", "D2"],
  cost_center: ["", "42"],
  meter: ["", "D4s v3", "LRS"],
  resource: ["", "/r/1", "/r/2", "/r/3"],
  resource_name: ["", "one"],
  resource_type: ["", "VM"],
  "tag:env": ["", "prod", "test"],
  "tag:a b's": ["", "x"],
};

/** The same charges on every run: of two accounts, three months and two currencies; every month has a reading that was replaced. */
export function sampleCharges(count: number): readonly SampleCharge[] {
  const value = fc.record({
    account: fc.constantFrom(...sampleAccounts),
    month: fc.constantFrom(...sampleMonths),
    reading: fc.constantFrom("old", "new", "new"),
    day: fc.integer({ min: 1, max: 30 }),
    currency: fc.constantFrom("CNY", "CNY", "USD"),
    values: fc.record(Object.fromEntries(Object.entries(sampleValues).map(([name, list]) => [name, fc.constantFrom(...list)]))),
    costs: fc.record({ billed: cost, effective: cost, contracted: cost, list: cost }),
  });
  return fc.sample(value, { numRuns: count, seed: 7 }).map(({ reading, day, ...charge }) => ({
    ...charge,
    snapshot: `${charge.account}-${charge.month}-${reading}`,
    day: `${charge.month}-${String(day).padStart(2, "0")}`,
  }));
}

const cost = fc.bigInt({ min: -5_000_000n, max: 90_000_000_000_000n });

/** What readAnswerSnapshots finds of them. */
export const sampleReadings: readonly AnswerSnapshot[] = sampleAccounts.flatMap((account) =>
  sampleMonths.map((month) => ({
    billing_account_id: account,
    billing_period: `${month}-01`,
    snapshot_id: `${account}-${month}-new`,
    extracted_at: null,
  })),
);

/** Stores them as an extraction does: in FocusCostAndUsage, in two INSERTs, so that rollups have unmerged parts. */
export async function storeSampleCharges(server: ServerProcess, database: string, charges: readonly SampleCharge[]): Promise<void> {
  const rows = charges.map((charge, index) => JSON.stringify(toFocusRow(charge, index)));
  const half = rows.length >> 1;
  for (const block of [rows.slice(0, half), rows.slice(half)]) {
    await server.query(
      "INSERT INTO FocusCostAndUsage FORMAT JSONEachRow",
      { database, input_format_skip_unknown_fields: "0", max_partitions_per_insert_block: "1000" },
      block.join("\n"),
    );
  }
}

function toFocusRow({ account, month, snapshot, day, currency, values, costs }: SampleCharge, index: number): Record<string, unknown> {
  const text = (name: string): string => values[name] ?? "";
  const orNull = (name: string): string | null => (text(name) === "" ? null : text(name));
  const tags = { ...(text("tag:env") === "" ? {} : { env: text("tag:env") }), ...(text("tag:a b's") === "" ? {} : { "a b's": "x" }) };
  return {
    BilledCost: digits(costs.billed),
    EffectiveCost: digits(costs.effective),
    ContractedCost: digits(costs.contracted),
    ListCost: digits(costs.list),
    BillingCurrency: currency,
    ChargePeriodStart: Date.parse(day) / 1000,
    ChargeCategory: text("charge_category"),
    ServiceCategory: text("service_category"),
    ServiceSubcategory: text("service_subcategory"),
    ServiceName: text("service_name"),
    RegionId: orNull("region"),
    SubAccountId: text("subscription") === "" ? null : `/subscriptions/${text("subscription")}`,
    SubAccountName: orNull("subscription_name"),
    SkuMeter: orNull("meter"),
    ResourceId: orNull("resource"),
    ResourceName: orNull("resource_name"),
    ResourceType: orNull("resource_type"),
    Tags: Object.keys(tags).length === 0 ? null : JSON.stringify(tags),
    x_BillingAccountId: account,
    x_BillingPeriod: `${month}-01`,
    x_SnapshotId: snapshot,
    x_Page: 0,
    x_Ordinal: index,
    x_ChargeId: `${snapshot}/0/${index}`,
    x_SkuMeterCategory: text("meter_category"),
    x_ResourceGroupName: text("resource_group"),
    x_ResourceTracking: text("owner"),
    x_InvoiceSectionName: text("department"),
    x_CostCenter: text("cost_center"),
  };
}

/** The field of a charge, without any SQL. */
export function valueOf(charge: SampleCharge, field: CostField): string {
  const name = costFieldName(field);
  return name === "billing_account_id" ? charge.account : (charge.values[name] ?? "");
}

/** Millionths as ClickHouse prints a Decimal. */
export function digits(millionths: bigint): string {
  const sign = millionths < 0n ? "-" : "";
  const text = (millionths < 0n ? -millionths : millionths).toString().padStart(7, "0");
  return `${sign}${text.slice(0, -6)}.${text.slice(-6)}`.replace(/\.?0+$/, "");
}
