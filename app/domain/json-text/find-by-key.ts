/** The value under a key whatever its case, as Azure treats tag names; the exact spelling goes first, then the first in the text. */
export function findByKey(entries: ReadonlyMap<string, string>, key: string): string | null {
  const exact = entries.get(key);
  if (exact !== undefined) return exact;
  const wanted = key.toLowerCase();
  for (const [name, value] of entries) {
    if (name.length === key.length && name.toLowerCase() === wanted) return value;
  }
  return null;
}
