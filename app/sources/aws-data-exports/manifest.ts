import { z } from "zod";
import { BillingMonth } from "../../domain/calendar/billing-month";

/** Where a manifest of an export is: `<prefix>/<export>/metadata/BILLING_PERIOD=2026-10/[<execution>/]<export>-Manifest.json`. */
export interface ManifestPlace {
  /** The folder of the export, with a slash at its end; empty at the root. */
  readonly root: string;
  readonly exportName: string;
  readonly month: BillingMonth;
}

/** Null: it is no manifest of a month. CUR 2.0 writes `BILLING_PERIOD=`, FOCUS `billing_period=`. */
export function readManifestPlace(name: string): ManifestPlace | null {
  const match = /^(?<root>(?:.*\/)?)metadata\/billing_period=(?<month>\d{4}-\d{2})\/(?:[^/]+\/)?(?<exportName>[^/]+)-Manifest\.json$/i.exec(
    name,
  );
  const month = BillingMonth.parse(match?.groups?.["month"] ?? "");
  if (match?.groups === undefined || month === null) return null;
  return { root: match.groups["root"] ?? "", exportName: match.groups["exportName"] ?? "", month };
}

/** The files that a manifest names, below the bucket and in its order. */
export interface ManifestReading {
  /** `20261003T101112Z-…` of the files of an execution that stand side by side with others; empty where each delivery overwrites the one before it. */
  readonly execution: string;
  readonly files: readonly string[];
}

/** Reads a manifest; a text says why it cannot be read. It may name its files with their bucket, as `s3://bills/…`, or without it. */
export function readExportManifest(text: string): ManifestReading | string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return "is no JSON, or is cut off";
  }
  const reading = schema.safeParse(json);
  if (!reading.success) return "has no list dataFiles of names";
  const files = reading.data.dataFiles.map((file) => file.replace(/^s3:\/\/[^/]+\//, "").replace(/^\/+/, ""));
  if (files.length === 0) return "names no file";
  if (new Set(files).size !== files.length) return "names a file twice";
  const executions = new Set(files.map((file) => /(?:^|\/)data\/billing_period=[^/]+\/(?:([^/]+)\/)?[^/]+$/i.exec(file)?.[1] ?? ""));
  const [execution = "", ...others] = executions;
  return others.length > 0 ? `names files of ${executions.size} executions` : { execution, files };
}

const schema = z.object({ dataFiles: z.array(z.string().min(1)) });
