/** What one run reads: a month of an enrollment, from its first page or from where an earlier attempt of the same run stopped. */
export interface EaSlice {
  /** The enrollment number: digits, kept as text. */
  readonly enrollment: string;
  /** `YYYY-MM`, a billing month; the days of its rows are as Azure dates them and no time zone is applied. */
  readonly month: string;
  /** The nextLink of the last page that is safely stored, and the number of the page it leads to. */
  readonly resume?: { readonly index: number; readonly url: string };
  /** An operator knows that whole pages are of earlier months. */
  readonly acceptLate?: boolean;
  /** An operator knows that the bill has the rows of a page twice. */
  readonly acceptRepeatedPages?: boolean;
}
