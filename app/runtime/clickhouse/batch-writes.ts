/**
 * Collects rows and writes them together, at most a second after the first. For logs, not for charges: a failed write is
 * reported and its rows are lost, and beyond `maximumWaiting` rows the newest are dropped and counted, so that an unavailable database costs no memory.
 */
export function batchWrites<Row>(
  write: (rows: readonly Row[]) => Promise<void>,
  report: (lost: number, reason: unknown) => void,
): BatchWrites<Row> {
  let waiting: Row[] = [];
  let writing = 0;
  let dropped = 0;
  let timer: NodeJS.Timeout | undefined;
  const flush = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const rows = waiting;
    const lost = dropped;
    waiting = [];
    dropped = 0;
    if (lost > 0) report(lost, new Error(`more than ${maximumWaiting} were waiting`));
    if (rows.length === 0) return;
    writing += rows.length;
    await write(rows).catch((reason: unknown) => {
      report(rows.length, reason);
    });
    writing -= rows.length;
  };
  return {
    add: (row) => {
      if (waiting.length >= maximumWaiting) dropped += 1;
      else waiting.push(row);
      timer ??= setTimeout(() => void flush(), 1000).unref();
    },
    flush,
    end: () => {
      const lost = waiting.length + writing + dropped;
      waiting = [];
      writing = 0;
      dropped = 0;
      if (lost > 0) report(lost, new Error("the process ended before they were stored"));
    },
  };
}

export interface BatchWrites<Row> {
  readonly add: (row: Row) => void;
  /** Writes the waiting rows at once. Never rejects. */
  readonly flush: () => Promise<void>;
  /** Reports at once the rows that may not be stored; for the end of a process. */
  readonly end: () => void;
}

const maximumWaiting = 10_000;
