import { chargeDimensions, costColumns, keysOf } from "./cost-columns";
import { unquote } from "./quoted-text";

/** The closed catalogue of what costs can be grouped and filtered by; besides these `tag:<key>`. */
export const costDimensions = ["billing_account", ...keysOf(costColumns), ...keysOf(chargeDimensions)] as const;

export type CostDimension = "billing_account" | keyof typeof costColumns | keyof typeof chargeDimensions;

/** A dimension of the catalogue, or the value of a tag. */
export type CostField = { readonly kind: "dimension"; readonly name: CostDimension } | { readonly kind: "tag"; readonly key: string };

/** What is neither in the catalogue nor `tag:` and a key gives null. A key is text, or a JSON string where it has quotes around it. */
export function parseCostField(text: string): CostField | null {
  const name = costDimensions.find((one) => one === text);
  if (name !== undefined) return { kind: "dimension", name };
  const key = text.startsWith("tag:") ? unquote(text.slice(4)) : "";
  return isTagKey(key) ? { kind: "tag", key } : null;
}

/** Azure allows 512 characters, and no provider more. */
export const isTagKey = (key: string): boolean => key !== "" && key.length <= 512;

/** What the field is called in an answer. */
export function costFieldName(field: CostField): string {
  if (field.kind === "tag") return `tag:${field.key}`;
  return field.name === "billing_account" ? "billing_account_id" : field.name;
}

/** Whether `text` means the field, as it is asked for or as it is called in an answer. */
export function isCostFieldName(field: CostField, text: string): boolean {
  return text === costFieldName(field) || (field.kind === "dimension" && text === field.name);
}

/** What a 400 names as allowed. */
export const costFieldNames: readonly string[] = [...costDimensions, "tag:<key>", 'tag:"<key>"'];
