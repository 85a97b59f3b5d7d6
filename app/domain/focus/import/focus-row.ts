import type { BillingPeriod } from "../../calendar/billing-period";
import type { FocusImportProblem } from "./focus-import-problem";
import type { FocusProvider } from "./detect-focus-provider";

/** A row of a file in the columns of FOCUS 1.4. */
export interface FocusRow {
  readonly provider: FocusProvider;
  /** Under which its snapshot is kept: `aws-123456789012`. */
  readonly account: string;
  /** BillingAccountId as the file spells it. */
  readonly billingAccountText: string;
  readonly period: BillingPeriod;
  /** BillingPeriodEnd in UTC: `2026-11-01 00:00:00`. */
  readonly periodEnd: string;
  /** Upper case. */
  readonly currency: string;
  /** BilledCost, plain digits. */
  readonly cost: string;
  /** What the row says of a commitment; null where it says nothing of one. */
  readonly commitment: { readonly id: string; readonly isPurchase: boolean; readonly effectiveCost: string } | null;
  /** In the order of `focusImportColumns`: plain digits, `2026-10-01 00:00:00`, JSON text, text. */
  readonly cells: FocusCells;
  /**
   * The same but for `rowColumns`, which it says nothing of: the very same list for rows that are known to agree in all other columns, and `cells` itself for
   * a row that is not known to agree with any.
   */
  readonly shared: FocusCells;
  readonly problems: readonly FocusImportProblem[];
  /** JSON object of what has no column here and of what was changed, by its name in the file; empty text when there is none. */
  readonly sourceColumns: string;
  /** sha-256 of `cells` and `sourceColumns`: equal rows have equal ones. */
  readonly contentHash: string;
}

export type FocusCells = readonly (string | null)[];

/** Why a row cannot be stored: money or its time is unreadable. The whole file is then refused. */
export interface FocusRowFault {
  /** As the file names it. */
  readonly column: string;
  /** In words, with the beginning of the value. */
  readonly detail: string;
}
