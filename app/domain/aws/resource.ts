import type { LineItem } from "./line-item-columns";
import { productOf } from "./product";

/** The resource of a line. */
export interface LineItemResource {
  readonly ResourceId: string | null;
  readonly ResourceType: string | null;
}

/**
 * The resource that a line is of. Where a commitment is bought or not used, it is the commitment (FOCUS 1.4, ResourceId). The type is the family of the
 * product, and without one what an ARN says: `arn:aws-cn:rds:cn-north-1:123456789012:db:orders` is `rds:db`.
 */
export function resourceOf(item: LineItem, commitment: { readonly id: string; readonly type: string } | null): LineItemResource {
  if (commitment !== null) return { ResourceId: commitment.id, ResourceType: commitment.type };
  const id = item("line_item_resource_id");
  if (id === "") return { ResourceId: null, ResourceType: null };
  const [, service, type] = /^arn:aws[\w-]*:([\w-]+):[^:]*:[^:]*:(?:([\w-]+)[:/])?/.exec(id) ?? [];
  const family = productOf(item, "product_product_family");
  const ofArn = service === undefined ? "" : type === undefined ? service : `${service}:${type}`;
  return { ResourceId: id, ResourceType: family || ofArn || item("line_item_product_code") || null };
}
