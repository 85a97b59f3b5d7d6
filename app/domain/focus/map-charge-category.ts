import { sqlText } from "./sql-text";

/**
 * SQL: a word of the Cost Management schemas, such as `UsageBased`, in lower case and letters alone: exports write `Usage Based` and `usage_based` too.
 */
export function mapWord(text: string): string {
  return `lower(replaceRegexpAll(${text}, '[^A-Za-z]', ''))`;
}

/** What chargeType may say, by `mapWord`. A refund takes a purchase back; what nobody used of a commitment is usage. */
const categories = {
  usage: "Usage",
  unusedreservation: "Usage",
  unusedsavingsplan: "Usage",
  purchase: "Purchase",
  refund: "Purchase",
  tax: "Tax",
  credit: "Credit",
  adjustment: "Adjustment",
  rounding: "Adjustment",
  roundingadjustment: "Adjustment",
} as const;

/** SQL: whether a charge type is none that Azure documents: its category is Adjustment, and `unknown-charge-type` says so. */
export function isUnknownChargeType(chargeType: string): string {
  return `(${chargeType} NOT IN (${["", ...Object.keys(categories)].map(sqlText).join(", ")}))`;
}

/** SQL: whether a row is what nobody used of a reservation or a savings plan. */
export function isUnusedCommitment(chargeType: string): string {
  return `(${chargeType} IN ('unusedreservation', 'unusedsavingsplan'))`;
}

/** SQL expressions of the source fields that tell charge categories apart. */
export interface ChargeKindInput {
  /** By `mapWord`; '' in the legacy schema. */
  readonly chargeType: string;
  readonly instanceId: string;
  readonly product: string;
  readonly meterCategory: string;
  readonly meterName: string;
}

/**
 * SQL: ChargeCategory: what chargeType says. A legacy usage detail has none: everything is Usage but what its own words say otherwise of a row that belongs to no
 * resource. A reservation's purchase is a row of its order, or of none, and so is what is paid back of it, which FOCUS counts as the same Purchase with
 * a negative quantity.
 *
 * TSV row `(derived) ChargeCategory`: "legacy usage detail: Usage; reservation-charges -> Purchase; rounding -> Adjustment; service credit rows ->
 * Credit; VAT rows -> Tax. Modern: Usage/Purchase/Credit/Tax same, Unused* -> Usage, Refund -> Purchase, other -> Adjustment".
 */
export function mapChargeCategory({ chargeType, instanceId, product, meterCategory, meterName }: ChargeKindInput): string {
  // Text by text, and not joined: the engine then looks at each text of a block once.
  const says = (pattern: string): string =>
    `(${[product, meterCategory, meterName].map((text) => `match(${text}, ${sqlText(`(?i)${pattern}`)})`).join(" OR ")})`;
  const said = Object.entries(categories).map(([word, category]) => `${chargeType} = '${word}', '${category}'`);
  return (
    `multiIf(${said.join(", ")}, ${chargeType} != '', 'Adjustment', ${isCommitmentOrder(`lower(${instanceId})`)}, 'Purchase', ${instanceId} != '', 'Usage', ` +
    `${says("^ *reserved |\\breservation\\b|savings plan")}, 'Purchase', ${says("rounding ?adjustment")}, 'Adjustment', ` +
    `${says("\\b(service|sla|azure|promotional) credits?\\b|^credits?$")}, 'Credit', ` +
    `${says("\\b(vat|value.added tax|sales tax)\\b|^tax$|增值税")}, 'Tax', 'Usage')`
  );
}

/** SQL: whether a row is about a reservation order or a savings plan itself, and not about what it covers. The id is in lower case. */
export function isCommitmentOrder(lowerInstanceId: string): string {
  const orders = ["microsoft.capacity/reservationorders", "microsoft.billingbenefits/savingsplanorders"];
  return `(${orders.map((order) => `startsWith(${lowerInstanceId}, '/providers/${order}/')`).join(" OR ")})`;
}
