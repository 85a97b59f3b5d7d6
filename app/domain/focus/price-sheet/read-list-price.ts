import type { CalendarDay } from "../../calendar/calendar-day";
import { parseUsageDate } from "../../calendar/parse-usage-date";
import { countWholeDigits } from "../../decimal/count-whole-digits";
import { decimalLimits } from "../../decimal/decimal-limits";
import type { NumberStyle } from "../../decimal/number-style";
import { type Separators, unclearSeparators } from "../../decimal/separators";
import { toPlainDecimal } from "../../decimal/to-plain-decimal";
import { isCurrencyCode, readCurrencyCode } from "../../read-currency-code";
import { parseUnitOfMeasure } from "../reference/parse-unit-of-measure";
import type { ListPrice } from "./list-price";
import type { PriceColumn, PriceColumns } from "./plan-price-columns";

/** What a row of a price sheet is. */
export type PriceReading =
  /** `fromQuantity` is where the price begins to hold in a month, digits; 0 for a price that holds for the first unit. */
  | { readonly kind: "price"; readonly price: Omit<ListPrice, "tiers">; readonly fromQuantity: string }
  /** No list price by use: a reservation's, a savings plan's, or one for test subscriptions. */
  | { readonly kind: "other" }
  | { readonly kind: "problem"; readonly column: PriceColumn; readonly detail: string };

/**
 * Reads one row of a price sheet. `currency` is that of the whole sheet, for sheets without such a column; a sheet without days holds from ever on.
 * `separators` is what the prices of the whole sheet prove: `1,234` is a price only where they say how it is meant. `style` is `comma` for a sheet with
 * semicolons between its cells: its commas are decimal, and `05/06/2026` can be two days. Total.
 */
export function readListPrice(
  cells: readonly string[],
  columns: PriceColumns,
  currency: string | null,
  separators: Separators = unclearSeparators,
  style: NumberStyle = "point",
): PriceReading {
  const cell = (column: PriceColumn): string => cells[columns[column]]?.trim() ?? "";
  const type = cell("priceType").toLowerCase();
  if ((type !== "" && type !== "consumption") || cell("term") !== "") return { kind: "other" };
  const problem = (column: PriceColumn, detail: string): PriceReading => ({ kind: "problem", column, detail });
  const quoted = (column: PriceColumn): string => JSON.stringify(cell(column));
  const meterId = cell("meterId").toLowerCase();
  if (meterId === "") return problem("meterId", "no meter id");
  const code = columns.currency < 0 ? currency : readCurrencyCode(cell("currency"));
  if (code === null || !isCurrencyCode(code)) return problem("currency", `no currency (${code ?? "the sheet has no such column"})`);
  const unit = parseUnitOfMeasure(cell("unitOfMeasure"));
  if ("problem" in unit) return problem("unitOfMeasure", `${unit.problem}: ${quoted("unitOfMeasure")}`);
  const price = toPlainDecimal(cell("listPrice"), decimalLimits.cost, style, separators);
  if (typeof price !== "string" || price.startsWith("-") || countWholeDigits(price) > mostWholeDigits)
    return problem("listPrice", `no price: ${quoted("listPrice")}${/\d[,.]\d/.test(cell("listPrice")) ? unclear(cell("listPrice")) : ""}`);
  const minimum = cell("tierMinimum");
  const fromQuantity = minimum === "" ? "0" : toPlainDecimal(minimum, decimalLimits.quantity, style, separators);
  if (typeof fromQuantity !== "string") return problem("tierMinimum", `no quantity: ${quoted("tierMinimum")}`);
  const from = cell("effectiveFrom");
  const day = from === "" ? "1970-01-01" : readDay(from, style)?.date;
  if (day === undefined) return problem("effectiveFrom", `no day: ${JSON.stringify(from)}`);
  const through = cell("effectiveThrough");
  const isEndless = through === "" || endless.test(through);
  const lastDay = isEndless ? null : readDay(through, style);
  if (!isEndless && lastDay === null) return problem("effectiveThrough", `no day: ${quoted("effectiveThrough")}`);
  if (lastDay !== null && lastDay.date < day) return problem("effectiveThrough", `${lastDay.date} is before the first day, ${day}`);
  return {
    kind: "price",
    price: {
      meter_id: meterId,
      currency: code,
      effective_from: day,
      effective_through: lastDay?.date ?? null,
      unit_of_measure: cell("unitOfMeasure"),
      block_size: unit.blockSize,
      pricing_unit: unit.pricingUnit,
      list_unit_price: price,
    },
    fromQuantity,
  };
}

/** Null for what is no day, or could be two. */
function readDay(text: string, style: NumberStyle): CalendarDay | null {
  const reading = parseUsageDate(text, style);
  return reading === null || reading.ambiguous ? null : reading.day;
}

/** Azure's years for a price without an end. */
const endless = /(?:^|\D)(?:2099|9999)(?:\D|$)/;

function unclear(text: string): string {
  return text.includes(",") ? ", a comma that may be decimal" : ", a point that may group";
}

/** Far more than anything costs, and few enough digits that its multiples by block sizes stay in range. */
const mostWholeDigits = 9;
