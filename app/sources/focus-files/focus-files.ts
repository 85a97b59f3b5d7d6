import { z } from "zod";
import { planFocusColumns } from "../../domain/focus/import/plan-focus-columns";
import { nameOfLocation, objectLocation, openObjects } from "../objects/open-objects";
import type { PartContent, Probe, Source, SourceContext } from "../source";
import { SourceError } from "../source-error";
import { DeliveryContents } from "../files/delivery-contents";
import { type FileCursor, fileCursor, rowsBefore } from "../files/file-parts";
import { type FocusFile, FocusFileError } from "../files/focus-file";
import { type InputFile, inputFile, localFile } from "../files/input-file";
import { readerOf } from "../files/invoice-file";
import { openFocusFile } from "../files/open-focus-file";
import { type FocusFileReading, type FocusFileReport, readFocusFile } from "../files/read-focus-file";
import { settleSeconds } from "../files/settle-seconds";
import { isZip, zipFiles } from "../files/zip-archive";
import { deliveryLayout, planDeliveries, type PlannedDelivery } from "../files/delivery-layout";
import { discoverInvoices, type InvoiceFiles, readInvoices } from "./invoice-deliveries";

const config = z
  .object({
    paths: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe(
        "Paths: files of this machine, archives among them, instead of files in storage. All of them are one delivery: the whole of each account and month that is in them",
      ),
    storage: objectLocation.optional().describe("Files: a folder, a bucket or a container with CSV, Parquet and ZIP files"),
    prefix: z.string().default("").describe("Prefix: what the names of all files begin with, exports/focus/; empty for all that is there"),
    dataset: z
      .enum(["cost-and-usage", "invoice-detail"])
      // Without a default: with one, what was read before this field was there would be read anew.
      .optional()
      .describe(
        "Dataset: FOCUS dataset of the files: cost-and-usage (default), or invoice-detail, which has the lines of invoices and no charges",
      ),
    layout: deliveryLayout.default({ kind: "one" }).describe("Layout: which files are one delivery"),
    settleSeconds,
    account: z
      .string()
      .refine(
        (name) => /^[\w-]{1,128}$/.test(name),
        (name) => ({ message: `${JSON.stringify(name)} is not a valid account name; use letters, digits, _ and - only` }),
      )
      .optional()
      .describe("Account: the name to keep the bill under, instead of that made of provider and billing account"),
    encoding: z
      .string()
      .refine(
        (name) => labelOf(name) !== undefined,
        (name) => ({ message: `${JSON.stringify(name)} is not an encoding; use a label such as gb18030, windows-1252 or utf-16le` }),
      )
      .optional()
      .describe("Encoding: of CSV that is not UTF-8: gb18030, windows-1252, utf-16le"),
  })
  .strict()
  .refine(({ paths, storage }) => (paths === undefined) !== (storage === undefined), "needs either paths or storage")
  .refine(({ paths, layout }) => paths === undefined || layout.kind === "one", {
    path: ["layout"],
    message: "is allowed with storage only, not with paths",
  })
  .refine(({ dataset, layout }) => dataset !== "invoice-detail" || layout.kind === "one", {
    path: ["layout"],
    message: "is not for the dataset invoice-detail, whose lines say their months",
  });

/** Which files are imported, and how they are read. */
export type FocusFilesConfig = z.infer<typeof config>;

/**
 * FOCUS 1.0 to 1.4 of any provider, in CSV, Parquet or ZIP archives of them, on this machine or in object storage. `onFile` is told what each file was when
 * it has been read.
 */
export function focusFiles(
  reading: FocusFileReading & { readonly onFile: (report: FocusFileReport) => void },
): Source<FocusFilesConfig, FileCursor> {
  return {
    spec: {
      id: "focus-files",
      title: "FOCUS files",
      version: "2",
      yields: ({ dataset }) => (dataset === "invoice-detail" ? "invoices" : "focus"),
      config,
      withoutEffect: ["storage.credentials", "settleSeconds"],
      cursor: fileCursor,
    },

    async check(config, context) {
      const probes: Probe[] = [];
      const field = config.paths === undefined ? "storage, prefix, layout" : "paths";
      try {
        const { deliveries, passedOver } = await plan(config, context);
        if (config.storage !== undefined) probes.push({ name: "list", ok: true, detail: describeList(deliveries, passedOver) });
        const last = deliveries.at(-1)?.files ?? [];
        const probed = config.paths === undefined ? last.slice(-mostProbed) : last;
        for (const input of await unpacked(probed, config)) {
          const file = await openFocusFile(input, reading.parquet, encodingOf(config));
          await file.close();
          probes.push({ name: input.name, ok: true, detail: `${describeHeader(config, file, reading)}, ${file.format}` });
        }
      } catch (error) {
        if (!(error instanceof SourceError)) throw error;
        const name = error instanceof FocusFileError ? error.file : "list";
        probes.push({ name, ok: false, kind: error.kind, hint: `${field}: ${error.message}` });
      }
      return probes;
    },

    async *discover(config, _wanted, context) {
      const { deliveries } = await plan(config, context);
      if (config.storage?.kind === "folder") await context.clock.sleep(config.settleSeconds * 1000, context.signal);
      if (config.dataset === "invoice-detail") {
        yield* discoverInvoices(await invoiceFiles(deliveries, config, reading, context));
        return;
      }
      for (const { month, files } of deliveries) {
        const version = reading.sha256(JSON.stringify(files.map(({ name, bytes, version }) => [name, bytes, version])));
        const what = files.length === 1 ? (files[0]?.name ?? "") : `${files.length} files`;
        const name = month === null ? what : `${month.toString()}, ${what}`;
        const list = files.map(({ name, bytes, version }) => ({ name, bytes, version, counted: null }));
        yield { name, account: config.account ?? null, accountName: "", period: month, currency: null, version, rows: null, files: list };
      }
    },

    async *read(config, delivery, { from }, context) {
      const { signal } = context;
      const { deliveries } = await plan(config, context);
      if (config.dataset === "invoice-detail") {
        yield* readInvoices(await invoiceFiles(deliveries, config, reading, context), delivery);
        return;
      }
      const planned = deliveries.find(({ month }) => month?.toString() === delivery.period?.toString());
      const listed = (list: readonly { readonly name: string; readonly version: string | null }[]): string =>
        JSON.stringify(list.map(({ name, version }) => [name, version]));
      if (planned === undefined || listed(planned.files) !== listed(delivery.files))
        throw new SourceError("changed", `${delivery.name} changed since it was listed; it may still be being written`);
      const { hasRow } = planned;
      // A run that goes on reads what is before its place too, and gives nothing of it out: the files of a delivery are compared with each other.
      const contents = new DeliveryContents();
      let index = 0;
      for (const stored of planned.files) {
        for (const file of await unpacked([stored], config)) {
          yield* rowsOf(file, stored.name, index, rowsBefore(from, index));
          index += 1;
        }
      }

      async function* rowsOf(
        file: InputFile,
        stored: string,
        index: number,
        skipped: number,
      ): ReturnType<ReturnType<typeof focusFiles>["read"]> {
        const parts = readFocusFile(file, encodingOf(config), reading, contents);
        let row = 0;
        for (;;) {
          signal.throwIfAborted();
          const step = await parts.next();
          if (step.done === true) {
            reading.onFile(step.value);
            return;
          }
          const content = step.value;
          const first = row;
          row += content.rows.length;
          if (hasRow === null && first >= skipped) {
            yield { content, hash: "", next: { file: index, row } };
            continue;
          }
          const kept = content.rows.flatMap(({ period }, at) =>
            first + at >= skipped && (hasRow === null || hasRow(stored, period.toString())) ? [at] : [],
          );
          if (kept.length > 0) yield { content: takeRows(content, kept), hash: "", next: { file: index, row } };
        }
      }
    },
  };
}

/** The deliveries that are there, and the names of files that are none of a bill. A manifest among them says better than the folder which they are. */
async function plan(
  { paths, storage, prefix, layout }: FocusFilesConfig,
  context: SourceContext,
): Promise<{ readonly deliveries: readonly PlannedDelivery<InputFile>[]; readonly passedOver: readonly string[] }> {
  const { signal } = context;
  if (storage === undefined) {
    const files = await Promise.all((paths ?? []).map((path) => localFile(path, context.objects.allowedFolders, signal)));
    return { deliveries: planDeliveries(layout, "", files), passedOver: [] };
  }
  const objects = openObjects(storage, context);
  const files: InputFile[] = [];
  const passedOver: string[] = [];
  for await (const object of objects.list(prefix, signal)) {
    const manifest = /(?:^|[/-])manifest\.json$/i.exec(object.name)?.[0];
    if (manifest !== undefined)
      throw new SourceError(
        "config",
        `${object.name} is the manifest of an export: read it with ${manifest.startsWith("-") ? "aws-data-exports or aws-cur" : "azure-exports"}, which knows what is whole and newest`,
      );
    if (billFile.test(object.name) || isArchive(object)) files.push(inputFile(objects, object, signal));
    else passedOver.push(object.name);
  }
  if (files.length === 0)
    throw new SourceError(
      "not-found",
      `there is no .csv, .csv.gz, .parquet or .zip under ${JSON.stringify(prefix)} of ${nameOfLocation(storage)}`,
    );
  return { deliveries: planDeliveries(layout, prefix, files), passedOver };
}

/** The files themselves, and in place of an archive those in it. */
async function unpacked(files: readonly InputFile[], { paths }: FocusFilesConfig): Promise<readonly InputFile[]> {
  const found: InputFile[] = [];
  for (const file of files) {
    // Files that somebody names are known by what they are, not by what they are called.
    const inside = isArchive(file) || (paths !== undefined && (await isZip(file))) ? await zipFiles(file) : null;
    // A workbook is an archive too, of which reading says what to do.
    if (inside === null || inside.some(({ name }) => name.endsWith("/[Content_Types].xml"))) found.push(file);
    else {
      const bills = inside.filter(({ name }) => billFile.test(name));
      if (bills.length === 0) throw new FocusFileError({ file: file.name }, "has no .csv, .csv.gz or .parquet in it");
      found.push(...bills);
    }
  }
  return found;
}

/** All files together: the lines of an invoice say which account and period they are of. */
async function invoiceFiles(
  deliveries: readonly PlannedDelivery<InputFile>[],
  config: FocusFilesConfig,
  reading: FocusFileReading,
  { signal }: SourceContext,
): Promise<InvoiceFiles> {
  const files = await unpacked(
    deliveries.flatMap(({ files: planned }) => planned),
    config,
  );
  return { files, account: config.account, encoding: encodingOf(config), reading, signal };
}

/** @throws FocusFileError the file is of another dataset */
function describeHeader({ dataset }: FocusFilesConfig, file: FocusFile, { sha256 }: FocusFileReading): string {
  if (dataset === "invoice-detail") {
    readerOf(file, sha256);
    return "FOCUS Invoice Detail";
  }
  const columns = planFocusColumns(file.headers);
  if ("code" in columns) throw new FocusFileError({ file: file.name }, columns.detail);
  return `FOCUS ${columns.version}`;
}

function describeList(deliveries: readonly PlannedDelivery<InputFile>[], passedOver: readonly string[]): string {
  const files = new Set(deliveries.flatMap(({ files }) => files.map(({ name }) => name))).size;
  const months = deliveries.flatMap(({ month }) => (month === null ? [] : [month.toString()]));
  const other = passedOver.length === 0 ? "" : `; ${passedOver.length} other files are left out, such as ${passedOver[0] ?? ""}`;
  return `${files} files${months.length === 0 ? "" : ` of ${months.join(", ")}`}${other}`;
}

function takeRows(content: Extract<PartContent, { kind: "focus" }>, kept: readonly number[]): PartContent {
  const { rows, lines } = content;
  if (kept.length === rows.length) return content;
  return {
    ...content,
    rows: kept.flatMap((at) => rows[at] ?? []),
    lines: kept.map((at) => lines[at] ?? 0),
  };
}

function isArchive({ name }: { readonly name: string }): boolean {
  return /\.zip$/i.test(name);
}

function encodingOf({ encoding }: FocusFilesConfig): string | null {
  return labelOf(encoding ?? "utf-8") ?? null;
}

/** The name that the standard gives an encoding; null for UTF-8, undefined for none that it knows. */
function labelOf(encoding: string): string | null | undefined {
  try {
    const label = new TextDecoder(encoding).encoding;
    return label === "utf-8" ? null : label;
  } catch {
    return undefined;
  }
}

const billFile = /\.(?:csv|csv\.gz|parquet)$/i;
/** Each costs a request or two. */
const mostProbed = 4;
