import { readFileSync, statSync } from "node:fs";
import { userInfo } from "node:os";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { configurationSchema } from "../app/apis/serving/configuration-schema";
import { BillingMonth } from "../app/domain/calendar/billing-month";
import { compareHandover } from "../app/pipeline/connections/compare-handover";
import { type ConnectionChoices, type ConnectionDeps, openConnections, processChoices } from "../app/pipeline/connections/connection-deps";
import {
  configureConnection,
  keptConnection,
  keptRevisions,
  readableConnection,
  resealConnections,
  stepConnection,
  testConnection,
} from "../app/pipeline/connections/connection-operations";
import { type ConnectionHistory, connectionHistory, connectionStatus } from "../app/pipeline/connections/connection-status";
import { readConnections } from "../app/pipeline/connections/connection-store";
import { previewDelivery } from "../app/pipeline/connections/preview-delivery";
import { offeredDeliveries, runConnection, withBills } from "../app/pipeline/connections/run-connection";
import { syncConnections } from "../app/pipeline/connections/sync-connections";
import { deliver } from "../app/pipeline/deliver";
import { type OpenSource, openSource, readConnectionFile } from "../app/pipeline/open-source";
import { recordLook } from "../app/pipeline/record-execution";
import type { MooseClient } from "../app/runtime/clickhouse/moose-client";
import type { Delivery } from "../app/sources/source";
import { abortOnInterrupt } from "./abort-on-interrupt";
import { writeNewSource } from "./new-source/write-new-source";
import { runCommand } from "./run-command";
import { runningStack } from "./running-stack";

const help = `Connections to sources: docs/sources.md explains a connection's life, docs/sources/azure-exports.md has an example.

  npm run source -- new my-source                 writes a new source that works: code, test, fixture, docs page
  npm run source -- catalog [SOURCE]              sources, or the JSON Schema of the configuration of one

  A look at a file, of which nothing is kept:
  npm run source -- check FILE                    probes: address, credential, manifests, first rows; nothing is stored
  npm run source -- list FILE                     deliveries that can be had now, and whether they are published
  npm run source -- preview FILE                  the first 20 rows as they would be stored; nothing is stored
  npm run source -- run FILE                      reads and publishes those that are not published yet

  A connection that is kept:
  npm run source -- add FILE --id ID [--every MINUTES] [--seal ABI_SECRET_NAME]…   adds it, or gives it another configuration
  npm run source -- test ID                       as check; the result is kept, and activate needs one that passed
  npm run source -- list [ID]                     all connections, or the deliveries of one
  npm run source -- preview ID                    as preview FILE
  npm run source -- activate ID                   from now on the schedule reads it
  npm run source -- run ID                        reads it now
  npm run source -- handover ID --month 2026-10 [--reason TEXT]   both totals of a month that another source published; with a reason, takes it over
  npm run source -- pause ID | resume ID          it is not read in between
  npm run source -- retire ID                     it is never read again; what it published stays
  npm run source -- remove ID                     forgets a draft or a retired one
  npm run source -- history ID                    revisions, tests, runs and deliveries
  npm run source -- sync                          runs every active connection that is due, as the schedule does
  npm run source -- reseal                        seals all sealed secrets with the first key of AZURE_BILLING_SEALING_KEY

  FILE is JSON: { "source": "azure-exports", "config": { … } }. A secret in it is { "env": "ABI_SECRET_NAME" }: a variable, or ABI_SECRET_NAME_FILE.
  --seal ABI_SECRET_NAME   keeps its value, sealed, with the connection: the process that reads needs AZURE_BILLING_SEALING_KEY and not the variable.
  --every MINUTES   between two looks: 15 to 10080.
  With run, list, preview:  --month 2026-10.  With run:
    [--again] [--allow-shrink] [--allow-closed] [--reason TEXT] [--accept-late TEXT] [--accept-handover TEXT]
  --again: also what is published already, or was refused before. --allow-shrink, --allow-closed, --reason: as in npm run extract;
  with --month for that month only, also where a delivery has others beside it.
  --accept-late TEXT: most rows are of earlier months, because TEXT.
  --accept-handover TEXT: the month is published from another source, such as azure-ea, and is read from here from now on, because TEXT.
  AZURE_BILLING_STORAGE_HOSTS lists hosts of object storage beside those of Azure Blob and AWS S3, AZURE_BILLING_STORAGE_FOLDERS folders
  beside data of the project. AZURE_EA_LAG_MONTHS, AZURE_EA_KEEP_SNAPSHOTS and
  AZURE_EA_FOCUS_RULES hold for every source.
  One JSON line for each thing that is told. Exit code 0: all went well. 1: something did not. 2: the command was wrong.
`;

const flag = { type: "boolean", default: false } as const;
const text = { type: "string" } as const;
const options = {
  id: text,
  every: text,
  seal: { ...text, multiple: true, default: [] as string[] },
  month: text,
  again: flag,
  "allow-shrink": flag,
  "allow-closed": flag,
  "accept-late": text,
  "accept-handover": text,
  reason: text,
  help: flag,
} as const;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options, strict: true, allowPositionals: true });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const [command = "", target = "", ...more] = positionals;
  if (more.length > 0) throw new RangeError(`${command} takes one file or id`);
  if (command === "") throw new RangeError("there is no command; npm run source -- --help lists them");
  if (command === "new") {
    if (target === "") throw new RangeError("new takes the id of the source, such as my-source");
    for (const file of writeNewSource(resolve(__dirname, ".."), target)) process.stdout.write(`${file}\n`);
    return 0;
  }
  for (const name of ["accept-late", "accept-handover", "reason"] as const)
    if (values[name]?.trim() === "") throw new RangeError(`--${name} requires a reason`);
  const month = values.month === undefined ? null : BillingMonth.parse(values.month);
  if (month === null && values.month !== undefined) throw new RangeError("--month must be YYYY-MM, such as 2026-10");
  if (values.every !== undefined && !/^\d{1,6}$/.test(values.every)) throw new RangeError("--every is a number of minutes");
  const signal = abortOnInterrupt();
  const { clickhouse: client } = runningStack();
  const choices = processChoices(`command of ${userInfo().username}`, (line) => process.stderr.write(`${line}\n`));
  const asked: Asked = {
    target,
    month,
    deps: openConnections(client, choices),
    choices,
    client,
    signal,
    id: values.id ?? "",
    everyMinutes: values.every === undefined ? null : Number(values.every),
    seal: values.seal,
    reason: values.reason ?? "",
    request: {
      month,
      again: values.again,
      allowShrink: values["allow-shrink"],
      allowClosed: values["allow-closed"],
      reason: values.reason ?? "",
      acceptLate: values["accept-late"] ?? "",
      acceptHandover: values["accept-handover"] ?? "",
    },
  };
  try {
    return await run(command, asked);
  } finally {
    await client.close();
  }
}

interface Asked {
  /** A file or an id; empty when none was given. */
  readonly target: string;
  readonly month: BillingMonth | null;
  readonly deps: ConnectionDeps;
  readonly choices: ConnectionChoices;
  readonly client: MooseClient;
  readonly signal: AbortSignal;
  readonly id: string;
  readonly everyMinutes: number | null;
  readonly seal: readonly string[];
  readonly reason: string;
  readonly request: Parameters<typeof runConnection>[1];
}

async function run(command: string, asked: Asked): Promise<number> {
  const { target, deps, signal, reason } = asked;
  if (target === "" && !["catalog", "list", "sync", "reseal"].includes(command))
    throw new RangeError(`${command} takes a file or an id; npm run source -- --help lists the commands`);
  switch (command) {
    case "catalog":
      return catalog(asked);
    case "add":
      return add(asked);
    case "list":
      if (target !== "") return withOpen(asked, (open) => list(open, asked));
      for (const connection of await readConnections(deps.database))
        say({ event: "connection", ...(await connectionStatus(connection, deps)) });
      return 0;
    case "check":
      return withOpen(asked, async (open) => {
        const probes = await open.connection.check(open.context(signal));
        for (const probe of probes) say({ event: "probe", ...probe });
        return probes.every(({ ok }) => ok) ? 0 : 1;
      });
    case "test": {
      const { connection, probes, passed } = await testConnection(target, deps, signal);
      for (const probe of probes) say({ event: "probe", ...probe });
      say({ event: "tested", id: target, passed, state: connection.state });
      return passed ? 0 : 1;
    }
    case "preview":
      return withOpen(asked, async (open) => {
        const preview = await previewDelivery(open, await offeredDeliveries(open, asked.month, asked.signal), signal);
        for (const row of preview?.rows ?? []) say({ event: "row", delivery: preview?.delivery, row });
        return preview === null ? 1 : 0;
      });
    case "activate":
    case "pause":
    case "resume":
    case "retire":
    case "remove": {
      const { state } = await stepConnection(target, stepOf[command], reason, deps);
      say({ event: stepOf[command], id: target, state });
      return 0;
    }
    case "run":
      return isFile(target) ? withOpen(asked, (open) => runFile(open, asked)) : runKept(asked);
    case "handover":
      return handover(asked);
    case "history": {
      const revisions = await keptRevisions(target, deps);
      for (let before: string | null | undefined; before !== null; ) {
        const history: ConnectionHistory = await connectionHistory(target, revisions, deps, before ?? null);
        for (const revision of history.revisions) say({ event: "revision", ...revision });
        for (const test of history.tests) say({ event: "test", ...test });
        for (const one of history.runs) say({ event: "run", ...one });
        for (const delivery of history.deliveries) say({ event: "delivery", ...delivery });
        before = history.earlierThan;
      }
      return 0;
    }
    case "sync": {
      let code = 0;
      for await (const look of syncConnections(deps, signal)) {
        const { id, outcome } = look;
        await recordLook(deps.database, "sync-sources", look);
        say({ event: "run", id, ...outcome });
        if (outcome.kind === "finished" && outcome.fault !== "") code = 1;
      }
      return code;
    }
    case "reseal":
      say({ event: "resealed", ids: await resealConnections(deps) });
      return 0;
    default:
      throw new RangeError(`${JSON.stringify(command)} is no command; npm run source -- --help lists them`);
  }
}

const stepOf = { activate: "activated", pause: "paused", resume: "resumed", retire: "retired", remove: "removed" } as const;

function catalog({ target, deps }: Asked): number {
  const sources = deps.catalog.filter(({ id }) => target === "" || id === target);
  if (sources.length === 0) throw new RangeError(`${target} is none of ${deps.catalog.map(({ id }) => id).join(", ")}`);
  for (const { id, title, version, everyMinutes, config } of sources)
    say({ event: "source", id, title, version, everyMinutes, ...(target === "" ? {} : { schema: configurationSchema(config) }) });
  return 0;
}

async function add({ target, id, everyMinutes, seal, reason, deps, choices }: Asked): Promise<number> {
  if (id === "") throw new RangeError("--id is the name of the connection, such as exports");
  const secrets: Record<string, string> = {};
  for (const name of seal) {
    const value = choices.secret(name);
    if (value === null) throw new RangeError(`--seal ${name}: the secret is not set; set the variable, or ${name}_FILE`);
    secrets[name] = value;
  }
  const connection = await configureConnection({ id, ...readConnectionFile(readJson(target)), secrets, everyMinutes, reason }, deps);
  say({ event: connection.step, ...(await connectionStatus(connection, deps)) });
  return 0;
}

async function list(open: OpenSource, asked: Asked): Promise<number> {
  for (const delivery of await offeredDeliveries(open, asked.month, asked.signal))
    say({ event: "delivery", ...shown(delivery), published: await open.isPublished(delivery, open.deps.now()) });
  return 0;
}

async function runFile(open: OpenSource, asked: Asked): Promise<number> {
  const { request, signal } = asked;
  let code = 0;
  for (const delivery of await offeredDeliveries(open, asked.month, asked.signal)) {
    if (!request.again && (await open.isPublished(delivery, open.deps.now()))) {
      say({ event: "finished", delivery: delivery.name, kind: "already-published" });
      continue;
    }
    const outcome = await deliver(open.connection, delivery, withBills(request), open.deps, signal, () => undefined);
    say({ event: "finished", delivery: delivery.name, ...outcome });
    if (outcome.kind !== "published" && outcome.kind !== "loaded") code = 1;
    if (outcome.kind === "cancelled") break;
  }
  return code;
}

async function runKept({ target, request, deps, signal }: Asked): Promise<number> {
  const connection = await readableConnection(target, deps);
  const outcome = await runConnection(connection, request, deps, signal, {
    delivery: (delivery, one) => {
      say({ event: "finished", delivery: delivery.name, ...one });
    },
    progress: () => undefined,
  });
  say({ event: "run", id: target, ...outcome });
  return outcome.kind === "finished" && outcome.fault === "" ? 0 : 1;
}

async function handover(asked: Asked): Promise<number> {
  const { target, month, reason, request, deps, signal } = asked;
  if (month === null) throw new RangeError("handover requires --month, such as 2026-10");
  if (reason !== "") return runKept({ ...asked, request: { ...request, again: true, acceptHandover: reason } });
  const open = await deps.open(await keptConnection(target, deps));
  try {
    for (const comparison of await compareHandover(open, await offeredDeliveries(open, asked.month, asked.signal), signal))
      say({ event: "handover", ...comparison });
    return 0;
  } finally {
    await open.close();
  }
}

/** Opens a file, or the connection of an id. */
async function withOpen({ target, deps, choices, client }: Asked, look: (open: OpenSource) => Promise<number>): Promise<number> {
  const open = isFile(target) ? await openSource(readJson(target), choices, client) : await deps.open(await keptConnection(target, deps));
  try {
    return await look(open);
  } finally {
    await open.close();
  }
}

/** An id has neither a point nor a slash, and may be the name of a folder. */
function isFile(target: string): boolean {
  return /[./\\]/.test(target) || statSync(target, { throwIfNoEntry: false })?.isFile() === true;
}

function shown({ name, account, period, currency, version, rows, files }: Delivery): object {
  const bytes = files.some((file) => file.bytes === null) ? null : files.reduce((sum, file) => sum + (file.bytes ?? 0), 0);
  return { delivery: name, account, month: period?.toString() ?? null, currency, version, rows, files: files.length, bytes };
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") throw new RangeError(`there is no file ${path}`);
    throw new RangeError(`${path} cannot be read as JSON: ${error instanceof Error ? error.message : ""}`);
  }
}

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

runCommand(main);
