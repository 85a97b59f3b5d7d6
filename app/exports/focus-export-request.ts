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
  if (account !== undefined && !isAccount(account)) problems.push(accountProblem(prefix));
  if (knownVersion === undefined) problems.push(`${prefix}version must be ${focusExportVersions.join(" or ")}`);
  if (knownFormat === undefined) problems.push(`${prefix}format must be ${focusExportFormats.join(", ")}`);
  if (spreadsheetSafe && knownFormat === "parquet")
    problems.push(`${prefix}spreadsheet-safe applies to CSV only, since spreadsheets do not take Parquet text for formulas`);
  if (month === null || knownVersion === undefined || knownFormat === undefined || problems.length > 0) return problems;
  return { month, account: account ?? null, version: knownVersion, format: knownFormat, spreadsheetSafe };
}

/** The datasets of FOCUS 1.4 that are exported beside Cost and Usage. */
const exportedDatasets = ["contract-commitment", "invoice-detail"] as const;

export type ExportedDataset = (typeof exportedDatasets)[number];

/** Which rows of such a dataset to export, and in which form. */
export interface DatasetExportRequest {
  readonly dataset: ExportedDataset;
  /** Null: all accounts. */
  readonly account: string | null;
  /** The month of the bill. Null: all that are published. */
  readonly month: BillingMonth | null;
  readonly format: FocusExportFormat;
}

/** Reads the parameters of an export of a dataset: the request, or everything that is wrong with them, one sentence each. */
export function readDatasetExportRequest(
  dataset: string,
  { month: text, account, version, format = "csv", spreadsheetSafe }: FocusExportParameters,
  prefix: string,
): DatasetExportRequest | readonly string[] {
  const known = exportedDatasets.find((one) => one === dataset);
  const month = text === undefined ? null : BillingMonth.parse(text);
  const knownFormat = focusExportFormats.find((one) => one === format);
  const problems: string[] = [];
  if (known === undefined) problems.push(`${prefix}dataset must be ${exportedDatasets.join(" or ")}; without it charges are exported`);
  if (text !== undefined && month === null) problems.push(`${prefix}month must be YYYY-MM, such as 2026-10`);
  if (known === "contract-commitment" && text !== undefined)
    problems.push(`${prefix}month is not for contract-commitment, whose rows are of the newest bill that knows each`);
  if (account !== undefined && !isAccount(account)) problems.push(accountProblem(prefix));
  if (knownFormat === undefined) problems.push(`${prefix}format must be ${focusExportFormats.join(", ")}`);
  if (version !== undefined && version !== "1.4") problems.push(`${prefix}version must be 1.4: FOCUS 1.2 has no such dataset`);
  if (spreadsheetSafe) problems.push(`${prefix}spreadsheet-safe is for charges only`);
  if (known === undefined || knownFormat === undefined || problems.length > 0) return problems;
  return { dataset: known, account: account ?? null, month, format: knownFormat };
}

const isAccount = (text: string): boolean => /^[\w-]{1,128}$/.test(text);
const accountProblem = (prefix: string): string => `${prefix}account must have only letters, digits, _ and -`;

/** Why there is nothing to export; the message is for the user. */
export class FocusExportError extends Error {
  override readonly name = "FocusExportError";
}
