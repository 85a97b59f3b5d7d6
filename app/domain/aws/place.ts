import type { LineItem } from "./line-item-columns";
import { productOf } from "./product";

/** Where a resource is; null for what is in no region. */
export interface LineItemPlace {
  readonly AvailabilityZone: string | null;
  readonly RegionId: string | null;
  readonly RegionName: string | null;
}

/**
 * The region and zone of a line: by the product, else by its zone (`us-east-1a`, local zones such as `us-west-2-lax-1a` too). AWS writes `global` for what
 * is in no region. A report without the name of the place has the id as name, which FOCUS wants beside each id.
 */
export function placeOf(item: LineItem): LineItemPlace {
  const zone = item("line_item_availability_zone");
  const said = productOf(item, "product_region_code") || productOf(item, "product_region");
  const region = said === "" ? (/^[a-z]{2,3}(?:-[a-z]+)+-\d+/.exec(zone)?.[0] ?? "") : said;
  const AvailabilityZone = zone === "" ? null : zone;
  if (region === "" || /^(?:global|any)$/i.test(region)) return { AvailabilityZone, RegionId: null, RegionName: null };
  const location = productOf(item, "product_location");
  return { AvailabilityZone, RegionId: region, RegionName: location === "" || location === "Any" ? region : location };
}
