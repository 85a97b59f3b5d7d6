import type { LineItem } from "./line-item-columns";
import type { LineItemKind } from "./line-item-kind";
import { isCommittedKind } from "./commitment";
import { numberOrNull } from "./costs";
import { productOf } from "./product";

/** What a line says of its SKU, its price and its quantity. */
export interface LineItemPrice {
  readonly ConsumedQuantity: string | null;
  readonly ConsumedUnit: string | null;
  readonly ContractedUnitPrice: string | null;
  readonly ListUnitPrice: string | null;
  readonly PricingCategory: "Standard" | "Dynamic" | "Committed" | null;
  readonly PricingQuantity: string | null;
  readonly PricingUnit: string | null;
  readonly SkuId: string | null;
  readonly SkuMeter: string | null;
  readonly SkuPriceDetails: string | null;
  readonly SkuPriceId: string | null;
}

/**
 * The price of a line. Quantities are of what was used and what was bought: negations and discounts repeat those of the usage that they are of, and taxes and
 * credits have none. The rate of usage that a reservation pays for is 0, which is not a contracted price.
 */
export function priceOf(item: LineItem, kind: LineItemKind | null): LineItemPrice {
  if (!isPriced(kind)) return none;
  const isUse = kind === "usage" || isCommittedKind(kind);
  const [quantity, unit] = [item("line_item_usage_amount"), item("pricing_unit")];
  const counted = quantity === "" ? null : { quantity, unit: unit === "" ? null : unit };
  const [sku, price] = [productOf(item, "product_sku"), item("pricing_rate_code")];
  return {
    ConsumedQuantity: isUse ? (counted?.quantity ?? null) : null,
    ConsumedUnit: isUse ? (counted?.unit ?? null) : null,
    ContractedUnitPrice: kind === "reservation-usage" ? null : numberOrNull(item("line_item_unblended_rate")),
    ListUnitPrice: numberOrNull(item("pricing_public_on_demand_rate")),
    PricingCategory: categoryOf(item, kind),
    PricingQuantity: counted?.quantity ?? null,
    PricingUnit: counted?.unit ?? null,
    SkuId: sku === "" ? null : sku,
    SkuMeter: sku === "" || item("line_item_usage_type") === "" ? null : item("line_item_usage_type"),
    SkuPriceDetails: price === "" ? null : detailsOf(item),
    SkuPriceId: price === "" ? null : price,
  };
}

/** The price of the unused part of a commitment: that of its fee, without a quantity that could be counted as use. */
export function unusedPriceOf(item: LineItem, kind: LineItemKind | null): LineItemPrice {
  const { SkuId, SkuMeter, SkuPriceId, SkuPriceDetails } = priceOf(item, kind);
  return { ...none, PricingCategory: "Committed", SkuId, SkuMeter, SkuPriceId, SkuPriceDetails };
}

function isPriced(kind: LineItemKind | null): boolean {
  return (
    kind === "usage" ||
    isCommittedKind(kind) ||
    kind === "reservation-fee" ||
    kind === "plan-fee" ||
    kind === "plan-upfront" ||
    kind === "fee"
  );
}

/** Prices of spot instances change by themselves. */
function categoryOf(item: LineItem, kind: LineItemKind | null): "Standard" | "Dynamic" | "Committed" {
  if (isCommittedKind(kind)) return "Committed";
  return kind === "usage" && (item("pricing_term") === "Spot" || /\bSpotUsage\b/.test(item("line_item_usage_type")))
    ? "Dynamic"
    : "Standard";
}

/** The properties that FOCUS names, of those that the report has. */
function detailsOf(item: LineItem): string | null {
  const [cores, memory] = [productOf(item, "product_vcpu"), productOf(item, "product_memory")];
  const gibibytes = /^(\d+(?:\.\d+)?) ?GiB$/.exec(memory.replaceAll(",", ""))?.[1];
  const entries = [
    ...(/^\d{1,5}$/.test(cores) ? [`"CoreCount":${Number(cores)}`] : []),
    ...textEntry("InstanceType", productOf(item, "product_instance_type")),
    ...(gibibytes === undefined ? [] : [`"MemorySize":${gibibytes}`]),
    ...textEntry("OperatingSystem", productOf(item, "product_operating_system")),
  ];
  return entries.length === 0 ? null : `{${entries.join(",")}}`;
}

function textEntry(name: string, value: string): readonly string[] {
  return value === "" || value === "NA" ? [] : [`${JSON.stringify(name)}:${JSON.stringify(value)}`];
}

const none: LineItemPrice = {
  ConsumedQuantity: null,
  ConsumedUnit: null,
  ContractedUnitPrice: null,
  ListUnitPrice: null,
  PricingCategory: null,
  PricingQuantity: null,
  PricingUnit: null,
  SkuId: null,
  SkuMeter: null,
  SkuPriceDetails: null,
  SkuPriceId: null,
};
