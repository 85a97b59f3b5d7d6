import { z } from "zod";
import { BillingMonth } from "../../domain/calendar/billing-month";

/** Where a manifest of a report is: `<prefix>/<report>/20261001-20261101/[<assembly>/]<report>-Manifest.json`. */
export interface ManifestPlace {
  /** What stands before the report's folder, with a slash at its end; empty at the root. */
  readonly root: string;
  readonly reportName: string;
  /** Whether it is the one of the month, which AWS overwrites with each assembly, and not one that stays in the assembly's folder. */
  readonly isNewest: boolean;
}

/** Null: it is no manifest of a report. */
export function readManifestPlace(name: string): ManifestPlace | null {
  const match = /^(?<root>(?:.*\/)?)(?<report>[^/]+)\/\d{8}-\d{8}\/(?<assembly>[^/]+\/)?\k<report>-Manifest\.json$/.exec(name);
  if (match?.groups === undefined) return null;
  return { root: match.groups["root"] ?? "", reportName: match.groups["report"] ?? "", isNewest: match.groups["assembly"] === undefined };
}

/** One assembly of a report: the whole of a month until now. */
export interface ReportAssembly {
  readonly assemblyId: string;
  readonly month: BillingMonth;
  /** As the WHATWG standard names it; null for UTF-8. */
  readonly encoding: string | null;
  /** Below the bucket, in the manifest's order. */
  readonly files: readonly string[];
}

/** Reads the manifest of a report; a text says why it cannot be read. https://docs.aws.amazon.com/cur/latest/userguide/understanding-report-versions.html */
export function readReportManifest(text: string): ReportAssembly | string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return "is no JSON, or is cut off";
  }
  const reading = schema.safeParse(json);
  if (!reading.success) return `has no ${reading.error.issues[0]?.path.join(".") ?? ""} that can be read`;
  const { assemblyId, billingPeriod, charset, reportKeys } = reading.data;
  const [start, end] = [monthOf(billingPeriod.start), monthOf(billingPeriod.end)];
  if (start === null || end === null || start.plus(1)?.compare(end) !== 0)
    return `is of ${billingPeriod.start} to ${billingPeriod.end}: only a month is a bill that can be kept`;
  const encoding = labelOf(charset);
  if (encoding === undefined) return `has the charset ${JSON.stringify(charset)}, which nobody here knows`;
  // Tools write a key of a report without a prefix with a slash before it.
  const files = reportKeys.map((key) => key.replace(/^\/+/, ""));
  if (files.length === 0) return "names no file";
  if (new Set(files).size !== files.length) return "names a file twice";
  return { assemblyId, month: start, encoding, files };
}

/** `20261001T000000.000Z`: the first day of a month. */
function monthOf(text: string): BillingMonth | null {
  const [, year, month] = /^(\d{4})(\d{2})01T000000(?:\.0+)?Z$/.exec(text) ?? [];
  return year === undefined || month === undefined ? null : BillingMonth.parse(`${year}-${month}`);
}

/** Null for UTF-8, undefined for none that the standard knows. */
function labelOf(charset: string): string | null | undefined {
  try {
    const label = new TextDecoder(charset).encoding;
    return label === "utf-8" ? null : label;
  } catch {
    return undefined;
  }
}

const schema = z.object({
  assemblyId: z.string(),
  billingPeriod: z.object({ start: z.string(), end: z.string() }),
  charset: z.string().default("UTF-8"),
  reportKeys: z.array(z.string().min(1)),
});
