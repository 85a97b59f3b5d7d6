import type { UsageDetailReading } from "../azure-ea/usage-detail-reading";
import { usageFields } from "../azure-ea/usage-fields";
import type { DecimalLimits } from "../decimal/decimal-limits";
import type { NumberStyle, Separators } from "../decimal/separators";
import { toPlainDecimal } from "../decimal/to-plain-decimal";
import type { Problem } from "../problem-code";
import type { Charge } from "./charge";

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

/** The numbers of a charge. */
export type Amounts = Pick<Charge, "consumed_quantity" | "resource_rate" | "extended_cost" | "extended_cost_tax">;

/** One number of a row as plain digits. What is odd about it goes to `problems` with the original text. Absent and empty are null, no problem. */
export function readNumber(
  text: string | null,
  field: string,
  limits: DecimalLimits,
  style: NumberStyle,
  separators: Separators,
  problems: Problem[],
): string | null {
  if (text === null || text === "") return null;
  const plain = toPlainDecimal(text, limits, style, separators);
  if (typeof plain === "string") return plain;
  if (text.trim() === "") return null;
  problems.push({ code: plain.code, field, detail: text });
  return plain.value;
}

/**
 * A number that no column can hold whole, for the identity of a row: all its digits, without the exponent and the needless zeros that change from one JSON
 * library to another; as it was sent where that cannot be.
 */
export function allDigits(text: string | null, style: NumberStyle, separators: Separators): string | null {
  const plain = text === null ? null : toPlainDecimal(text, unlimited, style, separators);
  return typeof plain === "string" ? plain : text;
}

/** More digits than a source sends; the longest decimal expansion of a double has some 1,080. */
const unlimited: DecimalLimits = { integerDigits: 2000, fractionDigits: 2000 };
