import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { isCurrencyCode } from "../app/domain/currency-code";
import type { SnapshotDatabase } from "../app/pipeline/snapshot-database";
import { openStackDatabase } from "./open-stack-database";
import { loadFinopsToolkit } from "./reference-finops-toolkit";
import { loadPrices } from "./reference-prices";
import { loadReservations } from "./reference-reservations";
import { runCommand } from "./run-command";

const help = `Loads reference data for the mapping to FOCUS.

  npm run reference -- finops-toolkit <folder>   Services.csv, ResourceTypes.csv, Regions.csv and PricingUnits.csv of Microsoft's FinOps toolkit;
                                                 they replace built-in rows with the same keys
  npm run reference -- prices <file.csv> [--currency CNY]
                                                 list prices of a price sheet, for ListUnitPrice and ListCost: a CSV of Azure with MeterId,
                                                 UnitOfMeasure and MarketPrice (EA price sheet), retailPrice (retail prices) or PayGPrice;
                                                 CurrencyCode or --currency; EffectiveStartDate and EffectiveEndDate if present.
                                                 In a file separated by semicolons, commas in numbers are decimal
  npm run reference -- reservations <file.csv> [--account 100100]
                                                 what reservations cost and how they were used, for the effective cost: an export of Azure of the type
                                                 ReservationTransactions (all of an order, from its purchase on) or ReservationDetails, whose rows do not
                                                 name the account

  The data applies to months that are extracted afterwards.
  Exit codes: 0 loaded, 1 failed, 2 invalid command.
`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { currency: { type: "string" }, account: { type: "string" }, help: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const [command, path, ...more] = positionals;
  const { currency = null, account = null } = values;
  const isKnown = command === "finops-toolkit" || command === "prices" || command === "reservations";
  if (!isKnown || path === undefined || more.length > 0 || (currency !== null && !isCurrencyCode(currency))) throw new RangeError(help);
  const { database, close } = openStackDatabase();
  try {
    switch (command) {
      case "prices":
        return await reportPrices(database, path, currency);
      case "reservations": {
        const { list, rows, orders } = await loadReservations(database, path, account, new Date());
        process.stdout.write(`${rows} rows of reservation ${list} loaded, of ${orders} orders\n`);
        return rows > 0 ? 0 : 1;
      }
      default:
        return await reportToolkit(database, path);
    }
  } finally {
    await close();
  }
}

async function reportToolkit(database: SnapshotDatabase, folder: string): Promise<number> {
  for (const { table, rows } of await loadFinopsToolkit(database, resolve(folder), new Date())) {
    process.stdout.write(`${table}: ${rows} rows\n`);
  }
  return 0;
}

async function reportPrices(database: SnapshotDatabase, path: string, currency: string | null): Promise<number> {
  const { prices, tiered, others, duplicates, conflicts, firstConflict, problems, firstProblem } = await loadPrices(
    database,
    path,
    currency,
    new Date(),
  );
  process.stdout.write(
    `${prices} list prices loaded, ${tiered} of them tiered by quantity, which are not used; ${others} rows are not list prices of usage; ` +
      `${duplicates} repeat an earlier row; ${conflicts} contradict an earlier row, which was kept` +
      `${firstConflict === null ? "" : `, the first: ${firstConflict}`}; ` +
      `${problems} could not be read${firstProblem === null ? "" : `, the first: ${firstProblem}`}\n`,
  );
  return prices > 0 ? 0 : 1;
}

runCommand(main);
