import { sqlLiteral } from "../sql-literal";

/** SQL expressions of the prices of a row and of the currencies they are in. */
export interface CurrenciesInput {
  /** The bill's. */
  readonly currency: string;
  /** As sent; '' where the row has none, and prices are then in the bill's. */
  readonly pricingCurrency: string;
  /** From the pricing currency to the bill's; null when unknown. */
  readonly exchangeRate: string;
}

/**
 * SQL: in which currency the row's prices are. `isForeign` is a condition; `exchangeRate` the positive rate, null where there is none, and 1 for prices
 * in the bill's own currency.
 */
export function mapCurrencies({ currency, pricingCurrency, exchangeRate }: CurrenciesInput): {
  readonly isForeign: string;
  readonly exchangeRate: string;
} {
  const isForeign = `(${pricingCurrency} != '' AND upper(${pricingCurrency}) != ${currency})`;
  return { isForeign, exchangeRate: `if(${isForeign}, if(${exchangeRate} > 0, ${exchangeRate}, NULL), toDecimal128(1, 20))` };
}

/** SQL: a price in the bill's currency; null when the price or the rate is. */
export function inBillingCurrency(price: string, isForeign: string, exchangeRate: string): string {
  const converted = `accurateCastOrNull(round(toDecimal256(${price}, 20) * toDecimal256(${exchangeRate}, 20), 20), 'Decimal(38, 20)')`;
  return `if(${isForeign}, ${converted}, ${price})`;
}

/** SQL: an amount of the bill's currency in the pricing currency, when its rate is known. */
export function inPricingCurrency(amount: string, exchangeRate: string): string {
  return `accurateCastOrNull(divideDecimal(toDecimal256(${amount}, 18), toDecimal256(ifNull(${exchangeRate}, 1), 20), 18), 'Decimal(38, 18)')`;
}

/** SQL: a unit price. docs/focus-mapping.md `resourceRate`: "= resourceRate (price per PricingUnit)", without its sign, which the quantity has. */
export function mapUnitPrice(skuPriceId: string, price: string): string {
  return `if(${skuPriceId} IS NULL, NULL, CAST(round(abs(${price}), 18) AS Nullable(Decimal(38, 18))))`;
}

/** SQL expressions of a charge and of the row of the price sheet that holds for it; `sheetUnit` is '' when there is none. */
export interface SheetPriceInput {
  /** A condition. */
  readonly isUsage: string;
  readonly pricingQuantity: string;
  readonly consumedUnit: string;
  readonly pricingBlockSize: string;
  /** A condition: Azure charged for the row. */
  readonly isCharged: string;
  readonly sheetPrice: string;
  readonly sheetUnit: string;
  readonly sheetPricingBlockSize: string;
}

/** SQL expressions of a charge, beside the columns of `monthPricesSql`. */
export interface MonthPricesInput {
  /** A condition. */
  readonly isUsage: string;
  readonly priceDay: string;
  readonly offer: string;
  /** What the charge itself says was agreed on. */
  readonly agreedPrice: string;
  readonly isForeign: string;
  readonly exchangeRate: string;
}

/**
 * SQL: the list and the contracted price that the account's sheet of the month has for a charge, in the bill's currency. Those that hold on its day, of its own
 * offer where the sheet has that; where there are several still, as of tiers, those whose contracted price is the charge's own. What is left must agree: of
 * two prices none is taken. Most meters have one price for the whole month, which needs no choice: see `monthPricesSql`.
 */
export function mapMonthPrices(input: MonthPricesInput): {
  readonly rows: Readonly<Record<"isPlain" | "sheetRows", string>>;
  readonly offer: Readonly<Record<"offerRows", string>>;
  readonly tier: Readonly<Record<"monthRows" | "isAnyUnusable", string>>;
  readonly prices: Readonly<
    Record<
      "isSheetUnusable" | "hasMonthList" | "hasMonthContracted" | "monthUnit" | "monthBlockSize" | "monthList" | "monthContracted",
      string
    >
  >;
} {
  const { isUsage, priceDay, offer, agreedPrice, isForeign, exchangeRate } = input;
  const filtered = (rows: string, condition: string): string => `arrayFilter(p -> ${condition}, ${rows})`;
  const narrowed = (rows: string, condition: string): string =>
    `if(length(${rows}) > 1 AND arrayExists(p -> ${condition}, ${rows}), ${filtered(rows, condition)}, ${rows})`;
  const agree = (price: string): string =>
    `length(arrayDistinct(arrayMap(p -> concat(p.unitName, ' ', toString(p.blockSize), ' ', ifNull(toString(p.${price}), '')), monthRows))) = 1`;
  const has = (price: string, plain: string): string =>
    `(${isUsage} AND if(isPlain, ${plain} IS NOT NULL, notEmpty(sheetRows) AND NOT isAnyUnusable AND ${agree(price)} AND monthRows[1].${price} IS NOT NULL))`;
  const inBill = (price: string): string => {
    const converted = inBillingCurrency(`CAST(${price} AS Nullable(Decimal(38, 20)))`, isForeign, exchangeRate);
    return `if(${isForeign}, CAST(round(${converted}, 18) AS Nullable(Decimal(38, 18))), ${price})`;
  };
  return {
    rows: { isPlain: "notEmpty(plainUnit)", sheetRows: filtered("monthPrices", `p.firstDay <= ${priceDay} AND p.lastDay >= ${priceDay}`) },
    offer: { offerRows: narrowed("sheetRows", `p.offerId = ${offer}`) },
    tier: {
      monthRows: narrowed("offerRows", `ifNull(p.contractedPrice = ${agreedPrice}, false)`),
      isAnyUnusable: "arrayExists(p -> p.isUnusable, sheetRows)",
    },
    prices: {
      isSheetUnusable: `(${isUsage} AND notEmpty(sheetRows) AND (isAnyUnusable OR NOT (${agree("listPrice")} AND ${agree("contractedPrice")})))`,
      hasMonthList: has("listPrice", "plainList"),
      hasMonthContracted: has("contractedPrice", "plainContracted"),
      monthUnit: "if(isPlain, plainUnit, monthRows[1].unitName)",
      monthBlockSize: "if(isPlain, plainBlockSize, monthRows[1].blockSize)",
      monthList: inBill("if(isPlain, plainList, monthRows[1].listPrice)"),
      monthContracted: inBill("if(isPlain, plainContracted, monthRows[1].contractedPrice)"),
    },
  };
}

/**
 * SQL: prices of account sheets by meter, account, currency and month: the one price of a meter that has only one, which holds all month (`plain…`), or else
 * all of them in `monthPrices`. Lists of one price for each charge would take ten times as long. `meters` is a SELECT of the meters that are wanted; without it,
 * all.
 */
export function monthPricesSql(activeSets: string, meters: string | undefined): string {
  const type =
    "Tuple(offerId String, firstDay Date, lastDay Date, unitName String, blockSize Decimal(38, 18), listPrice Nullable(Decimal(38, 18)), contractedPrice Nullable(Decimal(38, 18)), isUnusable Bool)";
  const wanted = meters === undefined ? "" : ` AND meter_id IN (${meters})`;
  const isPlain = "count() = 1 AND min(effective_from) = month AND max(effective_through) = toLastDayOfMonth(month) AND max(problem) = ''";
  return `SELECT meter_id AS monthMeter, billing_account_id AS monthAccount, currency AS monthCurrency, month AS monthStart,
      if(${isPlain}, max(pricing_unit), '') AS plainUnit, max(block_size) AS plainBlockSize, max(list_unit_price) AS plainList, max(contracted_unit_price) AS plainContracted,
      if(${isPlain}, [], groupArray(CAST((offer_id, effective_from, effective_through, pricing_unit, block_size, list_unit_price, contracted_unit_price, problem != ''), '${type}'))) AS monthPrices
    FROM SheetPrice WHERE set_id IN (${activeSets})${wanted} GROUP BY meter_id, billing_account_id, currency, month`;
}

/** SQL expressions of a charge, its own contracted price and that of the account's sheet. */
export interface ContractedPriceInput {
  /** Of the charge, in the bill's currency; may be null. */
  readonly own: string;
  readonly isCovered: string;
  readonly isUsage: string;
  readonly skuPriceId: string;
  readonly consumedUnit: string;
  readonly pricingBlockSize: string;
  readonly hasMonthContracted: string;
  readonly monthContracted: string;
}

/**
 * SQL: ContractedUnitPrice: the charge's own price, by which it was billed; where it has none, or 0 for what a commitment covers, that of the account's price
 * sheet of its day.
 */
export function mapContractedPrice(input: ContractedPriceInput): {
  readonly sheetContractedPrice: string;
  readonly isContractedOfSheet: string;
  readonly ContractedUnitPrice: string;
} {
  const { own, isCovered, isUsage, skuPriceId, consumedUnit, pricingBlockSize, hasMonthContracted, monthContracted } = input;
  const fits = `(${isUsage} AND ${skuPriceId} IS NOT NULL AND ${hasMonthContracted} AND monthUnit = ${consumedUnit} AND monthBlockSize > 0)`;
  const isNone = `(${own} IS NULL OR ${isCovered} AND ifNull(${own} = 0, false))`;
  return {
    sheetContractedPrice: `if(${fits}, ${perRowBlock(monthContracted, pricingBlockSize, "monthBlockSize")}, NULL)`,
    isContractedOfSheet: `(${isNone} AND sheetContractedPrice IS NOT NULL)`,
    ContractedUnitPrice: `if(isContractedOfSheet, sheetContractedPrice, ${own})`,
  };
}

/** SQL: a price of one pricing block as that of a block of the row; null when it has too many digits. */
function perRowBlock(price: string, rowBlock: string, sheetBlock: string): string {
  const scaled = `divideDecimal(toDecimal256(${price}, 18) * toDecimal256(${rowBlock}, 18), toDecimal256(if(${sheetBlock} > 0, ${sheetBlock}, 1), 18), 19)`;
  return `if(${rowBlock} = ${sheetBlock}, CAST(${price} AS Nullable(Decimal(38, 18))), accurateCastOrNull(round(${scaled}, 18), 'Decimal(38, 18)'))`;
}

/**
 * SQL: the price of the price sheet for one PricingUnit of the row: that of a pricing block of the sheet, scaled to the pricing block of the row. Null when there is no
 * sheet or it counts in other units, or has nothing as the price of what was charged for: that is not a list price. A purchase of a reservation has the machine's meter but not its hourly price, so only usage is looked up.
 */
export function mapSheetPrice(input: SheetPriceInput): {
  readonly sheetUnitPrice: string;
  readonly isOtherUnit: string;
  readonly isFreeThoughCharged: string;
} {
  const { isUsage, pricingQuantity, consumedUnit, pricingBlockSize, isCharged, sheetPrice, sheetUnit, sheetPricingBlockSize } = input;
  const isListed = `(${isUsage} AND ${pricingQuantity} IS NOT NULL AND ${sheetUnit} != '')`;
  const fits = `(${sheetUnit} = ${consumedUnit} AND ${sheetPricingBlockSize} > 0)`;
  const isFree = `(${isListed} AND ${sheetPrice} = 0 AND ${isCharged})`;
  return {
    sheetUnitPrice: `if(${isListed} AND ${fits} AND NOT ${isFree}, ${perRowBlock(sheetPrice, pricingBlockSize, sheetPricingBlockSize)}, NULL)`,
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
 * x_ListCostSource says which. Azure writes 0 for a pay-as-you-go price that it does not know: it is read as unknown.
 *
 * docs/focus-mapping.md `(price sheet) -> ListUnitPrice, ListCost`: "join price sheet by meterId, rescale UoM_sheet -> UoM_row; else ListUnitPrice =
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

/** What pricingModel may say, by `mapWord`. */
const pricingModels = ["ondemand", "reservation", "savingsplan", "spot"] as const;

/** SQL: whether Azure does not document the pricing model: the category then follows from the rest of the row. */
export function isUnknownPricingModel(pricingModel: string): string {
  return `(${pricingModel} NOT IN ('', ${pricingModels.map((model) => `'${model}'`).join(", ")}))`;
}

/**
 * SQL: PricingCategory. `Committed` for what a commitment covers, whether the row names the commitment or says only its pricing model, but not for
 * buying it; `Dynamic` for spot machines; null where there is no SKU price, as for tax. docs/focus-mapping.md `(derived) PricingCategory`. Products of HubSpot
 * are not spot.
 */
export function mapPricingCategory(input: {
  readonly skuPriceId: string;
  /** A condition: see `isCoveredUsage`. */
  readonly isCovered: string;
  /** By `mapWord`. */
  readonly pricingModel: string;
  readonly product: string;
  readonly meterName: string;
}): string {
  const { skuPriceId, isCovered, pricingModel, product, meterName } = input;
  // Apart, so that the engine looks at each text of a block once.
  const isSpot = `(${pricingModel} = 'spot' OR match(${product}, ${spot}) OR match(${meterName}, ${spot}))`;
  return `multiIf(${skuPriceId} IS NULL, NULL, ${isCovered}, 'Committed', ${isSpot}, 'Dynamic', 'Standard')`;
}

const spot = sqlLiteral("\\b[Ss]pot\\b");
