import { z } from "zod";
import { BillingMonth } from "../../domain/calendar/billing-month";
import { jsonOf } from "../files/manifest-files";
import type { BillManifest, ManifestPlace } from "../files/manifest-source";

/** Where a manifest of an export is. */
export interface ExportPlace extends ManifestPlace {
  /** The folder of its own that it stands in, which has the name of its execution; empty beside those folders. */
  readonly folder: string;
}

/** A manifest of an export. */
export interface ExportManifest extends BillManifest {
  /** `20261003T101112Z-…` of the files of an execution that stand side by side with others; empty where each delivery overwrites the one before it. */
  readonly execution: string;
}

/**
 * A manifest is at `<prefix>/<export>/metadata/BILLING_PERIOD=2026-10/[<execution>/]<export>-Manifest.json`; null: a file of this name is none. CUR 2.0 writes
 * `BILLING_PERIOD=`, FOCUS `billing_period=`.
 */
export function exportPlaceOf(name: string): ExportPlace | null {
  const pattern =
    /^(?<root>(?:.*\/)?)metadata\/billing_period=(?<month>\d{4}-\d{2})\/(?:(?<folder>[^/]+)\/)?(?<exportName>[^/]+)-Manifest\.json$/i;
  const { root = "", exportName = "", month: text = "", folder = "" } = pattern.exec(name)?.groups ?? {};
  const month = BillingMonth.parse(text);
  return month === null ? null : { root, exportName, month, folder };
}

/** What a manifest says, or in words why it cannot be read. It may name its files with their bucket, as `s3://bills/…`, or without it. */
export function readExportManifest(text: string, { root, exportName, month }: ExportPlace): ExportManifest | string {
  const reading = schema.safeParse(jsonOf(text));
  if (!reading.success) return "is not JSON with an array dataFiles of names, or is truncated";
  const files = reading.data.dataFiles.map((file) => file.replace(/^s3:\/\/[^/]+\//, "").replace(/^\/+/, ""));
  if (files.length === 0) return "lists no files";
  if (new Set(files).size !== files.length) return "names a file twice";
  const executions = new Set(files.map((file) => /(?:^|\/)data\/billing_period=[^/]+\/(?:([^/]+)\/)?[^/]+$/i.exec(file)?.[1] ?? ""));
  const [execution = "", ...others] = executions;
  return others.length > 0 ? `names files of ${executions.size} executions` : { root, exportName, month, execution, files, encoding: null };
}

const schema = z.object({ dataFiles: z.array(z.string().min(1)) });
