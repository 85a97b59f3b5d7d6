import { z } from "zod";
import type { BillingMonth } from "../../domain/calendar/billing-month";
import { monthOfPeriod } from "../../domain/calendar/billing-period";
import { planFocusColumns } from "../../domain/focus/import/plan-focus-columns";
import { datedPath, planDeliveries } from "../files/delivery-layout";
import { DeliveryContents } from "../files/delivery-contents";
import { type FocusFile, FocusFileError } from "../files/focus-file";
import type { InputFile } from "../files/input-file";
import { type FileCursor, fileCursor, fileParts } from "../files/file-parts";
import { faultyDelivery, leaveOut, listedFiles, readManifestText, unreadableManifest } from "../files/manifest-files";
import { openFocusFile } from "../files/open-focus-file";
import { type FocusFileReading, readFocusFile } from "../files/read-focus-file";
import { planUsageColumns, readUsageFile, UsageContents } from "../files/usage-file";
import { noPrices, planPriceFile, readPriceFile } from "../files/price-file";
import { objectLocation, openObjects } from "../objects/open-objects";
import { Probes } from "../probes";
import type { Delivery, DeliveryFile, ObjectReader, PartContent, Source, SourceContext, StoredObject } from "../source";
import { SourceError } from "../source-error";
import { type ExportDataset, exportDatasets, type ExportRun, placeOfManifest, readManifest } from "./manifest";

const config = z
  .object({
    storage: objectLocation.describe("Files: the container that the exports are written to, or a copy of it in a bucket or a folder"),
    prefix: z.string().default("").describe("Prefix: where the manifests are, exports/focus/; empty for all of the container"),
    dataset: z
      .enum(exportDatasets)
      .describe(
        "Dataset: FocusCost is stored as it comes; ActualCost, AmortizedCost and Usage are enriched and mapped to FOCUS, and the same bill in two of them counts twice; PriceSheet has the prices that the bills of its months are mapped with",
      ),
    leaveOut: leaveOut.describe(
      "Manifests to leave out: names of manifests that cannot be read and that no bill needs; without it, the month of one is not read",
    ),
    exportName: z
      .string()
      .min(1)
      .optional()
      .describe("Export: its name, needed where several of the dataset are below the prefix, since two of them would count twice"),
    monthInPath: datedPath
      .optional()
      .describe(
        "Month in path: for files without manifests, how their path after the prefix begins and where it says the month, YYYYMM or YYYY-MM/. All CSV and Parquet files of a month are its bill, and nothing counts them",
      ),
    scope: z
      .string()
      .startsWith("/", "must be a resource id, which begins with /")
      .optional()
      .describe(
        "Scope: needed where exports of several scopes have one name; the resource id as resourceId of their manifests begins, /subscriptions/…",
      ),
    account: z
      .string()
      .regex(/^[\w-]{1,128}$/, "may have letters, digits, _ and - only")
      .optional()
      .describe(
        "Account: the name to keep the bill under. Of usage: the enrollment, needed when the scope of the export does not name it. Of FOCUS: instead of the name made of provider and billing account",
      ),
    accountName: z.string().default("").describe("Account name: BillingAccountName of usage rows that do not name it"),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/, "must be an ISO 4217 code")
      .optional()
      .describe(
        "Currency: ISO 4217 code of the bill, needed for usage; a row in another currency has no cost that could be added. Of a price sheet: that of one without such a column",
      ),
  })
  .strict()
  .refine(({ dataset, currency }) => yieldsOf(dataset) !== "azure-usage" || currency !== undefined, {
    path: ["currency"],
    message: "is required for usage rows: the ISO 4217 code of the bill",
  });

/** Which exports are read, from where. */
export type AzureExportsConfig = z.infer<typeof config>;

/**
 * Exports of Azure Cost Management in storage. A manifest is one delivery: the whole of one month, and what it does not name is not read. Of the runs of a
 * month the one that reaches furthest is offered, and of equal ones the latest. Files without manifests are read by `monthInPath`.
 */
export function azureExports(reading: FocusFileReading): Source<AzureExportsConfig, FileCursor> {
  return {
    spec: {
      id: "azure-exports",
      title: "Azure Cost Management exports",
      version: "1",
      yields: ({ dataset }) => yieldsOf(dataset),
      config,
      withoutEffect: ["storage.credentials"],
      cursor: fileCursor,
    },

    async check(config, context) {
      const probes = new Probes();
      const plan = await probes.look(
        "manifests",
        "storage, prefix, dataset, exportName, monthInPath",
        async () => {
          const found = await planRuns(config, context);
          if (found.runs.length === 0) {
            const missing =
              config.monthInPath === undefined ? `no run of an export of ${config.dataset} can be read` : "no CSV or Parquet file is there";
            const why = [...found.faulty.map(({ fault }) => fault.message), ...found.passedOver];
            if (why.length === 0 && config.monthInPath === undefined)
              why.push("there is no manifest.json; for files that come without one, such as a copy of them, set monthInPath");
            throw new SourceError("not-found", [missing, ...why].join("; "));
          }
          return found;
        },
        ({ runs, faulty, passedOver }) =>
          [
            `months ${runs.map(({ run }) => run.month.toString()).join(", ")}`,
            ...faulty.map(({ month, fault }) => `${month.toString()} is not read: ${fault.message}`),
            ...passedOver,
          ].join("; "),
      );
      const last = plan?.runs.at(-1);
      if (plan === null || last === undefined) return probes.all;
      await probes.look(
        "account",
        "account",
        () => Promise.resolve(accountOf(config, last.run)),
        (account) => (account === null ? "the rows say" : account),
      );
      await probes.look(
        "first rows",
        "dataset, storage",
        async () => {
          const delivery = await deliveryOf(config, last, reading.sha256);
          const [file] = listedFiles(plan.reader, delivery, context.signal);
          if (file === undefined) throw new SourceError("malformed", `${last.run.manifest} lists no files`);
          const opened = await openFocusFile(file, reading.parquet, null);
          await opened.close();
          checkColumns(config, opened);
          return `${last.run.month.toString()}: ${opened.headers.length} columns, ${opened.format}`;
        },
        (detail) => detail,
      );
      return probes.all;
    },

    async *discover(config, _wanted, context) {
      const { runs, faulty } = await planRuns(config, context);
      for (const { name, month, fault } of faulty)
        yield faultyDelivery(name, config.account ?? null, month, fault, reading.sha256(`${name} ${fault.message}`));
      for (const planned of runs) yield await deliveryOf(config, planned, reading.sha256);
    },

    async *read(config, delivery, { from }, context) {
      const { signal } = context;
      const files = listedFiles(openObjects(config.storage, context), delivery, signal);
      const [focus, usage] = [new DeliveryContents(), new UsageContents(config.account === undefined ? delivery.account : null)];
      const month = delivery.period === null ? null : monthOfPeriod(delivery.period);
      const partsOf = (file: InputFile) => partsOfFile(config, month, file, reading, focus, usage);
      yield* fileParts(files, delivery.files, from, partsOf, emptyOf(config.dataset), signal);
    },
  };
}

interface PlannedRun {
  readonly run: ExportRun;
  /** Of each file of the run: what is there. */
  readonly objects: readonly (StoredObject | null)[];
}

/** A month whose bill cannot be decided. */
interface FaultyMonth {
  readonly name: string;
  readonly month: BillingMonth;
  readonly fault: SourceError;
}

/** What there is to offer, a month each and in order, and in words what was passed over. */
interface ExportPlan {
  readonly runs: readonly PlannedRun[];
  readonly faulty: readonly FaultyMonth[];
  readonly passedOver: readonly string[];
}

async function planRuns(config: AzureExportsConfig, context: SourceContext): Promise<ExportPlan & { readonly reader: ObjectReader }> {
  const { signal } = context;
  const reader = openObjects(config.storage, context);
  const listed = new Map<string, StoredObject>();
  for await (const object of reader.list(config.prefix, signal)) listed.set(object.name, object);
  if (config.monthInPath !== undefined) return { ...planBareFiles(config, config.monthInPath, listed), reader };
  const runs: ExportRun[] = [];
  const broken: BrokenManifest[] = [];
  const passedOver: string[] = [];
  for (const object of listed.values()) {
    if (!/(?:^|\/)manifest\.json$/i.test(object.name)) continue;
    if (config.leaveOut.includes(object.name)) {
      passedOver.push(`${object.name} is left out`);
      continue;
    }
    const text = await readManifestText(reader, object, signal);
    const reading =
      text === null ? ({ kind: "unreadable", reason: `is ${object.bytes} bytes long` } as const) : readManifest(object.name, text);
    switch (reading.kind) {
      case "unreadable":
        broken.push({ name: object.name, reason: reading.reason });
        break;
      case "other":
        passedOver.push(`${object.name} ${reading.reason}`);
        break;
      case "run":
        if (reading.run.dataset !== config.dataset) passedOver.push(`${object.name} is of ${reading.run.dataset}`);
        else if (isAsked(config, reading.run)) runs.push(reading.run);
        break;
    }
  }
  const names = [...new Set(runs.map(({ exportName }) => exportName))].sort();
  if (names.length > 1)
    throw new SourceError(
      "config",
      `${names.join(", ")} are exports of ${config.dataset} below this prefix: name one as exportName, two would count twice`,
    );
  const scopes = [...new Set(runs.map(({ scope }) => scope))].sort();
  if (scopes.length > 1)
    throw new SourceError(
      "config",
      `exports of ${config.dataset} called ${names.join(", ")} are of ${scopes.map((scope) => scope || "an unnamed scope").join(", ")}: name one as scope, since each has a bill of its own`,
    );
  const chosen = chooseRuns(runs, broken);
  return {
    runs: [...chosen.best.values()]
      .filter(({ month }) => !chosen.faulty.has(month.toString()))
      .sort((left, right) => left.month.compare(right.month))
      .map((run) => ({ run, objects: objectsOf(run, listed) })),
    faulty: [...chosen.faulty.values()].sort((left, right) => left.month.compare(right.month)),
    passedOver: [...chosen.passedOver, ...passedOver],
    reader,
  };
}

/** A manifest that cannot be read, and why in words. */
interface BrokenManifest {
  readonly name: string;
  readonly reason: string;
}

/** The run of each month that is read, and the months that have none because it cannot be decided. */
function chooseRuns(
  runs: readonly ExportRun[],
  broken: readonly BrokenManifest[],
): {
  readonly best: ReadonlyMap<string, ExportRun>;
  readonly faulty: ReadonlyMap<string, FaultyMonth>;
  readonly passedOver: readonly string[];
} {
  const best = new Map<string, ExportRun>();
  const faulty = new Map<string, FaultyMonth>();
  const passedOver: string[] = [];
  const refuse = (exportName: string, month: BillingMonth, fault: SourceError): void => {
    faulty.set(month.toString(), { name: `${exportName} ${month.toString()}`, month, fault });
  };
  for (const run of runs) {
    const { exportName, month, runId, files, manifest } = run;
    const other = best.get(month.toString());
    if (other === undefined || isAfter(run, other)) best.set(month.toString(), run);
    if (other?.runId === runId && JSON.stringify(other.files) !== JSON.stringify(files)) {
      const named = `${other.manifest} and ${manifest} are of one run and list different files`;
      refuse(exportName, month, new SourceError("malformed", named));
    }
  }
  const exportOf = new Map(runs.map(({ manifest, exportName }) => [placeOfManifest(manifest)?.folder, exportName]));
  for (const { name, reason } of broken) {
    const place = placeOfManifest(name);
    // Where no run can be read at all, any of them may be the bill's: a look that offered nothing would say nothing.
    const unknown = runs.length === 0 ? place?.folder.split("/").at(-2) : undefined;
    const exportName = place === null ? undefined : (exportOf.get(place.folder) ?? unknown);
    const chosen = place === null ? undefined : best.get(place.month.toString());
    const before = chosen === undefined ? "" : (placeOfManifest(chosen.manifest)?.time ?? "");
    const isOlder = place !== null && place.time !== "" && place.time < before;
    // One of another export, or of anything else in the container, is none that a bill waits for.
    if (place === null || exportName === undefined || isOlder) passedOver.push(`${name} ${reason}`);
    else refuse(exportName, place.month, unreadableManifest(name, reason, place.month));
  }
  return { best, faulty, passedOver };
}

/** Files that no manifest names: all of a month, as their paths say it, are one run. */
function planBareFiles({ prefix, dataset }: AzureExportsConfig, path: string, listed: ReadonlyMap<string, StoredObject>): ExportPlan {
  const manifest = [...listed.keys()].find((name) => /(?:^|\/)manifest\.json$/i.test(name));
  if (manifest !== undefined)
    throw new SourceError("config", `${manifest} says which files are a bill: leave monthInPath out, or name a prefix without manifests`);
  const [bills, others] = [[...listed.values()].filter(isBill), [...listed.values()].filter((object) => !isBill(object))];
  const months = bills.length === 0 ? [] : planDeliveries({ kind: "months", path }, prefix, bills);
  const runs = months.flatMap(({ month, files }): PlannedRun[] => {
    if (month === null) return [];
    const names = files.map(({ name }) => ({ name, bytes: null, rows: null }));
    const run = {
      manifest: "",
      exportName: dataset,
      dataset,
      dataVersion: "",
      scope: "",
      account: null,
      runId: "",
      submitted: "",
      until: "",
    };
    return [{ run: { ...run, month, files: names, rows: null }, objects: files }];
  });
  return { runs, faulty: [], passedOver: others.map(({ name }) => `${name} is not a CSV or Parquet file`) };
}

function isBill({ name }: StoredObject): boolean {
  return /\.(?:csv|csv\.gz|parquet)$/i.test(name);
}

function isAsked({ exportName, scope }: AzureExportsConfig, run: ExportRun): boolean {
  if (exportName !== undefined && exportName !== run.exportName) return false;
  return scope === undefined || scope.replace(/\/+$/, "").toLowerCase() === run.scope;
}

/** A run by hand of some days, later than the daily one, does not take its place. */
function isAfter(run: ExportRun, other: ExportRun): boolean {
  if (run.until !== other.until) return run.until > other.until;
  return run.submitted === other.submitted ? run.manifest < other.manifest : run.submitted > other.submitted;
}

/** The files of a run that are there. A copy of the container may have the folder of a run at another place: then they are beside the manifest. */
function objectsOf(run: ExportRun, listed: ReadonlyMap<string, StoredObject>): readonly (StoredObject | null)[] {
  const folder = run.manifest.slice(0, run.manifest.lastIndexOf("/") + 1);
  return run.files.map(({ name }) => listed.get(name) ?? listed.get(`${folder}${name.slice(name.lastIndexOf("/") + 1)}`) ?? null);
}

// eslint-disable-next-line @typescript-eslint/require-await -- what it refuses is a rejection
async function deliveryOf(config: AzureExportsConfig, { run, objects }: PlannedRun, sha256: FocusFileReading["sha256"]): Promise<Delivery> {
  const isUsage = yieldsOf(config.dataset) === "azure-usage";
  // A file that is missing is found when the delivery is read: another month can be read all the same.
  const files = run.files.map((file, index): DeliveryFile => {
    const object = objects[index] ?? null;
    return {
      name: object?.name ?? file.name,
      bytes: object?.bytes ?? null,
      version: object?.version ?? null,
      counted: { bytes: file.bytes, rows: file.rows },
    };
  });
  return {
    name: `${run.exportName} ${run.month.toString()}`,
    account: accountOf(config, run),
    accountName: config.accountName,
    period: run.month,
    currency: isUsage ? (config.currency ?? null) : null,
    version: sha256(JSON.stringify([run.dataset, files.map(({ name, version, bytes }) => [name, version, bytes])])),
    rows: run.rows,
    files,
  };
}

/** Null where the rows of FOCUS say. */
function accountOf({ dataset, account }: AzureExportsConfig, run: ExportRun): string | null {
  if (account !== undefined) return account;
  if (yieldsOf(dataset) === "focus") return null;
  if (run.account === null)
    throw new SourceError(
      "config",
      run.manifest === ""
        ? "files without a manifest name no enrollment: set account to the enrollment number"
        : `the scope of ${run.exportName} is not a billing account: set account to the enrollment number`,
    );
  if (!/^[\w-]{1,64}$/.test(run.account))
    throw new SourceError("config", `${run.account} is not an enrollment number: set account to the name under which the bill is kept`);
  return run.account;
}

function yieldsOf(dataset: ExportDataset): Exclude<PartContent["kind"], "emissions" | "reservations" | "invoices" | "business-metrics"> {
  switch (dataset) {
    case "FocusCost":
      return "focus";
    case "ActualCost":
    case "AmortizedCost":
    case "Usage":
      return "azure-usage";
    case "PriceSheet":
      return "prices";
  }
}

/** @throws FocusFileError the file lacks columns that its dataset needs */
function checkColumns({ dataset, currency }: AzureExportsConfig, { name, headers }: FocusFile): void {
  switch (yieldsOf(dataset)) {
    case "focus": {
      const columns = planFocusColumns(headers);
      if ("code" in columns) throw new FocusFileError({ file: name }, columns.detail);
      return;
    }
    case "azure-usage":
      planUsageColumns(name, headers);
      return;
    case "prices":
      planPriceFile({ name, headers }, currency ?? null);
  }
}

/** The parts of one file; at its end how many bytes of text it had, unpacked. */
async function* partsOfFile(
  { dataset, currency }: AzureExportsConfig,
  month: BillingMonth | null,
  file: InputFile,
  reading: FocusFileReading,
  focus: DeliveryContents,
  usage: UsageContents,
): AsyncGenerator<PartContent, number | null, undefined> {
  switch (yieldsOf(dataset)) {
    case "azure-usage":
      return yield* readUsageFile(file, reading, usage);
    case "focus": {
      const { textBytes } = yield* readFocusFile(file, null, reading, focus);
      return textBytes;
    }
    case "prices":
      if (month === null) throw new SourceError("malformed", `${file.name} is not the price sheet of a month`);
      return yield* readPriceFile(file, { month, currency: currency ?? null, parquet: reading.parquet });
  }
}

function emptyOf(dataset: ExportDataset): PartContent {
  const kind = yieldsOf(dataset);
  switch (kind) {
    case "focus":
      return { kind, version: "", rows: [], file: "", lines: [] };
    case "azure-usage":
      return { kind, table: { fields: [], rows: [] } };
    case "prices":
      return noPrices;
  }
}
