/** How far a delivery is, after each part. */
export interface ExtractProgress {
  readonly snapshotId: string;
  readonly pages: number;
  readonly rows: number;
  /** Exact, of all pages of this account and period so far. */
  readonly cost: string;
  readonly currency: string;
  /** The file being read; null where the source has none. */
  readonly file: string | null;
}
