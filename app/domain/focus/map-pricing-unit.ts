import { sqlText } from "./sql-text";

/** SQL expressions of a unit of measure and of what FocusPricingUnit has of it: `unit` is '' when it has nothing. */
export interface PricingUnitInput {
  readonly unitOfMeasure: string;
  readonly meterCategory: string;
  readonly unit: string;
  readonly blockSize: string;
}

/**
 * SQL: what Azure's unit of measure means. Two regimes:
 * - Blocks, `10K` or `100 GB`: quantity and price are those of a block. PricingUnit is `10000 Units`, ConsumedUnit `Units`.
 * - `100 Hours` of a virtual machine, and no other block of hours: quantity and price are those of an hour, whatever the unit says (koku's SQL has the same
 *   exception, project-koku/koku#2233).
 * A unit that nobody can read is its own text in blocks of one; an empty one stays empty.
 *
 * TSV rows `unitOfMeasure`: "Regime U: DistinctUnits (Hours); Regime B: N==1 ? DistinctUnits : N+' '+DistinctUnits (10000 Units)".
 */
export function mapPricingUnit({ unitOfMeasure, meterCategory, unit, blockSize }: PricingUnitInput): {
  /** The second regime. */
  readonly isHourly: string;
  readonly consumedUnit: string;
  /** Units in one PricingUnit; over `isHourly`. */
  readonly pricingBlock: string;
  /** Over `consumedUnit` and `pricingBlock`. */
  readonly pricingUnit: string;
} {
  const hours = sqlText("^ *100 +[Hh]");
  return {
    isHourly: `(${unit} = 'Hours' AND lower(${meterCategory}) = 'virtual machines' AND match(${unitOfMeasure}, ${hours}))`,
    consumedUnit: `if(${unit} != '', ${unit}, trimBoth(${unitOfMeasure}))`,
    pricingBlock: `if(${unit} = '' OR isHourly, toDecimal128(1, 18), ${blockSize})`,
    pricingUnit: `if(pricingBlock = 1 OR consumedUnit = '', consumedUnit, concat(toString(pricingBlock), ' ', consumedUnit))`,
  };
}
