import { createHash } from "node:crypto";
import type { Dispatcher } from "undici";
import { classifyFailure, classifyStatus } from "../http/failure-kind";
import { type ResponseHeaders, retryDelay, serverDelayMs } from "../http/retry";
import type { EngineTable, ObjectReader, ObjectWriter, SourceContext, StoredObject } from "../source";
import { SourceError, type SourceErrorKind } from "../source-error";
import { encodePath, encodeQuery, type UnsignedRequest } from "./sign";
import { childText, parseXml, type XmlElement } from "./xml";

/** What differs between the kinds of object storage. */
export interface ObjectStore {
  /** For errors: `s3://bucket`, `container at host`. No secret is in it. */
  readonly name: string;
  readonly origin: URL;
  /** Where names begin, encoded and without a slash at its end. */
  readonly basePath: string;
  /** Headers of every request. */
  readonly headers: Readonly<Record<string, string>>;
  /** What proves who asks: headers, and for a shared access signature a query. */
  readonly sign: (
    request: UnsignedRequest,
    signal: AbortSignal,
    bodySha256?: string,
  ) => Promise<{ readonly headers?: Readonly<Record<string, string>>; readonly query?: UnsignedRequest["query"] }>;
  /** Headers of a request that stores an object. */
  readonly putHeaders: Readonly<Record<string, string>>;
  /** How the engine reads a file of this name; null: it cannot with this credential. */
  readonly engineTable: (name: string) => EngineTable | null;
  readonly listQuery: (prefix: string, token: string | null) => UnsignedRequest["query"];
  /** The objects of one answer to a list, and where the next begins; null when it is none. */
  readonly readList: (list: XmlElement) => { readonly objects: readonly StoredObject[]; readonly next: string | null } | null;
}

type Context = Pick<SourceContext, "objects" | "clock" | "random" | "heard">;

/**
 * Reads the objects of a store: every request is signed anew, tried again while the server is busy, and asks for the version that was listed. A body that is
 * cut off is gone on with from its last byte, so that a long file does not begin anew.
 */
export function openStore(store: ObjectStore, context: Context): ObjectReader & ObjectWriter {
  const statusError = (status: number, code: string, what: string, isPut: boolean): SourceError => {
    const kind = kindOf(status, code);
    return new SourceError(kind, `${store.name} answers ${status}${code === "" ? "" : ` ${code}`} to ${what}${hintOf(kind, code, isPut)}`);
  };

  const send = async (
    path: string,
    query: UnsignedRequest["query"],
    headers: Readonly<Record<string, string>>,
    what: string,
    signal: AbortSignal,
    method: "GET" | "HEAD" | "PUT" = "GET",
    put?: Uint8Array,
  ): Promise<Dispatcher.ResponseData> => {
    const unsigned = { method, host: store.origin.host, path, query, headers: { ...store.headers, ...headers } } as const;
    const signed = await store.sign(unsigned, signal, put === undefined ? undefined : createHash("sha256").update(put).digest("hex"));
    const all = [...query, ...(signed.query ?? [])];
    const answer = await context.objects.dispatcher.request({
      origin: store.origin.origin,
      // The path as it is: a URL would resolve the dots of a name.
      path: all.length === 0 ? path : `${path}?${encodeQuery(all)}`,
      method,
      headers: { ...unsigned.headers, ...signed.headers },
      signal,
      highWaterMark: neverPaused,
      ...(put === undefined ? {} : { body: put }),
    });
    answer.body.on("error", () => undefined);
    if (answer.statusCode === 200 || answer.statusCode === (method === "PUT" ? 201 : 206)) return answer;
    const text = method === "HEAD" ? "" : await beginOf(answer.body);
    const code = codeOf(answer.headers, text);
    throw new Answered(statusError(answer.statusCode, code, what, method === "PUT"), serverDelayMs(answer.headers, context.clock.now()));
  };

  /** Tries `once` until it succeeds, or until trying again makes no sense. `part` is for the log. */
  const retrying = async <T>(what: string, signal: AbortSignal, once: () => Promise<T>): Promise<T> => {
    let failures = 0;
    const began = context.clock.now();
    for (;;) {
      try {
        return await once();
      } catch (error) {
        signal.throwIfAborted();
        const failure = error instanceof Answered ? error.error : explain(error, store.name, what);
        failures += 1;
        const left = longestRetryMs - (context.clock.now() - began);
        const decision = retryDelay(
          {
            kind: failure.kind,
            serverDelayMs: error instanceof Answered ? error.delayMs : null,
            transientFailures: failures,
            malformedFailures: failures,
            throttledFailures: failures,
            maxAttempts,
            maxMalformed: 1,
            pageLeftMs: left,
            runLeftMs: left,
          },
          context.random,
        );
        if (!decision.retry) throw failure;
        const { delayMs, askedByServer } = decision;
        context.heard({ type: "retry", part: 0, kind: failure.kind, reason: failure.message, delayMs, askedByServer });
        await context.clock.sleep(delayMs, signal);
      }
    }
  };

  const pathOf = (name: string): string => `${store.basePath}/${encodePath(name)}`;

  return {
    async *list(prefix, signal) {
      const tokens = new Set<string>();
      let token: string | null = null;
      let last: string | null = null;
      do {
        const query = store.listQuery(prefix, token);
        const what = `listing ${prefix === "" ? "its objects" : JSON.stringify(prefix)}`;
        const page: NonNullable<ReturnType<ObjectStore["readList"]>> = await retrying(what, signal, async () => {
          const { body } = await send(store.basePath === "" ? "/" : store.basePath, query, {}, what, signal);
          const text = await wholeText(body, largestList, what);
          const list = parseXml(text);
          const read = list === null ? null : store.readList(list);
          if (read === null) throw new SourceError("malformed", `${store.name} answers ${what} with something other than a list`);
          return read;
        });
        for (const object of page.objects) {
          if (!object.name.startsWith(prefix))
            throw new SourceError("malformed", `${store.name} lists ${JSON.stringify(object.name)} under ${JSON.stringify(prefix)}`);
          if (object.name === last) throw new SourceError("paging", `${store.name} lists ${JSON.stringify(object.name)} twice`);
          last = object.name;
          // What stands for a folder has no bytes.
          if (!object.name.endsWith("/")) yield object;
        }
        token = page.next;
        if (token !== null && tokens.has(token)) throw new SourceError("paging", `${store.name} lists in a loop`);
        if (token !== null) tokens.add(token);
      } while (token !== null);
    },

    async stat(name, signal) {
      const what = `a look at ${JSON.stringify(name)}`;
      try {
        return await retrying(what, signal, async () => {
          const { headers, body } = await send(pathOf(name), [], {}, what, signal, "HEAD");
          await body.dump();
          const [bytes, version] = [Number(headerOf(headers, "content-length")), unquote(headerOf(headers, "etag"))];
          if (!Number.isSafeInteger(bytes) || version === "")
            throw new SourceError("malformed", `${store.name} answers ${what} without a size and an ETag`);
          const md5 = headerOf(headers, "content-md5");
          return { name, bytes, version, ...(md5 === "" ? {} : { md5 }) };
        });
      } catch (error) {
        if (error instanceof SourceError && error.kind === "not-found") return null;
        throw error;
      }
    },

    async put({ name, bytes, contentType }, signal) {
      const what = `storing ${JSON.stringify(name)}`;
      const headers = { ...store.putHeaders, "content-type": contentType, "content-length": String(bytes.length) };
      await retrying(what, signal, async () => {
        const { body } = await send(pathOf(name), [], headers, what, signal, "PUT", bytes);
        await body.dump();
      });
    },

    // In other names the engine sees patterns, or escapes them otherwise.
    engineTable: ({ name }) => (/^[\w./=-]+$/.test(name) && !/(?:^|\/)\.{0,2}(?:\/|$)/.test(name) ? store.engineTable(name) : null),

    async *read(object, signal, range) {
      const what = `reading ${JSON.stringify(object.name)}`;
      const to = range?.to ?? object.bytes;
      let from = range?.from ?? 0;
      let empty = 0;
      while (from < to) {
        const began = from;
        const answer: Dispatcher.ResponseData = await retrying(what, signal, async () => {
          const end = Math.min(to, from + pieceBytes);
          const isWhole = from === 0 && end === object.bytes;
          const headers = { "if-match": `"${object.version}"`, ...(isWhole ? {} : { range: `bytes=${from}-${end - 1}` }) };
          try {
            return await send(pathOf(object.name), [], headers, what, signal);
          } catch (error) {
            if (error instanceof Answered && error.error.kind === "not-found")
              throw new SourceError("changed", `${object.name} was listed and no longer exists`, { cause: error.error });
            throw error;
          }
        });
        const isPart = answer.statusCode === 206;
        const starts = isPart ? Number(/^bytes (\d+)-/.exec(headerOf(answer.headers, "content-range"))?.[1] ?? Number.NaN) : 0;
        const etag = unquote(headerOf(answer.headers, "etag"));
        if (starts !== from || etag !== object.version) {
          answer.body.destroy();
          throw new SourceError("changed", `${store.name} answers ${what} with another version or another place of it`);
        }
        try {
          for await (const chunk of answer.body) {
            if (!(chunk instanceof Uint8Array)) continue;
            from += chunk.length;
            if (from > to) throw new SourceError("changed", `${object.name} is longer than the ${object.bytes} bytes that were listed`);
            yield chunk;
          }
        } catch (error) {
          signal.throwIfAborted();
          const failure = explain(error, store.name, what);
          // As long as bytes come, the rest will.
          empty = from === began ? empty + 1 : 0;
          if (failure.kind !== "transient" || empty >= maxAttempts) throw failure;
          context.heard({ type: "retry", part: 0, kind: failure.kind, reason: failure.message, delayMs: 0, askedByServer: false });
          continue;
        } finally {
          answer.body.destroy();
        }
        if (from < to && from === began) throw new SourceError("changed", `${object.name} ends after ${from} of ${object.bytes} bytes`);
      }
    },
  };
}

/** An answer that is an error, and how long it asks to wait. */
class Answered extends Error {
  constructor(
    readonly error: SourceError,
    readonly delayMs: number | null,
  ) {
    super(error.message);
  }
}

/** What a request threw that had no answer. Undici's errors name no address; ours name the store only. */
function explain(error: unknown, store: string, what: string): SourceError {
  if (error instanceof SourceError) return error;
  if (error instanceof Answered) return error.error;
  if (error instanceof Error && error.cause instanceof SourceError) return error.cause;
  const { kind, code } = classifyFailure(error);
  return new SourceError(kind, `${store} does not answer ${what}: ${code}`);
}

function kindOf(status: number, code: string): SourceErrorKind {
  if (status === 412 || status === 416) return "changed";
  if (wrongCredential.test(code)) return "auth";
  if (status === 301 || status === 307 || code === "AuthorizationHeaderMalformed") return "config";
  if (code === "SlowDown" || code === "ServerBusy") return "throttled";
  return classifyStatus(status, false, false);
}

function hintOf(kind: SourceErrorKind, code: string, isPut: boolean): string {
  if (code === "RequestTimeTooSkewed") return ": the clock of this machine is wrong";
  if (kind === "permission") return `: the credential has expired or may not do this; it needs to ${isPut ? "write" : "list and to read"}`;
  return hints[kind] ?? "";
}

const hints: Readonly<Partial<Record<SourceErrorKind, string>>> = {
  auth: ": the credential is wrong or has expired; renew it",
  "not-found": ": is the name right?",
  config: ": is the region or the endpoint right?",
  changed: ": it has changed since it was listed",
};

/** S3 and Azure name what went wrong in `<Code>`; a HEAD has no body, and Azure says it in a header too. */
function codeOf(headers: ResponseHeaders, text: string): string {
  const xml = parseXml(text);
  const code = (xml === null ? null : childText(xml, "Code")) ?? headerOf(headers, "x-ms-error-code");
  return /^[\w.-]{1,80}$/.test(code) ? code : "";
}

async function beginOf(body: Dispatcher.ResponseData["body"]): Promise<string> {
  try {
    return await wholeText(body, longestError, "an error");
  } catch {
    return "";
  }
}

async function wholeText(body: Dispatcher.ResponseData["body"], most: number, what: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) continue;
    bytes += chunk.length;
    if (bytes > most) throw new SourceError("too-large", `the answer to ${what} is longer than ${most} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function headerOf(headers: ResponseHeaders, name: string): string {
  const value = headers[name];
  return typeof value === "string" ? value : "";
}

/** ETags stand in quotes in headers, and in some lists. */
export function unquote(etag: string): string {
  return etag.replace(/^"|"$/g, "");
}

const wrongCredential =
  /^(?:InvalidAccessKeyId|SignatureDoesNotMatch|ExpiredToken|InvalidToken|TokenRefreshRequired|RequestTimeTooSkewed|AuthenticationFailed|InvalidAuthenticationInfo|NoAuthenticationInformation|XAdminNoSuchUser)$/;
const maxAttempts = 6;
/** A file is asked for in pieces, each of which may wait in memory for its reader. */
const pieceBytes = 4 << 20;
/**
 * More than any answer should have. Undici 7 ends the process (https://github.com/nodejs/undici/issues/5360) when a server closes a connection whose answer
 * waits for its reader, so no answer must ever wait.
 */
const neverPaused = 32 << 20;
const longestRetryMs = 300_000;
/** A thousand names of a kilobyte, each three bytes when encoded, and their tags. */
const largestList = 16 << 20;
const longestError = 16 << 10;
