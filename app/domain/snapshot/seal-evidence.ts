import type { LedgerBlock } from "./ledger-block";
import type { StoredPage } from "./stored-page";

/** Everything that the seal of a snapshot looks at. */
export interface SealEvidence {
  readonly blocks: readonly LedgerBlock[];
  readonly stored: readonly StoredPage[];
  /** What each rollup, and the facts in FOCUS, hold of the snapshot. */
  readonly rollups: readonly { readonly table: string; readonly charges: number; readonly cost: string }[];
  /** What a second source says the month costs; null where there is none. */
  readonly controlTotal: string | null;
  /** Azure still changes open months, and its control total then runs ahead of its rows or behind them. */
  readonly isOpenPeriod: boolean;
  /** Rows of the snapshot that readers see now; null when there is none. */
  readonly activeRows: number | null;
  /** Days that readers see charges of and that this snapshot has none of: `missingDays`. */
  readonly missingDays: readonly string[];
  readonly allowShrink: boolean;
}
