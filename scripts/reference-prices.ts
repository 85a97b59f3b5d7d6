import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { pipeline } from "node:stream";
import { parse } from "csv-parse";
import type { ListPrice } from "../app/domain/focus/price-sheet/list-price";
import { type PriceColumns, planPriceColumns } from "../app/domain/focus/price-sheet/plan-price-columns";
import { readListPrice } from "../app/domain/focus/price-sheet/read-list-price";
import type { SnapshotDatabase } from "../app/snapshots/snapshot-database";

/** What came of the rows of a price sheet. */
export interface LoadedPrices {
  readonly prices: number;
  /** Not list prices by use, as of reservations. */
  readonly others: number;
  /** Prices that differ from an earlier row of the same meter, currency and day, which stands. */
  readonly conflicts: number;
  /** Rows that could not be read, with the first of them in words. */
  readonly problems: number;
  readonly firstProblem: string | null;
}

/**
 * Loads a price sheet row by row, and nothing when not one row of it is a price.
 * @throws {RangeError} the file is no price sheet
 */
export async function loadPrices(database: SnapshotDatabase, path: string, currency: string | null, now: Date): Promise<LoadedPrices> {
  let columns: PriceColumns | null = null;
  const known = new Map<string, string>();
  let waiting: ListPrice[] = [];
  const totals = { prices: 0, others: 0, conflicts: 0, problems: 0 };
  let firstProblem: string | null = null;
  const store = async (): Promise<void> => {
    const rows = waiting.map((price) => ({ ...price, source: basename(path), loaded_at: now.toISOString() }));
    waiting = [];
    if (rows.length > 0) await database.insertRows("PriceSheet", rows);
  };
  const records = parse({ bom: true, relax_column_count: true, info: true });
  // What goes wrong in either stream is thrown by reading the records.
  pipeline(createReadStream(path), records, () => undefined);
  for await (const each of records) {
    const { cells, line } = toRecord(each);
    if (columns === null) {
      const plan = planPriceColumns(cells);
      if ("missing" in plan) throw new RangeError(`${basename(path)} is no price sheet: it has no column ${plan.missing.join("; no ")}`);
      columns = plan;
      continue;
    }
    const reading = readListPrice(cells, columns, currency);
    switch (reading.kind) {
      case "other":
        totals.others += 1;
        break;
      case "problem":
        totals.problems += 1;
        firstProblem ??= `line ${line}: ${reading.detail}`;
        break;
      case "price": {
        const { price } = reading;
        const key = `${price.meter_id} ${price.currency} ${price.effective_from}`;
        const value = `${price.list_unit_price} per ${price.unit_of_measure}`;
        const before = known.get(key);
        if (before !== undefined) {
          totals.conflicts += Number(before !== value);
          break;
        }
        known.set(key, value);
        totals.prices += 1;
        if (waiting.push(price) >= 10_000) await store();
      }
    }
  }
  await store();
  return { ...totals, firstProblem };
}

function toRecord(value: unknown): { readonly cells: readonly string[]; readonly line: number } {
  if (typeof value !== "object" || value === null || !("record" in value) || !("info" in value)) throw new TypeError("no record");
  const { record, info } = value;
  const line = typeof info === "object" && info !== null && "lines" in info ? Number(info.lines) : 0;
  return { cells: Array.isArray(record) ? record.map(String) : [], line };
}
