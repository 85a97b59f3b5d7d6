import type { LineItem, LineItemColumn } from "./line-item-columns";
import type { LineItemKind } from "./line-item-kind";
import { refundedBy } from "./charge";
import { numberOrNull } from "./costs";

/** What a line says of the commitment that it buys or is paid by; all null where it says nothing of one. */
export interface LineItemCommitment {
  readonly CommitmentDiscountCategory: "Spend" | "Usage" | null;
  readonly CommitmentDiscountId: string | null;
  readonly CommitmentDiscountQuantity: string | null;
  readonly CommitmentDiscountStatus: "Used" | "Unused" | null;
  readonly CommitmentDiscountType: string | null;
  readonly CommitmentDiscountUnit: string | null;
}

/**
 * The commitment of a line (https://focus.finops.org/focus-specification/v1-4/#commitmentdiscountid). A savings plan is a promise to spend and counted in
 * money, a reservation one to use and counted as its usage is: in normalised units where the report has them for what was used and for what was not, since a
 * reservation may be used by machines of other sizes. A negation says of the same plan that its usage is not billed. `unused`: the amount of the
 * charge for the unused part; null for the line itself.
 */
export function commitmentOf(
  item: LineItem,
  kind: LineItemKind | null,
  unused: string | null,
  has: (column: LineItemColumn) => boolean,
): LineItemCommitment {
  const [plan, reservation] = [item("savings_plan_savings_plan_arn"), item("reservation_reservation_arn")];
  const isPlan = plan !== "" && kind !== "fee";
  const id = isPlan ? plan : reservation;
  if (id === "" || !isOfCommitment(item, kind)) return none;
  const status = unused !== null ? "Unused" : isUsage(kind) ? "Used" : null;
  // A refund has no price, and FOCUS wants no quantity then.
  const counted = kind === "refund" ? null : isPlan ? countPlan(item, kind, unused) : countReservation(item, unused, has);
  return {
    CommitmentDiscountCategory: isPlan ? "Spend" : "Usage",
    CommitmentDiscountId: id,
    CommitmentDiscountQuantity: counted?.quantity ?? null,
    CommitmentDiscountStatus: status,
    CommitmentDiscountType: isPlan ? "Savings Plan" : "Reserved Instance",
    CommitmentDiscountUnit: counted?.unit ?? null,
  };
}

/** Whether a line is usage that a commitment pays for. */
export function isCommittedKind(kind: LineItemKind | null): boolean {
  return kind === "reservation-usage" || kind === "plan-usage";
}

function isUsage(kind: LineItemKind | null): boolean {
  return isCommittedKind(kind) || kind === "plan-negation";
}

/** Taxes and credits name a commitment at times, and so do refunds of a tax: they are no purchase of it, and their effective cost is what they are billed with. */
function isOfCommitment(item: LineItem, kind: LineItemKind | null): boolean {
  if (kind === "refund") return refundedBy(item) === "Purchase";
  return isUsage(kind) || kind === "reservation-fee" || kind === "plan-fee" || kind === "plan-upfront" || kind === "fee";
}

interface Count {
  readonly quantity: string;
  readonly unit: string;
}

function countReservation(item: LineItem, unused: string | null, has: (column: LineItemColumn) => boolean): Count | null {
  const [amount, normalized] =
    unused === null
      ? (["line_item_usage_amount", "line_item_normalized_usage_amount"] as const)
      : (["reservation_unused_quantity", "reservation_unused_normalized_unit_quantity"] as const);
  const unit = item("pricing_unit");
  const isNormalized = normalizedColumns.every(has) && !/^[0.]*$/.test(item(normalized));
  const quantity = item(isNormalized ? normalized : amount);
  if (quantity === "" || unit === "") return null;
  return { quantity, unit: !isNormalized ? unit : unit === "Hrs" ? "Normalized Hours" : `Normalized ${unit}` };
}

const normalizedColumns = ["line_item_normalized_usage_amount", "reservation_unused_normalized_unit_quantity"] as const;

function countPlan(item: LineItem, kind: LineItemKind | null, unused: string | null): Count | null {
  const unit = item("line_item_currency_code");
  const quantity =
    unused ??
    (kind === "plan-usage"
      ? numberOrNull(item("savings_plan_savings_plan_effective_cost"))
      : kind === "plan-fee"
        ? numberOrNull(item("savings_plan_total_commitment_to_date"))
        : null);
  return quantity === null ? null : { quantity, unit };
}

const none: LineItemCommitment = {
  CommitmentDiscountCategory: null,
  CommitmentDiscountId: null,
  CommitmentDiscountQuantity: null,
  CommitmentDiscountStatus: null,
  CommitmentDiscountType: null,
  CommitmentDiscountUnit: null,
};
