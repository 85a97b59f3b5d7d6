import { z } from "zod";
import { BillingMonth } from "../../domain/calendar/billing-month";
import { jsonOf } from "../files/manifest-files";
import type { BillManifest } from "../files/manifest-source";

/** A manifest of an export. */
export interface ExportManifest extends BillManifest {
  /** `20261003T101112Z-…` of the files of an execution that stand side by side with others; empty where each delivery overwrites the one before it. */
  readonly execution: string;
}

/**
 * The reading of a manifest, which is at `<prefix>/<export>/metadata/BILLING_PERIOD=2026-10/[<execution>/]<export>-Manifest.json`; null: a file of this name is
 * none. CUR 2.0 writes `BILLING_PERIOD=`, FOCUS `billing_period=`.
 */
export function exportManifestOf(name: string): ((text: string) => ExportManifest | string) | null {
  const pattern = /^(?<root>(?:.*\/)?)metadata\/billing_period=(?<month>\d{4}-\d{2})\/(?:[^/]+\/)?(?<exportName>[^/]+)-Manifest\.json$/i;
  const { root = "", exportName = "", month: text = "" } = pattern.exec(name)?.groups ?? {};
  const month = BillingMonth.parse(text);
  return month === null ? null : (text) => readExportManifest(text, { root, exportName, month });
}

/** It may name its files with their bucket, as `s3://bills/…`, or without it. */
function readExportManifest(text: string, place: Pick<ExportManifest, "root" | "exportName" | "month">): ExportManifest | string {
  const reading = schema.safeParse(jsonOf(text));
  if (!reading.success) return "is not JSON with an array dataFiles of names, or is truncated";
  const files = reading.data.dataFiles.map((file) => file.replace(/^s3:\/\/[^/]+\//, "").replace(/^\/+/, ""));
  if (files.length === 0) return "lists no files";
  if (new Set(files).size !== files.length) return "names a file twice";
  const executions = new Set(files.map((file) => /(?:^|\/)data\/billing_period=[^/]+\/(?:([^/]+)\/)?[^/]+$/i.exec(file)?.[1] ?? ""));
  const [execution = "", ...others] = executions;
  return others.length > 0 ? `names files of ${executions.size} executions` : { ...place, execution, files, encoding: null };
}

const schema = z.object({ dataFiles: z.array(z.string().min(1)) });
