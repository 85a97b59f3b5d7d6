import type { SimulatedSchema } from "./simulator-options";

/** How a simulated server spells its rows. */
export interface WireSpelling {
  readonly form: "china" | "consumption";
  readonly casing: "camel" | "pascal";
  /** Whose columns the rows have. */
  readonly schema: SimulatedSchema;
}

/** A field's name on the wire, from its camelCase name in the China form: the global form calls two of them otherwise. */
export function wireField(name: string, spelling: WireSpelling): string {
  const spelled =
    spelling.schema !== "legacy"
      ? (costManagementNames.get(name) ?? name)
      : spelling.form === "consumption"
        ? (globalNames.get(name) ?? name)
        : name;
  return spelling.casing === "pascal" ? spelled.slice(0, 1).toUpperCase() + spelled.slice(1) : spelled;
}

/** Where the Cost Management schema calls a field otherwise. */
const costManagementNames: ReadonlyMap<string, string> = new Map([
  ["extendedCost", "cost"],
  ["consumedQuantity", "quantity"],
  ["resourceRate", "effectivePrice"],
  ["instanceId", "resourceId"],
  ["departmentName", "invoiceSectionName"],
  ["subscriptionGuid", "subscriptionId"],
]);

const globalNames: ReadonlyMap<string, string> = new Map([
  ["extendedCost", "cost"],
  ["accountOwnerId", "accountOwnerEmail"],
]);
