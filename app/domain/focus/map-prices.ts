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

/** SQL: an amount of the bill's currency in the pricing currency, of which the rate is known. */
export function inPricingCurrency(amount: string, exchangeRate: string): string {
  return `accurateCastOrNull(divideDecimal(toDecimal256(${amount}, 18), toDecimal256(ifNull(${exchangeRate}, 1), 20), 18), 'Decimal(38, 18)')`;
}

/** SQL: a unit price. TSV row `resourceRate`: "= resourceRate (price per PricingUnit)", without its sign, which the quantity has. */
export function mapUnitPrice(skuPriceId: string, price: string): string {
  return `if(${skuPriceId} IS NULL, NULL, CAST(round(abs(${price}), 18) AS Nullable(Decimal(38, 18))))`;
}
