import { z } from "zod";
import { countOf } from "../../domain/text/count-of";
import { DeliveryContents } from "../files/delivery-contents";
import { type InputFile, inputFile } from "../files/input-file";
import { type FocusFileReading, readFocusRows } from "../files/read-focus-file";
import { nameOfLocation, objectLocation, openObjects } from "../objects/open-objects";
import type { Delivery, Part, Probe, Source, SourceContext } from "../source";
import { SourceError } from "../source-error";
import { gcpFileName, openGcpUsageFile } from "./usage-file";

const config = z
  .object({
    /** Files of rows of a usage export, in CSV or JSON lines: all that are under the prefix are one delivery. */
    storage: objectLocation,
    /** Empty for all that is there. */
    prefix: z.string().default(""),
    /** The account to keep the bill under, instead of the name that is made of the billing account. */
    account: z
      .string()
      .regex(/^[\w-]{1,128}$/, "is no name for an account: letters, digits, _ and - only")
      .optional(),
  })
  .strict();

/** Which rows of Cloud Billing are read, from where. */
export type GcpBillingConfig = z.infer<typeof config>;

/** Files are read anew after a crash. */
const cursor = z.object({ file: z.number().int().min(0) }).strict();

/** The bill of Google Cloud: rows of the usage exports of Cloud Billing, mapped to FOCUS. */
export function gcpBilling({ sha256 }: Pick<FocusFileReading, "sha256">): Source<GcpBillingConfig, z.infer<typeof cursor>> {
  return {
    spec: { id: "gcp-billing", title: "Google Cloud Billing", version: "1", yields: () => "focus", config, cursor },

    async check(config, context) {
      const probes: Probe[] = [];
      const probe = async <T>(name: string, look: () => Promise<T>, say: (found: T) => string): Promise<T | null> => {
        try {
          const found = await look();
          probes.push({ name, ok: true, detail: say(found) });
          return found;
        } catch (error) {
          if (!(error instanceof SourceError)) throw error;
          probes.push({ name, ok: false, kind: error.kind, hint: `storage, prefix: ${error.message}` });
          return null;
        }
      };
      const files = await probe(
        "list",
        () => filesOf(config, context),
        (found) => countOf(found.length, "file"),
      );
      for (const file of files ?? []) {
        const first = await probe(
          file.name,
          () => firstRow(file, sha256),
          (row) => `${row.period.toString()} of ${row.account}, ${row.currency}`,
        );
        if (first === null) break;
      }
      return probes;
    },

    async *discover(config, _wanted, context) {
      const files = await filesOf(config, context);
      const list = files.map(({ name, bytes, version }) => ({ name, bytes, version, counted: null }));
      const version = sha256(JSON.stringify(list.map(({ name, bytes, version }) => [name, bytes, version])));
      const name = files.length === 1 ? (files[0]?.name ?? "") : countOf(files.length, "file");
      yield { name, account: config.account ?? null, accountName: "", period: null, currency: null, version, rows: null, files: list };
    },

    async *read(config, delivery, _options, context) {
      const files = await filesOf(config, context);
      if (versionsOf(files) !== versionsOf(delivery.files))
        throw new SourceError("changed", `${delivery.name} changed since it was listed`);
      yield* readFiles(files, sha256, context.signal);
    },
  };
}

async function* readFiles(
  files: readonly InputFile[],
  sha256: FocusFileReading["sha256"],
  signal: AbortSignal,
): AsyncGenerator<Part<z.infer<typeof cursor>>> {
  const contents = new DeliveryContents();
  for (const [index, file] of files.entries())
    for await (const content of readFocusRows(await openGcpUsageFile(file), sha256, contents)) {
      signal.throwIfAborted();
      yield { content, hash: "", next: { file: index } };
    }
}

async function firstRow(
  file: InputFile,
  sha256: FocusFileReading["sha256"],
): Promise<{ readonly period: Delivery["period"] & object; readonly account: string; readonly currency: string }> {
  for await (const { rows } of readFocusRows(await openGcpUsageFile(file), sha256, new DeliveryContents())) {
    const [first] = rows;
    if (first !== undefined) return first;
  }
  throw new SourceError("malformed", `${file.name} has no rows`);
}

async function filesOf({ storage, prefix }: GcpBillingConfig, context: SourceContext): Promise<readonly InputFile[]> {
  const { signal } = context;
  const objects = openObjects(storage, context);
  const files: InputFile[] = [];
  for await (const object of objects.list(prefix, signal))
    if (gcpFileName.test(object.name)) files.push(inputFile(objects, object, signal));
  if (files.length === 0)
    throw new SourceError(
      "not-found",
      `there is no .csv, .json or .jsonl, plain or .gz, under ${JSON.stringify(prefix)} of ${nameOfLocation(storage)}`,
    );
  return files;
}

function versionsOf(files: readonly { readonly name: string; readonly version: string | null }[]): string {
  return JSON.stringify(files.map(({ name, version }) => [name, version]));
}
