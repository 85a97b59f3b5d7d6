/** A SQL string literal that ClickHouse reads back as exactly this text. */
export function quoteSql(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
