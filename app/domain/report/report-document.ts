import type { AlertNews } from "./alert-causes";
import type { ReportLanguage } from "./report";

/** What a report says, before it is HTML, text or JSON. Amounts are digits. */
export interface ReportDocument {
  readonly title: string;
  /** What its owner calls it. */
  readonly name: string;
  /** Month or days; empty where it is about neither. */
  readonly period: string;
  readonly language: ReportLanguage;
  /** RFC 3339: when the questions were asked. */
  readonly asOf: string;
  readonly accounts: "all" | readonly string[];
  readonly sections: readonly ReportSection[];
  readonly snapshots: readonly DocumentSnapshot[];
  readonly problems: readonly { readonly code: string; readonly message: string }[];
  /** Of an alert. */
  readonly news: AlertNews | null;
}

/** The answer to one question. */
export interface ReportSection {
  /** Of its file: `by-service`. */
  readonly id: string;
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** Whether there are more rows than these. */
  readonly isCut: boolean;
  readonly totals: readonly Readonly<Record<string, unknown>>[];
}

/** A snapshot that a document is made of, as answers name it. */
interface DocumentSnapshot {
  readonly billing_account_id: string;
  readonly billing_period: string;
  readonly snapshot_id: string;
  readonly extracted_at: string | null;
  readonly usage_through: string | null;
  readonly late: boolean;
}

/** A value of an answer as a text: digits stay as they are, nothing is empty, and what is no plain value is JSON. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (typeof value === "boolean" || typeof value === "number") return String(value);
  return JSON.stringify(value);
}
