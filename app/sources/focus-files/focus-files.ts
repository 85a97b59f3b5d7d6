import { z } from "zod";
import { planFocusColumns } from "../../domain/focus/import/plan-focus-columns";
import { nameOfLocation, objectLocation, openObjects } from "../objects/open-objects";
import type { Probe, Source, SourceContext } from "../source";
import { SourceError } from "../source-error";
import { DeliveryContents } from "../files/delivery-contents";
import { type InputFile, inputFile, localFile } from "../files/input-file";
import { openFocusFile } from "../files/open-focus-file";
import { type FocusFileReading, type FocusFileReport, readFocusFile } from "../files/read-focus-file";

const config = z
  .object({
    /** Files of this machine. All of them are one delivery: the whole of each account and month that is in them. */
    paths: z.array(z.string().min(1)).min(1).optional(),
    /** Instead of `paths`: all CSV and Parquet files under a prefix of a folder, a bucket or a container are one delivery. */
    storage: objectLocation.optional(),
    /** `exports/focus/2026-10/`; empty for all that is there. */
    prefix: z.string().default(""),
    /** The account to keep it under, when the name made of provider and billing account is not wanted. */
    account: z
      .string()
      .refine(
        (name) => /^[\w-]{1,128}$/.test(name),
        (name) => ({ message: `${JSON.stringify(name)} is not a valid account name; use letters, digits, _ and - only` }),
      )
      .optional(),
    /** Of CSV files that are not UTF-8, as the WHATWG standard names it: `gb18030`, `windows-1252`, `utf-16le`. */
    encoding: z
      .string()
      .refine(
        (name) => labelOf(name) !== undefined,
        (name) => ({ message: `${JSON.stringify(name)} is not an encoding; use a label such as gb18030, windows-1252 or utf-16le` }),
      )
      .optional(),
  })
  .strict()
  .refine(({ paths, storage }) => (paths === undefined) !== (storage === undefined), "needs either paths or storage");

/** Which files are imported, and how they are read. */
export type FocusFilesConfig = z.infer<typeof config>;

const cursor = z.object({ file: z.number().int().min(0), row: z.number().int().min(0) }).strict();

/** FOCUS 1.0 to 1.4 of any provider, in CSV or Parquet on this machine or in object storage. `onFile` is told what each file was when it has been read. */
export function focusFiles(
  reading: FocusFileReading & { readonly onFile: (report: FocusFileReport) => void },
): Source<FocusFilesConfig, z.infer<typeof cursor>> {
  return {
    spec: { id: "focus-files", title: "FOCUS files", version: "1", yields: () => "focus", config, cursor },

    async check(config, context) {
      const probes: Probe[] = [];
      const field = config.paths === undefined ? "storage, prefix" : "paths";
      let files: readonly InputFile[] = [];
      try {
        files = await filesOf(config, context);
        if (config.storage !== undefined) probes.push({ name: "list", ok: true, detail: `${files.length} files` });
      } catch (error) {
        if (!(error instanceof SourceError)) throw error;
        return [{ name: "list", ok: false, kind: error.kind, hint: `${field}: ${error.message}` }];
      }
      for (const input of files) {
        const { name } = input;
        try {
          const file = await openFocusFile(input, reading.parquet, labelOf(config.encoding ?? "utf-8") ?? null);
          const plan = planFocusColumns(file.headers);
          await file.close();
          if ("code" in plan) throw new SourceError("malformed", plan.detail);
          probes.push({ name, ok: true, detail: `FOCUS ${plan.version}, ${file.format}` });
        } catch (error) {
          if (!(error instanceof SourceError)) throw error;
          probes.push({ name, ok: false, kind: error.kind, hint: `${field}: ${error.message}` });
        }
      }
      return probes;
    },

    async *discover(config, _wanted, context) {
      const files = await filesOf(config, context);
      const version = reading.sha256(JSON.stringify(files.map(({ name, bytes, version }) => [name, bytes, version])));
      const name = files.length === 1 ? (files[0]?.name ?? "") : `${files.length} files`;
      const list = files.map(({ name, bytes, version }) => ({ name, bytes, version, counted: null }));
      yield { name, account: config.account ?? null, accountName: "", period: null, currency: null, version, rows: null, files: list };
    },

    async *read(config, delivery, { from }, context) {
      const { signal } = context;
      const files = await filesOf(config, context);
      const listed = (list: readonly { readonly name: string; readonly version: string | null }[]): string =>
        JSON.stringify(list.map(({ name, version }) => [name, version]));
      if (listed(files) !== listed(delivery.files)) throw new SourceError("changed", `${delivery.name} changed since it was listed`);
      // A run that goes on compares what it reads itself.
      const contents = new DeliveryContents();
      for (const [index, file] of files.entries()) {
        if (index < (from?.file ?? 0)) continue;
        const parts = readFocusFile(file, labelOf(config.encoding ?? "utf-8") ?? null, reading, contents);
        let row = 0;
        for (;;) {
          signal.throwIfAborted();
          const step = await parts.next();
          if (step.done === true) {
            reading.onFile(step.value);
            break;
          }
          const content = step.value;
          const skipped = from?.file === index ? Math.min(Math.max(0, from.row - row), content.rows.length) : 0;
          row += content.rows.length;
          if (skipped === content.rows.length) continue;
          const { rows, lines } = content;
          const next = { file: index, row };
          yield { content: { ...content, rows: rows.slice(skipped), lines: lines.slice(skipped) }, hash: "", next };
        }
      }
    },
  };
}

/** The files of the delivery in their order. A manifest among them says better than the folder which they are. */
async function filesOf({ paths, storage, prefix }: FocusFilesConfig, context: SourceContext): Promise<readonly InputFile[]> {
  const { signal } = context;
  if (storage === undefined) return Promise.all((paths ?? []).map((path) => localFile(path, signal)));
  const objects = openObjects(storage, context);
  const files: InputFile[] = [];
  for await (const object of objects.list(prefix, signal)) {
    if (/(?:^|\/)manifest\.json$/i.test(object.name))
      throw new SourceError(
        "config",
        `${object.name} is the manifest of an export: read it with azure-exports, which knows what is whole and newest`,
      );
    if (/\.(?:csv|csv\.gz|parquet)$/i.test(object.name)) files.push(inputFile(objects, object, signal));
  }
  if (files.length === 0)
    throw new SourceError(
      "not-found",
      `there is no .csv, .csv.gz or .parquet under ${JSON.stringify(prefix)} of ${nameOfLocation(storage)}`,
    );
  return files;
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
