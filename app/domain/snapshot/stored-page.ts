/** One page of a snapshot as the engine holds it. */
export interface StoredPage {
  readonly page: number;
  readonly rows: number;
  /** Different ordinals: fewer than rows when a row is there twice. */
  readonly ordinals: number;
  readonly lastOrdinal: number;
  readonly cost: string;
  /** Rows whose day lies in another month than the period. */
  readonly outside: number;
}
