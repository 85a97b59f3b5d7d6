import { mix } from "../mix";
import { pick } from "../pick";

/** Which rows of a usage export are made: the same ones each time. */
export interface UsageRowsSpec {
  readonly account: string;
  /** `202610`. */
  readonly month: string;
  readonly seed: number;
  readonly count: number;
  /** `2026-10-05T08:00:00.000001Z`: rows arrive in loads, each with one time. */
  readonly exported: string;
  readonly currency?: string;
}

/** A row by the paths of its fields; lists are JSON text. A field that is not there is null. */
export type UsageRow = Readonly<Record<string, string>>;

/** Rows as Cloud Billing exports them: usage, committed usage and its fee, tax, and a correction, with credits of several types. */
export function makeUsageRows({ account, month, seed, count, exported, currency = "USD" }: UsageRowsSpec): readonly UsageRow[] {
  return Array.from({ length: count }, (_, index): UsageRow => {
    const chance = (of: number): number => mix(seed, index, of);
    const product = pick(products, chance(1));
    const project = pick(projects, chance(2));
    const start = Date.UTC(Number(month.slice(0, 4)), Number(month.slice(4)) - 1, 1, 8 + (chance(3) % 600));
    const kind = index % 50 === 49 ? "tax" : index % 50 === 24 ? "adjustment" : "regular";
    const cost = nano(chance(4) % 900_000_000);
    return {
      billing_account_id: account,
      "invoice.month": month,
      cost_type: kind,
      "service.id": product.serviceId,
      "service.description": product.service,
      "sku.id": product.skuId,
      "sku.description": product.sku,
      usage_start_time: new Date(start).toISOString().replace(".000", ""),
      usage_end_time: new Date(start + 3_600_000).toISOString().replace(".000", ""),
      "project.id": project,
      "project.name": project,
      "project.number": String(100_000_000 + (chance(2) % 5)),
      "project.labels": '[{"key":"team","value":"platform"}]',
      labels: JSON.stringify([{ key: "env", value: pick(["prod", "test"], chance(5)) }]),
      system_labels: "[]",
      tags: "[]",
      "location.location": "europe-west3",
      "location.region": "europe-west3",
      "resource.name": `projects/${project}/instances/vm-${chance(6) % 40}`,
      "resource.global_name": `//compute.googleapis.com/projects/${project}/zones/europe-west3-a/instances/${chance(6) % 40}`,
      cost: kind === "adjustment" ? `-${cost}` : cost,
      cost_at_list: nano((chance(4) % 900_000_000) * 2),
      currency,
      currency_conversion_rate: "1",
      "usage.amount": String(chance(7) % 100_000),
      "usage.unit": "seconds",
      "usage.amount_in_pricing_units": "1.5",
      "usage.pricing_unit": "hour",
      credits: kind === "regular" ? creditsOf(chance) : "[]",
      ...(kind === "adjustment" ? { "adjustment_info.id": `adj-${index}`, "adjustment_info.mode": "PARTIAL_CORRECTION" } : {}),
      "price.effective_price": "0.031",
      "price.tier_start_amount": "0",
      transaction_type: "GOOGLE",
      export_time: exported,
    };
  });
}

/** What a row adds to the bill, in billionths: its cost and its credits. */
export function nanosOf(row: UsageRow): bigint {
  const amounts = [row["cost"] ?? "0", ...[...(row["credits"] ?? "").matchAll(/"amount":"([^"]*)"/g)].map(([, amount = "0"]) => amount)];
  return amounts.reduce((sum, amount) => sum + BigInt(amount.replace(".", "")), 0n);
}

/** Billionths as NUMERIC shows them. */
export function fromNanos(nanos: bigint): string {
  const digits = (nanos < 0n ? -nanos : nanos).toString().padStart(10, "0");
  const fraction = digits.slice(-9).replace(/0+$/, "");
  return `${nanos < 0n ? "-" : ""}${digits.slice(0, -9)}${fraction === "" ? "" : `.${fraction}`}`;
}

/** Always nine decimals, so that the point may be left out. */
function nano(billionths: number): string {
  const digits = String(billionths).padStart(10, "0");
  return `${digits.slice(0, -9)}.${digits.slice(-9)}`;
}

function creditsOf(chance: (of: number) => number): string {
  const count = chance(8) % 4 === 0 ? 1 + (chance(9) % 2) : 0;
  return JSON.stringify(
    Array.from({ length: count }, (_, at) => ({
      amount: `-${nano(chance(10 + at) % 100_000_000)}`,
      type: pick(creditTypes, chance(20 + at)),
      id: "c",
      full_name: "A credit",
      name: "credit",
    })),
  );
}

const creditTypes = [
  "SUSTAINED_USAGE_DISCOUNT",
  "COMMITTED_USAGE_DISCOUNT",
  "COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE",
  "PROMOTION",
  "FREE_TIER",
  "DISCOUNT",
] as const;
const projects = ["shop-prod", "shop-test", "data-lake"] as const;
const products = [
  {
    service: "Compute Engine",
    serviceId: "6F81-5844-456A",
    sku: "N1 Predefined Instance Core running in Frankfurt",
    skuId: "AAAA-0001-0001",
  },
  { service: "Compute Engine", serviceId: "6F81-5844-456A", sku: "Commitment v1: Cpu in Frankfurt for 1 Year", skuId: "AAAA-0001-0002" },
  { service: "Cloud Storage", serviceId: "95FF-2EF5-5EA1", sku: "Standard Storage Frankfurt", skuId: "AAAA-0002-0001" },
  { service: "BigQuery", serviceId: "24E6-581D-38E5", sku: "Analysis (europe-west3)", skuId: "AAAA-0003-0001" },
] as const;
