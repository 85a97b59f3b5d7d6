/**
 * The fields of a standard or detailed usage export of Cloud Billing, as BigQuery names them
 * (docs.cloud.google.com/billing/docs/how-to/export-data-bigquery-tables/detailed-usage). Older tables and other tools have fewer of them.
 */
export const gcpUsageFields = [
  "billing_account_id",
  "invoice.month",
  "invoice.publisher_type",
  "cost_type",
  "service.id",
  "service.description",
  "sku.id",
  "sku.description",
  "usage_start_time",
  "usage_end_time",
  "project.id",
  "project.number",
  "project.name",
  "project.ancestry_numbers",
  "project.ancestors",
  "project.labels",
  "labels",
  "system_labels",
  "tags",
  "location.location",
  "location.country",
  "location.region",
  "location.zone",
  "resource.name",
  "resource.global_name",
  "cost",
  "cost_at_list",
  "cost_at_effective_price_default",
  "cost_at_list_consumption_model",
  "currency",
  "currency_conversion_rate",
  "usage.amount",
  "usage.unit",
  "usage.amount_in_pricing_units",
  "usage.pricing_unit",
  "credits",
  "adjustment_info.id",
  "adjustment_info.description",
  "adjustment_info.mode",
  "adjustment_info.type",
  "price.effective_price",
  "price.list_price",
  "price.tier_start_amount",
  "price.unit",
  "price.pricing_unit_quantity",
  "subscription.instance_id",
  "consumption_model.id",
  "consumption_model.description",
  "transaction_type",
  "seller_name",
  "export_time",
] as const;

export type GcpUsageField = (typeof gcpUsageFields)[number];

/** Fields whose BigQuery type is a list of records. In rows they are JSON text. */
export const gcpListFields: ReadonlySet<GcpUsageField> = new Set([
  "project.ancestors",
  "project.labels",
  "labels",
  "system_labels",
  "tags",
  "credits",
]);

/** Money, which the standard export has in FLOAT64. */
export const gcpCostFields: ReadonlySet<GcpUsageField> = new Set([
  "cost",
  "cost_at_list",
  "cost_at_effective_price_default",
  "cost_at_list_consumption_model",
]);

/** Without these there is no bill, in any version. */
export const necessaryGcpFields = [
  "billing_account_id",
  "invoice.month",
  "usage_start_time",
  "usage_end_time",
  "cost",
  "currency",
] as const satisfies readonly GcpUsageField[];

/** The field that a header names: `service.id`, and `service_id` where a query or a tool had to write it without the point; null when it is none. */
export function matchGcpField(header: string): GcpUsageField | null {
  return byHeader.get(header.trim().toLowerCase().replace(/\./g, "_")) ?? null;
}

const byHeader: ReadonlyMap<string, GcpUsageField> = new Map(gcpUsageFields.map((field) => [field.replace(".", "_"), field]));
