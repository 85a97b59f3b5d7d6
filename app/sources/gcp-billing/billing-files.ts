import type { FocusRow } from "../../domain/focus/import/focus-row";
import { countOf } from "../../domain/text/count-of";
import { DeliveryContents } from "../files/delivery-contents";
import { type InputFile, inputFile } from "../files/input-file";
import { type FocusFileReading, readFocusRows } from "../files/read-focus-file";
import { nameOfLocation, type ObjectLocation, openObjects } from "../objects/open-objects";
import { Probes } from "../probes";
import type { Delivery, Part, Probe, SourceContext } from "../source";
import { SourceError } from "../source-error";
import { gcpFileName, openGcpUsageFile } from "./usage-file";

/** Files of rows of a usage export. */
export interface FilesConfig {
  readonly storage: ObjectLocation;
  readonly prefix: string;
  readonly account?: string | undefined;
}

type Sha256 = FocusFileReading["sha256"];

/** Looks at the list of files, and at the first row of each. */
export async function checkFiles(config: FilesConfig, sha256: Sha256, context: SourceContext): Promise<readonly Probe[]> {
  const probes = new Probes();
  const fields = "storage, prefix";
  const files = await probes.look(
    "list",
    fields,
    () => filesOf(config, context),
    (found) => countOf(found.length, "file"),
  );
  for (const file of files ?? []) {
    const first = await probes.look(
      file.name,
      fields,
      () => firstRow(file, sha256),
      ({ period, account, currency }) => `${period.toString()} of ${account}, ${currency}`,
    );
    if (first === null) break;
  }
  return probes.all;
}

/** All files under the prefix are one delivery, whose rows say which bills they are of. */
export async function* discoverFiles(config: FilesConfig, sha256: Sha256, context: SourceContext): AsyncGenerator<Delivery> {
  const files = await filesOf(config, context);
  const list = files.map(({ name, bytes, version }) => ({ name, bytes, version, counted: null }));
  const version = sha256(JSON.stringify(list.map(({ name, bytes, version }) => [name, bytes, version])));
  const name = files.length === 1 ? (files[0]?.name ?? "") : countOf(files.length, "file");
  yield { name, account: config.account ?? null, accountName: "", period: null, currency: null, version, rows: null, files: list };
}

export async function* readFiles(
  config: FilesConfig,
  delivery: Delivery,
  sha256: Sha256,
  context: SourceContext,
): AsyncGenerator<Part<{ readonly file: number }>> {
  const files = await filesOf(config, context);
  if (versionsOf(files) !== versionsOf(delivery.files)) throw new SourceError("changed", `${delivery.name} changed since it was listed`);
  const contents = new DeliveryContents();
  for (const [index, file] of files.entries())
    for await (const content of readFocusRows(await openGcpUsageFile(file), sha256, contents)) {
      context.signal.throwIfAborted();
      yield { content, hash: "", next: { file: index } };
    }
}

async function firstRow(file: InputFile, sha256: Sha256): Promise<FocusRow> {
  for await (const { rows } of readFocusRows(await openGcpUsageFile(file), sha256, new DeliveryContents())) {
    const [first] = rows;
    if (first !== undefined) return first;
  }
  throw new SourceError("malformed", `${file.name} has no rows`);
}

async function filesOf({ storage, prefix }: FilesConfig, context: SourceContext): Promise<readonly InputFile[]> {
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
