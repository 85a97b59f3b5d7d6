import { addDecimals } from "../decimal/add-decimals";
import { canonicalNumber } from "../decimal/canonical-number";
import { BillingMonth } from "../calendar/billing-month";
import { memoize } from "../memoize";
import { invoiceDay } from "./invoice-day";
import { type GcpEntry, isEmptyGcpList, readGcpList } from "./list-text";
import { gcpRegionName } from "./regions";
import { gcpServicePlace } from "./services";
import type { GcpUsageField } from "./usage-fields";

/** What a row says in a field; null where it says nothing. */
export type GcpFieldReader = (field: GcpUsageField) => string | null;

/** The field whose money or month cannot be read, and why. */
export interface GcpUsageFault {
  readonly field: GcpUsageField;
  readonly detail: string;
}

/**
 * Maps a row of a usage export to FOCUS 1.4 as Google's own view over the detailed export does (https://cloud.google.com/resources/google-cloud-focus-bigquery,
 * of March 2024): one row becomes one row, and no credit becomes a row of its own. BilledCost and EffectiveCost are both `cost` and all `credits`, since
 * Google spreads no commitment over the usage that it covers; ContractedCost is `cost` and ListCost `cost_at_list`.
 *
 * It differs where FOCUS 1.4 says more than that view: sub accounts are projects, preemptible usage is Dynamic, and a discount without the id of its
 * commitment is named in x_Credits only. `other`: the fields that are not Google's, as a JSON object.
 */
export function mapGcpUsage(field: GcpFieldReader, other: string | null): readonly (string | null)[] | GcpUsageFault {
  const charge = readCharge((name) => textOf(field(name)), other);
  return "detail" in charge ? charge : usageColumns.map(([, of]) => of(charge));
}

/** What several columns of a row are made of. */
interface Charge {
  readonly read: GcpFieldReader;
  readonly month: BillingMonth;
  readonly type: string;
  readonly cost: string;
  /** `cost` and all credits, exact. */
  readonly paid: string;
  readonly commitment: Commitment | null;
  readonly other: string | null;
}

interface Commitment {
  readonly category: "Spend" | "Usage";
  readonly name: string | null;
  /** Used: what a commitment pays for. Unused: what usage has left of its fee. Null: a fee that does not say what was used of it. */
  readonly status: "Used" | "Unused" | null;
}

function readCharge(read: GcpFieldReader, other: string | null): Charge | GcpUsageFault {
  const month = monthOf(read("invoice.month") ?? "");
  if (month === null) return { field: "invoice.month", detail: `${quote(read("invoice.month"))} is no month such as 202610` };
  const cost = amountOf(read("cost"));
  if (cost === null) return { field: "cost", detail: `${quote(read("cost"))} is not a decimal number` };
  const credits = readGcpList(read("credits"));
  if (credits === null) return { field: "credits", detail: `${quote(read("credits"))} is no list of credits` };
  const amounts: string[] = [];
  for (const { amount } of credits) {
    const number = amountOf(amount ?? null);
    if (number === null) return { field: "credits", detail: `${quote(read("credits"))} has a credit without a decimal amount` };
    amounts.push(number);
  }
  return {
    read,
    month,
    type: (read("cost_type") ?? "regular").toLowerCase(),
    cost,
    paid: amounts.length === 0 ? cost : addDecimals([cost, ...amounts]),
    commitment: commitmentOf(read, credits),
    other,
  };
}

const monthOf = memoize(100, (text) => (/^\d{6}$/.test(text) ? BillingMonth.parse(`${text.slice(0, 4)}-${text.slice(4)}`) : null));

function amountOf(text: string | null): string | null {
  const number = canonicalNumber((text ?? "").trim());
  return /^-?\d+(?:\.\d+)?$/.test(number) ? number : null;
}

/**
 * The committed use discount of a row: by its credit (legacy spend-based discounts and resource-based ones are credits, and newer ones offset the fee), by the
 * model that its price comes from, or by its SKU, which is the fee (docs.cloud.google.com/docs/cuds). The credit FEE_UTILIZATION_OFFSET takes off the fee what
 * usage has used of it, so that the rest is unused (docs.cloud.google.com/docs/cuds-multiprice).
 */
function commitmentOf(read: GcpFieldReader, credits: readonly GcpEntry[]): Commitment | null {
  const sku = (read("sku.description") ?? "").toLowerCase();
  const isFee = sku.startsWith("commitment");
  const credit = credits.find(({ type = "" }) => commitmentCredits.has(type.toUpperCase()));
  if (credit !== undefined) {
    const category = credit.type?.toUpperCase() === "COMMITTED_USAGE_DISCOUNT" ? "Usage" : "Spend";
    if (credit.type?.toUpperCase() === "FEE_UTILIZATION_OFFSET") return { category, name: read("sku.description"), status: "Unused" };
    return { category, name: textOf(credit.full_name ?? null) ?? textOf(credit.name ?? null), status: isFee ? null : "Used" };
  }
  if (isFee) return { category: /\bdollar based\b/.test(sku) ? "Spend" : "Usage", name: read("sku.description"), status: null };
  const model = read("consumption_model.description");
  return model === null || model.toLowerCase() === "default" ? null : { category: "Spend", name: model, status: "Used" };
}

const commitmentCredits: ReadonlySet<string> = new Set([
  "COMMITTED_USAGE_DISCOUNT",
  "COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE",
  "FEE_UTILIZATION_OFFSET",
]);

type UsageColumn = readonly [header: string, of: (charge: Charge) => string | null];

const copied = (header: string, field: GcpUsageField): UsageColumn => [header, ({ read }) => read(field)];
/** What has a meaning for usage only: of tax and adjustments the fields are empty, or those of what they belong to. */
const ofUsage = (header: string, of: (charge: Charge) => string | null): UsageColumn => [
  header,
  (charge) => (charge.type === "regular" ? of(charge) : null),
];
const ofCommitment = (header: string, of: (commitment: Commitment, id: string) => string | null): UsageColumn => [
  header,
  ({ commitment, read }) => {
    const id = read("subscription.instance_id");
    return commitment === null || id === null ? null : of(commitment, id);
  },
];
const list = (header: string, field: GcpUsageField): UsageColumn => [
  header,
  ({ read }) => (isEmptyGcpList(read(field)) ? null : read(field)),
];

const usageColumns: readonly UsageColumn[] = [
  copied("AvailabilityZone", "location.zone"),
  ["BilledCost", ({ paid }) => paid],
  ["BillingAccountId", ({ read }) => read("billing_account_id")],
  ["BillingCurrency", ({ read }) => read("currency")],
  ["BillingPeriodStart", ({ month }) => `${month.firstDay}T00:00:00Z`],
  ["BillingPeriodEnd", ({ month }) => `${month.plus(1)?.firstDay ?? ""}T00:00:00Z`],
  ["ChargeCategory", ({ type }) => categories.get(type) ?? type],
  ["ChargeClass", ({ read }) => (adjustmentOf(read) === null ? null : "Correction")],
  copied("ChargeDescription", "sku.description"),
  ["ChargePeriodStart", ({ read }) => read("usage_start_time")],
  ["ChargePeriodEnd", ({ read }) => read("usage_end_time")],
  ofCommitment("CommitmentDiscountCategory", ({ category }) => category),
  ofCommitment("CommitmentDiscountId", (_, id) => id),
  ofCommitment("CommitmentDiscountName", ({ name }) => name),
  ofCommitment("CommitmentDiscountStatus", ({ status }) => status),
  ofCommitment("CommitmentDiscountType", ({ category }) => (category === "Spend" ? "Spend-based CUD" : "Resource-based CUD")),
  ofUsage("ConsumedQuantity", ({ read }) => read("usage.amount")),
  ofUsage("ConsumedUnit", ({ read }) => read("usage.unit")),
  ["ContractedCost", ({ cost }) => cost],
  ofUsage("ContractedUnitPrice", ({ read }) => read("price.effective_price")),
  ["EffectiveCost", ({ paid }) => paid],
  ["HostProviderName", () => provider],
  ["InvoiceIssuerName", () => provider],
  ["ListCost", ({ read, cost }) => read("cost_at_list") ?? cost],
  ofUsage("ListUnitPrice", ({ read }) => read("price.list_price")),
  ofUsage("PricingCategory", ({ read, commitment }) => pricingCategory(read("sku.description") ?? "", commitment)),
  ofUsage("PricingQuantity", ({ read }) => read("usage.amount_in_pricing_units")),
  ofUsage("PricingUnit", ({ read }) => read("usage.pricing_unit") ?? read("price.unit")),
  copied("RegionId", "location.region"),
  ["RegionName", ({ read }) => gcpRegionName(read("location.region") ?? "")],
  copied("ResourceId", "resource.global_name"),
  copied("ResourceName", "resource.name"),
  ["ResourceType", ({ read }) => resourceType(read("resource.global_name") ?? "")],
  ["ServiceCategory", ({ read }) => gcpServicePlace(read("service.description") ?? "")?.[0] ?? "Other"],
  ["ServiceName", ({ read }) => read("service.description") ?? read("service.id") ?? provider],
  ["ServiceProviderName", ({ read }) => sellerOf(read("transaction_type"), read("seller_name"))],
  ["ServiceSubcategory", ({ read }) => gcpServicePlace(read("service.description") ?? "")?.[1] ?? "Other (Other)"],
  ofUsage("SkuId", ({ read }) => read("sku.id")),
  ofUsage("SkuMeter", ({ read }) => read("sku.description")),
  ofUsage("SkuPriceId", skuPriceId),
  copied("SubAccountId", "project.id"),
  copied("SubAccountName", "project.name"),
  ["SubAccountType", ({ read }) => (read("project.id") === null ? null : "Project")],
  ["Tags", ({ read }) => tagsOf(read)],
  copied("x_BillingExchangeRate", "currency_conversion_rate"),
  ["x_ListCostSource", ({ read }) => (read("cost_at_list") === null ? "contracted" : "provider")],
  ["x_ProviderName", () => provider],
  ["x_UsageDate", ({ read }) => invoiceDay(read("usage_start_time") ?? "")],
  // What FOCUS has no column for, by the names that Google's FOCUS export gives it where it has any.
  ["x_AdjustmentInfo", ({ read }) => adjustmentOf(read)],
  copied("x_ConsumptionModelDescription", "consumption_model.description"),
  copied("x_ConsumptionModelId", "consumption_model.id"),
  copied("x_CostAtEffectivePriceDefault", "cost_at_effective_price_default"),
  copied("x_CostAtListConsumptionModel", "cost_at_list_consumption_model"),
  copied("x_CostType", "cost_type"),
  copied("x_Country", "location.country"),
  list("x_Credits", "credits"),
  copied("x_ExportTime", "export_time"),
  list("x_Labels", "labels"),
  copied("x_Location", "location.location"),
  copied("x_PricingUnitQuantity", "price.pricing_unit_quantity"),
  list("x_ProjectAncestors", "project.ancestors"),
  copied("x_ProjectAncestryNumbers", "project.ancestry_numbers"),
  list("x_ProjectLabels", "project.labels"),
  copied("x_ProjectNumber", "project.number"),
  copied("x_PublisherType", "invoice.publisher_type"),
  copied("x_ServiceId", "service.id"),
  copied("x_SubscriptionInstanceId", "subscription.instance_id"),
  list("x_SystemLabels", "system_labels"),
  list("x_Tags", "tags"),
  ["x_OtherColumns", ({ other }) => other],
  copied("x_TransactionType", "transaction_type"),
];

/** The columns of what `mapGcpUsage` answers. */
export const gcpUsageHeaders: readonly string[] = usageColumns.map(([header]) => header);

/** The columns of FOCUS without which a row is refused, and of which field they are. */
export const gcpFieldOf: ReadonlyMap<string, GcpUsageField> = new Map([
  ["BilledCost", "cost"],
  ["BillingAccountId", "billing_account_id"],
  ["BillingCurrency", "currency"],
  ["ChargePeriodEnd", "usage_end_time"],
  ["ChargePeriodStart", "usage_start_time"],
] as const);

/** Google's cost types. Another one is kept under its own name, which FOCUS does not allow and the row's problems name. */
const categories: ReadonlyMap<string, string> = new Map([
  ["regular", "Usage"],
  ["tax", "Tax"],
  ["adjustment", "Adjustment"],
  ["rounding_error", "Adjustment"],
]);

function adjustmentOf(read: GcpFieldReader): string | null {
  const fields = (["id", "description", "mode", "type"] as const).flatMap((name) => {
    const value = read(`adjustment_info.${name}`);
    return value === null ? [] : [[name, value] as const];
  });
  return fields.length === 0 ? null : JSON.stringify(Object.fromEntries(fields));
}

function pricingCategory(sku: string, commitment: Commitment | null): string {
  if (commitment !== null) return "Committed";
  return /\b(?:spot|preemptible)\b/i.test(sku) ? "Dynamic" : "Standard";
}

/** Sellers of the marketplace; `transaction_type` came in 2023. */
function sellerOf(transaction: string | null, seller: string | null): string {
  return transaction === null || transaction.toUpperCase() === "GOOGLE" ? provider : (seller ?? provider);
}

function skuPriceId({ read }: Charge): string | null {
  const [account, sku, tier] = [read("billing_account_id"), read("sku.id"), read("price.tier_start_amount")];
  if (account === null || sku === null || tier === null) return null;
  return `Billing Account ID:${account}, SKU ID: ${sku}, Price Tier Start Amount: ${tier}`;
}

/** `//compute.googleapis.com/projects/p/zones/z/instances/1` is a `compute.googleapis.com/instances`. */
function resourceType(name: string): string | null {
  const parts = /^\/\/([a-z0-9.-]+)\/(?:.*\/)?([^/]+)\/[^/]+$/i.exec(name);
  return parts === null ? null : `${parts[1] ?? ""}/${parts[2] ?? ""}`;
}

/**
 * FOCUS has one object of tags. A label of the resource goes before a tag and before a label of its project, from which it would be inherited. A list that
 * cannot be read is given on as it is, and named by whoever reads the row.
 */
function tagsOf(read: GcpFieldReader): string | null {
  return readTags(JSON.stringify((["project.labels", "tags", "system_labels", "labels"] as const).map(read)));
}

const readTags = memoize(4000, (lists): string | null => {
  const tags = new Map<string, string>();
  const texts: unknown = JSON.parse(lists);
  for (const text of Array.isArray(texts) ? (texts as readonly unknown[]) : []) {
    const entries = readGcpList(typeof text === "string" ? text : null);
    if (entries === null) return typeof text === "string" ? text : null;
    for (const { key = "", value = "" } of entries) {
      tags.delete(key);
      tags.set(key, value);
    }
  }
  return tags.size === 0 ? null : JSON.stringify(Object.fromEntries(tags));
});

function textOf(text: string | null): string | null {
  return text === "" ? null : text;
}

function quote(text: string | null): string {
  return JSON.stringify((text ?? "").length > 60 ? `${(text ?? "").slice(0, 60)}…` : (text ?? ""));
}

const provider = "Google Cloud";
