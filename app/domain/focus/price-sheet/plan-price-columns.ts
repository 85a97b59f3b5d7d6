import { normalizeHeader } from "../../azure-ea/normalize-header";

/** Where a price sheet has what; -1 where it has no such column. */
export interface PriceColumns {
  readonly meterId: number;
  readonly unitOfMeasure: number;
  readonly listPrice: number;
  readonly currency: number;
  readonly effectiveFrom: number;
  readonly effectiveThrough: number;
  /** `Consumption`, or what is no price by use. */
  readonly priceType: number;
  readonly term: number;
  readonly tierMinimum: number;
}

/** What a price sheet says in one of its columns. */
export type PriceColumn = keyof PriceColumns;

/**
 * Finds the columns of a price sheet by the names that Azure uses: the EA price sheet (MarketPrice), the retail prices interface (retailPrice),
 * cost details (PayGPrice). UnitPrice is none of them: in a price sheet of an enrollment it is the negotiated price.
 * @returns the names that are missing, when a price cannot be read without them
 */
export function planPriceColumns(header: readonly string[]): PriceColumns | { readonly missing: readonly string[] } {
  const names = header.map(normalizeHeader);
  const find = (...known: readonly string[]): number => {
    const [found = -1] = known.map((name) => names.indexOf(name)).filter((index) => index >= 0);
    return found;
  };
  const columns: PriceColumns = {
    meterId: find("meterid"),
    unitOfMeasure: find("unitofmeasure"),
    listPrice: find("marketprice", "listunitprice", "listprice", "retailprice", "paygprice"),
    currency: find("currencycode", "currency", "billingcurrency"),
    effectiveFrom: find("effectivestartdate", "effectivefrom", "effectivedate"),
    effectiveThrough: find("effectiveenddate", "effectivethrough", "effectiveto"),
    priceType: find("pricetype", "type"),
    term: find("term", "reservationterm"),
    tierMinimum: find("tierminimumunits"),
  };
  const missing = [
    ...(columns.meterId < 0 ? ["MeterId"] : []),
    ...(columns.unitOfMeasure < 0 ? ["UnitOfMeasure"] : []),
    ...(columns.listPrice < 0 ? ["MarketPrice, or retailPrice or PayGPrice"] : []),
  ];
  return missing.length > 0 ? { missing } : columns;
}
