import type { FocusFileReport } from "../sources/focus-files/read-focus-file";

/** One account and month that a delivery published. */
export interface ImportedSnapshot {
  readonly account: string;
  /** `2026-10`; its first day, `2026-10-15`, for a period that is no calendar month. */
  readonly month: string;
  readonly snapshotId: string;
  /** What readers saw before. */
  readonly previousId: string | null;
  /** `CNY`; `EUR,USD` for a bill in several. */
  readonly currency: string;
  readonly rows: number;
  /** Sum of BilledCost, digits; null for a bill in several currencies, which have no sum. */
  readonly cost: string | null;
  /** Sum of BilledCost in each currency. */
  readonly totals: readonly { readonly currency: string; readonly cost: string }[];
  /** What the operator should know of this period, in words. */
  readonly notes: readonly string[];
  /** The rules of FOCUS that the provider's rows break, in words; null when they break none. */
  readonly focusFindings: string | null;
}

/** How an import ended. Only `published` changed what readers see, and then for all of its accounts and months. */
export type FocusImportOutcome =
  | { readonly kind: "published"; readonly snapshots: readonly ImportedSnapshot[]; readonly files: readonly FocusFileReport[] }
  /** Nothing is wrong with the database: the file or the request is. */
  | { readonly kind: "refused"; readonly detail: string }
  | { readonly kind: "abandoned"; readonly detail: string }
  /** Another attempt has taken one of the months. */
  | { readonly kind: "superseded"; readonly detail: string }
  /** The database did not do what it should. */
  | { readonly kind: "failed"; readonly detail: string }
  | { readonly kind: "cancelled" };
