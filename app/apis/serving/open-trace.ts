import { randomUUID } from "node:crypto";
import { currentExchange } from "../../runtime/moose/current-exchange";

/** What becomes known while a request runs, for its log line. */
export interface RequestTrace {
  readonly id: string;
  readonly startedMs: number;
  /** What the caller calls the request (X-Request-Id), if it is a name and no more. */
  readonly correlationId: string | null;
  readonly queryIds: string[];
  readonly abort: AbortController;
}

/** Begins the trace of the request that runs now. `abort` fires when the caller hangs up, so that the engine stops as well. */
export function openTrace(): RequestTrace {
  const header = currentExchange.get()?.request.headers["x-request-id"];
  const abort = new AbortController();
  const response = currentExchange.get()?.response;
  response?.once("close", () => {
    if (!response.writableFinished) abort.abort();
  });
  return {
    id: randomUUID(),
    startedMs: Date.now(),
    correlationId: typeof header === "string" && /^[\w.-]{1,64}$/.test(header) ? header : null,
    queryIds: [],
    abort,
  };
}
