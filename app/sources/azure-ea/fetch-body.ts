import { EaApiError } from "./ea-api-error";
import { redactUrl } from "./redact-url";
import { type EaResponse, requestPage } from "./request-page";
import { retryDelay } from "./retry-delay";
import type { RunContext } from "./run-context";

/** Which request this is, for retries and errors. */
export interface FetchTarget {
  readonly url: URL;
  readonly index: number;
  /** The address came from a nextLink. */
  readonly laterPage: boolean;
}

/**
 * The only place that retries. Asks until `read` accepts a body (it throws EaApiError `malformed` for one that it does not), until retryDelay
 * says stop, or until the run is cancelled. Returns what `read` made of the body, and the number of requests it took.
 */
export async function fetchBody<T>(
  run: RunContext,
  target: FetchTarget,
  read: (response: EaResponse) => T,
): Promise<{ readonly value: T; readonly attempts: number }> {
  const { options, limits, deadlines, slice } = run;
  const { clock, gate } = options;
  const failures = { transient: 0, malformed: 0, throttled: 0 };
  let pageEndsAtMs = clock.now() + deadlines.pageMs;
  for (let attempts = 1; ; attempts += 1) {
    const context = { enrollment: slice.enrollment, month: slice.month, page: target.index, url: redactUrl(target.url), attempts };
    try {
      const waited = await gate.admit(run.signal);
      for (const [reason, ms] of [
        ["rate", waited.rateMs],
        ["breaker", waited.breakerMs],
      ] as const)
        if (ms >= leastWaitMs) options.onEvent?.({ type: "wait", page: target.index, reason, ms });
    } catch (error) {
      throw inContext(error, context);
    }
    run.counters.requests += 1;
    let failure: EaApiError;
    try {
      const leftMs = Math.min(pageEndsAtMs, run.endsAtMs) - clock.now();
      const value = read(await requestPage(run, target.url, target.laterPage, leftMs));
      gate.report("good");
      return { value, attempts };
    } catch (error) {
      failure = inContext(error, context);
      gate.report(failure.kind === "transient" ? "bad" : "unknown");
    }
    if (failure.kind === "transient") failures.transient += 1;
    else if (failure.kind === "malformed") failures.malformed += 1;
    else if (failure.kind === "throttled") failures.throttled += 1;
    const now = clock.now();
    const decision = retryDelay(
      {
        kind: failure.kind,
        serverDelayMs: failure.context.serverDelayMs ?? null,
        transientFailures: failures.transient,
        malformedFailures: failures.malformed,
        throttledFailures: failures.throttled,
        maxAttempts: limits.maxAttempts,
        maxMalformed: limits.maxMalformed,
        pageLeftMs: pageEndsAtMs - now,
        runLeftMs: run.endsAtMs - now,
      },
      options.random,
    );
    if (!decision.retry) throw givenUp(failure, decision.because, attempts);
    if (failure.kind !== "throttled") {
      run.counters.retries += 1;
      if (run.counters.retries > limits.retryFloor + limits.retryShare * run.counters.requests) {
        throw new EaApiError(
          failure.kind,
          `${failure.message}; the run has used up its retries (${run.counters.retries} in ${run.counters.requests} requests)`,
          failure.context,
          failure,
        );
      }
    }
    options.onEvent?.({
      type: "retry",
      page: target.index,
      kind: failure.kind,
      reason: failure.message,
      delayMs: decision.delayMs,
      askedByServer: decision.askedByServer,
    });
    if (decision.askedByServer) pageEndsAtMs += decision.delayMs;
    try {
      await clock.sleep(decision.delayMs, run.signal);
    } catch (error) {
      throw inContext(error, context);
    }
  }
}

/** A wait for one's turn is no news before it is this long. */
const leastWaitMs = 1000;

function inContext(error: unknown, context: EaApiError["context"]): EaApiError {
  if (error instanceof EaApiError) return error.within(context);
  return new EaApiError("transient", "reading a page from EA failed in a way that the connector does not know", context, error);
}

function givenUp(failure: EaApiError, because: "permanent" | "attempts" | "deadline", attempts: number): EaApiError {
  switch (because) {
    case "permanent":
      return failure;
    case "attempts":
      return new EaApiError(failure.kind, `${failure.message}; given up after ${attempts} requests`, failure.context, failure);
    case "deadline": {
      const asked = failure.context.serverDelayMs;
      const wait = asked === undefined ? "" : `; EA asks to wait ${Math.ceil(asked / 1000)} s`;
      return new EaApiError(
        "deadline",
        `${failure.message}${wait}; that does not fit the time left for this run`,
        failure.context,
        failure,
      );
    }
  }
}
