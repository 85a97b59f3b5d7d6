import { request } from "undici";
import { redactText, redactUrl } from "../../domain/text/redact";
import { SourceError, type SourceErrorContext, type SourceErrorKind } from "../source-error";
import { BodyMeter, contentDecoder, receiveBody } from "./body";
import { classifyFailure, classifyStatus } from "./failure-kind";
import { isOfUsedConnection } from "./idle-connection";
import { mostConnections } from "./open-http";
import { type ResponseHeaders, retryDelay, serverDelayMs } from "./retry";
import type { HttpRun } from "./run";

/** One page to ask for. */
export interface PageRequest {
  readonly url: URL;
  /** A credential is in them only when the address has the origin that it is for. */
  readonly headers: Readonly<Record<string, string>>;
  /** Headers that prove who asks, made anew for each attempt: a token ends, a signature has a time. */
  readonly authorize?: (signal: AbortSignal) => Promise<Readonly<Record<string, string>>>;
  /** JSON to post. It is posted again when an attempt fails. Left out: a GET. */
  readonly post?: string;
  /** Other statuses than 200 that are answers and no errors, such as 202. Their bodies may be empty, or no JSON. */
  readonly accepts?: readonly number[];
  readonly part: number;
  /** The address came from a link: a 4xx blames the link. */
  readonly laterPage: boolean;
  /** What errors say beside address and attempts. */
  readonly context: SourceErrorContext;
  /** A status other than 200 as one sentence that an operator can act on. */
  readonly explainStatus: (kind: SourceErrorKind, status: number, nowMs: number) => string;
}

/**
 * The only place that retries. Asks for JSON until `read` accepts a body (it throws SourceError `malformed` for one that it does not), until retryDelay
 * says stop, or until the run is cancelled. Returns what `read` made of the body. A connection that was used before and is closed without an answer is
 * replaced at once, as often as there may be such connections: that is no failure of the server.
 */
export async function fetchBody<T>(run: HttpRun, page: PageRequest, read: (response: HttpBody) => T): Promise<T> {
  const { options, limits, deadlines } = run;
  const { clock, gate, server } = options;
  const failures = { transient: 0, malformed: 0, throttled: 0 };
  let replaced = 0;
  let pageEndsAtMs = clock.now() + deadlines.pageMs;
  for (let attempts = 1; ; attempts += 1) {
    const context = { ...page.context, part: page.part, url: redactUrl(page.url), attempts };
    try {
      const waited = await gate.admit(run.signal);
      for (const [reason, ms] of [
        ["rate", waited.rateMs],
        ["breaker", waited.breakerMs],
      ] as const)
        if (ms >= leastWaitMs) options.heard?.({ type: "wait", part: page.part, reason, ms });
    } catch (error) {
      throw inContext(error, context, server);
    }
    run.counters.requests += 1;
    let failure: SourceError;
    try {
      const leftMs = Math.min(pageEndsAtMs, run.endsAtMs) - clock.now();
      const value = read(await requestOnce(run, page, leftMs));
      gate.report("good");
      return value;
    } catch (error) {
      failure = inContext(error, context, server);
      const isReplaced = failure.context.code === closedConnection && replaced < mostConnections;
      gate.report(failure.kind === "transient" && !isReplaced ? "bad" : "unknown");
      if (isReplaced) {
        replaced += 1;
        continue;
      }
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
    if (!decision.retry) throw givenUp(failure, decision.because, attempts, server);
    if (failure.kind !== "throttled") {
      run.counters.retries += 1;
      if (run.counters.retries > limits.retryFloor + limits.retryShare * run.counters.requests) {
        throw new SourceError(
          failure.kind,
          `${failure.message}; the run has used up its retries (${run.counters.retries} in ${run.counters.requests} requests)`,
          { ...failure.context, cause: failure },
        );
      }
    }
    options.heard?.({
      type: "retry",
      part: page.part,
      kind: failure.kind,
      reason: failure.message,
      delayMs: decision.delayMs,
      askedByServer: decision.askedByServer,
    });
    if (decision.askedByServer) pageEndsAtMs += decision.delayMs;
    try {
      await clock.sleep(decision.delayMs, run.signal);
    } catch (error) {
      throw inContext(error, context, server);
    }
  }
}

/** A wait for one's turn is not news before it is this long. */
const leastWaitMs = 1000;

function inContext(error: unknown, context: SourceErrorContext, server: string): SourceError {
  if (error instanceof SourceError) return error.within(context);
  return new SourceError("transient", `reading a page from ${server} failed with an unknown error`, { ...context, cause: error });
}

function givenUp(failure: SourceError, because: "permanent" | "attempts" | "deadline", attempts: number, server: string): SourceError {
  switch (because) {
    case "permanent":
      return failure;
    case "attempts":
      return new SourceError(failure.kind, `${failure.message}; given up after ${attempts} requests`, {
        ...failure.context,
        cause: failure,
      });
    case "deadline": {
      const asked = failure.context.serverDelayMs;
      const wait = asked === undefined ? "" : `; ${server} asks to wait ${Math.ceil(asked / 1000)} s`;
      return new SourceError("deadline", `${failure.message}${wait}; that does not fit the time left for this run`, {
        ...failure.context,
        cause: failure,
      });
    }
  }
}

/** An answer, read to its end. */
export interface HttpBody {
  /** 200, or another one that the request accepts. */
  readonly status: number;
  readonly headers: ResponseHeaders;
  readonly body: Buffer;
  readonly etag: string | null;
}

const longestErrorBody = 4096;
/** Of a connection that had answered before. */
const closedConnection = "connection-closed";

/** Sends one request, once. Everything that can go wrong comes out as a SourceError. `leftMs` bounds the attempt in addition to its own deadline. */
async function requestOnce(run: HttpRun, page: PageRequest, leftMs: number): Promise<HttpBody> {
  const { options, deadlines, limits } = run;
  const { server } = options;
  const timeouts = new Timeouts(run.signal, server);
  try {
    timeouts.arm("attempt", Math.min(deadlines.attemptMs, Math.max(1, leftMs)));
    timeouts.arm("headers", deadlines.headersMs);
    const authorization = await page.authorize?.(timeouts.signal);
    const { statusCode, headers, body } = await answered(server, page.url, {
      dispatcher: options.dispatcher,
      method: page.post === undefined ? "GET" : "POST",
      headers: { ...page.headers, ...(page.post === undefined ? {} : { "content-type": "application/json" }), ...authorization },
      body: page.post ?? null,
      signal: timeouts.signal,
      headersTimeout: 0,
      bodyTimeout: 0,
      // Undici 7 ends the process (https://github.com/nodejs/undici/issues/5360) when a server closes a connection whose answer waits for its reader.
      highWaterMark: limits.maxWireBytes,
    });
    body.on("error", () => undefined);
    timeouts.disarm("headers");
    timeouts.arm("body-gap", deadlines.bodyGapMs);
    try {
      const isAccepted = page.accepts?.includes(statusCode) === true;
      if (statusCode !== 200 && !isAccepted) throw await statusError(run, page, statusCode, headers, body);
      if (!isAccepted) checkResponse(headers, server);
      const meter = new BodyMeter(run);
      const decoder = contentDecoder(headers["content-encoding"], server);
      const length = decoder === null ? Number(headers["content-length"] ?? 0) : 0;
      const onPiece = (): void => {
        timeouts.arm("body-gap", deadlines.bodyGapMs);
      };
      const bytes = await receiveBody(body, decoder, meter, onPiece, length <= limits.maxWireBytes ? length : 0);
      return { status: statusCode, headers, body: bytes, etag: typeof headers["etag"] === "string" ? headers["etag"] : null };
    } finally {
      body.destroy();
    }
  } catch (error) {
    if (timeouts.signal.aborted && timeouts.signal.reason instanceof SourceError) throw timeouts.signal.reason;
    if (error instanceof SourceError) throw error;
    const { kind, code } = classifyFailure(error);
    throw new SourceError(kind, `the request to ${server} failed: ${code}`, { code, cause: error });
  } finally {
    timeouts.stop();
  }
}

/** Sends a request and waits for the head of its answer. @throws SourceError the connection had been used before, and was closed without an answer */
async function answered(server: string, ...asked: Parameters<typeof request>): ReturnType<typeof request> {
  try {
    return await request(...asked);
  } catch (error) {
    if (!isOfUsedConnection(error)) throw error;
    throw new SourceError("transient", `the request to ${server} failed: its connection was closed without an answer`, {
      code: closedConnection,
      cause: error,
    });
  }
}

async function statusError(
  run: HttpRun,
  page: PageRequest,
  status: number,
  headers: ResponseHeaders,
  body: AsyncIterable<Buffer>,
): Promise<SourceError> {
  const now = run.options.clock.now();
  const serverDelay = serverDelayMs(headers, now);
  const kind = classifyStatus(status, serverDelay !== null && serverDelay > 0, page.laterPage);
  const bodyStart = redactText(await startOf(body)).slice(0, 256);
  return new SourceError(kind, page.explainStatus(kind, status, now), {
    status,
    ...(serverDelay === null ? {} : { serverDelayMs: serverDelay }),
    ...(bodyStart === "" ? {} : { bodyStart }),
  });
}

/** The beginning of an error's body, which is worth having but not worth failing for. */
async function startOf(body: AsyncIterable<Buffer>): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of body) {
      pieces.push(piece);
      length += piece.length;
      if (length >= longestErrorBody) break;
    }
  } catch {
    return Buffer.concat(pieces).toString("utf8");
  }
  return Buffer.concat(pieces).toString("utf8");
}

/**
 * Throws `malformed` when the head of a 200 answer already shows that its body is not a page: another media type or charset, or a body that only
 * ends when the connection does. Such a body may be cut anywhere and still look whole, so it is never believed.
 */
function checkResponse(headers: ResponseHeaders, server: string): void {
  const type = single(headers["content-type"]).toLowerCase();
  const [media = ""] = type.split(";");
  if (!/^(?:application|text)\/(?:[\w.+-]+\+)?json$/.test(media.trim())) {
    throw new SourceError(
      "malformed",
      `${server} answered with ${media.trim() === "" ? "no content type" : media.trim().slice(0, 60)} instead of JSON`,
      { code: "content-type" },
    );
  }
  const charset = /charset\s*=\s*"?([\w-]+)/.exec(type)?.[1];
  if (charset !== undefined && charset !== "utf-8" && charset !== "utf8") {
    throw new SourceError("malformed", `${server} answered in ${charset} instead of UTF-8`, { code: "charset" });
  }
  const isChunked = single(headers["transfer-encoding"]).toLowerCase().includes("chunked");
  if (!isChunked && headers["content-length"] === undefined) {
    throw new SourceError("malformed", `${server} sent a page whose end cannot be told from a broken connection (no length, not chunked)`, {
      code: "unframed",
    });
  }
}

function single(value: string | string[] | undefined): string {
  return typeof value === "string" ? value : (value?.join(",") ?? "");
}

export type WatchedPart = "headers" | "body-gap" | "attempt";

/**
 * One attempt's abort signal: it aborts when the run's signal does, or with a `transient` SourceError when a part of the attempt takes too long.
 * Listens on the run's signal itself instead of AbortSignal.any, which in Node 20 keeps every composed signal alive as long as its source.
 */
class Timeouts {
  readonly #controller = new AbortController();
  readonly #timers = new Map<WatchedPart, NodeJS.Timeout>();
  readonly #parent: AbortSignal;
  readonly #onAbort = (): void => {
    this.#controller.abort(this.#parent.reason);
  };

  /** `server` is how errors call it. */
  constructor(
    parent: AbortSignal,
    private readonly server: string,
  ) {
    this.#parent = parent;
    if (parent.aborted) this.#onAbort();
    else parent.addEventListener("abort", this.#onAbort, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Starts, or starts again, the time that a part may take. */
  arm(part: WatchedPart, ms: number): void {
    const running = this.#timers.get(part);
    if (running !== undefined) clearTimeout(running);
    const fire = (): void => {
      this.#controller.abort(
        new SourceError("transient", `${this.server} took longer than ${ms} ms (${part})`, { code: `${part}-timeout` }),
      );
    };
    this.#timers.set(part, setTimeout(fire, ms));
  }

  disarm(part: WatchedPart): void {
    const running = this.#timers.get(part);
    if (running !== undefined) clearTimeout(running);
    this.#timers.delete(part);
  }

  /** Must be called when the attempt is over, or its timers keep the process alive. */
  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    this.#parent.removeEventListener("abort", this.#onAbort);
  }
}
