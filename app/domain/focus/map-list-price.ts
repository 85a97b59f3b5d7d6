/** SQL expressions of a charge and of the row of the price sheet that holds for it; `sheetUnit` is '' when there is none. */
export interface SheetPriceInput {
  /** A condition. */
  readonly isUsage: string;
  readonly pricingQuantity: string;
  readonly consumedUnit: string;
  readonly pricingBlock: string;
  /** A condition: Azure charged for the row. */
  readonly isCharged: string;
  readonly sheetPrice: string;
  readonly sheetUnit: string;
  readonly sheetBlock: string;
}

/**
 * SQL: the price of the price sheet for one PricingUnit of the row: that of a block of the sheet, scaled to the block of the row. Null when there is no
 * sheet or it counts in other units, or has nothing as the price of what was charged for: that is no list price. A purchase of a reservation has the machine's meter but not its hourly price, so only usage is looked up.
 */
export function mapSheetPrice(input: SheetPriceInput): {
  readonly sheetUnitPrice: string;
  readonly isOtherUnit: string;
  readonly isFreeThoughCharged: string;
} {
  const { isUsage, pricingQuantity, consumedUnit, pricingBlock, isCharged, sheetPrice, sheetUnit, sheetBlock } = input;
  const isListed = `(${isUsage} AND ${pricingQuantity} IS NOT NULL AND ${sheetUnit} != '')`;
  const fits = `(${sheetUnit} = ${consumedUnit} AND ${sheetBlock} > 0)`;
  const isFree = `(${isListed} AND ${sheetPrice} = 0 AND ${isCharged})`;
  const scaled = `divideDecimal(toDecimal256(${sheetPrice}, 18) * toDecimal256(${pricingBlock}, 18), toDecimal256(if(${sheetBlock} > 0, ${sheetBlock}, 1), 18), 19)`;
  return {
    sheetUnitPrice: `if(${isListed} AND ${fits} AND NOT ${isFree}, accurateCastOrNull(round(${scaled}, 18), 'Decimal(38, 18)'), NULL)`,
    isOtherUnit: `(${isListed} AND NOT ${fits})`,
    isFreeThoughCharged: isFree,
  };
}

/** SQL expressions; prices and products may be null. */
export interface ListPriceInput {
  /** Of `mapSheetPrice`, and its product with the quantity. */
  readonly sheetUnitPrice: string;
  readonly sheetProduct: string;
  /** The row's own price without any agreement, and its product with the quantity. */
  readonly payGUnitPrice: string;
  readonly payGProduct: string;
  readonly contractedUnitPrice: string;
  readonly contractedCost: string;
}

/**
 * SQL: ListUnitPrice and ListCost: the price sheet's where one is loaded, else the pay-as-you-go price that the row has, else the contracted price, and
 * x_ListCostSource says which. Azure writes 0 for a pay-as-you-go price that it does not know: that is none.
 *
 * TSV row `(price sheet) -> ListUnitPrice, ListCost`: "join price sheet by meterId, rescale UoM_sheet -> UoM_row; else ListUnitPrice =
 * ContractedUnitPrice, ListCost = ContractedCost + flag ListPriceAssumed".
 */
export function mapListPrice(input: ListPriceInput): {
  readonly ListUnitPrice: string;
  readonly ListCost: string;
  readonly x_ListCostSource: string;
  readonly isOutOfRange: string;
} {
  const { sheetUnitPrice, payGUnitPrice, contractedUnitPrice, contractedCost } = input;
  const ofSheet = `accurateCastOrNull(${input.sheetProduct}, 'Decimal(38, 18)')`;
  const ofPayG = `accurateCastOrNull(${input.payGProduct}, 'Decimal(38, 18)')`;
  const hasPayG = `ifNull(${payGUnitPrice} > 0, false) AND ${ofPayG} IS NOT NULL`;
  const from = (sheet: string, payG: string, contracted: string): string =>
    `multiIf(${ofSheet} IS NOT NULL, ${sheet}, ${hasPayG}, ${payG}, ${contracted})`;
  return {
    ListUnitPrice: from(sheetUnitPrice, payGUnitPrice, contractedUnitPrice),
    ListCost: `ifNull(${from(ofSheet, ofPayG, contractedCost)}, ${contractedCost})`,
    x_ListCostSource: from("'price-sheet'", "'pay-as-you-go'", "'contracted'"),
    isOutOfRange: `(${sheetUnitPrice} IS NOT NULL AND ${ofSheet} IS NULL)`,
  };
}
