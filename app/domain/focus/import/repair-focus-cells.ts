import { toDecimalText } from "../../decimal/to-plain-decimal";
import { parseUnitOfMeasure } from "../reference/parse-unit-of-measure";
import type { FocusCellReader } from "./assume-focus-value";

/** `repairPricingBlockSize` of a row that has been read: the columns that change, and to what. The unit of a quantity in blocks says the block: `10000 Units`. */
export function repairFocusCells(
  read: FocusCellReader,
):
  | { readonly kind: "fine" | "suspected" }
  | { readonly kind: "repaired"; readonly values: readonly (readonly [(typeof repairedColumns)[number] | "PricingUnit", string])[] } {
  const repair = repairPricingBlockSize({
    pricingBlockSize: read("x_PricingBlockSize") ?? pricingBlockSizeOf(read("x_PricingUnitDescription")),
    billedCost: read("BilledCost") ?? "0",
    effectiveCost: read("EffectiveCost") ?? "0",
    pricingQuantity: read("PricingQuantity"),
    consumedQuantity: read("ConsumedQuantity"),
    contractedUnitPrice: read("ContractedUnitPrice"),
    contractedCost: read("ContractedCost"),
    listUnitPrice: read("ListUnitPrice"),
    listCost: read("ListCost"),
  });
  if (repair.kind !== "repaired") return repair;
  const values = repairedColumns.flatMap((name): (readonly [(typeof repairedColumns)[number] | "PricingUnit", string])[] => {
    const value = repair.values[name];
    return value === undefined ? [] : [[name, value]];
  });
  const unit = read("PricingUnit");
  const isCounted = repair.values.PricingQuantity !== undefined && unit !== null && !/^\d/.test(unit);
  return { kind: "repaired", values: isCounted ? [...values, ["PricingUnit", `${repair.pricingBlockSize} ${unit}`]] : values };
}

/** Files without the column have the unit as Azure writes it: `10K`. */
function pricingBlockSizeOf(unitOfMeasure: string | null): string | null {
  const unit = unitOfMeasure === null ? null : parseUnitOfMeasure(unitOfMeasure);
  return unit !== null && "pricingBlockSize" in unit ? unit.pricingBlockSize : null;
}

const repairedColumns = ["PricingQuantity", "ConsumedQuantity", "ContractedCost", "ListCost"] as const;

/** What a row of Microsoft says of its price: plain decimal texts. */
export interface RowPricing {
  /** x_PricingBlockSize: 10000 for a meter sold by `10K`; null where the file does not say it. */
  readonly pricingBlockSize: string | null;
  readonly billedCost: string;
  readonly effectiveCost: string;
  readonly pricingQuantity: string | null;
  readonly consumedQuantity: string | null;
  readonly contractedUnitPrice: string | null;
  readonly contractedCost: string | null;
  readonly listUnitPrice: string | null;
  readonly listCost: string | null;
}

export type PricingRepair =
  | { readonly kind: "fine" }
  | { readonly kind: "suspected" }
  /** Only what was wrong, with its right value. */
  | {
      readonly kind: "repaired";
      readonly pricingBlockSize: string;
      readonly values: Readonly<Partial<Record<"PricingQuantity" | "ConsumedQuantity" | "ContractedCost" | "ListCost", string>>>;
    };

/**
 * Azure counts meters sold in pricing blocks (`10K`) in blocks. Microsoft's FOCUS export takes that for single units and divides by the pricing block size once more, so that
 * PricingQuantity, and the ContractedCost and ListCost made of it, are too small by the pricing block size (github.com/microsoft/finops-toolkit/issues/727).
 * Not all files have the defect, so the row itself must prove it: what it cost is the contracted price times the quantity only after the quantity
 * has been multiplied by the pricing block size. Products are exact. A row whose discount hides the proof is left as it is and said to be suspect.
 * Where the file does not say the pricing block size, the quantities do: the defect makes PricingQuantity of ConsumedQuantity by dividing by it. It must then also
 * be the factor between price and cost, since hours and months differ by a whole number too.
 */
export function repairPricingBlockSize(row: RowPricing): PricingRepair {
  const { pricingQuantity, contractedUnitPrice, contractedCost, consumedQuantity, listUnitPrice, listCost } = row;
  const pricingBlockSize = row.pricingBlockSize ?? wholeQuotient(consumedQuantity, pricingQuantity);
  const paid = row.effectiveCost === "0" ? row.billedCost : row.effectiveCost;
  /** Nothing proves a block, but the contracted cost is too small by what is sold in one. */
  const unproved: PricingRepair = { kind: contractedCost !== null && isPowerOfTenTooSmall(contractedCost, paid) ? "suspected" : "fine" };
  if (pricingBlockSize === null || paid === "0" || !/^\d+$/.test(pricingBlockSize) || compareSizes(pricingBlockSize, "1") !== "larger")
    return unproved;
  /** A value that is right only after it has been multiplied by the pricing block size. */
  const times = (value: string): string => multiplyDecimals(value, pricingBlockSize);
  const isTooSmall = (value: string): boolean => compareSizes(value, paid) !== "near" && compareSizes(times(value), paid) === "near";

  const price = pricingQuantity === null || contractedUnitPrice === null ? null : multiplyDecimals(pricingQuantity, contractedUnitPrice);
  const costTooSmall = contractedCost !== null && isTooSmall(contractedCost);
  const quantityTooSmall = price !== null && isTooSmall(price);
  if (!costTooSmall && !quantityTooSmall) {
    const short =
      contractedCost !== null && compareSizes(contractedCost, paid) === "smaller" && compareSizes(times(contractedCost), paid) === "larger";
    return short && row.pricingBlockSize !== null ? { kind: "suspected" } : unproved;
  }
  const values: Partial<Record<"PricingQuantity" | "ConsumedQuantity" | "ContractedCost" | "ListCost", string>> = {};
  if (costTooSmall) values.ContractedCost = times(contractedCost);
  if (quantityTooSmall && pricingQuantity !== null) {
    values.PricingQuantity = times(pricingQuantity);
    // The number of blocks, which the export took for the number of units.
    if (consumedQuantity !== null && compareSizes(times(pricingQuantity), consumedQuantity) === "near") {
      values.ConsumedQuantity = times(consumedQuantity);
    }
    // A cost of few digits does not come to what was paid when it is multiplied. The quantity has proved the defect, and the product has all digits.
    if (contractedCost !== null && !costTooSmall && isRoundedFrom(contractedCost, price)) {
      values.ContractedCost = times(price);
    }
    const listed = listUnitPrice === null ? null : multiplyDecimals(listUnitPrice, pricingQuantity);
    if (listed !== null && listCost !== null && listCost !== "0" && compareSizes(listed, listCost) === "near")
      values.ListCost = times(listCost);
  }
  return { kind: "repaired", pricingBlockSize, values };
}

/**
 * Whether a contracted cost is what was paid divided by ten, a hundred or a higher power, perhaps rounded: it is what was paid without the discount of a
 * commitment, and so never smaller.
 */
function isPowerOfTenTooSmall(contracted: string, paid: string): boolean {
  if (contracted === paid || contracted === "0" || paid === "0" || paid.startsWith("-") !== contracted.startsWith("-")) return false;
  const zeros = leadingPlace(paid) - leadingPlace(contracted);
  return [zeros, zeros + 1].some((power) => {
    if (power < 1) return false;
    const divided = multiplyDecimals(paid, `0.${"0".repeat(power - 1)}1`);
    return compareSizes(contracted, divided) === "near" || isRoundedFrom(contracted, divided);
  });
}

/** Where the first digit of a plain decimal stands: 0 for ones, 1 for tens, -1 for tenths. */
function leadingPlace(plain: string): number {
  const [whole = "", fraction = ""] = plain.replace("-", "").split(".");
  return whole === "0" ? -1 - fraction.search(/[1-9]/) : whole.length - 1;
}

/** Whether a cost is a product rounded: they differ by at most half a unit of the cost's last digit. A cost of 0 means unknown, not rounded. */
function isRoundedFrom(cost: string, product: string): boolean {
  if (cost === "0") return false;
  const scale = Math.max(countDecimals(cost), countDecimals(product));
  const difference = toUnits(cost, scale) - toUnits(product, scale);
  return (difference < 0n ? -difference : difference) * 2n <= 10n ** BigInt(scale - countDecimals(cost));
}

/** How many times a quantity goes into a larger one, when that is a whole number; a rounded quantity still gives it. */
function wholeQuotient(dividend: string | null, divisor: string | null): string | null {
  if (
    dividend === divisor ||
    dividend === null ||
    divisor === null ||
    divisor === "0" ||
    divisor.startsWith("-") !== dividend.startsWith("-")
  )
    return null;
  const scale = Math.max(countDecimals(dividend), countDecimals(divisor));
  const [over, under] = [toUnits(dividend, scale), toUnits(divisor, scale)];
  const quotient = ((over * 2n) / under + 1n) / 2n;
  const text = quotient.toString();
  return quotient > 1n && compareSizes(multiplyDecimals(divisor, text), dividend) === "near" ? text : null;
}

/**
 * How a plain decimal text lies to another one: `near` when they are apart by at most a thousandth of the second, else by distance from zero. A thousandth
 * lets rounded prices pass and is far from any pricing block size.
 */
export function compareSizes(value: string, to: string): "near" | "smaller" | "larger" {
  if (value === to) return "near";
  const scale = Math.max(countDecimals(value), countDecimals(to));
  const left = toUnits(value, scale);
  const right = toUnits(to, scale);
  if (size(left - right) * 1000n <= size(right)) return "near";
  return size(left) < size(right) ? "smaller" : "larger";
}

/** A plain decimal text as a whole number of units of its `scale`-th digit. */
function toUnits(plain: string, scale: number): bigint {
  return BigInt(plain.replace(".", "") + "0".repeat(scale - countDecimals(plain)));
}

function size(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** The exact product of two plain decimal texts. */
export function multiplyDecimals(a: string, b: string): string {
  return toDecimalText(BigInt(a.replace(".", "")) * BigInt(b.replace(".", "")), countDecimals(a) + countDecimals(b));
}

/** How many digits a plain decimal has after its point. */
function countDecimals(plain: string): number {
  const point = plain.indexOf(".");
  return point === -1 ? 0 : plain.length - point - 1;
}
