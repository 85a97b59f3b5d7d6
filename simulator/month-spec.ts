/** One reading of one month: everything that its rows follow from. */
export interface MonthSpec {
  readonly seed: number;
  /** `YYYY-MM` */
  readonly month: string;
  /** Rows of the whole month at revision 0. */
  readonly rows: number;
  /** The last day that has usage yet; 0 for none. */
  readonly throughDay: number;
  /** 0 at first; each later one has changed, added and dropped rows. */
  readonly revision: number;
  /** Every n-th slot of a day is usage of the last day of the month before, delivered late. 0 or omitted: none. */
  readonly lateEvery?: number;
}
