import { z } from "zod";
import { BillingMonth } from "../../../app/domain/calendar/billing-month";
import { compileFocusRowReader } from "../../../app/domain/focus/import/compile-focus-row-reader";
import type { FocusRow } from "../../../app/domain/focus/import/focus-row";
import { planFocusColumns } from "../../../app/domain/focus/import/plan-focus-columns";
import { FocusFileError } from "../../../app/sources/files/focus-file";
import { inputFile, readBytes } from "../../../app/sources/files/input-file";
import { PageReader } from "../../../app/sources/json/page-reader";
import type { RowTable } from "../../../app/sources/json/row-table";
import { nameOfLocation, objectLocation, openObjects } from "../../../app/sources/objects/open-objects";
import { Probes } from "../../../app/sources/probes";
import type { PartContent, Source, SourceContext, StoredObject } from "../../../app/sources/source";
import { SourceError } from "../../../app/sources/source-error";
import { focusColumns, toFocusCells } from "./map-charge";

const config = z
  .object({
    storage: objectLocation.describe("Files: where the bills are, <prefix><YYYY-MM>/*.json"),
    prefix: z.string().default("").describe("Prefix: what the names of all files begin with; empty for all that is there"),
    account: z
      .string()
      .regex(/^[\w-]{1,128}$/, "may have letters, digits, _ and - only")
      .describe("Account: the name to keep the bill under"),
  })
  .strict();

export type TemplateSourceConfig = z.infer<typeof config>;

/** The number of a file of the month, from 0. */
const cursor = z.object({ file: z.number().int().min(0) }).strict();

type Cursor = z.infer<typeof cursor>;

/** Template source: a folder is a month, each of its JSON files `{ "charges": [ … ] }` is a part. All of a month's files are one delivery. */
export function templateSource({
  sha256,
}: {
  readonly sha256: (data: string | Uint8Array) => string;
}): Source<TemplateSourceConfig, Cursor> {
  return {
    spec: {
      id: "template-source",
      title: "Template source",
      version: "1",
      yields: () => "focus",
      config,
      withoutEffect: ["storage.credentials"],
      cursor,
    },

    async check(config, context) {
      const probes = new Probes();
      const field = "storage, prefix";
      const months = await probes.look(
        "list",
        field,
        () => monthsOf(config, context),
        (found) => `months ${[...found.keys()].join(", ")}`,
      );
      const file = [...(months?.values() ?? [])].at(-1)?.[0];
      if (file === undefined) return probes.all;
      await probes.look(
        "first rows",
        field,
        () => readFile(config, file, context),
        ({ rows }) => `${rows.length} charges in ${file.name}`,
      );
      return probes.all;
    },

    async *discover(config, _wanted, context) {
      for (const [month, files] of await monthsOf(config, context)) {
        const version = sha256(JSON.stringify(files.map(({ name, bytes, version }) => [name, bytes, version])));
        yield {
          name: `${config.account} ${month}`,
          account: config.account,
          accountName: "",
          period: BillingMonth.parse(month),
          currency: null,
          version,
          rows: null,
          files: files.map((file) => ({ ...file, counted: null })),
        };
      }
    },

    async *read(config, delivery, { from }, context) {
      const files = (await monthsOf(config, context)).get(delivery.period?.toString() ?? "") ?? [];
      const listed = (list: readonly { readonly name: string; readonly version: string | null }[]): string =>
        JSON.stringify(list.map(({ name, version }) => [name, version]));
      if (listed(files) !== listed(delivery.files)) throw new SourceError("changed", `${delivery.name} changed since it was listed`);
      for (const [index, file] of files.entries()) {
        if (index < (from?.file ?? 0)) continue;
        const content = toFocus(file.name, await readFile(config, file, context), sha256);
        yield { content, hash: sha256(JSON.stringify(content.rows)), next: index + 1 < files.length ? { file: index + 1 } : null };
      }
    },
  };
}

/** The JSON files of each month, in their order. @throws SourceError `not-found` there is none */
async function monthsOf(
  { storage, prefix }: TemplateSourceConfig,
  context: SourceContext,
): Promise<ReadonlyMap<string, readonly StoredObject[]>> {
  const months = new Map<string, StoredObject[]>();
  for await (const object of openObjects(storage, context).list(prefix, context.signal)) {
    const [, month = ""] = /^(\d{4}-\d{2})\/[^/]+\.json$/.exec(object.name.slice(prefix.length)) ?? [];
    if (BillingMonth.parse(month) !== null) months.set(month, [...(months.get(month) ?? []), object]);
  }
  if (months.size === 0)
    throw new SourceError("not-found", `there is no YYYY-MM/*.json under ${JSON.stringify(prefix)} of ${nameOfLocation(storage)}`);
  return new Map([...months].sort(([left], [right]) => (left < right ? -1 : 1)));
}

/** The charges of a file under their names, every number as its digits. */
async function readFile({ storage }: TemplateSourceConfig, file: StoredObject, context: SourceContext): Promise<RowTable> {
  if (file.bytes > largestFile) throw new SourceError("too-large", `${file.name} has ${file.bytes} bytes; a file may have ${largestFile}`);
  const bytes = await readBytes(inputFile(openObjects(storage, context), file, context.signal), { from: 0, to: file.bytes });
  const reading = new PageReader().read(bytes, "charges");
  if (!reading.ok) throw new FocusFileError({ file: file.name }, `cannot be read at byte ${reading.offset}: ${reading.reason}`);
  if (reading.table === null) throw new FocusFileError({ file: file.name }, "has no list of charges");
  return reading.table;
}

/** @throws FocusFileError a charge that cannot be stored, by its number in the file from 1 and its column */
function toFocus(
  file: string,
  { fields, rows }: RowTable,
  sha256: (data: string | Uint8Array) => string,
): Extract<PartContent, { kind: "focus" }> {
  const plan = planFocusColumns(focusColumns);
  if ("code" in plan) throw new RangeError(plan.detail);
  const readRow = compileFocusRowReader(plan, sha256);
  const read = rows.map((cells, index): FocusRow => {
    const row = readRow(toFocusCells((field) => cells[fields.indexOf(field)] ?? null));
    if ("detail" in row) throw new FocusFileError({ file, line: index + 1, column: row.column }, row.detail);
    return row;
  });
  return { kind: "focus", version: plan.version, rows: read, file, lines: read.map((_, index) => index + 1) };
}

/** A file is held in memory. */
const largestFile = 64 << 20;
