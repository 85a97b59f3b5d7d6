import type { BillingMonth } from "../../calendar/billing-month";
import { type PriceColumns, readPriceRow, type SheetStyle } from "./read-list-price";

/** One price in an account's price sheet of a month, as a row of the table SheetPrice without account, month and set. Decimals are digits, days `YYYY-MM-DD`. */
export interface SheetPrice {
  readonly meter_id: string;
  /** In lower case; empty where the sheet names none. */
  readonly offer_id: string;
  readonly currency: string;
  /** Within the month. */
  readonly effective_from: string;
  readonly effective_through: string;
  /** The quantity of a month from which on it holds. */
  readonly tier_minimum: string;
  readonly unit_of_measure: string;
  readonly block_size: string;
  readonly pricing_unit: string;
  /** Null: the sheet has none. */
  readonly list_unit_price: string | null;
  readonly contracted_unit_price: string | null;
  /** Why the row of the sheet cannot be used, in words; empty where it can. */
  readonly problem: string;
}

/** What a row of an account's price sheet is. A problem has a row too, where it says of which meter: its charges must not get another price instead. */
export type SheetReading =
  | { readonly kind: "price"; readonly price: SheetPrice }
  | { readonly kind: "other" }
  | { readonly kind: "problem"; readonly price: SheetPrice | null; readonly detail: string };

/**
 * Reads one row of an account's price sheet of a month: its prices hold within the month only, whatever days it says beside. `currency` is that of the sheet
 * where it has no such column; `header` names the columns in problems. Total.
 */
export function readSheetPrice(
  cells: readonly string[],
  { header, columns, currency, month }: SheetContext,
  style: SheetStyle,
): SheetReading {
  const row = readPriceRow(cells, columns, currency, style);
  switch (row.kind) {
    case "other":
      return row;
    case "problem": {
      const detail = `${header[columns[row.column]] ?? row.column}: ${row.detail}`;
      return { kind: "problem", price: unusable(cells, { header, columns, currency, month }, detail), detail };
    }
    case "row": {
      const from = row.effectiveFrom ?? month.firstDay;
      const through = row.effectiveThrough ?? month.lastDay;
      if (from > month.lastDay || through < month.firstDay) return { kind: "other" };
      const detail = "neither a list price nor a contracted price";
      if (row.list === null && row.contracted === null)
        return { kind: "problem", price: unusable(cells, { header, columns, currency, month }, detail), detail };
      return {
        kind: "price",
        price: {
          meter_id: row.meterId,
          offer_id: row.offerId,
          currency: row.currency,
          effective_from: from < month.firstDay ? month.firstDay : from,
          effective_through: through > month.lastDay ? month.lastDay : through,
          tier_minimum: row.fromQuantity,
          unit_of_measure: row.unitOfMeasure,
          block_size: row.unit.pricingBlockSize,
          pricing_unit: row.unit.pricingUnit,
          list_unit_price: row.list,
          contracted_unit_price: row.contracted,
          problem: "",
        },
      };
    }
  }
}

export interface SheetContext {
  readonly header: readonly string[];
  readonly columns: PriceColumns;
  readonly currency: string | null;
  readonly month: Pick<BillingMonth, "firstDay" | "lastDay">;
}

/** Null where the row does not say of which meter it is. */
function unusable(cells: readonly string[], { columns, currency, month }: SheetContext, problem: string): SheetPrice | null {
  const meter = cells[columns.meterId]?.trim().toLowerCase() ?? "";
  if (meter === "") return null;
  return {
    meter_id: meter,
    offer_id: cells[columns.offerId]?.trim().toLowerCase() ?? "",
    currency: (columns.currency < 0 ? (currency ?? "") : (cells[columns.currency] ?? "")).trim().toUpperCase().slice(0, 3),
    effective_from: month.firstDay,
    effective_through: month.lastDay,
    tier_minimum: "0",
    unit_of_measure: cells[columns.unitOfMeasure]?.trim().slice(0, 100) ?? "",
    block_size: "1",
    pricing_unit: "",
    list_unit_price: null,
    contracted_unit_price: null,
    problem,
  };
}
