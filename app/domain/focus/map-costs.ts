import { usedCostSql } from "../commitment/share-day";

/** What is known of what commitments cost by day, beside the rows themselves: nothing, or what CommitmentDay has of their snapshot. */
export type CommitmentCosts = "unknown" | "by-day";

/** SQL expressions of a charge and its commitment; those from `isCharged` on are conditions. */
export interface CostsInput {
  /** A condition. */
  readonly isPurchase: string;
  readonly commitmentId: string;
  /** extendedCost, 0 when there is none. */
  readonly cost: string;
  /** The cost is not 0. */
  readonly isCharged: string;
  /** Usage that a commitment covers, or its unused part. */
  readonly isCovered: string;
  /** The row is of the Cost Management schemas. */
  readonly isModern: string;
  /** No bill has the row: it is the unused part of a commitment. */
  readonly isAdded: string;
  readonly commitments: CommitmentCosts;
}

/** SQL: the share of a commitment's day that a row has, by the hourly rate of the day; null where the row has none, or the rate is not known. */
export function mapAmortizedCost(commitments: CommitmentCosts): string {
  if (commitments === "unknown") return "CAST(NULL, 'Nullable(Decimal(38, 18))')";
  return `multiIf(isAdded, added_cost, isHourShare AND notEmpty(dayEvidence), ${usedCostSql("hourlyRate", "commitmentHours")}, NULL)`;
}

/**
 * SQL: BilledCost and EffectiveCost, and the problems of both.
 *
 * Azure has two reports in one schema, and no column says which. In actual cost, what a commitment covers costs 0, and its purchase has the price.
 * In amortised cost the purchase is left out, and covered and unused rows carry its share. So a covered row that costs something is an amortised one, and
 * that proves it: its cost is EffectiveCost, and BilledCost, which the purchase has, is 0. A covered row that costs 0 and the purchase itself are not
 * amortised: FOCUS wants 0 on the purchase, and the row does not say its share. `commitments` knows it where the terms of the commitment are known. Rows of the
 * legacy schema have no amortised report: their cost is what was billed. docs/focus-mapping.md `extendedCost -> EffectiveCost`.
 */
export function mapCosts({ isPurchase, commitmentId, cost, isCharged, isCovered, isModern, isAdded, commitments }: CostsInput): {
  readonly BilledCost: string;
  readonly EffectiveCost: string;
  /** Which evidence EffectiveCost has: `billed` is the cost of the row itself. */
  readonly x_EffectiveCostSource: string;
  readonly isAmortized: string;
  readonly isNotAmortized: string;
} {
  const isBought = `(${isPurchase} AND ${commitmentId} IS NOT NULL)`;
  const isAmortized = `(${isCovered} AND ${isModern} AND ${isCharged})`;
  const isUnknown = `(${isBought} OR ${isCovered} AND NOT ${isCharged})`;
  if (commitments === "unknown")
    return {
      BilledCost: `if(${isAmortized}, toDecimal128(0, 18), ${cost})`,
      EffectiveCost: `if(${isBought}, toDecimal128(0, 18), ${cost})`,
      x_EffectiveCostSource: `multiIf(${isAmortized}, 'amortized-report', ${isUnknown}, 'unknown', 'billed')`,
      isAmortized,
      isNotAmortized: isUnknown,
    };
  // A purchase is known by its day as well: what it paid for is spread from that day on.
  const isKnown = `(${isAdded} OR amortizedCost IS NOT NULL OR ${isBought} AND notEmpty(dayEvidence))`;
  return {
    BilledCost: `if(${isAmortized}, toDecimal128(0, 18), ${cost})`,
    EffectiveCost: `multiIf(${isBought}, toDecimal128(0, 18), amortizedCost IS NOT NULL, assumeNotNull(amortizedCost), ${cost})`,
    x_EffectiveCostSource: `multiIf(${isAmortized}, 'amortized-report', ${isKnown}, dayEvidence, ${isUnknown}, 'unknown', 'billed')`,
    isAmortized,
    isNotAmortized: `(${isUnknown} AND NOT ${isKnown})`,
  };
}

/** SQL expressions; `contractedUnitPrice`, `pricingQuantity` and `product`, which is that of `productOf`, may be null. */
export interface ContractedCostInput {
  readonly contractedUnitPrice: string;
  readonly pricingQuantity: string;
  readonly product: string;
  /** What Azure charged for the row. */
  readonly cost: string;
  /** A condition: the cost is that of a commitment's price, so that the contracted price does not explain it. */
  readonly isCommitmentCost: string;
}

/**
 * SQL: ContractedCost. The product of price and quantity, where it is the cost but for the digits that Azure cut off; else what was charged, and
 * `isMismatch` says that they differ, which it does not where there is no product. What a commitment covers costs less than its contracted price, so that
 * there the product stands, and without one the contracted cost is unknown, which `isUnknown` says.
 *
 * docs/focus-mapping.md `extendedCost -> ContractedCost`: "ContractedUnitPrice * PricingQuantity == extendedCost within the digits; outside it keep extendedCost and
 * flag".
 */
export function mapContractedCost(input: ContractedCostInput): {
  readonly ContractedCost: string;
  readonly isMismatch: string;
  readonly isUnknown: string;
} {
  const { contractedUnitPrice, pricingQuantity, product, cost, isCommitmentCost } = input;
  const isNear = `ifNull(${isProduct(product, contractedUnitPrice, pricingQuantity, cost)}, false)`;
  return {
    ContractedCost: `if(${isCommitmentCost} OR ${isNear}, ifNull(accurateCastOrNull(${product}, 'Decimal(38, 18)'), ${cost}), ${cost})`,
    isMismatch: `(NOT ${isCommitmentCost} AND ${product} IS NOT NULL AND NOT ${isNear})`,
    isUnknown: `(${isCommitmentCost} AND accurateCastOrNull(${product}, 'Decimal(38, 18)') IS NULL)`,
  };
}

/** SQL: price × quantity, exact but for its rounding to the 18 decimals of a cost. Null when either is. */
export function productOf(price: string, quantity: string): string {
  return `round(toDecimal256(${price}, 18) * toDecimal256(${quantity}, 18), 18)`;
}

/**
 * SQL: whether a cost is price × quantity but for the digits that its source cut off: true, false, or null when one of them is null. A number with fewer
 * than eight decimals was written whole. Of a longer one the last digit may be off by one, as Azure cuts quantities at their eighth or ninth decimal
 * and others write doubles: so the product may differ by one unit of each last digit, times what it is multiplied by. A ratio of the cost would let
 * large costs hide large errors. `product` is that of `productOf`. Floating point decides only whether to complain; no amount is made of it.
 */
export function isProduct(product: string, price: string, quantity: string, cost: string): string {
  const difference = `toDecimal256(${product}, 18) - toDecimal256(${cost}, 18)`;
  const isExact = `ifNull(${difference} = 0, true)`;
  // The engine may evaluate a branch for all rows: digits are counted of the rows that differ, and zero has none.
  const size = (value: string): string => `abs(toFloat64(ifNull(${value}, 0)))`;
  const lastDigit = (value: string): string => {
    const text = `if(${isExact}, '', toString(${value}))`;
    const decimals = `if(position(${text}, '.') = 0, 0, length(${text}) - position(${text}, '.'))`;
    return `if(ifNull(${decimals}, 0) < 8, 0, exp10(-ifNull(${decimals}, 0)))`;
  };
  const allowed = `${size(price)} * ${lastDigit(quantity)} + ${size(quantity)} * ${lastDigit(price)} + ${lastDigit(cost)} + 1e-18`;
  return `(${difference} = 0 OR abs(toFloat64(${difference})) <= 1.000001 * (${allowed}))`;
}
