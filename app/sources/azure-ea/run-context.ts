import type { EaClientOptions } from "./ea-client-options";
import type { EaDeadlines } from "./ea-deadlines";
import type { EaLimits } from "./ea-limits";
import type { EaSlice } from "./ea-slice";

/** One run's settings after defaults, its stop signal and its counters. Made by openRun. */
export interface RunContext {
  readonly options: EaClientOptions;
  readonly slice: EaSlice;
  readonly base: URL;
  readonly prefix: string;
  readonly deadlines: EaDeadlines;
  readonly limits: EaLimits;
  /** Aborts when the caller cancels and when the run is over for another reason. */
  readonly signal: AbortSignal;
  readonly endsAtMs: number;
  readonly counters: { requests: number; retries: number };
  /** Stops whatever is still under way and lets go of the caller's signal. */
  readonly close: () => void;
}
