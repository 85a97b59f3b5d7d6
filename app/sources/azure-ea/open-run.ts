import { EaApiError } from "./ea-api-error";
import type { EaClientOptions } from "./ea-client-options";
import { defaultEaDeadlines } from "./ea-deadlines";
import { defaultEaLimits } from "./ea-limits";
import type { EaSlice } from "./ea-slice";
import { parseBaseUrl } from "./parse-base-url";
import type { RunContext } from "./run-context";
import { usagePathPrefix } from "./usage-path-prefix";

/** Checks options and slice (EaApiError `config`) and starts the run's clock. Whoever opens a run must close it. */
export function openRun(options: EaClientOptions, slice: EaSlice, signal: AbortSignal): RunContext {
  if (!/^[\w-]{1,64}$/.test(slice.enrollment))
    throw new EaApiError(
      "config",
      `an enrollment number has only letters, digits and dashes, got ${JSON.stringify(slice.enrollment.slice(0, 80))}`,
    );
  if (!/^\d{4}-(?:0[1-9]|1[0-2])$/.test(slice.month))
    throw new EaApiError("config", `a month is written YYYY-MM, got ${JSON.stringify(slice.month.slice(0, 20))}`);
  if (!/^[\x21-\x7e]+$/.test(options.key.reveal()))
    throw new EaApiError("config", `the EA API key for enrollment ${slice.enrollment} is empty or has characters that no key has`);
  const base = parseBaseUrl(options.baseUrl);
  const deadlines = { ...defaultEaDeadlines, ...options.deadlines };
  const controller = new AbortController();
  const cancel = (): void => {
    controller.abort(
      new EaApiError("cancelled", `reading enrollment ${slice.enrollment}, month ${slice.month} was cancelled`, {}, signal.reason),
    );
  };
  if (signal.aborted) cancel();
  else signal.addEventListener("abort", cancel, { once: true });
  return {
    options,
    slice,
    base,
    prefix: usagePathPrefix(base, options.form, slice.enrollment),
    deadlines,
    limits: { ...defaultEaLimits, ...options.limits },
    signal: controller.signal,
    endsAtMs: options.clock.now() + deadlines.runMs,
    counters: { requests: 0, retries: 0 },
    close: () => {
      signal.removeEventListener("abort", cancel);
      controller.abort(new EaApiError("cancelled", "the run is over"));
    },
  };
}
