/** A text as an SQL literal of ClickHouse. Regular expressions go through it too, since a backslash is an escape in both. */
export function sqlLiteral(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}

/** Texts as the right side of IN. */
export function sqlLiterals(texts: readonly string[]): string {
  return `(${texts.map(sqlLiteral).join(", ")})`;
}
