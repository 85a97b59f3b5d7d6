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
import { faultyDelivery, leaveOut, listedFiles, readManifestText } from "./manifest-files";
import { openFocusFile } from "./open-focus-file";
import { type FocusFileReading, readFocusFile } from "./read-focus-file";
import { zipFiles } from "./zip-archive";

/** What every such source asks for. */
export const manifestConfig = z
  .object({
    storage: objectLocation.describe("Files: the bucket that the bills are written to, or a copy of it in a container or a folder"),
    prefix: z.string().default("").describe("Prefix: where the bills are, billing/; empty for all of the bucket"),
    account: z
      .string()
      .regex(/^[\w-]{1,128}$/, "may have letters, digits, _ and - only")
      .optional()
      .describe(
        "Account: the name to keep the bill under, instead of that made of provider and billing account. With it, an interrupted reading is gone on with",
      ),
    leaveOut: leaveOut.describe(
      "Manifests to leave out: names of manifests that cannot be read and that no bill needs; without it, the month of one is not read",
    ),
  })
  .strict();

type ManifestConfig = z.infer<typeof manifestConfig>;

/** What the name of a manifest says. */
export interface ManifestPlace {
  /** What the operator calls the export or report. */
  readonly exportName: string;
  /** Where a copy of the bucket has what the manifest names, with a slash at its end; empty at the root. */
  readonly root: string;
  readonly month: BillingMonth;
}

/** What a manifest says: the whole bill of one account and month, and the files that it is in. */
export interface BillManifest extends ManifestPlace {
  /** Of CSV that is not UTF-8, as the WHATWG standard names it. */
  readonly encoding: string | null;
  /** Below the bucket, in the manifest's order. */
  readonly files: readonly string[];
}

type Stored<Manifest> = Manifest & { readonly manifest: StoredObject };

/** A manifest of a month that cannot be read, and why in words. */
export interface BrokenManifest<Place> {
  readonly manifest: StoredObject;
  readonly place: Place;
  readonly reason: string;
}

/** What differs between providers that write a manifest for each bill. */
interface ManifestForm<Config, Place extends ManifestPlace, Manifest extends BillManifest> {
  readonly id: string;
  readonly title: string;
  readonly version: string;
  readonly config: SourceSpec<Config, FileCursor>["config"];
  /** The export or report that is meant, and the field that says so: two of one bill would count twice. */
  readonly asked: { readonly field: string; readonly of: (config: Config) => string | undefined };
  /** Null: a file of this name is no manifest of a bill. */
  readonly placeOf: (name: string) => Place | null;
  /** What a manifest says, or in words why it cannot be read. */
  readonly read: (text: string, place: Place) => Manifest | string;
  /** Which of a month's manifests is read. Throws SourceError when that cannot be decided, or one of those that cannot be read may be newer. */
  readonly newest: (ofMonth: readonly Stored<Manifest>[], broken: readonly BrokenManifest<Place>[]) => Stored<Manifest>;
  /** Where a file of a bill is in a copy of the bucket, below `root`; null where it cannot be anywhere else. */
  readonly inCopy: (manifest: Manifest, file: string) => string | null;
}

/** A bill, and of each of its files what is there. */
interface PlannedBill extends Stored<BillManifest> {
  readonly objects: readonly (StoredObject | null)[];
}

/** All that is there of a month, before it is decided which is its bill. */
interface FoundMonth<Place, Manifest> {
  readonly month: BillingMonth;
  readonly exportName: string;
  readonly readable: Stored<Manifest>[];
  readonly broken: BrokenManifest<Place>[];
}

/** A month whose bill cannot be decided. */
interface FaultyMonth {
  readonly month: BillingMonth;
  readonly exportName: string;
  readonly fault: SourceError;
}

/**
 * A source of bills that manifests list. A manifest is one delivery: the whole of one month of one account, in the versions of its files that were listed; what
 * it does not name is not read. Its version is made of the manifest and of the names, sizes and ETags of its files.
 */
export function manifestSource<Config extends ManifestConfig, Place extends ManifestPlace, Manifest extends BillManifest>(
  form: ManifestForm<Config, Place, Manifest>,
  reading: FocusFileReading,
): Source<Config, FileCursor> {
  const { id, title, version, config } = form;
  return {
    spec: { id, title, version, yields: () => "focus", config, withoutEffect: ["storage.credentials"], cursor: fileCursor },

    async check(config, context) {
      const probes = new Probes();
      const planned = await probes.look(
        "manifests",
        `storage, prefix, ${form.asked.field}`,
        async () => {
          const objects = openObjects(config.storage, context);
          const { bills, faulty, passedOver } = await plan(config, objects, context.signal);
          if (bills.length === 0) {
            const faults = faulty.map(({ fault }) => fault.message);
            throw new SourceError("not-found", ["no manifest of a bill can be read", ...faults, ...passedOver].join("; "));
          }
          return { objects, bills, faulty, passedOver };
        },
        ({ bills, faulty, passedOver }) =>
          [
            `months ${bills.map(({ month }) => month.toString()).join(", ")}`,
            ...faulty.map(({ month, fault }) => `${month.toString()} is not read: ${fault.message}`),
            ...passedOver,
          ].join("; "),
      );
      const last = planned?.bills.at(-1);
      if (planned === null || last === undefined) return probes.all;
      await probes.look(
        "first rows",
        "storage",
        async () => {
          const listed = listedFiles(planned.objects, deliveryOf(config, last), context.signal);
          const [file] = await unpacked(listed.slice(0, 1));
          if (file === undefined) throw new SourceError("malformed", `${last.manifest.name} lists no files`);
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
      const { bills, faulty } = await plan(config, openObjects(config.storage, context), context.signal);
      for (const { month, exportName, fault } of faulty) {
        const name = `${exportName} ${month.toString()}`;
        yield faultyDelivery(name, config.account ?? null, month, fault, reading.sha256(`${name} ${fault.message}`));
      }
      for (const bill of bills) yield deliveryOf(config, bill);
    },

    async *read(config, delivery, { from }, context) {
      const { signal } = context;
      const objects = openObjects(config.storage, context);
      const { bills } = await plan(config, objects, signal);
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

  /** A bill for each month, in order; the months whose bill cannot be decided; and in words what was passed over. */
  async function plan(
    config: Config,
    objects: ObjectReader,
    signal: AbortSignal,
  ): Promise<{ readonly bills: readonly PlannedBill[]; readonly faulty: readonly FaultyMonth[]; readonly passedOver: readonly string[] }> {
    const listed = new Map<string, StoredObject>();
    for await (const object of objects.list(config.prefix, signal)) listed.set(object.name, object);
    const { months, passedOver } = await findMonths(config, listed, objects, signal);
    const bills: PlannedBill[] = [];
    const faulty: FaultyMonth[] = [];
    for (const { month, exportName, readable, broken } of months) {
      try {
        const bill = form.newest(readable, broken);
        const found = bill.files.map((file) => listed.get(file) ?? listed.get(form.inCopy(bill, file) ?? "") ?? null);
        bills.push({ ...bill, objects: found });
      } catch (error) {
        if (!(error instanceof SourceError)) throw error;
        faulty.push({ month, exportName, fault: error });
      }
    }
    return { bills, faulty, passedOver };
  }

  /** @throws SourceError `config` there are several exports and none is named */
  async function findMonths(
    config: Config,
    listed: ReadonlyMap<string, StoredObject>,
    objects: ObjectReader,
    signal: AbortSignal,
  ): Promise<{ readonly months: readonly FoundMonth<Place, Manifest>[]; readonly passedOver: readonly string[] }> {
    const months = new Map<string, FoundMonth<Place, Manifest>>();
    const exports = new Set<string>();
    const passedOver: string[] = [];
    const asked = form.asked.of(config);
    for (const manifest of listed.values()) {
      const place = form.placeOf(manifest.name);
      if (place === null || (asked !== undefined && place.exportName !== asked)) continue;
      if (config.leaveOut.includes(manifest.name)) {
        passedOver.push(`${manifest.name} is left out`);
        continue;
      }
      exports.add(`${place.exportName} in ${place.root === "" ? "the root" : place.root}`);
      const { month, exportName } = place;
      const found = months.get(month.toString()) ?? { month, exportName, readable: [], broken: [] };
      months.set(month.toString(), found);
      const text = await readManifestText(objects, manifest, signal);
      const read = text === null ? `is ${manifest.bytes} bytes long` : form.read(text, place);
      if (typeof read === "string") found.broken.push({ manifest, place, reason: read });
      else found.readable.push({ ...read, manifest });
    }
    if (exports.size > 1)
      throw new SourceError(
        "config",
        `${[...exports].sort().join(", ")} are below this prefix: name one as ${form.asked.field}, two would count twice`,
      );
    return { months: [...months.values()].sort((left, right) => left.month.compare(right.month)), passedOver };
  }

  function deliveryOf(config: Config, { exportName, manifest, month, files, objects }: PlannedBill): Delivery {
    // A file that is missing is found when the delivery is read: another month can be read all the same.
    const list = files.map((name, index) => {
      const object = objects[index] ?? null;
      return { name: object?.name ?? name, bytes: object?.bytes ?? null, version: object?.version ?? null, counted: null };
    });
    const parts = [manifest.name, manifest.version, list.map(({ name, bytes, version }) => [name, bytes, version])];
    return {
      name: `${exportName} ${month.toString()}`,
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
