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
  /** Rows whose day lies in a later month than the period. */
  readonly outside: number;
}
