/** SQL expressions of a charge and of the row of the price sheet that holds for it; `sheetUnit` is '' when there is none. */
export interface SheetPriceInput {
  readonly chargeCategory: string;
  readonly pricingQuantity: string;
  readonly consumedUnit: string;
  readonly pricingBlock: string;
  readonly sheetPrice: string;
  readonly sheetUnit: string;
  readonly sheetBlock: string;
}

/**
 * SQL: the price of the price sheet for one PricingUnit of the row: that of a block of the sheet, scaled to the block of the row. Null when there is no
 * sheet or it counts in other units. A purchase of a reservation has the machine's meter but not its hourly price, so only usage is looked up.
 */
export function mapSheetPrice(input: SheetPriceInput): { readonly sheetUnitPrice: string; readonly isOtherUnit: string } {
  const { chargeCategory, pricingQuantity, consumedUnit, pricingBlock, sheetPrice, sheetUnit, sheetBlock } = input;
  const isListed = `(${chargeCategory} = 'Usage' AND ${pricingQuantity} IS NOT NULL AND ${sheetUnit} != '')`;
  const fits = `(${sheetUnit} = ${consumedUnit} AND ${sheetBlock} > 0)`;
  const scaled = `divideDecimal(toDecimal256(${sheetPrice}, 18) * toDecimal256(${pricingBlock}, 18), toDecimal256(if(${sheetBlock} > 0, ${sheetBlock}, 1), 18), 19)`;
  return {
    sheetUnitPrice: `if(${isListed} AND ${fits}, accurateCastOrNull(round(${scaled}, 18), 'Decimal(38, 18)'), NULL)`,
    isOtherUnit: `(${isListed} AND NOT ${fits})`,
  };
}

/**
 * SQL: ListUnitPrice and ListCost. A usage detail has no list price: it is the price sheet's where one is loaded, else the contracted price, and
 * x_ListCostSource says which. `sheetProduct` is the product of the sheet's price and the quantity.
 *
 * TSV row `(price sheet) -> ListUnitPrice, ListCost`: "join price sheet by meterId, rescale UoM_sheet -> UoM_row; else ListUnitPrice =
 * ContractedUnitPrice, ListCost = ContractedCost + flag ListPriceAssumed".
 */
export function mapListPrice(
  sheetUnitPrice: string,
  sheetProduct: string,
  contractedUnitPrice: string,
  contractedCost: string,
): { readonly ListUnitPrice: string; readonly ListCost: string; readonly x_ListCostSource: string; readonly isOutOfRange: string } {
  const cost = `accurateCastOrNull(${sheetProduct}, 'Decimal(38, 18)')`;
  return {
    ListUnitPrice: `if(${cost} IS NULL, ${contractedUnitPrice}, ${sheetUnitPrice})`,
    ListCost: `ifNull(${cost}, ${contractedCost})`,
    x_ListCostSource: `if(${cost} IS NULL, 'contracted', 'price-sheet')`,
    isOutOfRange: `(${sheetUnitPrice} IS NOT NULL AND ${cost} IS NULL)`,
  };
}
