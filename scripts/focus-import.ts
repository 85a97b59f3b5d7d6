import { parseArgs } from "node:util";
import { importFocusFiles } from "../app/pipeline/import-focus-files";
import { openFocusImport } from "../app/pipeline/open-focus-import";
import { type Connection, connect } from "../app/sources/connection";
import type { FocusFileReading } from "../app/sources/files/read-focus-file";
import { focusFiles } from "../app/sources/focus-files/focus-files";
import { abortOnInterrupt } from "./abort-on-interrupt";
import { loadRecords } from "./load-records";
import { runCommand } from "./run-command";
import { runningStack } from "./running-stack";

const help = `Imports FOCUS 1.0 to 1.4 files of any provider (AWS, Google Cloud, Microsoft, Oracle) and publishes them beside the Azure bills.

  npm run focus:import -- FILE... [--account NAME] [--encoding NAME] [--allow-shrink] [--allow-closed] [--reason TEXT] [--keep 3] [--lag-months 1]
  npm run focus:import -- FILE... --dataset invoice-detail [--account NAME] [--encoding NAME] [--allow-shrink] [--accept-handover REASON]

  Accepts CSV (separated by commas, semicolons, tabs or bars), gzip CSV, Parquet and ZIP archives of them, detected by content. CSV is UTF-8 unless --encoding says otherwise,
  such as gb18030, windows-1252 or utf-16le. Unquoted NULL, null and \\N are null; in quotes they are text. All files of one command are one delivery that
  replaces each account and month in it, so name all parts of an export at once. Columns that FOCUS does not have are kept as JSON text in
  x_SourceColumns, and so are the original texts of repaired values.
  --allow-shrink   a month may lose a fifth of its rows, or all charges of some days; the report lists the days. Of invoice-detail, invoices that were issued
  --dataset        invoice-detail: the files are FOCUS's dataset Invoice Detail. Its lines take the place of the earlier ones of each account and billing period
  --allow-closed   a published month may be replaced although it is closed, --lag-months after its end
  One unreadable row rejects the delivery, with file, line and column. The output is one JSON line per event.
  Exit codes: 0 published, 1 failed, 2 invalid command.
`;

async function main(): Promise<number> {
  const flag = { type: "boolean", default: false } as const;
  const text = { type: "string" } as const;
  const options = {
    account: text,
    encoding: text,
    keep: { ...text, default: "3" },
    "lag-months": { ...text, default: "1" },
    "allow-shrink": flag,
    "allow-closed": flag,
    reason: text,
    dataset: text,
    "accept-handover": text,
    help: flag,
  } as const;
  const { values, positionals } = parseArgs({ options, strict: true, allowPositionals: true });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  if (positionals.length === 0) throw new RangeError("No file given; usage: npm run focus:import -- FILE...");
  const { account, encoding, dataset } = values;
  const named = { ...(account === undefined ? {} : { account }), ...(encoding === undefined ? {} : { encoding }) };
  if (dataset === "invoice-detail") {
    const files = { paths: positionals, dataset, ...named };
    const open = (reading: FocusFileReading): Connection => connect(focusFiles({ ...reading, onFile: () => undefined }), files);
    return loadRecords(open, {
      allowShrink: values["allow-shrink"],
      reason: values.reason ?? "",
      acceptHandover: values["accept-handover"] ?? "",
    });
  }
  if (dataset !== undefined && dataset !== "cost-and-usage") throw new RangeError("--dataset must be cost-and-usage or invoice-detail");
  if (!/^[1-9]\d?$/.test(values.keep)) throw new RangeError("--keep must be a number from 1 to 99");
  if (!/^(?:\d|1[0-2])$/.test(values["lag-months"])) throw new RangeError("--lag-months must be a number from 0 to 12");
  const signal = abortOnInterrupt();
  const { clickhouse: client } = runningStack();
  try {
    const deps = await openFocusImport(client, { keep: Number(values.keep), lagMonths: Number(values["lag-months"]) });
    const request = {
      paths: positionals,
      allowShrink: values["allow-shrink"],
      allowClosed: values["allow-closed"],
      reason: values.reason ?? "",
      ...named,
    };
    let shown = 0;
    const outcome = await importFocusFiles(request, deps, signal, (progress) => {
      if (Date.now() - shown < 1000) return;
      shown = Date.now();
      process.stdout.write(`${JSON.stringify({ event: "progress", ...progress })}\n`);
    });
    await deps.surroundings.http.dispatcher.close();
    process.stdout.write(`${JSON.stringify({ event: "finished", ...outcome })}\n`);
    return outcome.kind === "published" ? 0 : 1;
  } finally {
    await client.close();
  }
}

runCommand(main);
