import { z } from "zod";
import type { FocusFileReading } from "../files/read-focus-file";
import { objectLocation } from "../objects/open-objects";
import type { Source } from "../source";
import { checkExport, discoverExport, type ExportConfig, exportFields, exportTotals, jobPlace, readExport } from "./billing-export";
import { checkFiles, discoverFiles, type FilesConfig, readFiles } from "./billing-files";

const config = z
  .object({
    ...exportFields,
    storage: objectLocation
      .optional()
      .describe("Files: instead of a table, rows of a usage export in CSV or JSON lines. All that are under the prefix are one delivery"),
    prefix: z.string().default("").describe("Prefix: where the files are; empty for all that is there"),
    account: z
      .string()
      .regex(/^[\w-]{1,128}$/, "may have letters, digits, _ and - only")
      .optional()
      .describe("Account: the name to keep the bill under, instead of that made of the billing account"),
  })
  .strict()
  .refine(({ table, storage }) => (table === undefined) !== (storage === undefined), "needs either table or storage")
  .refine(({ table, key }) => table === undefined || key !== undefined, { path: ["key"], message: "is required with table" });

/** Which rows of Cloud Billing are read, from where. */
export type GcpBillingConfig = z.infer<typeof config>;

/** Files are read anew after a crash. */
const cursor = z.union([jobPlace, z.object({ file: z.number().int().min(0) }).strict()]);

type GcpCursor = z.infer<typeof cursor>;

/** The bill of Google Cloud: its exports in BigQuery, or rows of them in files. Usage is mapped to FOCUS. */
export function gcpBilling({ sha256 }: Pick<FocusFileReading, "sha256">): Source<GcpBillingConfig, GcpCursor> {
  return {
    spec: {
      id: "gcp-billing",
      title: "Google Cloud Billing",
      version: "1",
      yields: () => "focus",
      config,
      withoutEffect: ["key", "project", "maximumBytesBilled", "requestsPerMinute", "storage.credentials"],
      cursor,
    },

    check: (config, context) => {
      const form = formOf(config);
      return form.kind === "export" ? checkExport(form.config, sha256, context) : checkFiles(form.config, sha256, context);
    },

    discover: (config, _wanted, context) => {
      const form = formOf(config);
      return form.kind === "export" ? discoverExport(form.config, sha256, context) : discoverFiles(form.config, sha256, context);
    },

    read: (config, delivery, options, context) => {
      const form = formOf(config);
      if (form.kind === "files") return readFiles(form.config, delivery, sha256, context);
      const from = options.from === null ? null : jobPlace.parse(options.from);
      return readExport(form.config, delivery, { ...options, from }, sha256, context);
    },

    controlTotals: (config, delivery, context) => {
      const form = formOf(config);
      return form.kind === "export" ? exportTotals(form.config, delivery, context) : Promise.resolve({ totals: [], unusable: null });
    },
  };
}

type Form = { readonly kind: "export"; readonly config: ExportConfig } | { readonly kind: "files"; readonly config: FilesConfig };

function formOf({ table, key, storage, ...config }: GcpBillingConfig): Form {
  if (table !== undefined && key !== undefined) return { kind: "export", config: { ...config, table, key } };
  if (storage !== undefined) return { kind: "files", config: { ...config, storage } };
  throw new RangeError("a configuration with neither table and key nor storage is refused before");
}
