/** A text as an SQL literal of ClickHouse. Regular expressions go through it too, since a backslash is an escape in both. */
export function sqlText(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
