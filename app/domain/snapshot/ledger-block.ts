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
