import { sqlLiteral } from "../sql-literal";

/** SQL expressions; the amounts may be null. */
export interface QuantitiesInput {
  /** A condition. */
  readonly isUsage: string;
  readonly skuPriceId: string;
  readonly consumedQuantity: string;
  /** The price, whose sign the quantity takes. */
  readonly price: string;
  /** A condition: the charge is for unused capacity, so nothing was consumed. */
  readonly isUnused: string;
  readonly pricingUnit: string;
  readonly consumedUnit: string;
  readonly pricingBlockSize: string;
}

/**
 * SQL: quantities and their units. Azure's quantity counts what its price is the price of, so PricingQuantity is that quantity; ConsumedQuantity counts
 * single units, and only usage consumes. A negative price, as of money paid back, becomes a negative quantity, because FOCUS allows no negative
 * price and the product must stay the cost. Null without a SKU price, and each unit is null with its quantity. `unitQuantity` is the single units
 * of usage, unused capacity included.
 *
 * docs/focus-mapping.md `consumedQuantity`: "PricingQuantity = consumedQuantity unchanged"; "Regime U: = consumedQuantity; Regime B: = consumedQuantity * N".
 */
export function mapQuantities(input: QuantitiesInput): {
  readonly PricingQuantity: string;
  readonly PricingUnit: string;
  readonly unitQuantity: string;
  readonly ConsumedQuantity: string;
  readonly ConsumedUnit: string;
} {
  const { isUsage, skuPriceId, consumedQuantity, price, isUnused, pricingUnit, consumedUnit, pricingBlockSize } = input;
  const signed = `if(ifNull(${price} < 0, false), -${consumedQuantity}, ${consumedQuantity})`;
  const units = `round(toDecimal256(${consumedQuantity}, 20) * toDecimal256(${pricingBlockSize}, 18), 18)`;
  const isConsumed = `${isUsage} AND ${skuPriceId} IS NOT NULL`;
  return {
    PricingQuantity: `if(${skuPriceId} IS NULL, NULL, CAST(round(${signed}, 18) AS Nullable(Decimal(38, 18))))`,
    PricingUnit: `if(${skuPriceId} IS NULL OR ${consumedQuantity} IS NULL, NULL, ${pricingUnit})`,
    unitQuantity: `if(${isConsumed}, accurateCastOrNull(${units}, 'Decimal(38, 18)'), NULL)`,
    ConsumedQuantity: `if(${isUnused}, NULL, unitQuantity)`,
    ConsumedUnit: `if(ConsumedQuantity IS NULL, NULL, ${consumedUnit})`,
  };
}

/** SQL expressions of a unit of measure and of what FocusPricingUnit has of it: `unit` is '' when it has nothing. */
export interface PricingUnitInput {
  readonly unitOfMeasure: string;
  readonly meterCategory: string;
  readonly unit: string;
  readonly pricingBlockSize: string;
}

/**
 * SQL: what Azure's unit of measure means. Two regimes:
 * - Pricing blocks, `10K` or `100 GB`: quantity and price are those of a block. PricingUnit is `10000 Units`, ConsumedUnit `Units`.
 * - `100 Hours` of a virtual machine, and no other block of hours: quantity and price are those of an hour, whatever the unit says (koku's SQL has the same
 *   exception, project-koku/koku#2233).
 * An unreadable unit is kept as text, with a pricing block size of 1; an empty one stays empty.
 *
 * docs/focus-mapping.md `unitOfMeasure`: "Regime U: DistinctUnits (Hours); Regime B: N==1 ? DistinctUnits : N+' '+DistinctUnits (10000 Units)".
 */
export function mapPricingUnit({ unitOfMeasure, meterCategory, unit, pricingBlockSize }: PricingUnitInput): {
  /** The second regime. */
  readonly isHourly: string;
  readonly consumedUnit: string;
  /** Units in one PricingUnit; over `isHourly`. */
  readonly pricingBlockSize: string;
  /** Over `consumedUnit` and `pricingBlockSize`. */
  readonly pricingUnit: string;
} {
  const hours = sqlLiteral("^ *100 +[Hh]");
  return {
    isHourly: `(${unit} = 'Hours' AND lower(${meterCategory}) = 'virtual machines' AND match(${unitOfMeasure}, ${hours}))`,
    consumedUnit: `if(${unit} != '', ${unit}, trimBoth(${unitOfMeasure}))`,
    pricingBlockSize: `if(${unit} = '' OR isHourly, toDecimal128(1, 18), ${pricingBlockSize})`,
    pricingUnit: `if(pricingBlockSize = 1 OR consumedUnit = '', consumedUnit, concat(toString(pricingBlockSize), ' ', consumedUnit))`,
  };
}
