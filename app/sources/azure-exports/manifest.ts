import { z } from "zod";
import { BillingMonth } from "../../domain/calendar/billing-month";

/** What is read of what a Cost Management export may hold (learn.microsoft.com/azure/cost-management-billing/costs/tutorial-improved-exports). */
export const exportDatasets = ["FocusCost", "ActualCost", "AmortizedCost", "Usage", "PriceSheet"] as const;
export type ExportDataset = (typeof exportDatasets)[number];

/** What an export may hold beside. They are known, and not read yet. */
const otherDatasets = ["ReservationDetails", "ReservationRecommendations", "ReservationTransactions"] as const;

/** One run of an export, as its manifest has it. */
export interface ExportRun {
  readonly manifest: string;
  readonly exportName: string;
  readonly dataset: ExportDataset;
  /** `1.2-preview`, `2021-10-01`: what Microsoft calls the version of the data. */
  readonly dataVersion: string;
  /** What the export is of, in lower case: `/providers/microsoft.billing/billingaccounts/100100`, `/subscriptions/…`; empty when the manifest does not say. */
  readonly scope: string;
  /** The billing account that the export is of; null for another scope, and for a part of an account: a department, a billing profile. */
  readonly account: string | null;
  readonly runId: string;
  /** As text that sorts by time. */
  readonly submitted: string;
  readonly month: BillingMonth;
  /** The last day that the run is about, or the first after it: `2026-10-16`. */
  readonly until: string;
  readonly files: readonly ExportFile[];
  /** Null when the manifest does not count. */
  readonly rows: number | null;
}

export interface ExportFile {
  /** Below the container. */
  readonly name: string;
  readonly bytes: number | null;
  readonly rows: number | null;
}

/** A run; in words why a manifest is none of a whole bill, such as one of a price sheet; or why it cannot be read, and might be one. */
export type ManifestReading =
  | { readonly kind: "run"; readonly run: ExportRun }
  | { readonly kind: "other"; readonly reason: string }
  | { readonly kind: "unreadable"; readonly reason: string };

/** Reads a `manifest.json`. Total: whatever it holds, it is one of the three. */
export function readManifest(manifest: string, text: string): ManifestReading {
  const unreadable = (reason: string): ManifestReading => ({ kind: "unreadable", reason });
  const other = (reason: string): ManifestReading => ({ kind: "other", reason });
  let json: unknown;
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return unreadable("is not JSON, or is truncated");
  }
  const reading = schema.safeParse(json);
  if (!reading.success) {
    const [issue] = reading.error.issues;
    return unreadable(`has no ${issue?.path.join(".") ?? ""} that can be read`);
  }
  const { exportConfig, runInfo, blobs, byteCount, blobCount, dataRowCount } = reading.data;
  const known = otherDatasets.find((name) => name.toLowerCase() === exportConfig.type.toLowerCase());
  if (known !== undefined) return other(`is a ${known}, which is not read yet`);
  const dataset = exportDatasets.find((name) => name.toLowerCase() === exportConfig.type.toLowerCase());
  if (dataset === undefined) return other(`is of the type ${JSON.stringify(exportConfig.type)}, which nobody here knows`);

  const [start, end] = [dayOf(runInfo.startDate), dayOf(runInfo.endDate)];
  const month = BillingMonth.parse(start?.slice(0, 7) ?? "");
  if (start === null || end === null || month === null) return unreadable("has no start and end that are days");
  if (!start.endsWith("-01") || end < start || end > (month.plus(1)?.firstDay ?? ""))
    return other(`runs from ${start} to ${end}: only a month, or its days from the first on, is a bill that can be kept`);

  const files = blobs.map(({ blobName, byteCount, dataRowCount }) => ({
    // The documented sample has a blank before the name.
    name: blobName.trim().replace(/^\/+/, ""),
    bytes: byteCount ?? null,
    rows: dataRowCount ?? null,
  }));
  if (new Set(files.map(({ name }) => name)).size !== files.length) return unreadable("names a file twice");
  if (blobCount !== undefined && blobCount !== files.length) return unreadable(`names ${files.length} files and counts ${blobCount}`);
  const [bytes, rows] = [sumOf(files.map((file) => file.bytes)), sumOf(files.map((file) => file.rows))];
  if (byteCount !== undefined && bytes !== null && bytes !== byteCount)
    return unreadable(`counts ${byteCount} bytes, and ${bytes} in its files`);
  if (dataRowCount !== undefined && rows !== null && rows !== dataRowCount)
    return unreadable(`counts ${dataRowCount} rows, and ${rows} in its files`);
  const scope = (exportConfig.resourceId ?? "").trim().replace(/\/providers\/Microsoft\.CostManagement\/exports\/[^/]*\/*$/i, "");
  return {
    kind: "run",
    run: {
      manifest,
      exportName: exportConfig.exportName,
      dataset,
      dataVersion: exportConfig.dataVersion ?? "",
      scope: scope.toLowerCase(),
      account: /\/billingAccounts\/([^/]+)$/i.exec(scope)?.[1] ?? null,
      runId: runInfo.runId,
      submitted: runInfo.submittedTime ?? "",
      month,
      until: end,
      files,
      rows: dataRowCount ?? rows,
    },
  };
}

/** The first ten characters of a time with or without zone and fraction. */
function dayOf(text: string): string | null {
  const day = /^(\d{4}-\d{2}-\d{2})(?:T|$)/.exec(text.trim())?.[1] ?? null;
  return day !== null && !Number.isNaN(Date.parse(day)) ? day : null;
}

function sumOf(counts: readonly (number | null)[]): number | null {
  return counts.reduce<number | null>((sum, count) => (sum === null || count === null ? null : sum + count), 0);
}

const count = z.number().int().min(0).optional();
const schema = z.object({
  exportConfig: z.object({
    exportName: z.string(),
    type: z.string(),
    resourceId: z.string().optional(),
    dataVersion: z.string().optional(),
  }),
  runInfo: z.object({ runId: z.string(), submittedTime: z.string().optional(), startDate: z.string(), endDate: z.string() }),
  blobs: z.array(z.object({ blobName: z.string().min(1), byteCount: count, dataRowCount: count })),
  byteCount: count,
  blobCount: count,
  dataRowCount: count,
});

/**
 * What the path of a manifest says, as Microsoft lays runs out: `<folder>/<export>/20261001-20261031/[202610160312/]<RunID>/manifest.json`. Which run it is only the
 * manifest says; of one that cannot be read there is nothing else. Null: the path has no range of days.
 */
export function placeOfManifest(name: string): ManifestPlace | null {
  const pattern = /^(?<folder>.*?)(?<year>\d{4})(?<month>\d{2})\d{2}-\d{8}\/(?:(?<time>\d{12,14})\/)?(?:[^/]+\/)?manifest\.json$/i;
  const { folder = "", year = "", month = "", time = "" } = pattern.exec(name)?.groups ?? {};
  const of = BillingMonth.parse(`${year}-${month}`);
  return of === null ? null : { folder, month: of, time };
}

export interface ManifestPlace {
  /** Of the export, with a slash at its end. */
  readonly folder: string;
  readonly month: BillingMonth;
  /** Of the run, as text that sorts by time; empty when the path does not say it. */
  readonly time: string;
}
