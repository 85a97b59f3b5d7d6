/** A signal that Ctrl-C and SIGTERM abort, once: the second of them ends the process as always. */
export function abortOnInterrupt(): AbortSignal {
  const abort = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.once(name, () => {
      abort.abort();
    });
  }
  return abort.signal;
}
