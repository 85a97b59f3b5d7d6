import type { ControlTotal } from "./control-total";
import type { OperatorOverride } from "./operator-override";

/** Everything that the seal of a snapshot looks at. */
export interface SealEvidence {
  readonly blocks: readonly LedgerBlock[];
  readonly stored: readonly StoredPage[];
  /**
   * What each rollup, and the facts in FOCUS, hold of the snapshot. `cost` is what was read, unless `expected` says otherwise: rollups of FOCUS add up what
   * FOCUS calls billed, and that is 0 for an amortised row.
   */
  readonly rollups: readonly RollupEvidence[];
  /** What the source itself says the month costs, with and without what it gives elsewhere; empty where it says nothing. */
  readonly controlTotals: readonly ControlTotal[];
  /** Why what the source says cannot be compared with the rows; null where it can, and where it says nothing. */
  readonly unusableTotal: string | null;
  /** Azure still changes open months, and its control total then runs ahead of its rows or behind them. */
  readonly isOpenPeriod: boolean;
  /** Rows of the active snapshot; null when there is none. */
  readonly activeRows: number | null;
  /** Days that readers see charges of and that this snapshot has none of: `missingDays`. */
  readonly missingDays: readonly string[];
  /** The checks that an operator has lifted. */
  readonly overrides: readonly OperatorOverride[];
}

export interface RollupEvidence {
  readonly table: string;
  readonly charges: number;
  readonly cost: string;
  readonly expected?: string;
  /** Further sums, such as effective cost and quantities, and what it is made of has: exact digits in one text. */
  readonly quantities?: string;
  readonly expectedQuantities?: string;
}

/** One page of a snapshot as the engine holds it. */
export interface StoredPage {
  readonly page: number;
  readonly rows: number;
  /** Different ordinals: fewer than rows when a row is there twice. */
  readonly ordinals: number;
  readonly lastOrdinal: number;
  readonly cost: string;
  /** Rows whose day lies in an earlier month than the period, and what they cost: digits. */
  readonly late: number;
  readonly lateCost: string;
  /** Rows without a readable cost. */
  readonly withoutCost: number;
  /** Those of them that name another currency than the delivery, and what one of these says: `10 EUR in a delivery in CNY`; empty where there is none. */
  readonly otherCurrency: number;
  readonly otherCurrencyDetail: string;
  /** Rows whose day lies in a later month than the period. */
  readonly outside: number;
}

/** A run of pages that was stored by one INSERT. */
export interface LedgerBlock {
  readonly firstPage: number;
  readonly pages: readonly LedgerPage[];
  /** Where the source goes on after this block, as JSON text that only it understands; empty: it cannot. Null: the last page is in this block. */
  readonly nextCursor: string | null;
}

/** One page as it was read. */
export interface LedgerPage {
  readonly rows: number;
  /** Exact, plain decimal text. */
  readonly cost: string;
  /** sha-256 of the rows as they were written, hex: equal pages have equal ones. */
  readonly hash: string;
}
