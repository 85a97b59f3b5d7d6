import type { Dispatcher } from "undici";
import type { RequestGate, SourceClock, SourceEvent } from "../source";
import { SourceError } from "../source-error";

/** What a source gives for a run of requests to one server. */
export interface HttpOptions {
  /** How errors call the server: `EA`. */
  readonly server: string;
  /** See openHttp. Do not compose it with undici's retry or redirect interceptors: fetchBody does the one itself and refuses the other. */
  readonly dispatcher: Dispatcher;
  readonly gate: RequestGate;
  readonly clock: SourceClock;
  /** A number in [0, 1), for jitter. */
  readonly random: () => number;
  readonly deadlines?: Partial<HttpDeadlines>;
  readonly limits?: Partial<HttpLimits>;
  /** Retries and waits. */
  readonly heard?: (event: SourceEvent) => void;
}

/** One run's settings after defaults, its stop signal and its counters. */
export interface HttpRun {
  readonly options: HttpOptions;
  readonly deadlines: HttpDeadlines;
  readonly limits: HttpLimits;
  /** Aborts when the caller cancels and when the run is over for another reason. */
  readonly signal: AbortSignal;
  readonly endsAtMs: number;
  readonly counters: { requests: number; retries: number };
  /** Stops whatever is still under way and lets go of the caller's signal. */
  readonly close: () => void;
}

/** Starts the run's clock. Whoever opens a run must close it. `doing` is for the error of a cancelled run: `reading enrollment 100, month 2026-10`. */
export function openHttpRun(options: HttpOptions, doing: string, signal: AbortSignal): HttpRun {
  const deadlines = { ...defaultHttpDeadlines, ...options.deadlines };
  const controller = new AbortController();
  const cancel = (): void => {
    controller.abort(new SourceError("cancelled", `${doing} was cancelled`, { cause: signal.reason }));
  };
  if (signal.aborted) cancel();
  else signal.addEventListener("abort", cancel, { once: true });
  return {
    options,
    deadlines,
    limits: { ...defaultHttpLimits, ...options.limits },
    signal: controller.signal,
    endsAtMs: options.clock.now() + deadlines.runMs,
    counters: { requests: 0, retries: 0 },
    close: () => {
      signal.removeEventListener("abort", cancel);
      controller.abort(new SourceError("cancelled", "the run is over"));
    },
  };
}

/** How long each part of a run may take, in milliseconds. The connect deadline belongs to the dispatcher (openHttp). */
export interface HttpDeadlines {
  /** From sending a request to its status line. A server may compute a page before it answers: ea.azure.cn's public clients wait up to 800 s. */
  readonly headersMs: number;
  /** Between two pieces of a body. */
  readonly bodyGapMs: number;
  readonly attemptMs: number;
  /** All attempts of a page and our own waiting between them. Waiting that the server asked for does not count here, only against runMs. */
  readonly pageMs: number;
  readonly runMs: number;
  /** A body slower than this many bytes per second over a whole window is given up: a server may drip one byte per gap forever. */
  readonly minBytesPerSecond: number;
  readonly speedWindowMs: number;
}

const defaultHttpDeadlines: HttpDeadlines = {
  headersMs: 300_000,
  bodyGapMs: 30_000,
  attemptMs: 800_000,
  pageMs: 1_800_000,
  runMs: 21_600_000,
  minBytesPerSecond: 1024,
  speedWindowMs: 30_000,
};

/** How much one run may take in. Bytes unless said otherwise. */
export interface HttpLimits {
  readonly maxWireBytes: number;
  /** After decompression. A page is held in memory, so this bounds the run's memory too. */
  readonly maxBodyBytes: number;
  /** Decompressed to compressed, looked at once a body is over 1 MiB. Billing rows compress about 15:1. */
  readonly maxRatio: number;
  readonly maxPages: number;
  /** Requests for a page that fail for reasons on the way; being throttled does not count. */
  readonly maxAttempts: number;
  /** Requests for a page whose body is wrong although the status is 200. */
  readonly maxMalformed: number;
  /** Over a run, retries are limited to this many plus retryShare of its requests, so that a sick server is not made sicker. */
  readonly retryFloor: number;
  readonly retryShare: number;
}

const defaultHttpLimits: HttpLimits = {
  maxWireBytes: 64 << 20,
  maxBodyBytes: 128 << 20,
  maxRatio: 200,
  maxPages: 50_000,
  maxAttempts: 8,
  maxMalformed: 3,
  retryFloor: 10,
  retryShare: 0.2,
};
