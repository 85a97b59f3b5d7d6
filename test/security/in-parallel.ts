/** Runs `work` for every item, `lanes` at a time. */
export async function inParallel<T>(items: readonly T[], lanes: number, work: (item: T, index: number) => Promise<void>): Promise<void> {
  const waiting = items.entries();
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (const [index, item] of waiting) await work(item, index);
    }),
  );
}
