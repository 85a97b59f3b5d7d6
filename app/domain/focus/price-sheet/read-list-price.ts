import { parseUsageDate } from "../../calendar/parse-usage-date";
import { countWholeDigits } from "../../decimal/count-whole-digits";
import { decimalLimits } from "../../decimal/decimal-limits";
import { toPlainDecimal } from "../../decimal/to-plain-decimal";
import { parseUnitOfMeasure } from "../reference/parse-unit-of-measure";
import type { ListPrice } from "./list-price";
import type { PriceColumns } from "./plan-price-columns";

/** What a row of a price sheet is. */
export type PriceReading =
  | { readonly kind: "price"; readonly price: ListPrice }
  /** No list price by use: a reservation's, a savings plan's, one for test subscriptions, or of a higher tier. */
  | { readonly kind: "other" }
  | { readonly kind: "problem"; readonly detail: string };

/**
 * Reads one row of a price sheet. `currency` is that of the whole sheet, for sheets without such a column; a sheet without days holds from ever on. Only
 * the first tier of a meter is its list price. Total.
 */
export function readListPrice(cells: readonly string[], columns: PriceColumns, currency: string | null): PriceReading {
  const cell = (index: number): string => cells[index]?.trim() ?? "";
  const type = cell(columns.priceType).toLowerCase();
  if (type !== "" && type !== "consumption") return { kind: "other" };
  if (cell(columns.term) !== "" || !/^(0+(\.0*)?)?$/.test(cell(columns.tierMinimum))) return { kind: "other" };
  const problem = (detail: string): PriceReading => ({ kind: "problem", detail });
  const meterId = cell(columns.meterId).toLowerCase();
  if (meterId === "") return problem("no meter id");
  const code = columns.currency < 0 ? currency : cell(columns.currency).toUpperCase();
  if (code === null || !/^[A-Z]{3}$/.test(code)) return problem(`no currency (${code ?? "the sheet has no such column"})`);
  const unit = parseUnitOfMeasure(cell(columns.unitOfMeasure));
  if ("problem" in unit) return problem(`${unit.problem}: ${JSON.stringify(cell(columns.unitOfMeasure))}`);
  const price = toPlainDecimal(cell(columns.listPrice), decimalLimits.cost);
  if (typeof price !== "string" || price.startsWith("-") || countWholeDigits(price) > mostWholeDigits)
    return problem(`no price: ${JSON.stringify(cell(columns.listPrice))}`);
  const from = cell(columns.effectiveFrom);
  const day = from === "" ? "1970-01-01" : parseUsageDate(from)?.day.date;
  if (day === undefined) return problem(`no day: ${JSON.stringify(from)}`);
  return {
    kind: "price",
    price: {
      meter_id: meterId,
      currency: code,
      effective_from: day,
      unit_of_measure: cell(columns.unitOfMeasure),
      block_size: unit.blockSize,
      pricing_unit: unit.pricingUnit,
      list_unit_price: price,
    },
  };
}

/** Far more than anything costs, and few enough digits that its multiples by block sizes stay in range. */
const mostWholeDigits = 9;
