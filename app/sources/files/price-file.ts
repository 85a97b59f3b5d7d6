import type { BillingMonth } from "../../domain/calendar/billing-month";
import { proveSeparators, type Separators } from "../../domain/decimal/separators";
import { planSheetColumns, type PriceColumns, type SheetStyle } from "../../domain/focus/price-sheet/read-list-price";
import { readSheetPrice, type SheetPrice } from "../../domain/focus/price-sheet/read-sheet-price";
import { type FocusFile, FocusFileError, isBlankRow } from "./focus-file";
import type { InputFile } from "./input-file";
import { openFocusFile } from "./open-focus-file";
import type { ParquetEngine } from "./parquet-engine";
import type { RecordContent } from "../source";

/** Whose prices a sheet has, of which month. */
export interface PriceFileContext {
  readonly month: BillingMonth;
  /** ISO 4217, of sheets without such a column; null: the sheet must have one. */
  readonly currency: string | null;
  readonly parquet: ParquetEngine;
}

/** The columns of a price sheet. @throws FocusFileError it is none, or neither it nor the caller says the currency */
export function planPriceFile({ name, headers }: Pick<FocusFile, "name" | "headers">, currency: string | null): PriceColumns {
  const columns = planSheetColumns(headers);
  if ("missing" in columns)
    throw new FocusFileError({ file: name, line: 1 }, `is not a price sheet: it has no column ${columns.missing.join("; no ")}`);
  if (columns.currency < 0 && currency === null)
    throw new FocusFileError(
      { file: name, line: 1 },
      "has no column CurrencyCode or Currency: set currency to the ISO 4217 code of its prices",
    );
  return columns;
}

/**
 * Reads a file of an account's price sheet, run by run of its rows; at its end the bytes of its text, unpacked. It is read twice: what commas and points mean in
 * it, only all of its prices show.
 * @throws FocusFileError it cannot be read, or is no price sheet
 */
export async function* readPriceFile(
  input: InputFile,
  { month, currency, parquet }: PriceFileContext,
): AsyncGenerator<RecordContent, number | null, undefined> {
  const separators = await separatorsOf(input, currency, parquet);
  const file = await openFocusFile(input, parquet, null);
  try {
    const { name, headers, delimiter } = file;
    const columns = planPriceFile(file, currency);
    const style: SheetStyle = { separators, style: delimiter === ";" ? "comma" : "point" };
    for await (const { rows, lines } of file.rows()) {
      const prices: SheetPrice[] = [];
      const problems: string[] = [];
      let [read, others] = [0, 0];
      for (const [index, row] of rows.entries()) {
        const cells = row.map((cell) => cell ?? "");
        if (isBlankRow(file, cells)) continue;
        read += 1;
        const reading = readSheetPrice(cells, { header: headers, columns, currency, month }, style);
        if (reading.kind === "other") others += 1;
        else if (reading.price !== null) prices.push(reading.price);
        if (reading.kind === "problem") problems.push(`${name} line ${lines[index] ?? 0}, ${reading.detail}`);
      }
      yield { kind: "prices", rows: prices, read, others, problems };
    }
    return file.textBytes();
  } finally {
    await file.close();
  }
}

async function separatorsOf(input: InputFile, currency: string | null, parquet: ParquetEngine): Promise<Separators> {
  const file = await openFocusFile(input, parquet, null);
  try {
    const { listPrice, contractedPrice } = planPriceFile(file, currency);
    const texts = new Set<string>();
    for await (const { rows } of file.rows()) {
      for (const row of rows) {
        for (const column of [listPrice, contractedPrice]) {
          const text = row[column]?.trim() ?? "";
          if (/[.,]/.test(text)) texts.add(text);
        }
      }
    }
    return proveSeparators(texts);
  } finally {
    await file.close();
  }
}

/** What a delivery without a row is. */
export const noPrices: RecordContent = { kind: "prices", rows: [], read: 0, others: 0, problems: [] };
