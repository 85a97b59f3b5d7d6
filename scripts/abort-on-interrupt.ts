/** A signal that Ctrl-C and SIGTERM abort once; a second one ends the process as usual. */
export function abortOnInterrupt(): AbortSignal {
  const abort = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.once(name, () => {
      abort.abort();
    });
  }
  return abort.signal;
}
