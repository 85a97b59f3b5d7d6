import type { ControlTotal } from "./control-total";
import type { LedgerBlock } from "./ledger-block";
import type { OperatorOverride } from "./operator-override";
import type { StoredPage } from "./stored-page";

/** Everything that the seal of a snapshot looks at. */
export interface SealEvidence {
  readonly blocks: readonly LedgerBlock[];
  readonly stored: readonly StoredPage[];
  /**
   * What each rollup, and the facts in FOCUS, hold of the snapshot. `cost` is what was read, unless `expected` says otherwise: rollups of FOCUS add up what
   * FOCUS calls billed, and that is 0 for an amortised row.
   */
  readonly rollups: readonly { readonly table: string; readonly charges: number; readonly cost: string; readonly expected?: string }[];
  /** What the source itself says the month costs, with and without what it gives elsewhere; empty where it says nothing. */
  readonly controlTotals: readonly ControlTotal[];
  /** Why what the source says cannot be compared with the rows; null where it can, and where it says nothing. */
  readonly unusableTotal: string | null;
  /** Azure still changes open months, and its control total then runs ahead of its rows or behind them. */
  readonly isOpenPeriod: boolean;
  /** Rows of the snapshot that readers see now; null when there is none. */
  readonly activeRows: number | null;
  /** Days that readers see charges of and that this snapshot has none of: `missingDays`. */
  readonly missingDays: readonly string[];
  /** The checks that an operator has lifted. */
  readonly overrides: readonly OperatorOverride[];
}
