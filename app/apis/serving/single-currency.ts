/** The envelope's currency: that of all totals when it is one. */
export function singleCurrency(totals: readonly { readonly currency: string }[]): string | null {
  const [first] = totals;
  return first !== undefined && totals.every(({ currency }) => currency === first.currency) ? first.currency : null;
}
