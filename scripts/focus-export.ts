import { randomBytes } from "node:crypto";
import { parseArgs } from "node:util";
import type { FocusExportMetadata } from "../app/exports/focus-export-metadata";
import { readDatasetExportRequest, readFocusExportRequest } from "../app/exports/focus-export-request";
import { writeDatasetExport } from "../app/exports/write-dataset-export";
import { writeFocusExport } from "../app/exports/write-focus-export";
import { abortOnInterrupt } from "./abort-on-interrupt";
import { runCommand } from "./run-command";
import { runningStack } from "./running-stack";

const help = `Exports the published FOCUS rows of a month, or a dataset of FOCUS 1.4 beside them, to a file.

  npm run focus:export -- --month 2026-10 --out FILE [--account NAME] [--version 1.4|1.2] [--format csv|csv.gz|parquet] [--spreadsheet-safe]
  npm run focus:export -- --dataset contract-commitment --out FILE [--account NAME] [--format csv|csv.gz|parquet]
  npm run focus:export -- --dataset invoice-detail --out FILE [--month 2026-10] [--account NAME] [--format csv|csv.gz|parquet]

  FILE.metadata.json has the version, snapshots, rows, totals per currency and a SHA-256. The file is read back and compared before it gets its name.
  --spreadsheet-safe puts an apostrophe before text that a spreadsheet could take for a formula; numbers stay numbers. The column
  x_SpreadsheetSafe marks such a file, and focus:import removes the apostrophes.
  Exit codes: 0 written, 1 failed, 2 invalid command.
`;

async function main(): Promise<number> {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const options = {
    month: text,
    out: text,
    account: text,
    dataset: text,
    version: text,
    format: text,
    "spreadsheet-safe": flag,
    help: flag,
  } as const;
  const { values } = parseArgs({ options, strict: true });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const { month, account, dataset, version, format, out } = values;
  const parameters = { month, account, version, format, spreadsheetSafe: values["spreadsheet-safe"] };
  const request = dataset === undefined ? readFocusExportRequest(parameters, "--") : readDatasetExportRequest(dataset, parameters, "--");
  if (!("month" in request)) throw new RangeError(request.join("; "));
  if (out === undefined || out === "") throw new RangeError("--out is required: the file to write");
  const signal = abortOnInterrupt();
  const { clickhouse: client } = runningStack();
  const deps = { now: () => new Date(), randomId: () => randomBytes(8).toString("hex") };
  try {
    if ("dataset" in request) {
      const { rows, columns, bytes } = await writeDatasetExport(client, request, out, deps, signal);
      process.stdout.write(
        `Wrote ${rows} rows of ${columns.length} columns, ${bytes} bytes, to ${out}; metadata in ${out}.metadata.json\n`,
      );
      return 0;
    }
    const metadata = await writeFocusExport(client, request, out, deps, signal);
    process.stdout.write(`${summaryOf(metadata, out)}\n`);
    return 0;
  } finally {
    await client.close();
  }
}

/** One line. Column names, snapshots and the hash are in the metadata file. */
function summaryOf({ rows, columns, bytes, totals }: FocusExportMetadata, path: string): string {
  const costs = totals.map(({ BillingCurrency, BilledCost }) => `${BilledCost} ${BillingCurrency}`).join(", ");
  return `Wrote ${rows} rows of ${columns.length} columns, ${bytes} bytes, billed ${costs}, to ${path}; metadata in ${path}.metadata.json`;
}

runCommand(main);
