import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { basename } from "node:path";
import { pipeline } from "node:stream";
import { parse } from "csv-parse";
import { type NumberStyle, proveSeparators, type Separators } from "../app/domain/decimal/separators";
import { type ListPrice, planPriceColumns, type PriceColumns, readListPrice } from "../app/domain/focus/price-sheet/read-list-price";
import type { SnapshotDatabase } from "../app/pipeline/snapshot-database";

/** What came of the rows of a price sheet. */
export interface LoadedPrices {
  readonly prices: number;
  /** Of these, meters whose price depends on the quantity of a month: they are named on their charges, and price none. */
  readonly tiered: number;
  /** Rows that are not list prices of usage, such as reservations. */
  readonly others: number;
  /** Rows that repeat an earlier row. */
  readonly duplicates: number;
  /** Prices that contradict an earlier row of the same meter, currency and day; the earlier row is kept. */
  readonly conflicts: number;
  readonly firstConflict: string | null;
  /** Rows that could not be read, with the first of them in words: its line, its column and what it says. */
  readonly problems: number;
  readonly firstProblem: string | null;
}

/**
 * Loads a price sheet, and nothing when not one row of it is a price. It is read twice: what commas and points mean in it, only the whole sheet shows.
 * @throws {RangeError} the file is not a price sheet
 */
export async function loadPrices(database: SnapshotDatabase, path: string, currency: string | null, now: Date): Promise<LoadedPrices> {
  const { delimiter, skipped } = await layoutOf(path);
  const style: NumberStyle = delimiter === ";" ? "comma" : "point";
  const rows = (): AsyncGenerator<SheetRow> => rowsOf(path, delimiter, skipped);
  const separators = await separatorsOf(rows());
  const known = new Map<string, KnownPrice>();
  const tiers = new Map<string, Set<string>>();
  const totals = { others: 0, duplicates: 0, conflicts: 0, problems: 0 };
  let firstConflict: string | null = null;
  let firstProblem: string | null = null;
  for await (const { cells, line, header, columns } of rows()) {
    const surplus = cells.slice(header.length).some((cell) => cell.trim() !== "");
    if (surplus || cells.length < header.length) {
      totals.problems += 1;
      firstProblem ??= `line ${line}: ${cells.length} cells, and the header has ${header.length}: a ${delimiter === ";" ? "semicolon" : "comma"} inside of a number or a text has no quotes around it`;
      continue;
    }
    const reading = readListPrice(cells, columns, currency, separators, style);
    switch (reading.kind) {
      case "other":
        totals.others += 1;
        break;
      case "problem":
        totals.problems += 1;
        firstProblem ??= `line ${line}, ${header[columns[reading.column]] ?? reading.column}: ${reading.detail}`;
        break;
      case "price": {
        const { price, fromQuantity } = reading;
        const meter = `${price.meter_id} ${price.currency}`;
        const minima = tiers.get(meter) ?? new Set();
        tiers.set(meter, minima.add(fromQuantity));
        const key = `${meter} ${price.effective_from} ${fromQuantity}`;
        const value = `${price.list_unit_price} per ${price.unit_of_measure}`;
        const before = known.get(key);
        if (before === undefined) known.set(key, { price, value, line, fromQuantity });
        else if (before.value === value) {
          totals.duplicates += 1;
          // The same price for longer: both rows hold.
          if (endOf(price) > endOf(before.price)) known.set(key, { ...before, price });
        } else {
          totals.conflicts += 1;
          firstConflict ??= `line ${line}: ${value}, and ${before.value} on line ${before.line}`;
        }
      }
    }
  }
  const prices = pricesOf([...known.values()], tiers);
  for (let start = 0; start < prices.length; start += 10_000) {
    const block = prices.slice(start, start + 10_000).map((price) => ({ ...price, source: basename(path), loaded_at: now.toISOString() }));
    await database.insertRows("PriceSheet", block);
  }
  const tiered = prices.filter((price) => price.tiers > 1).length;
  return { prices: prices.length, tiered, ...totals, firstConflict, firstProblem };
}

const endOf = ({ effective_through: through }: Omit<ListPrice, "tiers">): string => through ?? "9999-12-31";

interface KnownPrice {
  readonly price: Omit<ListPrice, "tiers">;
  readonly value: string;
  readonly line: number;
  readonly fromQuantity: string;
}

/** One price of a meter, currency and day: that of the first tier. A price that begins above 0 has a tier before it, whether the sheet has it or not. */
function pricesOf(known: readonly KnownPrice[], tiers: ReadonlyMap<string, ReadonlySet<string>>): readonly ListPrice[] {
  const first = new Map<string, KnownPrice>();
  for (const one of known) {
    const key = `${one.price.meter_id} ${one.price.currency} ${one.price.effective_from}`;
    if (!first.has(key) || one.fromQuantity === "0") first.set(key, one);
  }
  return [...first.values()].map(({ price }) => {
    const minima = tiers.get(`${price.meter_id} ${price.currency}`);
    return { ...price, tiers: (minima?.size ?? 1) + (minima?.has("0") === true ? 0 : 1) };
  });
}

async function separatorsOf(rows: AsyncGenerator<SheetRow>): Promise<Separators> {
  const texts = new Set<string>();
  for await (const { cells, columns } of rows) {
    const text = cells[columns.listPrice]?.trim() ?? "";
    if (/[.,]/.test(text)) texts.add(text);
  }
  return proveSeparators(texts);
}

interface SheetRow {
  readonly cells: readonly string[];
  readonly line: number;
  readonly header: readonly string[];
  readonly columns: PriceColumns;
}

/** The separator of its header cells, and the lines before it: Excel's `sep=;`. */
async function layoutOf(path: string): Promise<{ readonly delimiter: string; readonly skipped: number }> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(65_536), 0, 65_536, 0);
    const [first = "", second = ""] = buffer
      .toString("utf8", 0, bytesRead)
      .replace(/^\uFEFF/, "")
      .split(/\r?\n/);
    const said = /^"?sep=([,;\t])"?$/i.exec(first)?.[1];
    const header = (said === undefined ? first : second).replace(/"(?:[^"]|"")*"/g, "");
    const count = (delimiter: string): number => header.split(delimiter).length;
    const most = [",", ";", "\t"].reduce((best, one) => (count(one) > count(best) ? one : best));
    return { delimiter: said ?? most, skipped: said === undefined ? 0 : 1 };
  } finally {
    await file.close();
  }
}

async function* rowsOf(path: string, delimiter: string, skipped: number): AsyncGenerator<SheetRow> {
  let plan: { readonly header: readonly string[]; readonly columns: PriceColumns } | null = null;
  const records = parse({ bom: true, delimiter, from_line: skipped + 1, relax_column_count: true, info: true, skip_empty_lines: true });
  // What goes wrong in either stream is thrown by reading the records.
  pipeline(createReadStream(path), records, () => undefined);
  for await (const each of records) {
    const { cells, line } = toRecord(each);
    if (plan === null) {
      const columns = planPriceColumns(cells);
      if ("missing" in columns)
        throw new RangeError(`${basename(path)} is not a price sheet: it has no column ${columns.missing.join("; no ")}`);
      plan = { header: cells, columns };
    } else yield { cells, line, ...plan };
  }
}

function toRecord(value: unknown): { readonly cells: readonly string[]; readonly line: number } {
  if (typeof value !== "object" || value === null || !("record" in value) || !("info" in value)) throw new TypeError("no record");
  const { record, info } = value;
  const line = typeof info === "object" && info !== null && "lines" in info ? Number(info.lines) : 0;
  return { cells: Array.isArray(record) ? record.map(String) : [], line };
}
