/** How far an extraction is, after each page. */
export interface ExtractProgress {
  readonly snapshotId: string;
  readonly pages: number;
  readonly rows: number;
  /** Exact, of all pages so far. */
  readonly cost: string;
  readonly currency: string;
  readonly stage: "reading" | "sealing" | "published";
}
