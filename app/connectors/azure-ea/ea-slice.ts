/** What one run reads: a month of an enrollment, from its first page or from where an earlier attempt of the same run stopped. */
export interface EaSlice {
  /** The enrollment number: digits, kept as text. */
  readonly enrollment: string;
  /** `YYYY-MM`, a month of usage days as Azure dates them; no time zone is applied. */
  readonly month: string;
  /** The nextLink of the last page that is safely stored, and the number of the page it leads to. */
  readonly resume?: { readonly index: number; readonly url: string };
}
