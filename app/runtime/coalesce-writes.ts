/**
 * Makes one write of the rows that concurrent callers hand in within one turn of the event loop. They all get the promise of that write, so an
 * acknowledged row is a stored row. Writes overlap when callers do; nothing is kept between them.
 */
export function coalesceWrites<Row>(write: (rows: readonly Row[]) => Promise<void>): (row: Row) => Promise<void> {
  let waiting: { readonly rows: Row[]; readonly written: Promise<void> } | undefined;
  return (row) => {
    if (waiting === undefined) {
      const rows: Row[] = [];
      const turn = new Promise<void>((resolve) => setImmediate(resolve));
      const written = turn.then(() => {
        waiting = undefined;
        return write(rows);
      });
      waiting = { rows, written };
    }
    waiting.rows.push(row);
    return waiting.written;
  };
}
