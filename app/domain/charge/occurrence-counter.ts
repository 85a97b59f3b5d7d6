/** Numbers identical rows: 1, 2, 3 for the same content. */
export interface OccurrenceCounter {
  readonly next: (contentHash: string) => number;
}
