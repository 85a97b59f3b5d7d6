import fc from "fast-check";
import { costDoubts, type CostMetric } from "../../app/domain/cost/cost-doubt";
import { type CostField, costFieldName } from "../../app/domain/cost/cost-dimension";
import type { CostSnapshots } from "../../app/apis/cost-questions/cost-rows";
import type { AnswerSnapshot } from "../../app/apis/serving/answer";
import type { ServerProcess } from "../clickhouse/server-process";

/** One stored charge, as plain as the naive evaluation of a question wants it. Costs are in millionths. */
export interface SampleCharge {
  readonly account: string;
  readonly month: string;
  readonly snapshot: string;
  /** In the month or in another one; null for a day that nobody could read. */
  readonly day: string | null;
  /** Codes of x_Problems. */
  readonly problems: readonly string[];
  readonly currency: string;
  /** By the names of the catalogue, and `tag:…`. */
  readonly values: Readonly<Record<string, string>>;
  readonly costs: { readonly billed: bigint; readonly effective: bigint; readonly contracted: bigint; readonly list: bigint };
  /** In millionths; counted where the unit is not empty. */
  readonly quantities: { readonly consumed: bigint; readonly pricing: bigint };
}

const sampleMonths = ["2026-08", "2026-09", "2026-10"] as const;
const sampleAccounts = ["A1", "B2"] as const;
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
  consumed_unit: ["", "Hours", "GB"],
  pricing_unit: ["", "10000 Hours"],
  "tag:env": ["", "prod", "test"],
  "tag:a b's": ["", "x"],
};

const sampleProblems: readonly string[] = [...costDoubts, "unknown-service"];

/** The same charges on every run: of two accounts, three months and two currencies; every month has a reading that was replaced. */
export function sampleCharges(count: number): readonly SampleCharge[] {
  const value = fc.record({
    account: fc.constantFrom(...sampleAccounts),
    month: fc.constantFrom(...sampleMonths),
    reading: fc.constantFrom("old", "new", "new"),
    day: fc.option(fc.integer({ min: -8, max: 38 }), { freq: 20 }),
    problems: fc.oneof(
      { weight: 3, arbitrary: fc.constant<readonly string[]>([]) },
      { weight: 1, arbitrary: fc.uniqueArray(fc.constantFrom(...sampleProblems)) },
    ),
    currency: fc.constantFrom("CNY", "CNY", "USD"),
    values: fc.record(Object.fromEntries(Object.entries(sampleValues).map(([name, list]) => [name, fc.constantFrom(...list)]))),
    costs: fc.record({ billed: cost, effective: cost, contracted: cost, list: cost }),
    quantities: fc.record({ consumed: cost, pricing: cost }),
  });
  return fc.sample(value, { numRuns: count, seed: 7 }).map(({ reading, day, costs, ...charge }) => ({
    ...charge,
    // As the mapping writes a charge without a readable cost.
    costs: charge.problems.includes("cost-missing") ? { ...costs, billed: 0n, effective: 0n } : costs,
    snapshot: `${charge.account}-${charge.month}-${reading}`,
    day: day === null ? null : new Date(Date.parse(`${charge.month}-01`) + (day - 1) * 86_400_000).toISOString().slice(0, 10),
  }));
}

const cost = fc.bigInt({ min: -5_000_000n, max: 90_000_000_000_000n });

/** Snapshots of whole months, which have charges of other days too. */
export function allSnapshots(named: readonly AnswerSnapshot[]): CostSnapshots {
  return {
    named,
    findings: [],
    usageRollup: true,
    of: ({ unit, firstOfMonths, lastOfMonths }) =>
      unit === "days" ? named : named.filter(({ billing_period }) => billing_period >= firstOfMonths && billing_period <= lastOfMonths),
  };
}

/** What readCostSnapshots finds of them. */
const named: readonly AnswerSnapshot[] = sampleAccounts.flatMap((account) =>
  sampleMonths.map((month) => ({
    billing_account_id: account,
    billing_period: `${month}-01`,
    snapshot_id: `${account}-${month}-new`,
    extracted_at: null,
    usage_through: null,
    next_read_at: null,
    late: false,
  })),
);

export const sampleSnapshots = allSnapshots(named);

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

function toFocusRow(
  { account, month, snapshot, day, problems, currency, values, costs, quantities }: SampleCharge,
  index: number,
): Record<string, unknown> {
  const text = (name: string): string => values[name] ?? "";
  const orNull = (name: string): string | null => (text(name) === "" ? null : text(name));
  const unit = (name: string, other: string): string | null => orNull(name) ?? (index % 2 === 0 ? other : null);
  const tags = { ...(text("tag:env") === "" ? {} : { env: text("tag:env") }), ...(text("tag:a b's") === "" ? {} : { "a b's": "x" }) };
  return {
    BilledCost: digits(costs.billed),
    EffectiveCost: digits(costs.effective),
    ContractedCost: digits(costs.contracted),
    ListCost: digits(costs.list),
    BillingCurrency: currency,
    ChargePeriodStart: Date.parse(day ?? `${month}-01`) / 1000,
    x_Problems: day === null ? [...problems, "charge-period-unknown"] : problems,
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
    // Without the one or without the other there is nothing to count.
    ConsumedQuantity: text("consumed_unit") === "" && index % 2 === 0 ? null : digits(quantities.consumed),
    ConsumedUnit: unit("consumed_unit", "Hours"),
    PricingQuantity: text("pricing_unit") === "" && index % 2 === 0 ? null : digits(quantities.pricing),
    PricingUnit: unit("pricing_unit", "Hours"),
    Tags: Object.keys(tags).length === 0 ? null : JSON.stringify(tags),
    // A list cost that is the contracted cost by default.
    x_ListCostSource: problems.includes("negotiated-savings-unknown") ? "contracted" : "price-sheet",
    x_BillingAccountId: account,
    x_BillingPeriod: `${month}-01`,
    x_SnapshotId: snapshot,
    x_Page: 0,
    x_Ordinal: index,
    x_ChargeId: `${snapshot}/0/${index}`,
    x_SkuMeterCategory: text("meter_category"),
    x_ResourceGroupName: text("resource_group"),
    x_ResourceTracking: text("owner") === "" ? "last segment" : text("owner"),
    x_ResourceTrackingRuleId: text("owner") === "" ? null : "1",
    x_InvoiceSectionName: text("department"),
    x_CostCenter: text("cost_center"),
  };
}

/** The field of a charge, without any SQL; null for a tag that it does not have. */
export function valueOf(charge: SampleCharge, field: CostField): string | null {
  const name = costFieldName(field);
  const value = name === "billing_account_id" ? charge.account : (charge.values[name] ?? "");
  return field.kind === "tag" && value === "" ? null : value;
}

/** One of its costs; null when it is not known. */
export function costOf({ costs, problems }: SampleCharge, metric: CostMetric): bigint | null {
  const unknown = metric === "contracted" || metric === "list" ? `${metric}-cost-unknown` : "cost-missing";
  return problems.includes("cost-missing") || problems.includes(unknown) ? null : costs[metric];
}

/** How much less was agreed on than the list price; null when one of the two is not known. */
export function negotiatedOf(charge: SampleCharge): bigint | null {
  const [list, contracted] = [costOf(charge, "list"), costOf(charge, "contracted")];
  return list === null || contracted === null || charge.problems.includes("negotiated-savings-unknown") ? null : list - contracted;
}

/** Millionths as ClickHouse prints a Decimal. */
export function digits(millionths: bigint): string {
  const sign = millionths < 0n ? "-" : "";
  const text = (millionths < 0n ? -millionths : millionths).toString().padStart(7, "0");
  return `${sign}${text.slice(0, -6)}.${text.slice(-6)}`.replace(/\.?0+$/, "");
}
