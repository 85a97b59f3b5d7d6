/**
 * What is left of a column name when spelling does not count: letters and digits in lower case, without byte order mark, spaces, hyphens,
 * underscores. Names of other scripts keep their letters.
 */
export function normalizeHeader(header: string): string {
  return header.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
