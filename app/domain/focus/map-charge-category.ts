import { sqlText } from "./sql-text";

/** SQL expressions of the source fields that tell charge categories apart. */
export interface ChargeKindInput {
  readonly instanceId: string;
  readonly product: string;
  readonly meterCategory: string;
  readonly meterName: string;
}

/**
 * SQL: ChargeCategory. A legacy usage detail has no charge type: everything is Usage but what its own words say otherwise of a row that belongs to no
 * resource. A reservation's purchase is a row of its order, or of none, and so is what is paid back of it, which FOCUS counts as the same Purchase with
 * a negative quantity.
 *
 * TSV row `(derived) ChargeCategory`: "legacy usage detail: Usage; reservation-charges -> Purchase; rounding -> Adjustment; service credit rows ->
 * Credit; VAT rows -> Tax".
 */
export function mapChargeCategory({ instanceId, product, meterCategory, meterName }: ChargeKindInput): string {
  // Text by text, and not joined: the engine then looks at each text of a block once.
  const says = (pattern: string): string =>
    `(${[product, meterCategory, meterName].map((text) => `match(${text}, ${sqlText(`(?i)${pattern}`)})`).join(" OR ")})`;
  return (
    `multiIf(${isCommitmentOrder(`lower(${instanceId})`)}, 'Purchase', ${instanceId} != '', 'Usage', ` +
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
