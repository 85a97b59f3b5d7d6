import type { RowDetail } from "../azure-ea/usage-detail";
import { usageFields } from "../azure-ea/usage-fields";
import type { NumberStyle } from "../decimal/number-style";
import type { Problem } from "../problem";
import type { Amounts } from "./amounts";
import { readNumber } from "./read-number";

/**
 * The numbers of a row, read and never recomputed: quantity × rate differs from the cost on real rows. A cost that is absent is named, as a
 * charge without a cost is worth a question; many reports have no rate.
 */
export function readAmounts(detail: RowDetail, style: NumberStyle, addTax: (cost: string) => string | null, problems: Problem[]): Amounts {
  const quantity = readNumber(detail.consumed_quantity, "consumed_quantity", usageFields.consumed_quantity.limits, style, problems);
  const rate = readNumber(detail.resource_rate, "resource_rate", usageFields.resource_rate.limits, style, problems);
  const cost = readNumber(detail.extended_cost, "extended_cost", usageFields.extended_cost.limits, style, problems);
  const withTax = cost === null ? null : addTax(cost);
  if (quantity?.startsWith("-") === true) problems.push({ code: "number-negative", field: "consumed_quantity", detail: quantity });
  if (cost === null && (detail.extended_cost ?? "").trim() === "") {
    problems.push({ code: "number-missing", field: "extended_cost", detail: "" });
  }
  if (cost !== null && withTax === null) problems.push({ code: "tax-out-of-range", field: "extended_cost_tax", detail: cost });
  return { consumed_quantity: quantity, resource_rate: rate, extended_cost: cost, extended_cost_tax: withTax };
}
