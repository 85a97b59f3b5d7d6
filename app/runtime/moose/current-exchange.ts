import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe } from "node:diagnostics_channel";
import { IncomingMessage, ServerResponse } from "node:http";
import { processWide } from "./process-wide";

/** The HTTP request that is being answered, and its answer. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/**
 * The exchange in whose course this runs; undefined outside of one. Moose gives a consumption API its parameters and claims only, so headers come
 * from Node's own `http.server.request.start` channel, which is published before Moose's router runs. `follow` must have been called before.
 */
export const currentExchange = {
  follow: (): void => void storage(),
  get: (): Exchange | undefined => toExchange(storage().getStore()),
} as const;

function storage(): AsyncLocalStorage<unknown> {
  const { exchanges } = processWide();
  if (exchanges !== undefined) return exchanges;
  const store = new AsyncLocalStorage<unknown>();
  processWide().exchanges = store;
  subscribe("http.server.request.start", (message) => {
    const exchange = toExchange(message);
    if (exchange === undefined) return;
    const { request, response } = exchange;
    // Moose's CLI forwards the length of a body that it does not forward, and would send the next caller's request where that body is awaited.
    if (announcesBody(request)) response.setHeader("Connection", "close");
    request.url = withoutVersion(request.url ?? "/");
    store.enterWith(exchange);
  });
  return store;
}

/**
 * Moose keeps one cache entry for each version that a request names, as `?version=` or after the name of an API in the path, before it is known who asks. No API
 * here has a version: the path is that of the API, however it is written.
 */
function withoutVersion(target: string): string {
  const unversioned = target.replace(/(?<=[?&])version=[^&#]*&?/g, "");
  if (!URL.canParse(unversioned, base)) return unversioned;
  // As Moose reads it: with dots and backslashes resolved.
  const { pathname, search } = new URL(unversioned, base);
  const [, folder, name] = /^\/(api|consumption)\/+([^/]+)/.exec(pathname) ?? [];
  return folder === undefined || name === undefined ? unversioned : `/${folder}/${name}${search}`;
}

const base = "http://localhost";

const announcesBody = ({ headers }: IncomingMessage): boolean =>
  headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;

function toExchange(value: unknown): Exchange | undefined {
  if (typeof value !== "object" || value === null || !("request" in value) || !("response" in value)) return undefined;
  const { request, response } = value;
  return request instanceof IncomingMessage && isResponse(response) ? { request, response } : undefined;
}

const isResponse = (value: unknown): value is ServerResponse => value instanceof ServerResponse;
