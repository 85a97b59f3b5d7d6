/** The request to stop. A second Ctrl-C stops at once. */
export interface StopRequest {
  readonly stop: AbortSignal;
  readonly hurry: AbortSignal;
}

/**
 * Turns Ctrl-C, SIGTERM and a closed terminal into a stop. So does the death of the npm that started this process: npm passes signals
 * to its shell only, which may die of them without passing them on.
 */
export function listenForStop(): StopRequest {
  const stop = new AbortController();
  const hurry = new AbortController();
  let stoppedAt = Number.POSITIVE_INFINITY;
  stop.signal.addEventListener("abort", () => {
    stoppedAt = Date.now();
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      // One Ctrl-C arrives twice: from the terminal, and passed on by npm.
      (signal === "SIGINT" && Date.now() - stoppedAt > 1_000 ? hurry : stop).abort();
    });
  }
  if (process.env["npm_lifecycle_event"] !== undefined) {
    const parent = process.ppid;
    setInterval(() => {
      if (process.ppid !== parent) stop.abort();
    }, 500).unref();
  }
  // A closed terminal must not end this process by a failed write before the stack is stopped.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  return { stop: stop.signal, hurry: hurry.signal };
}
