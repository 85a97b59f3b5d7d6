import type { Dispatcher } from "undici";
import type { SourceClock } from "../source";
import { SourceError, type SourceErrorKind } from "../source-error";
import { classifyFailure, classifyStatus } from "./failure-kind";

/** How an access token is asked for (RFC 6749, section 4.4, and grants that are asked for in the same way). */
export interface TokenGrant {
  /** Whoever builds it has checked that the secret may go there. */
  readonly endpoint: URL;
  /** Equal for equal grants, the secret included. It is compared, and never shown. */
  readonly identity: string;
  /** What is posted, made anew for each request: an assertion has a time. */
  readonly form: () => Readonly<Record<string, string>>;
  /** For servers that want the application's id and secret as `authorization: Basic …`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What the server means by an error; null where it is not known. The hint repeats nothing of the answer. */
  readonly explain?: (answer: Readonly<Record<string, unknown>>) => TokenRefusal | null;
}

/** `code`: as the server names it, `AADSTS7000215`. `hint`: what to do, or empty. */
export interface TokenRefusal {
  readonly kind: SourceErrorKind | null;
  readonly code: string;
  readonly hint: string;
}

/** The connections that the token is for: storage has its own, which refuse private addresses. */
export interface TokenAccess {
  readonly dispatcher: Dispatcher;
  readonly clock: SourceClock;
}

/**
 * A token that is good for five more minutes, or for half of its life when that is less. All who ask at once wait for one request, which ends when the last of
 * them is cancelled. A token is kept as long as the connections are.
 * @throws SourceError what is wrong with the application or its secret, never the secret
 */
export async function accessToken(grant: TokenGrant, access: TokenAccess, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  const tokens = allTokens.get(access.dispatcher) ?? new Map<string, Token>();
  allTokens.set(access.dispatcher, tokens);
  const known = tokens.get(grant.identity);
  const token = known !== undefined && known.renewAtMs > access.clock.now() ? known : request();
  token.waiting += 1;
  let cancel: () => void = () => undefined;
  const cancelled = new Promise<never>((_, reject) => {
    cancel = () => {
      reject(signal.reason instanceof Error ? signal.reason : new Error("aborted"));
    };
    signal.addEventListener("abort", cancel, { once: true });
  });
  try {
    return await Promise.race([token.text, cancelled]);
  } finally {
    signal.removeEventListener("abort", cancel);
    token.waiting -= 1;
    if (token.waiting === 0 && token.renewAtMs === Infinity) token.abort.abort();
  }

  function request(): Token {
    const abort = new AbortController();
    const reading = requestToken(grant, access.dispatcher, abort.signal);
    // Until it is there, everybody waits for this one.
    const entry: Token = { text: reading.then(({ text }) => text), abort, waiting: 0, renewAtMs: Infinity };
    tokens.set(grant.identity, entry);
    reading.then(
      ({ seconds }) => {
        entry.renewAtMs = access.clock.now() + (seconds - Math.min(earlySeconds, seconds / 2)) * 1000;
      },
      () => {
        if (tokens.get(grant.identity) === entry) tokens.delete(grant.identity);
      },
    );
    return entry;
  }
}

interface Token {
  readonly text: Promise<string>;
  readonly abort: AbortController;
  waiting: number;
  renewAtMs: number;
}

async function requestToken(
  { endpoint, form, headers, explain }: TokenGrant,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<{ readonly text: string; readonly seconds: number }> {
  let status: number;
  let text: string;
  try {
    const answer = await dispatcher.request({
      origin: endpoint.origin,
      path: `${endpoint.pathname}${endpoint.search}`,
      method: "POST",
      headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded", ...headers },
      body: new URLSearchParams(form()).toString(),
      signal: AbortSignal.any([signal, AbortSignal.timeout(longestAnswerMs)]),
      // Undici 7 ends the process (https://github.com/nodejs/undici/issues/5360) when a server closes a connection whose answer waits for its reader.
      highWaterMark: 32 << 20,
    });
    answer.body.on("error", () => undefined);
    status = answer.statusCode;
    text = await shortText(answer.body, endpoint.host);
  } catch (error) {
    if (error instanceof SourceError) throw error;
    if (error instanceof Error && error.cause instanceof SourceError) throw error.cause;
    const { kind, code } = classifyFailure(error);
    throw new SourceError(kind, `${endpoint.host} did not answer the token request: ${code}`);
  }
  const answer = parsed(text);
  const token = answer["access_token"];
  // RFC 6749 only recommends it.
  const seconds = answer["expires_in"] === undefined ? assumedSeconds : Number(answer["expires_in"]);
  if (status === 200 && typeof token === "string" && /^[\x21-\x7e]+$/.test(token) && seconds > 0) return { text: token, seconds };
  const refusal = explain?.(answer) ?? explainError(answer);
  const kind = refusal.kind ?? (status === 400 ? "auth" : status === 200 ? "malformed" : classifyStatus(status, false, false));
  const words = [refusal.code, refusal.hint].map((word, index) => (word === "" ? "" : `${index === 0 ? " " : ": "}${word}`));
  throw new SourceError(kind, `${endpoint.host} answers ${status}${words[0] ?? ""} to the token request${words[1] ?? ""}`);
}

/** The codes of RFC 6749, section 5.2. */
function explainError(answer: Readonly<Record<string, unknown>>): TokenRefusal {
  const error = answer["error"];
  const code = typeof error === "string" && /^[a-z_]{1,60}$/.test(error) ? error : "";
  const isRequest = ["invalid_request", "invalid_scope", "unsupported_grant_type"].includes(code);
  return { kind: isRequest ? "config" : null, code, hint: isRequest ? "is the scope right, and the address?" : "" };
}

async function shortText(body: AsyncIterable<Uint8Array>, host: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > longestAnswer)
      throw new SourceError("too-large", `${host} answers the token request with more than ${longestAnswer} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

const allTokens = new WeakMap<Dispatcher, Map<string, Token>>();
/** Before its end, from which a token is renewed. */
const earlySeconds = 300;
const assumedSeconds = 900;
const longestAnswerMs = 30_000;
const longestAnswer = 1 << 20;
