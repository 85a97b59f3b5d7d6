/** A run of pages that was stored by one INSERT. */
export interface LedgerBlock {
  readonly firstPage: number;
  readonly pages: readonly LedgerPage[];
  /** Null: the last page of the month is in this block. */
  readonly nextUrl: string | null;
}

/** One page as it was read. */
export interface LedgerPage {
  readonly rows: number;
  /** Exact, plain decimal text. */
  readonly cost: string;
  /** sha-256 of the rows as they were written, hex: equal pages have equal ones. */
  readonly hash: string;
}
