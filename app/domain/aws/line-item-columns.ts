/**
 * The columns of a Cost and Usage Report that have a meaning here, by their names in CUR 2.0
 * (https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2.html). The legacy report writes `lineItem/UnblendedCost`, and its Parquet
 * `line_item_unblended_cost`. Those of `product` stand in columns of their own or in the map `product`.
 */
const names = [
  "bill_bill_type",
  "bill_billing_entity",
  "bill_billing_period_end_date",
  "bill_billing_period_start_date",
  "bill_invoice_id",
  "bill_invoicing_entity",
  "bill_payer_account_id",
  "bill_payer_account_name",
  "capacity_reservation_capacity_reservation_arn",
  "capacity_reservation_capacity_reservation_status",
  "discount_total_discount",
  "line_item_availability_zone",
  "line_item_currency_code",
  "line_item_legal_entity",
  "line_item_line_item_description",
  "line_item_line_item_type",
  "line_item_net_unblended_cost",
  "line_item_normalized_usage_amount",
  "line_item_operation",
  "line_item_product_code",
  "line_item_resource_id",
  "line_item_tax_type",
  "line_item_unblended_cost",
  "line_item_unblended_rate",
  "line_item_usage_account_id",
  "line_item_usage_account_name",
  "line_item_usage_amount",
  "line_item_usage_end_date",
  "line_item_usage_start_date",
  "line_item_usage_type",
  "pricing_public_on_demand_cost",
  "pricing_public_on_demand_rate",
  "pricing_rate_code",
  "pricing_term",
  "pricing_unit",
  "product",
  "product_instance_type",
  "product_location",
  "product_memory",
  "product_operating_system",
  "product_product_family",
  "product_product_name",
  "product_region",
  "product_region_code",
  "product_sku",
  "product_vcpu",
  "reservation_effective_cost",
  "reservation_net_effective_cost",
  "reservation_net_unused_amortized_upfront_fee_for_billing_period",
  "reservation_net_unused_recurring_fee",
  "reservation_reservation_arn",
  "reservation_unused_amortized_upfront_fee_for_billing_period",
  "reservation_unused_normalized_unit_quantity",
  "reservation_unused_quantity",
  "reservation_unused_recurring_fee",
  "resource_tags",
  "savings_plan_net_savings_plan_effective_cost",
  "savings_plan_savings_plan_arn",
  "savings_plan_savings_plan_effective_cost",
  "savings_plan_total_commitment_to_date",
  "savings_plan_used_commitment",
  "tags",
] as const;

export type LineItemColumn = (typeof names)[number];

/** Without these a row says neither what it costs nor whose bill it is in. */
const necessary = [
  "bill_billing_period_end_date",
  "bill_billing_period_start_date",
  "bill_payer_account_id",
  "line_item_currency_code",
  "line_item_line_item_type",
  "line_item_unblended_cost",
  "line_item_usage_end_date",
  "line_item_usage_start_date",
] as const satisfies readonly LineItemColumn[];

/** Stored as they are in a column of FOCUS, or in Tags: they need not be kept beside it. */
const carried: ReadonlySet<LineItemColumn> = new Set([
  "bill_billing_period_end_date",
  "bill_billing_period_start_date",
  "bill_invoice_id",
  "bill_payer_account_id",
  "bill_payer_account_name",
  "line_item_availability_zone",
  "line_item_currency_code",
  "line_item_line_item_description",
  "line_item_usage_account_id",
  "line_item_usage_account_name",
  "line_item_usage_end_date",
  "line_item_usage_start_date",
  "resource_tags",
  "tags",
]);

/** Where the cells of a row are. Made once for a file. */
export interface LineItemPlan {
  readonly headers: readonly string[];
  readonly cellOf: ReadonlyMap<LineItemColumn, number>;
  /** Further cells of attributes of a product whose names differ by case only: each line has its value in one of them. */
  readonly spareOf: ReadonlyMap<LineItemColumn, readonly number[]>;
  /** Columns that hold one tag each, with what comes before the tag's name taken off by `tagKey`. */
  readonly tags: readonly { readonly header: string; readonly index: number }[];
  /** Cells that are kept beside the columns of FOCUS, by their header. */
  readonly kept: readonly { readonly header: string; readonly index: number }[];
}

/**
 * Decides from a header where the cells of a Cost and Usage Report are; a text: it is one, and why it cannot be read; null: it is none.
 * The columns of a legacy report change by month and by file, so that only those without which no charge is read are asked for.
 */
export function planLineItemColumns(headers: readonly string[]): LineItemPlan | string | null {
  const folded = headers.map(foldName);
  if (!telling.some((name) => folded.includes(foldName(name)))) return null;
  const missing = necessary.filter((name) => !folded.includes(foldName(name)));
  if (missing.length > 0)
    return `is a Cost and Usage Report without ${missing.join(", ")}: a column was renamed, or the export's query leaves it out`;
  const cellOf = new Map<LineItemColumn, number>();
  const spareOf = new Map<LineItemColumn, readonly number[]>();
  const carriedCells = new Set<number>();
  for (const name of names) {
    const [index, ...again] = inOrder(headers.flatMap((header, place) => (folded[place] === foldName(name) ? [{ header, place }] : [])));
    if (index === undefined) continue;
    const [second] = again;
    if (second !== undefined && !(isAttribute(name) && areOtherwiseWritten(headers, [index, ...again])))
      return `has ${JSON.stringify(headers[index])} and ${JSON.stringify(headers[second])}, which are the same column`;
    cellOf.set(name, index);
    if (second !== undefined) spareOf.set(name, again);
    if (carried.has(name)) carriedCells.add(index);
  }
  const cells = headers.map((header, index) => ({ header, index }));
  const tags = cells.filter(({ header }) => /^(?:resource_?tags?|account_?tags?)[/_]./i.test(header));
  const kept = cells.filter((cell) => !carriedCells.has(cell.index) && !tags.includes(cell));
  return { headers, cellOf, spareOf, tags, kept };
}

/** Services name their products' attributes themselves, so that a legacy report may have `product/region` and `product/Region`. */
function isAttribute(name: LineItemColumn): boolean {
  return name.startsWith("product_");
}

function areOtherwiseWritten(headers: readonly string[], places: readonly number[]): boolean {
  return new Set(places.map((place) => headers[place])).size === places.length;
}

/** The spelling of AWS's data dictionary first, which begins with a small letter: `product/region`. */
function inOrder(cells: readonly { readonly header: string; readonly place: number }[]): readonly number[] {
  const isDocumented = (header: string): boolean => /^product[/_][a-z]/.test(header);
  return [...cells].sort((left, right) => Number(isDocumented(right.header)) - Number(isDocumented(left.header))).map(({ place }) => place);
}

/** One of them tells a Cost and Usage Report of AWS from all other bills; Oracle has columns of `lineItem/` too. */
const telling = ["line_item_line_item_type", "line_item_unblended_cost", "line_item_usage_start_date"] as const;

/** `lineItem/UnblendedCost`, `line_item_unblended_cost` and `lineitem_unblendedcost` are one column. */
function foldName(name: string): string {
  return name.replace(/[^a-z0-9]/gi, "").toLowerCase();
}

/** A line of the report: the text of a column; empty where it has none. */
export type LineItem = (column: LineItemColumn) => string;
