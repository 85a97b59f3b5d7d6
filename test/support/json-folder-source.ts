import { createHash } from "node:crypto";
import { z } from "zod";
import { BillingMonth } from "../../app/domain/calendar/billing-month";
import { PageReader } from "../../app/sources/json/page-reader";
import { openFolder } from "../../app/sources/objects/open-folder";
import type { Delivery, ObjectReader, Probe, Source, StoredObject } from "../../app/sources/source";
import { SourceError } from "../../app/sources/source-error";

const config = z.object({ root: z.string(), prefix: z.string().default(""), currency: z.string() }).strict();
const cursor = z.object({ part: z.number().int().min(0) }).strict();

type Config = z.infer<typeof config>;

/** A throw-away source: `<account>/<month>/*.json`, each file `{ "rows": [...] }` of Azure's usage. One folder is one delivery, one file one part. */
export const jsonFolder: Source<Config, z.infer<typeof cursor>> = {
  spec: {
    id: "json-folder",
    title: "A folder of JSON files",
    version: "1",
    yields: () => "azure-usage",
    config,
    withoutEffect: [],
    cursor,
  },

  async check({ root, prefix }, { signal }) {
    const probes: Probe[] = [];
    let files = 0;
    for await (const object of openFolder(root, null).list(prefix, signal)) files += object.name.endsWith(".json") ? 1 : 0;
    probes.push(
      files > 0
        ? { name: "list", ok: true, detail: `${files} files` }
        : { name: "list", ok: false, kind: "not-found", hint: "prefix: no file" },
    );
    return probes;
  },

  async *discover({ root, prefix, currency }, _wanted, { signal }) {
    for (const [folder, files] of await folders(openFolder(root, null), prefix, signal)) {
      const [account = "", month = ""] = folder.split("/");
      const period = BillingMonth.parse(month);
      if (period === null) throw new SourceError("malformed", `${folder} is not of a month`);
      const version = sha256(JSON.stringify(files.map(({ name, version }) => [name, version])));
      yield {
        name: folder,
        account,
        accountName: "",
        period,
        currency,
        version,
        rows: null,
        files: files.map((file) => ({ ...file, counted: null })),
      };
    }
  },

  async *read({ root, prefix }, delivery, { from }, { signal }) {
    const objects = openFolder(root, null);
    const files = (await folders(objects, prefix, signal)).get(delivery.name) ?? [];
    if (JSON.stringify(files.map(({ name }) => name)) !== JSON.stringify(delivery.files.map(({ name }) => name)))
      throw new SourceError("changed", `${delivery.name} has other files than before`);
    const reader = new PageReader();
    for (const [part, file] of files.entries()) {
      if (part < (from?.part ?? 0)) continue;
      const bytes = await bytesOf(objects, file, signal);
      const reading = reader.read(bytes, "rows");
      if (!reading.ok || reading.table === null) throw new SourceError("malformed", `${file.name} is no page of rows`);
      const next = part + 1 < files.length ? { part: part + 1 } : null;
      yield { content: { kind: "azure-usage", table: reading.table }, hash: sha256(bytes), next };
    }
  },
};

/** The files of each `<account>/<month>`, in their order. */
export async function folders(
  objects: ObjectReader,
  prefix: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<Delivery["name"], readonly StoredObject[]>> {
  const found = new Map<string, StoredObject[]>();
  for await (const object of objects.list(prefix, signal)) {
    const folder = object.name.split("/").slice(0, -1).join("/");
    found.set(folder, [...(found.get(folder) ?? []), object]);
  }
  return found;
}

export async function bytesOf(objects: ObjectReader, file: StoredObject, signal: AbortSignal): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of objects.read(file, signal)) pieces.push(piece);
  return Buffer.concat(pieces);
}

export function sha256(data: string | Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}
