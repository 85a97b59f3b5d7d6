import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { processExtractionSettings, processSettings } from "../app/runtime/config/process-settings";
import { describeOutcome } from "../app/pipeline/delivery-outcome";
import { extractMonth } from "../app/pipeline/extract-month";
import { openExtraction } from "../app/pipeline/open-extraction";
import { recordExecution } from "../app/pipeline/record-execution";
import { abortOnInterrupt } from "./abort-on-interrupt";
import { createProgressLine } from "./create-progress-line";
import { readRunningDemo } from "./demo/running-demo";
import { runCommand } from "./run-command";
import { runningStack } from "./running-stack";
import { refuseExtractionSettings } from "./start/refuse-settings";

const help = `Reads one month of an Azure enrollment and publishes it: what the nightly workflow does, without the scheduler.

  npm run extract -- --month 2026-10 [--enrollment 100100] [--allow-shrink] [--allow-closed] [--reason TEXT]
                     [--accept-total TEXT] [--accept-late TEXT] [--accept-repeated-pages TEXT] [--accept-handover TEXT]

  Where only a person can decide, these lift one check for this reading. The reason stays with the snapshot and is shown in /api/snapshots.
    --allow-shrink            far fewer rows than what is published, or none on some of its days
    --allow-closed            replace a month that is closed and published
    --reason TEXT             why, for these two
    --accept-total TEXT       the rows add up to none of Azure's own totals, and are right because TEXT
    --accept-late TEXT        most rows are of earlier months, because TEXT
    --accept-repeated-pages TEXT   the bill has the rows of a page twice, because TEXT
    --accept-handover TEXT    the month is published from another source, and is read from here from now on, because TEXT

  AZURE_EA_ENROLLMENT, AZURE_EA_API_KEY and AZURE_EA_BASE_URL say what is read and with which key, in the environment or in .env.local.
  Beside npm run demo nothing has to be set: it reads the demo's enrollment then.
  ClickHouse is the one of moose.config.toml, or of MOOSE_CLICKHOUSE_CONFIG__HOST, __HOST_PORT, __USER, __PASSWORD, __DB_NAME.
  In a terminal it shows its progress; elsewhere it writes one JSON line per event.
  Ctrl-C stops it within a second; the next run goes on where it stopped. Exit code 0: published. 1: not. 2: the command was wrong.
`;

async function main(): Promise<number> {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const options = {
    enrollment: text,
    month: text,
    "allow-shrink": flag,
    "allow-closed": flag,
    reason: text,
    "accept-total": text,
    "accept-late": text,
    "accept-repeated-pages": text,
    "accept-handover": text,
    help: flag,
  } as const;
  const { values } = parseArgs({ options, strict: true });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  for (const name of ["accept-total", "accept-late", "accept-repeated-pages", "accept-handover"] as const)
    if (values[name]?.trim() === "") throw new RangeError(`--${name} requires a reason`);
  const month = /^(\d{4})-(\d{2})$/.exec(values.month ?? "");
  if (month === null) throw new RangeError("--month must be YYYY-MM, such as 2026-10");
  const demo = Object.keys(process.env).some((name) => name.startsWith("AZURE_EA_"))
    ? undefined
    : readRunningDemo(resolve(__dirname, ".."));
  if (demo !== undefined) {
    process.stderr.write(`Reading the simulated enrollment of the running demo: no AZURE_EA_ setting names another\n`);
    Object.assign(process.env, demo);
  }
  const refusal = refuseExtractionSettings();
  if (refusal !== null) {
    process.stderr.write(`${refusal}\n`);
    return 1;
  }
  const settings = processExtractionSettings();
  const enrollment = values.enrollment ?? settings.enrollments[0]?.number ?? "";
  const request = {
    enrollment,
    year: Number(month[1]),
    month: Number(month[2]),
    allowShrink: values["allow-shrink"],
    allowClosed: values["allow-closed"],
    reason: values.reason ?? "",
    acceptTotal: values["accept-total"] ?? "",
    acceptLate: values["accept-late"] ?? "",
    acceptRepeatedPages: values["accept-repeated-pages"] ?? "",
    acceptHandover: values["accept-handover"] ?? "",
  };
  const signal = abortOnInterrupt();
  const { clickhouse: client } = runningStack();
  const extraction = await openExtraction(settings, processSettings(), client, (line) => process.stderr.write(`${line}\n`));
  const startedAt = new Date();
  const progress = createProgressLine(process.stdout, Date.now);
  try {
    const { deps } = extraction;
    const outcome = await extractMonth(request, deps, signal, progress.show);
    progress.finish(outcome, describeOutcome(outcome));
    if (outcome.kind !== "refused" && !(outcome.kind === "failed" && outcome.at === "clickhouse")) {
      await recordExecution(deps.database, "extract", request, startedAt, outcome);
    }
    return outcome.kind === "published" ? 0 : 1;
  } finally {
    await extraction.close();
    await client.close();
  }
}

runCommand(main);
