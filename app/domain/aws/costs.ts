import { decimalLimits } from "../decimal/decimal-limits";
import { toPlainDecimal } from "../decimal/to-plain-decimal";
import { ExactSum } from "../snapshot/exact-sum";
import { refundedBy } from "./charge";
import type { LineItem, LineItemColumn } from "./line-item-columns";
import type { LineItemKind } from "./line-item-kind";

/** The four costs of a line, as text of a file. Null: the line does not say it, and the reading of FOCUS says what follows. */
export interface LineItemCosts {
  readonly BilledCost: string;
  readonly EffectiveCost: string | null;
  readonly ContractedCost: string | null;
  readonly ListCost: string | null;
}

/** A column that a line of this kind needs, and that is not in the file or says nothing that can be read. */
export interface LineItemFault {
  readonly column: LineItemColumn;
  readonly detail: string;
}

/** Whether the report has a column. */
type HasColumn = (column: LineItemColumn) => boolean;

/** The columns of effective costs that an account with a discount has twice, after it and before. */
const discounted = [
  ["reservation_net_effective_cost", "reservation_effective_cost"],
  ["reservation_net_unused_amortized_upfront_fee_for_billing_period", "reservation_unused_amortized_upfront_fee_for_billing_period"],
  ["reservation_net_unused_recurring_fee", "reservation_unused_recurring_fee"],
  ["savings_plan_net_savings_plan_effective_cost", "savings_plan_savings_plan_effective_cost"],
] as const satisfies readonly (readonly [after: LineItemColumn, before: LineItemColumn])[];
const beforeDiscount = new Map<LineItemColumn, LineItemColumn>(discounted);
const afterDiscount = new Map<LineItemColumn, LineItemColumn>(discounted.map(([after, before]) => [before, after]));

/**
 * The costs of a line. What is billed is its unblended cost, so that the bill adds up to the report's; effective costs are AWS's amortized costs
 * (https://docs.aws.amazon.com/cur/latest/userguide/amortized-reservation.html, …/cur-sp.html): usage that a commitment pays for has its share of the fees,
 * fees have none, nor have refunds of them, and the unused part is a charge of its own (`unusedOf`). The on-demand charge of usage under a savings plan and its negation stand as AWS
 * bills them: together they are nothing.
 *
 * CUR 2.0 without "manual discount compatibility" has a discount as a column instead of a line: such a line is billed at its net cost
 * (https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2-discount.html).
 * A report with these columns may have lines of discounts too, legacy reports do: the columns and the lines say the same twice
 * (https://aws.amazon.com/blogs/aws-cloud-financial-management/bundled-discounts-in-aws-cost-and-usage-report/), and a line of a discount counts with its net
 * cost, which is 0 where the net costs of other lines have the discount.
 */
export function costsOf(item: LineItem, kind: LineItemKind | null, has: HasColumn): LineItemCosts {
  const isNet = hasDiscount(item) || isDiscountBesideColumns(item, kind, has);
  const billed = isNet ? item("line_item_net_unblended_cost") : item("line_item_unblended_cost");
  const list = numberOrNull(item("pricing_public_on_demand_cost"));
  const costs = (EffectiveCost: string | null, ContractedCost: string | null, ListCost: string | null): LineItemCosts => ({
    BilledCost: billed,
    EffectiveCost,
    ContractedCost,
    ListCost,
  });
  switch (kind) {
    case "usage":
      return costs(billed, billed, list);
    case "reservation-usage":
      // Its own cost is 0: what it would have cost is said by the public price only.
      return costs(effective(item, "reservation_net_effective_cost", has), list, list);
    case "plan-usage":
      return costs(effective(item, "savings_plan_net_savings_plan_effective_cost", has), billed, list);
    case "plan-negation":
      return costs("0", "0", "0");
    case "reservation-fee":
    case "plan-fee":
    case "plan-upfront":
      return costs("0", billed, billed);
    case "fee":
      return costs(item("reservation_reservation_arn") === "" ? billed : "0", billed, billed);
    case "discount":
      return costs(billed, billed, "0");
    case "bundled-discount":
      return costs(billed, "0", "0");
    case "refund":
      // It takes back what was paid for the commitment, as the fee itself is of no day: only what is left to spread is less.
      return costs(refundedBy(item) === "Purchase" ? "0" : billed, billed, billed);
    case "tax":
    case "credit":
    case "reservation-discount":
    case null:
      return costs(billed, billed, billed);
  }
}

/**
 * The unused part of a commitment's fee: exact digits; null when all was used or the line says nothing of it. AWS writes it beside the fee, and FOCUS
 * wants it as usage of its own. https://docs.aws.amazon.com/cur/latest/userguide/amortized-reservation.html
 */
export function unusedOf(item: LineItem, kind: LineItemKind | null, has: HasColumn): string | null {
  if (kind === "reservation-fee") {
    const [upfront, recurring] = [
      effective(item, "reservation_net_unused_amortized_upfront_fee_for_billing_period", has),
      effective(item, "reservation_net_unused_recurring_fee", has),
    ];
    return nonZero(sumOf(upfront).plus(sumOf(recurring)));
  }
  if (kind === "plan-fee") {
    const [total, used] = [item("savings_plan_total_commitment_to_date"), item("savings_plan_used_commitment")];
    return nonZero(sumOf(total).minus(sumOf(used)));
  }
  return null;
}

/** What a line must say besides what every line must: an effective cost that is left out would make a month look cheaper than it is. */
export function findCostFault(item: LineItem, kind: LineItemKind | null, has: HasColumn): LineItemFault | null {
  const needed = neededBy(kind);
  const wanted = needed.find((column) => !has(column));
  if (wanted !== undefined)
    return {
      column: wanted,
      detail: `is not in the file, and a line of the type ${item("line_item_line_item_type")} has its effective cost there`,
    };
  const numbers = [...needed, ...needed.flatMap((column) => afterDiscount.get(column) ?? []), ...netColumns];
  const unreadable = numbers.find((column) => item(column) !== "" && numberOrNull(item(column)) === null);
  if (unreadable !== undefined) return { column: unreadable, detail: `${JSON.stringify(item(unreadable))} is not a decimal number` };
  if (hasDiscount(item) && item("line_item_net_unblended_cost") === "")
    return { column: "line_item_net_unblended_cost", detail: "is empty, and the line has a discount: nothing says what is billed" };
  if (isDiscountBesideColumns(item, kind, has) && item("line_item_net_unblended_cost") === "")
    return {
      column: "line_item_net_unblended_cost",
      detail: "is empty, and the line is a discount: nothing says whether the net costs of other lines have it already",
    };
  if (kind === "plan-fee" && (item("savings_plan_total_commitment_to_date") === "") !== (item("savings_plan_used_commitment") === ""))
    return {
      column: "savings_plan_used_commitment",
      detail: "is empty where savings_plan_total_commitment_to_date is not, or the other way round",
    };
  return null;
}

function neededBy(kind: LineItemKind | null): readonly LineItemColumn[] {
  switch (kind) {
    case "reservation-usage":
      return ["reservation_effective_cost"];
    case "plan-usage":
      return ["savings_plan_savings_plan_effective_cost"];
    case "reservation-fee":
      return ["reservation_unused_amortized_upfront_fee_for_billing_period", "reservation_unused_recurring_fee"];
    case "plan-fee":
      return ["savings_plan_total_commitment_to_date", "savings_plan_used_commitment"];
    case "usage":
    case "plan-negation":
    case "plan-upfront":
    case "fee":
    case "tax":
    case "credit":
    case "refund":
    case "discount":
    case "bundled-discount":
    case "reservation-discount":
    case null:
      return [];
  }
}

const netColumns: readonly LineItemColumn[] = ["discount_total_discount", "line_item_net_unblended_cost"];

function hasDiscount(item: LineItem): boolean {
  return sumOf(item("discount_total_discount")).toString() !== "0";
}

/** Whether a line is a discount, in a report that has discounts in columns. */
function isDiscountBesideColumns(item: LineItem, kind: LineItemKind | null, has: HasColumn): boolean {
  const isDiscount =
    kind === "discount" ||
    kind === "bundled-discount" ||
    kind === "reservation-discount" ||
    (kind === null && item("line_item_line_item_type").endsWith("Discount"));
  return isDiscount && has("discount_total_discount") && has("line_item_net_unblended_cost");
}

/**
 * After discounts, where the line has one or its commitment has: usage that a commitment pays for has no discount of its own, but a share of a fee that has.
 * A report without discounts repeats the cost before them, or has nothing or 0 there.
 */
function effective(item: LineItem, net: (typeof discounted)[number][0], has: HasColumn): string | null {
  const isDiscounted = hasDiscount(item) || (has("discount_total_discount") && sumOf(item(net)).toString() !== "0");
  const after = isDiscounted ? item(net) : "";
  const cost = after === "" ? item(beforeDiscount.get(net) ?? net) : after;
  return cost === "" ? null : cost;
}

/** A price that is not known may be any text in reports of tools. */
export function numberOrNull(text: string): string | null {
  if (text === "") return null;
  const read = toPlainDecimal(text, decimalLimits.cost, "plain");
  return typeof read === "string" || read.code === "number-rounded" ? text : null;
}

/** Of no text and of none that is a number: 0. */
function sumOf(text: string | null): ExactSum {
  const read = text === null || text === "" ? "0" : toPlainDecimal(text, decimalLimits.cost, "plain");
  return new ExactSum(typeof read === "string" ? read : (read.value ?? "0"));
}

function nonZero(sum: ExactSum): string | null {
  const text = sum.toString();
  return text === "0" ? null : text;
}
