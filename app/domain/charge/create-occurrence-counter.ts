import type { OccurrenceCounter } from "./occurrence-counter";

/**
 * Counts rows by their content. Real bills hold identical rows that must all count: N of them get the numbers 1 to N in whatever order the
 * batch comes, so a batch that is sent again in another order has the same ids. Holds one entry for each distinct row of the batch.
 */
export function createOccurrenceCounter(): OccurrenceCounter {
  const seen = new Map<string, number>();
  return {
    next: (contentHash) => {
      const occurrence = (seen.get(contentHash) ?? 0) + 1;
      seen.set(contentHash, occurrence);
      return occurrence;
    },
  };
}
