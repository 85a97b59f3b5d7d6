/** A text as an SQL literal. */
export function quote(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}

/** Texts as the right side of IN. */
export function quoteAll(texts: readonly string[]): string {
  return `(${texts.map(quote).join(", ")})`;
}
