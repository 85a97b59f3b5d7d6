import { z } from "zod";
import { countOf } from "../../domain/text/count-of";
import { MetricContents, readBusinessMetricFile } from "../files/business-metric-file";
import { type InputFile, inputFile } from "../files/input-file";
import type { FocusFileReading } from "../files/read-focus-file";
import { settleSeconds } from "../files/settle-seconds";
import { nameOfLocation, objectLocation, openObjects } from "../objects/open-objects";
import { Probes } from "../probes";
import type { Source, SourceContext } from "../source";
import { SourceError } from "../source-error";

const config = z
  .object({
    storage: objectLocation.describe("Files: a folder, a bucket or a container with files of business metrics: CSV, Parquet or JSON lines"),
    prefix: z.string().default("").describe("Prefix: what the names of all files begin with, metrics/orders/; empty for all that is there"),
    settleSeconds,
  })
  .strict();

/** Which files are read. */
export type BusinessMetricFilesConfig = z.infer<typeof config>;

/** Values of business metrics in files, all of them together: when one file is another, all are read again, which changes nothing of the others. */
export function businessMetricFiles({ parquet, sha256 }: FocusFileReading): Source<BusinessMetricFilesConfig, number> {
  return {
    spec: {
      id: "business-metric-files",
      title: "Business metric files",
      version: "1",
      yields: () => "business-metrics",
      config,
      withoutEffect: ["storage.credentials", "settleSeconds"],
      cursor: z.number().int().min(0),
    },

    async check(config, context) {
      const probes = new Probes();
      const files = await probes.look(
        "list",
        "storage, prefix",
        () => listFiles(config, context),
        (found) => countOf(found.length, "file"),
      );
      const last = files?.at(-1);
      if (last === undefined) return probes.all;
      await probes.look(
        last.name,
        "storage, prefix",
        async () => {
          for await (const rows of readBusinessMetricFile(last, new MetricContents(), parquet)) if (rows.length > 0) return rows;
          return [];
        },
        (rows) => (rows[0] === undefined ? "no values" : `${rows[0].metric} of ${rows[0].entity} from ${rows[0].day} on`),
      );
      return probes.all;
    },

    async *discover(config, _wanted, context) {
      const files = await listFiles(config, context);
      if (config.storage.kind === "folder") await context.clock.sleep(config.settleSeconds * 1000, context.signal);
      yield {
        name: `business metrics ${config.prefix}`.trim(),
        account: null,
        accountName: "",
        period: null,
        currency: null,
        version: sha256(JSON.stringify(files.map(({ name, bytes, version }) => [name, bytes, version]))),
        rows: null,
        files: files.map(({ name, bytes, version }) => ({ name, bytes, version, counted: null })),
      };
    },

    async *read(config, delivery, { peek }, context) {
      const files = await listFiles(config, context);
      const listed = (list: readonly { readonly name: string; readonly version: string | null }[]): string =>
        JSON.stringify(list.map(({ name, version }) => [name, version]));
      if (listed(files) !== listed(delivery.files))
        throw new SourceError("changed", `${delivery.name} changed since it was listed; it may still be being written`);
      // Values are stored as they are read, so every file is read to its end before the first is given out.
      if (!peek) for await (const rows of valuesOf(files)) if (rows.length > 0) context.signal.throwIfAborted();
      for await (const rows of valuesOf(files)) {
        context.signal.throwIfAborted();
        yield { content: { kind: "business-metrics", rows, read: rows.length, others: 0, problems: [] }, hash: "", next: null };
      }
    },
  };

  async function* valuesOf(files: readonly InputFile[]): ReturnType<typeof readBusinessMetricFile> {
    const contents = new MetricContents();
    for (const file of files) yield* readBusinessMetricFile(file, contents, parquet);
  }
}

/** The files that are there, by name. */
async function listFiles({ storage, prefix }: BusinessMetricFilesConfig, context: SourceContext): Promise<readonly InputFile[]> {
  const objects = openObjects(storage, context);
  const files: InputFile[] = [];
  for await (const object of objects.list(prefix, context.signal))
    if (metricFile.test(object.name)) files.push(inputFile(objects, object, context.signal));
  if (files.length === 0)
    throw new SourceError(
      "not-found",
      `there is no .csv, .csv.gz, .parquet, .json, .jsonl or .ndjson under ${JSON.stringify(prefix)} of ${nameOfLocation(storage)}`,
    );
  return files.sort((left, right) => (left.name < right.name ? -1 : 1));
}

const metricFile = /\.(?:(?:csv|json|jsonl|ndjson)(?:\.gz)?|parquet)$/i;
