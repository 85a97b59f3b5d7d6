import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { BillingMonth } from "../app/domain/calendar/billing-month";
import { planMonths } from "../app/domain/snapshot/plan-months";
import { deliver } from "../app/pipeline/deliver";
import { type OpenSource, openSource } from "../app/pipeline/open-source";
import { processSettings } from "../app/runtime/config/process-settings";
import { processSources } from "../app/runtime/config/read-source-settings";
import type { Delivery } from "../app/sources/source";
import { abortOnInterrupt } from "./abort-on-interrupt";
import { writeNewSource } from "./new-source/write-new-source";
import { runCommand } from "./run-command";
import { runningStack } from "./running-stack";

const help = `Looks at, lists and reads what a connection to a source offers: docs/sources/azure-exports.md has an example.

  npm run source -- check FILE                    probes: address, credential, manifests, first rows; nothing is stored
  npm run source -- list  FILE                    deliveries that can be had now, and whether they are published
  npm run source -- new   my-source               writes a new source that works: code, test, fixture, docs page
  npm run source -- run   FILE [--month 2026-10]  reads and publishes those that are not published yet
                    [--again] [--allow-shrink] [--allow-closed] [--reason TEXT] [--accept-late TEXT] [--accept-handover TEXT]
                    [--keep 3] [--lag-months 1]

  FILE is JSON: { "source": "azure-exports", "config": { … } }. A secret in it is { "env": "ABI_SECRET_NAME" }: a variable, or ABI_SECRET_NAME_FILE.
  AZURE_BILLING_STORAGE_HOSTS lists hosts of object storage beside those of Azure Blob and AWS S3.
  --again: also what is published already. --allow-shrink, --allow-closed, --reason: as in npm run extract.
  --accept-late TEXT: most rows are of earlier months, because TEXT.
  --accept-handover TEXT: the month is published from another source, such as azure-ea, and is read from here from now on, because TEXT.
  One JSON line for each probe, delivery and outcome. Exit code 0: all went well. 1: something did not. 2: the command was wrong.
`;

async function main(): Promise<number> {
  const flag = { type: "boolean", default: false } as const;
  const text = { type: "string" } as const;
  const options = {
    month: text,
    again: flag,
    "allow-shrink": flag,
    "allow-closed": flag,
    "accept-late": text,
    "accept-handover": text,
    reason: text,
    keep: { ...text, default: "3" },
    "lag-months": { ...text, default: "1" },
    help: flag,
  } as const;
  const { values, positionals } = parseArgs({ options, strict: true, allowPositionals: true });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const [command, path, ...more] = positionals;
  if (path === undefined || more.length > 0) throw new RangeError("npm run source -- check|list|run FILE");
  if (command === "new") {
    for (const file of writeNewSource(resolve(__dirname, ".."), path)) process.stdout.write(`${file}\n`);
    return 0;
  }
  const file = readJson(path);
  for (const name of ["accept-late", "accept-handover"] as const)
    if (values[name]?.trim() === "") throw new RangeError(`--${name} requires a reason`);
  if (values.month !== undefined && BillingMonth.parse(values.month) === null)
    throw new RangeError("--month must be YYYY-MM, such as 2026-10");
  if (!/^[1-9]\d?$/.test(values.keep)) throw new RangeError("--keep is a number from 1 to 99");
  if (!/^(?:\d|1[0-2])$/.test(values["lag-months"])) throw new RangeError("--lag-months is a number from 0 to 12");
  const signal = abortOnInterrupt();
  const { clickhouse: client } = runningStack();
  try {
    const choices = {
      enrichment: processSettings(),
      keep: Number(values.keep),
      lagMonths: Number(values["lag-months"]),
      focusRules: "refuse" as const,
      ...processSources(),
    };
    const open = await openSource(file, { ...choices, report: (line) => process.stderr.write(`${line}\n`) }, client);
    try {
      switch (command) {
        case "check": {
          const probes = await open.connection.check(open.context(signal));
          for (const probe of probes) say({ event: "probe", ...probe });
          return probes.every(({ ok }) => ok) ? 0 : 1;
        }
        case "list":
          for await (const { delivery, isPublished } of offers(open, values.month, choices.lagMonths, signal))
            say({ event: "delivery", ...shown(delivery), published: isPublished });
          return 0;
        case "run": {
          let code = 0;
          for await (const { delivery, isPublished } of offers(open, values.month, choices.lagMonths, signal)) {
            if (isPublished && !values.again) {
              say({ event: "finished", delivery: delivery.name, kind: "already-published" });
              continue;
            }
            const request = {
              allowShrink: values["allow-shrink"],
              allowClosed: values["allow-closed"],
              reason: values.reason ?? "",
              acceptLate: values["accept-late"] ?? "",
              acceptHandover: values["accept-handover"] ?? "",
            };
            const outcome = await deliver(open.connection, delivery, request, open.deps, signal, () => undefined);
            say({ event: "finished", delivery: delivery.name, ...outcome });
            if (outcome.kind !== "published") code = 1;
            if (outcome.kind === "cancelled") break;
          }
          return code;
        }
        case undefined:
        default:
          throw new RangeError(`${command ?? ""} is none of check, list, run`);
      }
    } finally {
      await open.close();
    }
  } finally {
    await client.close();
  }
}

async function* offers(
  { connection, context, isPublished }: OpenSource,
  month: string | undefined,
  lagMonths: number,
  signal: AbortSignal,
): AsyncGenerator<{ readonly delivery: Delivery; readonly isPublished: boolean }> {
  const wanted = months(month, lagMonths);
  for await (const delivery of connection.discover({ months: wanted }, context(signal))) {
    if (month !== undefined && delivery.period?.toString() !== month) continue;
    yield { delivery, isPublished: delivery.version !== null && (await isPublished(delivery.version)) };
  }
}

/** What a source that cannot list is asked for: the month, or those that may still change. */
function months(month: string | undefined, lagMonths: number): readonly BillingMonth[] {
  const today = new Date();
  const asked = BillingMonth.parse(month ?? today.toISOString().slice(0, 7));
  if (asked === null) return [];
  return month === undefined ? planMonths(asked, today.getUTCDate(), lagMonths) : [asked];
}

function shown({ name, account, period, rows, files }: Delivery): object {
  const bytes = files.reduce((sum, file) => sum + (file.bytes ?? 0), 0);
  return { delivery: name, account, month: period?.toString() ?? null, rows, files: files.length, bytes };
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new RangeError(`${path} cannot be read as JSON: ${error instanceof Error ? error.message : ""}`);
  }
}

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

runCommand(main);
