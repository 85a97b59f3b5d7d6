/** How long each part of a run may take, in milliseconds. The connect deadline belongs to the dispatcher (createEaDispatcher). */
export interface EaDeadlines {
  /** From sending a request to its status line. ea.azure.cn computes a page before it answers; its public clients wait up to 800 s. */
  readonly headersMs: number;
  /** Between two pieces of a body. */
  readonly bodyGapMs: number;
  readonly attemptMs: number;
  /** All attempts of a page and our own waiting between them. Waiting that EA asked for does not count here, only against runMs. */
  readonly pageMs: number;
  readonly runMs: number;
  /** A body slower than this many bytes per second over a whole window is given up: a server may drip one byte per gap forever. */
  readonly minBytesPerSecond: number;
  readonly speedWindowMs: number;
}

export const defaultEaDeadlines: EaDeadlines = {
  headersMs: 300_000,
  bodyGapMs: 30_000,
  attemptMs: 800_000,
  pageMs: 1_800_000,
  runMs: 21_600_000,
  minBytesPerSecond: 1024,
  speedWindowMs: 30_000,
};
