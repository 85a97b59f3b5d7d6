import type { LineItem } from "./line-item-columns";
import type { LineItemKind } from "./line-item-kind";

/** Which kind of charge a line is, in the words of FOCUS. */
export interface LineItemCharge {
  readonly ChargeCategory: string;
  readonly ChargeClass: string | null;
  readonly ChargeFrequency: string;
}

/**
 * The charge that a line is (https://focus.finops.org/focus-specification/v1-4/#chargecategory). A negation and the discounts lower what usage costs, and
 * are usage with a negative cost. A refund is of what it gives back: its category includes refunds. A type that is not known stays as it is written, so that
 * the charge counts and `value-not-allowed` names it.
 */
export function chargeOf(item: LineItem, kind: LineItemKind | null): LineItemCharge {
  const ChargeClass = kind === "refund" || item("bill_bill_type") === "Refund" ? "Correction" : null;
  const charge = (ChargeCategory: string, ChargeFrequency = "One-Time"): LineItemCharge => ({
    ChargeCategory,
    ChargeClass,
    ChargeFrequency,
  });
  switch (kind) {
    case "usage":
    case "reservation-usage":
    case "plan-usage":
    case "plan-negation":
    case "discount":
    case "bundled-discount":
      return charge("Usage", "Usage-Based");
    case "reservation-fee":
    case "plan-fee":
      return charge("Purchase", "Recurring");
    case "plan-upfront":
    case "fee":
    case "reservation-discount":
      return charge("Purchase");
    case "tax":
      return charge("Tax");
    case "credit":
      return charge("Credit");
    case "refund":
      return charge(refundedBy(item));
    case null:
      return charge(item("line_item_line_item_type"));
  }
}

/**
 * What a refund gives back: a tax, what a commitment was bought for, usage, or something that the line does not say. AWS names the reservation or savings plan on refunds
 * of its fees (https://docs.aws.amazon.com/cur/latest/userguide/reservation-columns.html).
 */
export function refundedBy(item: LineItem): "Usage" | "Purchase" | "Tax" | "Adjustment" {
  if (item("line_item_tax_type") !== "") return "Tax";
  if (item("reservation_reservation_arn") !== "" || item("savings_plan_savings_plan_arn") !== "") return "Purchase";
  return item("line_item_usage_type") === "" ? "Adjustment" : "Usage";
}
