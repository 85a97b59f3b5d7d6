import { z } from "zod";
import { BillingMonth } from "../../domain/calendar/billing-month";
import { jsonOf } from "../files/manifest-files";
import type { BillManifest, ManifestPlace } from "../files/manifest-source";

/** Where a manifest of a report is. */
export interface ReportPlace extends ManifestPlace {
  /** Whether it is the one of the month, which AWS overwrites with each assembly, and not one that stays in the assembly's folder. */
  readonly isOfMonth: boolean;
}

/** A manifest of an assembly of a report: the whole of a month until now. */
export interface ReportManifest extends BillManifest, ReportPlace {
  readonly assemblyId: string;
}

/**
 * A manifest is at `<prefix>/<report>/20261001-20261101/[<assembly>/]<report>-Manifest.json`; null: a file of this name is none of a month's bill.
 * https://docs.aws.amazon.com/cur/latest/userguide/understanding-report-versions.html
 */
export function reportPlaceOf(name: string): ReportPlace | null {
  const pattern =
    /^(?<root>(?:.*\/)?)(?<exportName>[^/]+)\/(?<year>\d{4})(?<month>\d{2})\d{2}-\d{8}\/(?<assembly>[^/]+\/)?\k<exportName>-Manifest\.json$/;
  const { root = "", exportName = "", year = "", month = "", assembly } = pattern.exec(name)?.groups ?? {};
  const of = BillingMonth.parse(`${year}-${month}`);
  return of === null ? null : { root, exportName, month: of, isOfMonth: assembly === undefined };
}

/** What a manifest says, or in words why it cannot be read. */
export function readReportManifest(text: string, place: ReportPlace): ReportManifest | string {
  const reading = schema.safeParse(jsonOf(text));
  if (!reading.success) {
    const missing = reading.error.issues[0]?.path.join(".") ?? "";
    return missing === "" ? "is not JSON, or is truncated" : `has no ${missing} that can be read`;
  }
  const { assemblyId, billingPeriod, charset, reportKeys } = reading.data;
  const [month, end] = [monthOf(billingPeriod.start), monthOf(billingPeriod.end)];
  if (month === null || end === null || month.plus(1)?.compare(end) !== 0)
    return `is of ${billingPeriod.start} to ${billingPeriod.end}: only a month is a bill that can be kept`;
  if (month.compare(place.month) !== 0) return `is of ${month.toString()}, and stands in the folder of ${place.month.toString()}`;
  const encoding = labelOf(charset);
  if (encoding === undefined) return `has the charset ${JSON.stringify(charset)}, which nobody here knows`;
  // Tools write a key of a report without a prefix with a slash before it.
  const files = reportKeys.map((key) => key.replace(/^\/+/, ""));
  if (files.length === 0) return "lists no files";
  if (new Set(files).size !== files.length) return "names a file twice";
  return { ...place, assemblyId, month, encoding, files };
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
