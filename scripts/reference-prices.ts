import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { parse } from "csv-parse";
import type { ListPrice } from "../app/domain/focus/price-sheet/list-price";
import { type PriceColumns, planPriceColumns } from "../app/domain/focus/price-sheet/plan-price-columns";
import { readListPrice } from "../app/domain/focus/price-sheet/read-list-price";
import type { SnapshotDatabase } from "../app/snapshots/snapshot-database";
import { openStackDatabase } from "./open-stack-database";

const help = `Loads the list prices of a price sheet, which ListUnitPrice and ListCost are made of.

  npm run reference -- prices <file.csv> [--currency CNY]

  A CSV of Azure with MeterId, UnitOfMeasure and MarketPrice (EA price sheet), retailPrice (retail prices) or PayGPrice; CurrencyCode, or --currency,
  and EffectiveStartDate if it has one. Months that are extracted afterwards use it. Exit code 0: loaded. 1: not. 2: the command was wrong.
`;

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
  const records = createReadStream(path).pipe(parse({ bom: true, relax_column_count: true, info: true }));
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

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: { currency: { type: "string" } }, allowPositionals: true });
  const [path] = positionals;
  if (path === undefined || positionals.length > 1 || !/^([A-Z]{3})?$/.test(values.currency ?? "")) {
    process.stderr.write(help);
    return 2;
  }
  const { database, close } = await openStackDatabase();
  try {
    const { prices, others, conflicts, problems, firstProblem } = await loadPrices(database, path, values.currency ?? null, new Date());
    process.stdout.write(
      `${prices} list prices loaded; ${others} rows are no list prices by use; ${conflicts} differ from an earlier row, which stands; ` +
        `${problems} could not be read${firstProblem === null ? "" : `, the first: ${firstProblem}`}\n`,
    );
    return prices > 0 ? 0 : 1;
  } finally {
    await close();
  }
}

if (require.main === module) {
  main().then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = error instanceof TypeError ? 2 : 1;
    },
  );
}
