import { z } from "zod";
import type { BillingMonth } from "../../domain/calendar/billing-month";
import { planFocusColumns } from "../../domain/focus/import/plan-focus-columns";
import { objectLocation, openObjects } from "../objects/open-objects";
import { Probes } from "../probes";
import type { Delivery, ObjectReader, PartContent, Source, SourceSpec, StoredObject } from "../source";
import { SourceError } from "../source-error";
import { DeliveryContents } from "./delivery-contents";
import { type FileCursor, fileCursor, fileParts } from "./file-parts";
import { FocusFileError } from "./focus-file";
import type { InputFile } from "./input-file";
import { listedFiles, readManifestText } from "./manifest-files";
import { openFocusFile } from "./open-focus-file";
import { type FocusFileReading, readFocusFile } from "./read-focus-file";
import { zipFiles } from "./zip-archive";

/** What every such source asks for. */
export const manifestConfig = z
  .object({
    /** The bucket that the bills are written to, or a copy of it in a container or a folder. */
    storage: objectLocation,
    /** Where they are: `billing/`; empty for all of the bucket. */
    prefix: z.string().default(""),
    /** The account to keep the bill under, instead of the name made of provider and billing account. With it an interrupted reading is gone on with. */
    account: z
      .string()
      .regex(/^[\w-]{1,128}$/, "is no name for an account: letters, digits, _ and - only")
      .optional(),
  })
  .strict();

type ManifestConfig = z.infer<typeof manifestConfig>;

/** A manifest and the files that it names: the whole bill of one account and month. */
export interface ManifestBill {
  /** `daily 2026-10`. */
  readonly name: string;
  readonly manifest: StoredObject;
  readonly month: BillingMonth;
  /** Of CSV that is not UTF-8, as the WHATWG standard names it. */
  readonly encoding: string | null;
  /** As the manifest has them, in its order; null: it was not there when the files were listed. */
  readonly files: readonly { readonly name: string; readonly object: StoredObject | null }[];
}

/** What was found below a prefix: a bill for each month, in order, and in words what was passed over. */
export interface ManifestPlan {
  readonly bills: readonly ManifestBill[];
  readonly passedOver: readonly string[];
}

/** What differs between providers that write a manifest for each bill. */
interface ManifestForm<Config> {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly config: SourceSpec<Config, FileCursor>["config"];
  /** The fields that say which bills are meant, for the hints of a check. */
  readonly fields: string;
  readonly plan: (config: Config, objects: ObjectReader, signal: AbortSignal) => Promise<ManifestPlan>;
}

/**
 * A source of bills that manifests list. A manifest is one delivery: the whole of one month of one account, in the versions of its files that were listed; what
 * it does not name is not read. Its version is made of the manifest and of the names, sizes and ETags of its files.
 */
export function manifestSource<Config extends ManifestConfig>(
  form: ManifestForm<Config>,
  reading: FocusFileReading,
): Source<Config, FileCursor> {
  const { id, title, version, config } = form;
  return {
    spec: { id, title, version, yields: () => "focus", config, cursor: fileCursor },

    async check(config, context) {
      const probes = new Probes();
      const plan = await probes.look(
        "manifests",
        form.fields,
        async () => {
          const objects = openObjects(config.storage, context);
          const { bills, passedOver } = await form.plan(config, objects, context.signal);
          if (bills.length === 0) throw new SourceError("not-found", ["no manifest of a bill is there", ...passedOver].join("; "));
          return { objects, bills, passedOver };
        },
        ({ bills, passedOver }) => [`months ${bills.map(({ month }) => month.toString()).join(", ")}`, ...passedOver].join("; "),
      );
      const last = plan?.bills.at(-1);
      if (plan === null || last === undefined) return probes.all;
      await probes.look(
        "first rows",
        "storage",
        async () => {
          const listed = listedFiles(plan.objects, deliveryOf(config, last), context.signal);
          const [file] = await unpacked(listed.slice(0, 1));
          if (file === undefined) throw new SourceError("malformed", `${last.manifest.name} names no file`);
          const opened = await openFocusFile(file, reading.parquet, last.encoding);
          await opened.close();
          const columns = planFocusColumns(opened.headers);
          if ("code" in columns) throw new FocusFileError({ file: file.name }, columns.detail);
          return `${last.month.toString()}: ${opened.headers.length} columns, ${opened.format}`;
        },
        (detail) => detail,
      );
      return probes.all;
    },

    async *discover(config, _wanted, context) {
      const { bills } = await form.plan(config, openObjects(config.storage, context), context.signal);
      for (const bill of bills) yield deliveryOf(config, bill);
    },

    async *read(config, delivery, { from }, context) {
      const { signal } = context;
      const objects = openObjects(config.storage, context);
      const { bills } = await form.plan(config, objects, signal);
      const bill = bills.find(({ month }) => month.toString() === delivery.period?.toString());
      if (bill === undefined || deliveryOf(config, bill).version !== delivery.version)
        throw new SourceError("changed", `${delivery.name} changed since it was listed; run it again`);
      const contents = new DeliveryContents();
      const payer = new OneAccount();
      const partsOf = (file: InputFile): AsyncGenerator<PartContent, number | null, undefined> =>
        payer.watch(readFocusFile(file, bill.encoding, reading, contents));
      const files = await unpacked(listedFiles(objects, delivery, signal));
      yield* fileParts(files, [], from, partsOf, empty, signal);
    },
  };

  function deliveryOf(config: Config, { name, manifest, month, files }: ManifestBill): Delivery {
    // A file that is missing is found when the delivery is read: another month can be read all the same.
    const list = files.map(({ name, object }) => ({
      name: object?.name ?? name,
      bytes: object?.bytes ?? null,
      version: object?.version ?? null,
      counted: null,
    }));
    const parts = [manifest.name, manifest.version, list.map(({ name, bytes, version }) => [name, bytes, version])];
    return {
      name,
      account: config.account ?? null,
      accountName: "",
      period: month,
      currency: null,
      version: reading.sha256(JSON.stringify(parts)),
      rows: null,
      files: list,
    };
  }
}

/** The files themselves, and in place of a ZIP archive those in it. */
async function unpacked(files: readonly InputFile[]): Promise<readonly InputFile[]> {
  const found: InputFile[] = [];
  for (const file of files) found.push(...(/\.zip$/i.test(file.name) ? await zipFiles(file) : [file]));
  return found;
}

/** Lets through the rows of one billing account only: a file of another one would be a part of its bill, and take the place of the whole. */
class OneAccount {
  #first: string | null = null;

  async *watch(parts: ReturnType<typeof readFocusFile>): AsyncGenerator<PartContent, number | null, undefined> {
    for (;;) {
      const step = await parts.next();
      if (step.done === true) return step.value.textBytes;
      const { rows, file, lines } = step.value;
      for (const [index, { account, billingAccountText }] of rows.entries()) {
        this.#first ??= account;
        if (account !== this.#first)
          throw new FocusFileError(
            { file, line: lines[index] ?? 0 },
            `${JSON.stringify(billingAccountText)} is another billing account than that of the rows before it: a manifest is of one bill`,
          );
      }
      yield step.value;
    }
  }
}

const empty: PartContent = { kind: "focus", version: "", rows: [], file: "", lines: [] };

/** The manifests below a prefix that are read, and in words why others are not. `placeOf`: null, it is none; `read`: a text says why it cannot be read. */
export async function readManifests<Place, Reading extends object>(
  objects: ObjectReader,
  prefix: string,
  placeOf: (name: string) => Place | null,
  read: (text: string) => Reading | string,
  signal: AbortSignal,
): Promise<{
  readonly found: readonly (Place & Reading & { readonly manifest: StoredObject })[];
  readonly passedOver: readonly string[];
  readonly listed: ReadonlyMap<string, StoredObject>;
}> {
  const listed = new Map<string, StoredObject>();
  for await (const object of objects.list(prefix, signal)) listed.set(object.name, object);
  const found: (Place & Reading & { readonly manifest: StoredObject })[] = [];
  const passedOver: string[] = [];
  for (const manifest of listed.values()) {
    const place = placeOf(manifest.name);
    if (place === null) continue;
    const text = await readManifestText(objects, manifest, signal);
    const reading = text === null ? `is ${manifest.bytes} bytes long` : read(text);
    if (typeof reading === "string") passedOver.push(`${manifest.name} ${reading}`);
    else found.push({ ...place, ...reading, manifest });
  }
  return { found, passedOver, listed };
}

/** The manifests of each month, in the order of the months. */
export function byMonth<Found extends { readonly month: BillingMonth }>(found: readonly Found[]): readonly (readonly Found[])[] {
  const months = new Map<string, Found[]>();
  for (const one of found) {
    const ofMonth = months.get(one.month.toString()) ?? [];
    months.set(one.month.toString(), ofMonth);
    ofMonth.push(one);
  }
  return [...months].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, ofMonth]) => ofMonth);
}

/** Refuses bills of more than one export, each of which would count beside the others. `field`: where to name the one. */
export function refuseSeveral(exports: readonly string[], field: string): void {
  const names = [...new Set(exports)].sort();
  if (names.length > 1)
    throw new SourceError("config", `${names.join(", ")} are below this prefix: name one as ${field}, two would count twice`);
}
