import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { Credentials } from "./authenticate";
import { tableParameters } from "./external-tables";
import { noForm } from "./form-body";
import type { FormBody } from "./form-body";
import { HttpException } from "./http-exception";

/** One HTTP request to run a statement, with what ClickHouse's protocol says in its URL and headers taken apart. */
export interface QueryRequest {
  readonly isGet: boolean;
  /** Those of the URL, then those of a form. */
  readonly all: URLSearchParams;
  readonly credentials: Credentials;
  readonly queryId: string;
  readonly userAgent: string;
  /** What `query=` holds; the body continues it after a line break. */
  readonly queryParameter: string;
  readonly database: string | undefined;
  readonly defaultFormat: string;
  readonly role: readonly string[];
  /** Engine settings in the order given, `readonly` among them. */
  readonly settings: readonly (readonly [name: string, value: string])[];
  /** Values for `{name:Type}`, without the `param_` prefix. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
  readonly framedAnswer: boolean;
  readonly framedBody: boolean;
  readonly bodyEncoding: string;
  /** Encodings the client accepts, when it asked for HTTP compression; otherwise empty. */
  readonly acceptEncoding: string;
  readonly waitEndOfQuery: boolean;
  readonly session: { readonly id: string; readonly timeoutMs: number; readonly mustExist: boolean; readonly closes: boolean } | undefined;
}

/** Reads a request's URL, headers and form. Throws what ClickHouse throws for mixed credentials and bad session timeouts. */
export function queryRequest(request: IncomingMessage, form: FormBody = noForm): QueryRequest {
  const inUrl = new URL(request.url ?? "/", "http://server").searchParams;
  const parameters = new URLSearchParams([...inUrl, ...form.fields.map(([name, value]) => [name, value])]);
  const header = (name: string): string => String(request.headers[name] ?? "");
  const on = (name: string, otherwise = false): boolean => (parameters.has(name) ? isTrue(parameters.get(name)) : otherwise);
  const ofTables = new Set(form.files.flatMap(({ name }) => tableParameters.map((parameter) => `${name}_${parameter}`)));
  const all = [...parameters].filter(([name]) => name !== "" && !ofTables.has(name));
  return {
    isGet: request.method === "GET" || request.method === "HEAD",
    all: parameters,
    credentials: readCredentials(request, inUrl),
    queryId: parameters.get("query_id") || header("x-clickhouse-query-id") || randomUUID(),
    userAgent: header("user-agent"),
    queryParameter: parameters.get("query") ?? "",
    database: header("x-clickhouse-database") || parameters.get("database") || undefined,
    defaultFormat: header("x-clickhouse-format") || parameters.get("default_format") || "TabSeparated",
    role: parameters.getAll("role"),
    settings: all.filter(([name]) => !httpOnly.has(name) && !name.startsWith("param_")),
    parameters: all.filter(([name]) => name.startsWith("param_")).map(([name, value]) => [name.slice("param_".length), value]),
    framedAnswer: on("compress"),
    framedBody: on("decompress"),
    bodyEncoding: header("content-encoding").trim().toLowerCase(),
    acceptEncoding: on("enable_http_compression") ? header("accept-encoding").toLowerCase() : "",
    waitEndOfQuery: on("wait_end_of_query", on("http_wait_end_of_query")),
    session: parameters.has("session_id")
      ? {
          id: parameters.get("session_id") ?? "",
          timeoutMs: sessionTimeoutMs(parameters.get("session_timeout")),
          mustExist: on("session_check"),
          closes: on("close_session"),
        }
      : undefined,
  };
}

function readCredentials(request: IncomingMessage, parameters: URLSearchParams): Credentials {
  const user = request.headers["x-clickhouse-user"];
  const key = request.headers["x-clickhouse-key"];
  const authorization = request.headers.authorization;
  const inUrl = parameters.has("user") || parameters.has("password");
  if ([user !== undefined || key !== undefined, authorization !== undefined, inUrl].filter(Boolean).length > 1) {
    throw new HttpException(
      516,
      "AUTHENTICATION_FAILED",
      "Invalid authentication: it is not allowed to use several authentication methods simultaneously.",
    );
  }
  if (user !== undefined || key !== undefined) return { user: String(user ?? "default"), password: String(key ?? "") };
  if (authorization === undefined) return { user: parameters.get("user") ?? "default", password: parameters.get("password") ?? "" };
  const basic = /^Basic\s+(\S+)$/i.exec(authorization)?.[1];
  if (basic === undefined) {
    const scheme = authorization.split(" ")[0] ?? "";
    throw new HttpException(
      516,
      "AUTHENTICATION_FAILED",
      `Invalid authentication: '${scheme}' HTTP Authorization scheme is not supported.`,
    );
  }
  const [, name, password] = /^([^:]*):?([\s\S]*)$/.exec(Buffer.from(basic, "base64").toString("utf8")) ?? [];
  return { user: name ?? "", password: password ?? "" };
}

function sessionTimeoutMs(text: string | null): number {
  if (text === null) return 60_000;
  if (!/^\d+$/.test(text)) throw new HttpException(374, "INVALID_SESSION_TIMEOUT", `Invalid session timeout: '${text}'.`);
  if (Number(text) > 3600) {
    throw new HttpException(374, "INVALID_SESSION_TIMEOUT", `Session timeout '${text}' is larger than max_session_timeout: 3600.`);
  }
  return Number(text) * 1000;
}

function isTrue(value: string | null): boolean {
  return value === "1" || value?.toLowerCase() === "true";
}

/** Parameters that belong to the HTTP handler, not to the engine's settings. */
const httpOnly: ReadonlySet<string> = new Set([
  "add_http_cors_header",
  "buffer_size",
  "cancel_http_readonly_queries_on_client_close",
  "client_protocol_version",
  "close_session",
  "compress",
  "database",
  "decompress",
  "default_format",
  "enable_http_compression",
  "http_headers_progress_interval_ms",
  "http_response_buffer_size",
  "http_wait_end_of_query",
  "http_zlib_compression_level",
  "password",
  "query",
  "query_id",
  "quota_key",
  "role",
  "send_progress_in_http_headers",
  "session_check",
  "session_id",
  "session_timeout",
  "stacktrace",
  "user",
  "wait_end_of_query",
]);
