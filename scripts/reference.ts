import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { isCurrencyCode } from "../app/domain/currency-code";
import type { SnapshotDatabase } from "../app/pipeline/snapshot-database";
import { connect } from "../app/sources/connection";
import { emissionFiles } from "../app/sources/files/emission-files";
import { priceFiles } from "../app/sources/files/price-files";
import { loadRecords } from "./load-records";
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
  npm run reference -- prices <file> --account 100100 --month 2026-10 [--currency CNY] [--accept-handover REASON]
                                                 the price sheet of an account and a month, with list and contracted prices: CSV, Parquet, or a ZIP
                                                 archive of them; it takes the place of the month's earlier sheet, and of no other
  npm run reference -- emissions <file> [<file> …] --account 100100 [--accept-handover REASON]
                                                 what the provider reports on emissions, in kilograms: AWS's carbon emissions of Data Exports and
                                                 Google's carbon footprint export, as CSV, Parquet or JSON lines. Each month in the files takes the
                                                 place of that month's earlier report: name all files of a month in one command
  npm run reference -- reservations <file.csv> [--account 100100]
                                                 what reservations cost and how they were used, for the effective cost: an export of Azure of the type
                                                 ReservationTransactions (all of an order, from its purchase on) or ReservationDetails, whose rows do not
                                                 name the account

  The data applies to months that are extracted afterwards.
  Exit codes: 0 loaded, 1 failed, 2 invalid command.
`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: {
      currency: { type: "string" },
      account: { type: "string" },
      month: { type: "string" },
      "accept-handover": { type: "string" },
      help: { type: "boolean", default: false },
    },
    allowPositionals: true,
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const [command, path, ...more] = positionals;
  const { currency = null, account, month } = values;
  const isKnown = command === "finops-toolkit" || command === "prices" || command === "reservations" || command === "emissions";
  if (!isKnown || path === undefined || (more.length > 0 && command !== "emissions") || (currency !== null && !isCurrencyCode(currency)))
    throw new RangeError(help);
  if (command === "prices" && (account === undefined) !== (month === undefined))
    throw new RangeError("--account and --month belong together");
  const handover = values["accept-handover"] ?? "";
  if (command === "prices" && account !== undefined) {
    const sheet = { path, account, month, ...(currency === null ? {} : { currency }) };
    return loadRecords((reading) => connect(priceFiles(reading), sheet), { acceptHandover: handover });
  }
  if (command === "emissions") {
    if (account === undefined) throw new RangeError("--account is missing: under which billing account the emissions are kept");
    return loadRecords((reading) => connect(emissionFiles(reading), { paths: [path, ...more], account }), { acceptHandover: handover });
  }
  const { database, close } = openStackDatabase();
  try {
    switch (command) {
      case "prices":
        return await reportPrices(database, path, currency);
      case "reservations": {
        const { list, rows, orders } = await loadReservations(database, path, account ?? null, new Date());
        process.stdout.write(`${rows} rows of reservation ${list} loaded, of ${orders} orders\n`);
        return rows > 0 ? 0 : 1;
      }
      case "finops-toolkit":
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
