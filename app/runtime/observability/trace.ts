import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";
import { type Dispatcher, request } from "undici";
import { z } from "zod";
import { logEvent, redactSecrets } from "./log-event";
import { givenSettings } from "../config/given-settings";

/** docs/configuration.md is made of the descriptions. The names are those of OpenTelemetry. */
export const traceEnvironment = z.object({
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .string()
    .url()
    .optional()
    .describe(
      "Where traces of deliveries go: a collector that takes OTLP over HTTP as JSON, such as `http://localhost:4318`. Not set: there are no traces",
    ),
  OTEL_EXPORTER_OTLP_HEADERS: z.string().optional().describe("Headers for the collector: `name=value`, separated by commas"),
  OTEL_SERVICE_NAME: z.string().default("azure-billing-intelligence").describe("The name of the service in traces"),
});

/** What a span says about its work; nothing in it is secret. */
export type SpanAttributes = Readonly<Record<string, string | number | null | undefined>>;

/** Why a span is one of failure: a word to count by, and a sentence. */
export interface SpanFailure {
  readonly type: string;
  readonly message: string;
}

/** Makes spans of work. One that is inside of another is its child, and so is every request that it sends. */
export interface Tracer {
  /** Runs `work` as a span. An error that it throws ends the span with it; so does a failure that `failureOf` finds in what it resolves with. */
  span<T>(name: string, attributes: SpanAttributes, work: () => Promise<T>, failureOf?: (value: T) => SpanFailure | null): Promise<T>;
  /** The parts of a delivery, each of them read within a span. */
  parts<T>(parts: AsyncIterable<T>): AsyncIterable<T>;
  /** Connections whose requests are spans: method, host, path and status, never a query or a header. */
  requests(dispatcher: Dispatcher): Dispatcher;
  /**
   * A statement of ClickHouse as a span, when it is within another. `work` is given the id to run it under, which has the ids of trace and span in it, so that
   * system.query_log leads from one to the other; undefined outside of a span. `ownId` is the id of a statement that has one.
   */
  statement<T>(text: string, ownId: string | undefined, work: (queryId: string | undefined) => Promise<T>): Promise<T>;
  /** Resolves when what has ended is sent, or cannot be. */
  flush(): Promise<void>;
}

/** Leaves no trace and costs nothing. */
const noTracer: Tracer = {
  span: (_name, _attributes, work) => work(),
  parts: (parts) => parts,
  requests: (dispatcher) => dispatcher,
  statement: (_text, ownId, work) => work(ownId),
  flush: () => Promise.resolve(),
};

let ofProcess: Tracer | null = null;

/** That of this process: OTEL_EXPORTER_OTLP_ENDPOINT says where spans go; without it there are none. */
export function processTracer(): Tracer {
  ofProcess ??= openTracer(process.env);
  return ofProcess;
}

/**
 * Sends spans to a collector as OTLP over HTTP in JSON (opentelemetry.io/docs/specs/otlp), whole traces at once. Written here because OpenTelemetry's packages for
 * Node are some thirty, and all that is needed of them is this. A collector that is away costs a log line a minute and its spans, nothing else.
 */
export function openTracer(env: Readonly<Record<string, string | undefined>>): Tracer {
  const reading = traceEnvironment.safeParse(givenSettings(env));
  if (!reading.success || reading.data.OTEL_EXPORTER_OTLP_ENDPOINT === undefined) {
    if (!reading.success) logEvent("warn", "tracing-off", { reason: "OTEL_EXPORTER_OTLP_ENDPOINT is not a URL" });
    return noTracer;
  }
  const url = `${reading.data.OTEL_EXPORTER_OTLP_ENDPOINT.replace(/\/+$/, "")}/v1/traces`;
  const exporter = new Exporter(url, headersOf(reading.data.OTEL_EXPORTER_OTLP_HEADERS ?? ""), reading.data.OTEL_SERVICE_NAME);
  const current = new AsyncLocalStorage<SpanIds>();

  const begin = (name: string, kind: SpanKind, attributes: SpanAttributes): OpenSpan => {
    const parent = current.getStore();
    const ids = { traceId: parent?.traceId ?? randomBytes(16).toString("hex"), spanId: randomBytes(8).toString("hex") };
    const began = nowNanos();
    return {
      ids,
      end: (more, error) => {
        exporter.add({
          ...ids,
          ...(parent === undefined ? {} : { parentSpanId: parent.spanId }),
          name,
          kind,
          startTimeUnixNano: String(began),
          endTimeUnixNano: String(nowNanos()),
          attributes: attributesOf({ ...attributes, ...more }),
          status: error === null ? { code: 1 } : { code: 2, message: redactSecrets(error).slice(0, longestText) },
        });
        if (parent === undefined) void exporter.flush();
      },
    };
  };

  const tracer: Tracer = {
    async span(name, attributes, work, failureOf) {
      const span = begin(name, internalKind, attributes);
      try {
        const value = await current.run(span.ids, work);
        const failure = failureOf?.(value) ?? null;
        span.end({ "error.type": failure?.type }, failure?.message ?? null);
        return value;
      } catch (error) {
        span.end({ "error.type": typeOf(error) }, error instanceof Error ? error.message : String(error));
        throw error;
      }
    },
    async *parts(parts) {
      const iterator = parts[Symbol.asyncIterator]();
      try {
        for (let part = 0; ; part += 1) {
          const step = await tracer.span("part", { "abi.part": part }, () => iterator.next());
          if (step.done === true) return;
          yield step.value;
        }
      } finally {
        await iterator.return?.();
      }
    },
    requests: (dispatcher) =>
      dispatcher.compose((dispatch) => (options, handler) => {
        const { method, origin, path } = options;
        const server = typeof origin === "string" ? origin : (origin?.origin ?? "");
        const span = begin(method, clientKind, {
          "http.request.method": method,
          "server.address": server,
          "url.path": path.split("?", 1)[0] ?? "",
        });
        return dispatch(options, watched(handler, span));
      }),
    async statement(text, ownId, work) {
      if (current.getStore() === undefined) return work(ownId);
      // The first words: no name of an account, no value.
      const operation = /^\s*(?:ALTER TABLE|INSERT INTO|DELETE FROM|SELECT)(?:\s+\w+)?/.exec(text)?.[0].trim() ?? "statement";
      const name = operation.startsWith("SELECT") ? "SELECT" : operation;
      const span = begin(name, clientKind, { "db.system.name": "clickhouse", "db.operation.name": name });
      const queryId = ownId ?? `trace-${span.ids.traceId}-${span.ids.spanId}`;
      try {
        const value = await work(queryId);
        span.end({ "abi.query_id": queryId }, null);
        return value;
      } catch (error) {
        span.end({ "abi.query_id": queryId, "error.type": typeOf(error) }, typeOf(error));
        throw error;
      }
    },
    flush: () => exporter.flush(),
  };
  return tracer;
}

interface SpanIds {
  readonly traceId: string;
  readonly spanId: string;
}

interface OpenSpan {
  readonly ids: SpanIds;
  readonly end: (more: SpanAttributes, error: string | null) => void;
}

/** A handler that tells a span how its request ends. */
function watched(handler: Dispatcher.DispatchHandler, span: OpenSpan): Dispatcher.DispatchHandler {
  let status: number | undefined;
  return new Proxy(handler, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== "function") return value;
      return (...given: readonly unknown[]): unknown => {
        const [first, second] = given;
        if (name === "onResponseStart" && typeof second === "number") status = second;
        else if (name === "onHeaders" && typeof first === "number") status = first;
        else if (name === "onResponseEnd" || name === "onComplete") span.end({ "http.response.status_code": status }, null);
        else if (name === "onResponseError" || name === "onError") {
          const error = name === "onError" ? first : second;
          span.end({ "http.response.status_code": status, "error.type": typeOf(error) }, typeOf(error));
        }
        return Reflect.apply(value, target, given);
      };
    },
  });
}

/** The kind of a SourceError, a code of Node, or the name of an error; messages of requests may hold an address. */
function typeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  for (const name of ["kind", "code"] as const) {
    const value: unknown = Reflect.get(error, name);
    if (typeof value === "string") return value;
  }
  return error.name;
}

/** A span as OTLP writes it in JSON. */
interface WrittenSpan extends SpanIds {
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: SpanKind;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly object[];
  readonly status: { readonly code: 1 | 2; readonly message?: string };
}

type SpanKind = typeof internalKind | typeof clientKind;
const internalKind = 1;
const clientKind = 3;

class Exporter {
  #spans: WrittenSpan[] = [];
  #sending: Promise<void> = Promise.resolve();
  #saidAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly url: string,
    private readonly headers: Readonly<Record<string, string>>,
    private readonly service: string,
  ) {}

  add(span: WrittenSpan): void {
    this.#spans.push(span);
    if (this.#spans.length >= spansAtOnce) void this.flush();
  }

  flush(): Promise<void> {
    const spans = this.#spans;
    this.#spans = [];
    if (spans.length > 0) this.#sending = this.#sending.then(() => this.#send(spans));
    return this.#sending;
  }

  async #send(spans: readonly WrittenSpan[]): Promise<void> {
    const resource = { attributes: attributesOf({ "service.name": this.service }) };
    const body = JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ scope: { name: "azure-billing-intelligence" }, spans }] }] });
    try {
      const headers = { "content-type": "application/json", ...this.headers };
      const answer = await request(this.url, { method: "POST", headers, body, signal: AbortSignal.timeout(longestSendMs) });
      await answer.body.dump();
      if (answer.statusCode >= 300) throw new Error(`the collector answers ${answer.statusCode}`);
    } catch (error) {
      const now = performance.now();
      if (now - this.#saidAt < sayEveryMs) return;
      this.#saidAt = now;
      logEvent("warn", "spans-lost", { spans: spans.length, reason: error instanceof Error ? error.message : String(error) });
    }
  }
}

function attributesOf(values: SpanAttributes): readonly object[] {
  return Object.entries(values).flatMap(([key, value]) => {
    if (value === null || value === undefined || value === "") return [];
    const written =
      typeof value === "number" ? { intValue: String(Math.round(value)) } : { stringValue: redactSecrets(value).slice(0, longestText) };
    return [{ key, value: written }];
  });
}

/** `name=value,name=value`, values escaped as in an address. */
function headersOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    text.split(",").flatMap((pair) => {
      const at = pair.indexOf("=");
      return at <= 0 ? [] : [[pair.slice(0, at).trim().toLowerCase(), unescaped(pair.slice(at + 1).trim())]];
    }),
  );
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function nowNanos(): bigint {
  return BigInt(Math.round((performance.timeOrigin + performance.now()) * 1000)) * 1000n;
}

const spansAtOnce = 512;
const longestText = 300;
const longestSendMs = 5000;
const sayEveryMs = 60_000;
