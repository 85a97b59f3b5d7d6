/**
 * Makes one write of the rows that concurrent callers hand in within one turn of the event loop. A caller's promise settles with the write its
 * row was in, so an acknowledged row is a stored row. Writes overlap when callers do; nothing is kept between them.
 */
export function coalesceWrites<Row>(write: (rows: readonly Row[]) => Promise<void>): (row: Row) => Promise<void> {
  let waiting: { readonly row: Row; readonly resolve: () => void; readonly reject: (reason: unknown) => void }[] = [];
  const flush = () => {
    const batch = waiting;
    waiting = [];
    write(batch.map(({ row }) => row)).then(
      () => {
        for (const { resolve } of batch) resolve();
      },
      (reason: unknown) => {
        for (const { reject } of batch) reject(reason);
      },
    );
  };
  return (row) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(flush);
      waiting.push({ row, resolve, reject });
    });
}
