import { BillingMonth } from "../domain/calendar/billing-month";

export const focusExportFormats = ["csv", "csv.gz", "parquet"] as const;

export type FocusExportFormat = (typeof focusExportFormats)[number];

export const focusExportVersions = ["1.4", "1.2"] as const;

export type FocusExportVersion = (typeof focusExportVersions)[number];

/** Which FOCUS rows to export, and in which form. */
export interface FocusExportRequest {
  readonly month: BillingMonth;
  /** Null: all accounts that have published the month. */
  readonly account: string | null;
  readonly version: FocusExportVersion;
  readonly format: FocusExportFormat;
  /** CSV only: see domain/focus/spreadsheet-safe.ts. */
  readonly spreadsheetSafe: boolean;
}

/** The parameters of an export as given; undefined when omitted. */
export interface FocusExportParameters {
  readonly month: string | undefined;
  readonly account: string | undefined;
  readonly version: string | undefined;
  readonly format: string | undefined;
  readonly spreadsheetSafe: boolean;
}

/**
 * Reads the parameters of an export: the request, or everything that is wrong with them, one sentence each. `prefix` precedes parameter names in messages:
 * `--` or nothing.
 */
export function readFocusExportRequest(parameters: FocusExportParameters, prefix: string): FocusExportRequest | readonly string[] {
  const { month: text, account, version = "1.4", format = "csv", spreadsheetSafe } = parameters;
  const month = BillingMonth.parse(text ?? "");
  const knownVersion = focusExportVersions.find((known) => known === version);
  const knownFormat = focusExportFormats.find((known) => known === format);
  const problems: string[] = [];
  if (month === null) problems.push(`${prefix}month must be YYYY-MM, such as 2026-10`);
  if (account !== undefined && !/^[\w-]{1,128}$/.test(account)) problems.push(`${prefix}account must have only letters, digits, _ and -`);
  if (knownVersion === undefined) problems.push(`${prefix}version must be ${focusExportVersions.join(" or ")}`);
  if (knownFormat === undefined) problems.push(`${prefix}format must be ${focusExportFormats.join(", ")}`);
  if (spreadsheetSafe && knownFormat === "parquet")
    problems.push(`${prefix}spreadsheet-safe applies to CSV only, since spreadsheets do not take Parquet text for formulas`);
  if (month === null || knownVersion === undefined || knownFormat === undefined || problems.length > 0) return problems;
  return { month, account: account ?? null, version: knownVersion, format: knownFormat, spreadsheetSafe };
}

/** Why there is nothing to export; the message is for the user. */
export class FocusExportError extends Error {
  override readonly name = "FocusExportError";
}
