import type { FocusExportFormat, FocusExportVersion } from "./focus-export-request";
import type { PinnedSnapshot } from "./focus-export-sql";

/** What an export has of one currency. Costs are digits. */
export interface FocusExportTotals {
  readonly BillingCurrency: string;
  readonly rows: number;
  readonly BilledCost: string;
  readonly EffectiveCost: string;
  readonly ContractedCost: string;
  readonly ListCost: string;
}

/** What the rows of an export are, known before the first is written. */
export interface FocusExportContent {
  readonly focusVersion: FocusExportVersion;
  readonly dataset: "Cost and Usage";
  /** `2026-10`. */
  readonly billingPeriod: string;
  readonly format: FocusExportFormat;
  readonly spreadsheetSafe: boolean;
  readonly snapshots: readonly PinnedSnapshot[];
  readonly rows: number;
  readonly totals: readonly FocusExportTotals[];
  readonly columns: readonly string[];
}

/** The metadata file beside an export. */
export interface FocusExportMetadata extends FocusExportContent {
  readonly file: string;
  readonly bytes: number;
  /** Of the file, hexadecimal. */
  readonly sha256: string;
  /** RFC 3339, UTC. */
  readonly created: string;
}
