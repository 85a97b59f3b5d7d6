/**
 * What a line of the report is. `plan` is a savings plan, `reservation` a reserved instance or reserved capacity. `null`: an unknown type.
 * https://docs.aws.amazon.com/cur/latest/userguide/Lineitem-columns.html#Lineitem-details-L-LineItemType
 */
export type LineItemKind =
  | "usage"
  | "reservation-usage"
  | "plan-usage"
  /** Takes back what `plan-usage` was charged at the on-demand rate. */
  | "plan-negation"
  /** The monthly fee of a reservation, with its unused part. */
  | "reservation-fee"
  | "plan-fee"
  | "plan-upfront"
  | "fee"
  | "tax"
  | "credit"
  | "refund"
  /** A discount in a line of its own, for the usage of an account. */
  | "discount"
  /** A discount for usage of another service, such as AWS WAF with Shield Advanced: no price was agreed on for it. */
  | "bundled-discount"
  /** A discount on the fees of reservations. */
  | "reservation-discount";

const kinds: ReadonlyMap<string, LineItemKind> = new Map<string, LineItemKind>([
  ["Usage", "usage"],
  ["DiscountedUsage", "reservation-usage"],
  ["SavingsPlanCoveredUsage", "plan-usage"],
  ["SavingsPlanNegation", "plan-negation"],
  ["RIFee", "reservation-fee"],
  ["SavingsPlanRecurringFee", "plan-fee"],
  ["SavingsPlanUpfrontFee", "plan-upfront"],
  ["Fee", "fee"],
  ["Tax", "tax"],
  ["Credit", "credit"],
  ["Refund", "refund"],
  ["Discount", "discount"],
  ["EdpDiscount", "discount"],
  ["PrivateRateDiscount", "discount"],
  ["SppDiscount", "discount"],
  ["DistributorDiscount", "discount"],
  ["BundledDiscount", "bundled-discount"],
  ["RiVolumeDiscount", "reservation-discount"],
]);

/** The kind of a `line_item_line_item_type`. */
export function kindOfLineItem(type: string): LineItemKind | null {
  return kinds.get(type) ?? null;
}
