import type { UsageDetailReading } from "../azure-ea/usage-detail-reading";
import { usageFields } from "../azure-ea/usage-fields";
import type { Problem } from "../problem";
import type { Amounts } from "./amounts";
import { readNumber } from "./read-number";

/**
 * The numbers of a row, read and never recomputed: quantity × rate differs from the cost on real rows. A cost that is absent is named, as a
 * charge without a cost is worth a question; many reports have no rate.
 */
export function readAmounts(reading: UsageDetailReading, addTax: (cost: string) => string | null, problems: Problem[]): Amounts {
  const { row: detail } = reading;
  const { separators } = reading.proof;
  const { numberStyle: style } = reading.reader;
  const quantity = readNumber(
    detail.consumed_quantity,
    "consumed_quantity",
    usageFields.consumed_quantity.limits,
    style,
    separators,
    problems,
  );
  const rate = readNumber(detail.resource_rate, "resource_rate", usageFields.resource_rate.limits, style, separators, problems);
  const cost = readNumber(detail.extended_cost, "extended_cost", usageFields.extended_cost.limits, style, separators, problems);
  const withTax = cost === null ? null : addTax(cost);
  if (quantity?.startsWith("-") === true) problems.push({ code: "number-negative", field: "consumed_quantity", detail: quantity });
  if (cost === null && (detail.extended_cost ?? "").trim() === "") {
    problems.push({ code: "number-missing", field: "extended_cost", detail: "" });
  }
  if (cost !== null && withTax === null) problems.push({ code: "tax-out-of-range", field: "extended_cost_tax", detail: cost });
  return { consumed_quantity: quantity, resource_rate: rate, extended_cost: cost, extended_cost_tax: withTax };
}
