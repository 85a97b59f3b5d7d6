import { normalizeHeader } from "../../azure-ea/match-header";
import type { CalendarDay } from "../../calendar/calendar-day";
import { parseUsageDate } from "../../calendar/parse-usage-date";
import { isCurrencyCode, readCurrencyCode } from "../../currency-code";
import { decimalLimits } from "../../decimal/decimal-limits";
import { type NumberStyle, type Separators, unclearSeparators } from "../../decimal/separators";
import { countWholeDigits, toPlainDecimal } from "../../decimal/to-plain-decimal";
import { parseUnitOfMeasure } from "../reference/parse-unit-of-measure";

/** What a row of a price sheet is. */
export type PriceReading =
  /** `fromQuantity` is where the price begins to hold in a month, digits; 0 for a price that holds for the first unit. */
  { readonly kind: "price"; readonly price: Omit<ListPrice, "tiers">; readonly fromQuantity: string } | UnpricedRow;

/** A row without a price that could be used. */
export type UnpricedRow =
  /** No price by use: a reservation's, a savings plan's, or one for test subscriptions. */
  { readonly kind: "other" } | { readonly kind: "problem"; readonly column: PriceColumn; readonly detail: string };

/** How the numbers and days of a sheet are written. */
export interface SheetStyle {
  /** What the prices of the whole sheet prove: `1,234` is a price only where they say how it is meant. */
  readonly separators: Separators;
  /** `comma` for a sheet with semicolons between its cells: its commas are decimal, and `05/06/2026` can be two days. */
  readonly style: NumberStyle;
}

/**
 * Reads one row of a price sheet. `currency` is that of the whole sheet, for sheets without such a column; a sheet without days applies to all days. Total.
 */
export function readListPrice(
  cells: readonly string[],
  columns: PriceColumns,
  currency: string | null,
  separators: Separators = unclearSeparators,
  style: NumberStyle = "point",
): PriceReading {
  const row = readPriceRow(cells, columns, currency, { separators, style });
  if (row.kind !== "row") return row;
  const { meterId, unit, unitOfMeasure, list, fromQuantity, effectiveFrom, effectiveThrough } = row;
  if (list === null) return { kind: "problem", column: "listPrice", detail: 'no price: ""' };
  return {
    kind: "price",
    price: {
      meter_id: meterId,
      currency: row.currency,
      effective_from: effectiveFrom ?? "1970-01-01",
      effective_through: effectiveThrough,
      unit_of_measure: unitOfMeasure,
      block_size: unit.pricingBlockSize,
      pricing_unit: unit.pricingUnit,
      list_unit_price: list,
    },
    fromQuantity,
  };
}

/** A row of a price sheet as it is written: prices are digits, and null where the cell is empty. */
export interface PriceRow {
  readonly kind: "row";
  /** In lower case. */
  readonly meterId: string;
  /** In lower case; empty where the sheet has none. */
  readonly offerId: string;
  readonly currency: string;
  readonly unitOfMeasure: string;
  readonly unit: { readonly pricingBlockSize: string; readonly pricingUnit: string };
  readonly list: string | null;
  readonly contracted: string | null;
  readonly fromQuantity: string;
  /** Null where the row has no such day: the price has held before the sheet, or has no end. */
  readonly effectiveFrom: string | null;
  readonly effectiveThrough: string | null;
}

/** Reads one row of any price sheet, whichever of the prices is asked for. Total. */
export function readPriceRow(
  cells: readonly string[],
  columns: PriceColumns,
  currency: string | null,
  { separators, style }: SheetStyle,
): PriceRow | UnpricedRow {
  const cell = (column: PriceColumn): string => cells[columns[column]]?.trim() ?? "";
  const type = cell("priceType").toLowerCase();
  if ((type !== "" && type !== "consumption") || cell("term") !== "") return { kind: "other" };
  const problem = (column: PriceColumn, detail: string): UnpricedRow => ({ kind: "problem", column, detail });
  const quoted = (column: PriceColumn): string => JSON.stringify(cell(column));
  const meterId = cell("meterId").toLowerCase();
  if (meterId === "") return problem("meterId", "no meter id");
  const code = columns.currency < 0 ? currency : readCurrencyCode(cell("currency"));
  if (code === null || !isCurrencyCode(code)) return problem("currency", `no currency (${code ?? "the sheet has no such column"})`);
  const unit = parseUnitOfMeasure(cell("unitOfMeasure"));
  if ("problem" in unit) return problem("unitOfMeasure", `${unit.problem}: ${quoted("unitOfMeasure")}`);
  const [list, contracted] = (["listPrice", "contractedPrice"] as const).map((column) => {
    if (cell(column) === "") return null;
    const price = toPlainDecimal(cell(column), decimalLimits.cost, style, separators);
    const isPrice = typeof price === "string" && !price.startsWith("-") && countWholeDigits(price) <= mostWholeDigits;
    return isPrice ? price : problem(column, `no price: ${quoted(column)}${/\d[,.]\d/.test(cell(column)) ? unclear(cell(column)) : ""}`);
  });
  for (const price of [list, contracted]) if (typeof price === "object" && price !== null) return price;
  const minimum = cell("tierMinimum");
  const fromQuantity = minimum === "" ? "0" : toPlainDecimal(minimum, decimalLimits.quantity, style, separators);
  if (typeof fromQuantity !== "string") return problem("tierMinimum", `no quantity: ${quoted("tierMinimum")}`);
  const from = cell("effectiveFrom");
  const day = from === "" ? null : readDay(from, style)?.date;
  if (day === undefined) return problem("effectiveFrom", `no day: ${JSON.stringify(from)}`);
  const through = cell("effectiveThrough");
  const isEndless = through === "" || endless.test(through);
  const lastDay = isEndless ? null : readDay(through, style);
  if (!isEndless && lastDay === null) return problem("effectiveThrough", `no day: ${quoted("effectiveThrough")}`);
  if (lastDay !== null && day !== null && lastDay.date < day)
    return problem("effectiveThrough", `${lastDay.date} is before the first day, ${day}`);
  return {
    kind: "row",
    meterId,
    offerId: cell("offerId").toLowerCase(),
    currency: code,
    unitOfMeasure: cell("unitOfMeasure"),
    unit,
    list: typeof list === "string" ? list : null,
    contracted: typeof contracted === "string" ? contracted : null,
    fromQuantity,
    effectiveFrom: day,
    effectiveThrough: lastDay?.date ?? null,
  };
}

/** Null for what is not a day, or could be two. */
function readDay(text: string, style: NumberStyle): CalendarDay | null {
  const reading = parseUsageDate(text, style);
  return reading === null || reading.ambiguous ? null : reading.day;
}

/** Azure's years for a price without an end. */
const endless = /(?:^|\D)(?:2099|9999)(?:\D|$)/;

function unclear(text: string): string {
  return text.includes(",") ? ", a comma that may be decimal" : ", a point that may group";
}

/** Far more than anything costs, and few enough digits that its multiples by pricing block sizes stay in range. */
const mostWholeDigits = 9;

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
  /** Number of prices of the meter by monthly quantity; 1: the price applies to every quantity. */
  readonly tiers: number;
}

/** Where a price sheet has what; -1 where it has no such column. */
export interface PriceColumns {
  readonly meterId: number;
  readonly unitOfMeasure: number;
  readonly listPrice: number;
  readonly currency: number;
  readonly effectiveFrom: number;
  readonly effectiveThrough: number;
  /** `Consumption`, or another type, which is not a price of usage. */
  readonly priceType: number;
  readonly term: number;
  readonly tierMinimum: number;
  /** What was agreed on with the customer, which only the price sheet of an account has. */
  readonly contractedPrice: number;
  readonly offerId: number;
}

/** What a price sheet says in one of its columns. */
export type PriceColumn = keyof PriceColumns;

/**
 * Finds the columns of a list of prices by the names that Azure uses: the EA price sheet (MarketPrice), the retail prices interface (retailPrice),
 * cost details (PayGPrice). UnitPrice is none of them: in a price sheet of an enrollment it is the negotiated price.
 * @returns the names that are missing, when a price cannot be read without them
 */
export function planPriceColumns(header: readonly string[]): PriceColumns | { readonly missing: readonly string[] } {
  const columns = { ...findPriceColumns(header), contractedPrice: -1, offerId: -1 };
  return missingOf(columns, columns.listPrice < 0 ? ["MarketPrice, or retailPrice or PayGPrice"] : []) ?? columns;
}

/**
 * The same of the price sheet of an account: of an enrollment (learn.microsoft.com/azure/cost-management-billing/dataset-schema/price-sheet-ea) or of a customer
 * agreement (price-sheet-mca). UnitPrice is there what was agreed on, MarketPrice the price without an agreement; one of them is enough.
 */
export function planSheetColumns(header: readonly string[]): PriceColumns | { readonly missing: readonly string[] } {
  const columns = findPriceColumns(header);
  return missingOf(columns, columns.listPrice < 0 && columns.contractedPrice < 0 ? ["UnitPrice and no MarketPrice"] : []) ?? columns;
}

function findPriceColumns(header: readonly string[]): PriceColumns {
  const names = header.map(normalizeHeader);
  const find = (...known: readonly string[]): number => {
    const [found = -1] = known.map((name) => names.indexOf(name)).filter((index) => index >= 0);
    return found;
  };
  return {
    meterId: find("meterid"),
    unitOfMeasure: find("unitofmeasure"),
    listPrice: find("marketprice", "listunitprice", "listprice", "retailprice", "paygprice"),
    currency: find("currencycode", "currency", "billingcurrency"),
    effectiveFrom: find("effectivestartdate", "effectivefrom", "effectivedate"),
    effectiveThrough: find("effectiveenddate", "effectivethrough", "effectiveto"),
    priceType: find("pricetype", "type"),
    term: find("term", "reservationterm"),
    tierMinimum: find("tierminimumunits"),
    contractedPrice: find("unitprice"),
    offerId: find("offerid"),
  };
}

function missingOf(columns: PriceColumns, prices: readonly string[]): { readonly missing: readonly string[] } | null {
  const missing = [...(columns.meterId < 0 ? ["MeterId"] : []), ...(columns.unitOfMeasure < 0 ? ["UnitOfMeasure"] : []), ...prices];
  return missing.length > 0 ? { missing } : null;
}
