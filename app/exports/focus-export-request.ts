import type { BillingMonth } from "../domain/calendar/billing-month";

export const focusExportFormats = ["csv", "csv.gz", "parquet"] as const;

export type FocusExportFormat = (typeof focusExportFormats)[number];

export const focusExportVersions = ["1.4", "1.2"] as const;

export type FocusExportVersion = (typeof focusExportVersions)[number];

/** Which FOCUS rows to export, and as what. */
export interface FocusExportRequest {
  readonly month: BillingMonth;
  /** Null: all accounts that have published the month. */
  readonly account: string | null;
  readonly version: FocusExportVersion;
  readonly format: FocusExportFormat;
  /** CSV only: see domain/focus/spreadsheet-safe.ts. */
  readonly spreadsheetSafe: boolean;
}
