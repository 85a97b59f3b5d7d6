/** The list price of one meter, as a row of the table PriceSheet without source and time. Decimals are digits, the day is `YYYY-MM-DD`. */
export interface ListPrice {
  readonly meter_id: string;
  readonly currency: string;
  readonly effective_from: string;
  /** The last day that it holds for; null when the sheet says none. */
  readonly effective_through: string | null;
  readonly unit_of_measure: string;
  readonly block_size: string;
  readonly pricing_unit: string;
  readonly list_unit_price: string;
  /** How many prices the meter has, by the quantity of a month; 1: the price holds for every quantity. */
  readonly tiers: number;
}
