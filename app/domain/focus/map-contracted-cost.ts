import { isProduct } from "./price-times-quantity";

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
 * TSV row `extendedCost -> ContractedCost`: "ContractedUnitPrice * PricingQuantity == extendedCost within the digits; outside it keep extendedCost and
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
