/** One delivery: all files together are the whole of each account and month that is in them. */
export interface FocusImportRequest {
  readonly paths: readonly string[];
  /** The account to keep it under, when the name made of provider and billing account is not wanted. */
  readonly account?: string;
  /** The encoding of CSV files that are not UTF-8, as the WHATWG standard names it: `gb18030`, `windows-1252`, `utf-16le`. */
  readonly encoding?: string;
  /** Publish even when a month has far fewer rows than what is published, or none on a day that has some. */
  readonly allowShrink?: boolean;
  /** Why that is right; it stays with the snapshots. */
  readonly reason?: string;
}
