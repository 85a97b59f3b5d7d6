import { Agent, createServer, request as ask, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { constants, createBrotliCompress, createGzip } from "node:zlib";
import { readIngestBody, type IngestBody } from "../../app/ingest/read-ingest-body.js";
import { connects } from "../../app/runtime/observability/check-stores.js";
import { judgeReady, ready, type Ready } from "../../app/runtime/observability/judge-ready.js";
import { type KafkaUser, loginToKafka, probeKafka } from "../../app/runtime/observability/probe-services.js";

export interface IngestGate {
  /** The port it listens on: the given one, or the one that the system chose for 0. */
  readonly port: number;
  /** Lets running requests finish, for up to five seconds, and closes all connections to Moose. */
  readonly close: () => Promise<void>;
}

/**
 * A proxy before Moose that passes every request on unchanged, with five exceptions. A POST to `/ingest` that Moose would accept in part is rejected with the
 * index of the record. One that Moose acknowledges only after it has given up its messages is not acknowledged. A body over Moose's limit is refused everywhere:
 * Moose itself would give a WebApp an empty one in its place. `/ready` is answered here: Moose's own answers 503 for a healthy Kafka that takes more than two
 * seconds to accept a consumer. `GET /api/…` goes to the API workers, which check the caller themselves: Moose's own proxy holds a whole answer in memory, calls
 * it JSON and drops its headers. Text and JSON are compressed for callers that accept Brotli or gzip. Moose decides whether the caller may post.
 * @throws the port cannot be listened on
 */
export async function openIngestGate(address: {
  readonly host: string;
  readonly port: number;
  readonly moosePort: number;
  /** Where Moose's API workers listen, `http_server_config.proxy_port`. */
  readonly apiPort: number;
  /** Kafka, as in `redpanda_config.broker`. */
  readonly broker: string;
  /** Who Moose logs in to Kafka as, where that is without TLS. */
  readonly kafkaUser?: KafkaUser | undefined;
  /** After which Moose gives a message up, `redpanda_config.message_timeout_ms`. */
  readonly messageTimeoutMs: number;
}): Promise<IngestGate> {
  const { host, moosePort, apiPort, broker, kafkaUser, messageTimeoutMs } = address;
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 64 });
  const moose = { host, port: moosePort, apiPort, agent, broker, kafkaUser, messageTimeoutMs };
  const handle = (message: IncomingMessage, response: ServerResponse): void => {
    answer(message, response, moose).catch((error: unknown) => {
      refuse(response, 503, "unavailable", `Moose did not answer: ${error instanceof Error ? error.message : String(error)}`, null);
    });
  };
  const servers: Server[] = [];
  let port = address.port;
  // A name such as localhost is an address of each family, and clients take either.
  for (const at of host === "localhost" ? ["127.0.0.1", "::1"] : [host]) {
    const server = createServer({ keepAliveTimeout: 75_000 }, (message, response) => {
      // Told less than is kept, so that a caller never sends on a connection that is closed at that moment.
      response.setHeader("keep-alive", "timeout=60");
      handle(message, response);
    });
    try {
      server.listen(port, at);
      await once(server, "listening");
    } catch (error) {
      if (servers.length > 0 && isWithoutFamily(error)) continue;
      for (const open of servers) open.close();
      throw error;
    }
    const bound = server.address();
    if (typeof bound === "object" && bound !== null) port = bound.port;
    servers.push(server);
  }
  return {
    port,
    close: async () => {
      const patience = setTimeout(() => {
        for (const server of servers) server.closeAllConnections();
      }, patienceMs);
      await Promise.all(servers.map((server) => once(server.close(), "close")));
      clearTimeout(patience);
      // Moose does not stop while it has a connection.
      agent.destroy();
    },
  };
}

interface Moose {
  readonly host: string;
  readonly port: number;
  readonly apiPort: number;
  readonly agent: Agent;
  readonly broker: string;
  readonly kafkaUser: KafkaUser | undefined;
  readonly messageTimeoutMs: number;
}

async function answer(message: IncomingMessage, response: ServerResponse, moose: Moose): Promise<void> {
  if (message.method === "GET" && /^\/ready(?:[?#]|$)/.test(message.url ?? "")) {
    message.resume();
    await answerReady(response, moose);
    return;
  }
  if (message.method === "GET" && message.url === "/" && message.headers.accept?.includes("text/html") === true) {
    message.resume();
    // A browser: Moose would answer with JSON about itself.
    response.writeHead(302, { location: "/ui/" }).end();
    return;
  }
  if (message.method === "GET" || message.method === "HEAD") {
    message.resume();
    await handOn(message, response, moose, null);
    return;
  }
  const ingest = message.method === "POST" ? pipelineOf(message.url ?? "") : undefined;
  const encoding = message.headers["content-encoding"] ?? "identity";
  if (ingest !== undefined && encoding.toLowerCase() !== "identity") {
    message.resume();
    const reason = `Content-Encoding ${encoding} is not accepted: send the body uncompressed. Nothing of this request is stored`;
    refuse(response, 415, "encoding-not-accepted", reason, null);
    return;
  }
  const body = await readBody(message);
  if (body === null) {
    refuse(response, 413, "body-too-large", `The request is larger than ${mostBytes} bytes. Nothing was stored`, null);
    return;
  }
  const read = ingest === undefined ? null : readIngestBody(ingest, body);
  if (read?.kind === "refused")
    refuse(response, read.isTooLarge ? 413 : 400, read.isTooLarge ? "body-too-large" : "bad-body", read.message, read.index);
  else {
    const said = read === null ? null : understood(read);
    await handOn(message, response, moose, { bytes: read?.body ?? body, said, isIngest: ingest !== undefined });
  }
}

/** Answers `/ready` in Moose's form, after more than one probe. The API workers are in it, whom Moose leaves out: they start after all else, and again after a change. */
async function answerReady(response: ServerResponse, moose: Moose): Promise<void> {
  const [services, workers] = await Promise.all([
    judgeReady(() => askReady(moose), { Redpanda: () => kafkaAdmits(moose) }),
    connects(`127.0.0.1:${moose.apiPort}`),
  ]);
  if (services === null) {
    refuse(response, 503, "unavailable", "Moose did not answer /ready", null);
    return;
  }
  const judged = {
    healthy: [...services.healthy, ...(workers ? [apiWorkers] : [])],
    unhealthy: [...services.unhealthy, ...(workers ? [] : [apiWorkers])],
  };
  response.writeHead(judged.unhealthy.length === 0 ? 200 : 503, { "content-type": "application/json" }).end(JSON.stringify(judged));
}

/** A broker that refuses Moose's login answers, and takes nothing. */
async function kafkaAdmits({ broker, kafkaUser }: Moose): Promise<boolean> {
  if (kafkaUser === undefined) return probeKafka(broker);
  const login = await loginToKafka(broker, kafkaUser);
  return login === "accepted" || login === "mechanism-known";
}

/** As Moose's `/health` calls them. */
const apiWorkers = "Consumption API";

/** Null when Moose does not answer, or answers without its services. */
async function askReady({ host, port, agent }: Moose): Promise<Ready | null> {
  try {
    const upstream = ask({ host, port, agent, path: "/ready", signal: AbortSignal.timeout(readyPatienceMs) }).end();
    const [reply] = (await once(upstream, "response")) as [IncomingMessage];
    return ready.parse(JSON.parse(await text(reply)));
  } catch {
    return null;
  }
}

/**
 * The pipeline that a request is for, as Moose reads its target: with the host in front of it (RFC 9112, absolute form) or without, in any case, and
 * whatever empty segments, `.` and fragment it has. Undefined for another target.
 */
function pipelineOf(target: string): string | undefined {
  const path = target.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*/i, "").replace(/[?#].*$/s, "");
  const [folder, pipeline, ...rest] = path.split("/").filter((segment) => segment !== "" && segment !== ".");
  return folder?.toLowerCase() === "ingest" && rest.length === 0 ? pipeline : undefined;
}

/** The answer for a body that Moose received in another form, or that has no records; null for an object or an array, which Moose answers with SUCCESS. */
function understood({ form, count }: Extract<IngestBody, { readonly kind: "records" }>): string | null {
  if (form === "ndjson") return `SUCCESS: ${count} records, one on each line`;
  return count === 0 ? "SUCCESS: 0 records, the array is empty" : null;
}

/**
 * Sends a request to Moose and its answer back. A body goes with its own length. A GET goes without one: Moose would not read
 * it, and on a connection that callers share it would be taken for the beginning of the next request.
 */
async function handOn(
  message: IncomingMessage,
  response: ServerResponse,
  moose: Moose,
  read: { readonly bytes: Buffer; readonly said: string | null; readonly isIngest: boolean } | null,
): Promise<void> {
  const headers = endToEnd(message.headers);
  if (read === null) delete headers["content-length"];
  else headers["content-length"] = String(read.bytes.length);
  const given = new AbortController();
  response.once("close", () => {
    given.abort();
  });
  const { host, port, apiPort, agent } = moose;
  // The workers listen there alone, whatever the host of Moose is. A connection for each question: the next one is another worker's, and none is closed as it is used again.
  const to = isQuestion(message) ? { host: "127.0.0.1", port: apiPort, agent: false } : { host, port, agent };
  const upstream = ask({ ...to, method: message.method, path: message.url, headers, signal: given.signal });
  // What fails after the answer began cuts the answer off; no further report is needed.
  upstream.on("error", () => undefined);
  const answered = once(upstream, "response") as Promise<[IncomingMessage]>;
  const asked = performance.now();
  upstream.end(read?.bytes);
  const [reply] = await answered;
  // Moose answers SUCCESS, too, for messages that Kafka did not take in time and that are gone. What is there twice after all is counted once.
  if (read?.isIngest === true && reply.statusCode === 200 && performance.now() - asked >= moose.messageTimeoutMs * 0.95) {
    reply.resume();
    refuse(response, 503, "unavailable", "Kafka took too long: whether these records are stored is not known. Send them again", null);
    return;
  }
  const said = read?.said ?? null;
  if (said !== null && reply.statusCode === 200) {
    await text(reply);
    response.writeHead(200, { "content-type": "text/plain; charset=utf-8" }).end(said);
    return;
  }
  const kept = endToEnd(reply.headers);
  const isText = isCompressible(reply);
  if (isText) kept["vary"] = [reply.headers.vary ?? [], "Accept-Encoding"].flat().join(", ");
  const encoding = isText && message.method !== "HEAD" ? encodingFor(message.headers["accept-encoding"]) : null;
  if (encoding !== null) {
    kept["content-encoding"] = encoding;
    delete kept["content-length"];
  }
  response.writeHead(reply.statusCode ?? 502, reply.statusMessage, kept);
  const sent = encoding === null ? pipeline(reply, response) : pipeline(reply, compress[encoding](), response);
  // A part must not be taken for the whole.
  await sent.catch(() => response.destroy());
}

const isQuestion = ({ method, url }: IncomingMessage): boolean => method === "GET" && /^\/api\/./.test(url ?? "");

/** JSON and text of more than a packet that are not compressed yet. */
function isCompressible({ statusCode, headers }: IncomingMessage): boolean {
  const length = headers["content-length"];
  return (
    statusCode !== 204 &&
    statusCode !== 304 &&
    headers["content-encoding"] === undefined &&
    /^(?:application\/json|text\/)/i.test(headers["content-type"] ?? "") &&
    (length === undefined || Number(length) >= 1024)
  );
}

/** What a caller accepts best, Brotli before gzip (RFC 9110, 12.5.3); null for neither. */
function encodingFor(accepted: string | string[] | undefined): keyof typeof compress | null {
  const weights = new Map(
    String(accepted ?? "")
      .toLowerCase()
      .split(",")
      .map((one) => {
        const [name = "", ...parameters] = one.split(";").map((part) => part.trim());
        return [name, parameters.find((parameter) => parameter.startsWith("q="))?.slice(2) ?? "1"] as const;
      }),
  );
  const [br, gzip] = (["br", "gzip"] as const).map((name) => Number(weights.get(name) ?? weights.get("*") ?? "0"));
  if (br !== undefined && br > 0 && br >= (gzip ?? 0)) return "br";
  return gzip !== undefined && gzip > 0 ? "gzip" : null;
}

/** All of a body; null when it is longer than Moose takes (http_server_config.max_request_body_size). What is too long is read to its end and dropped. */
async function readBody(message: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > mostBytes) chunks.length = 0;
    else chunks.push(chunk);
  }
  return length > mostBytes ? null : Buffer.concat(chunks);
}

function refuse(response: ServerResponse, status: number, code: string, message: string, index: number | null): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const error = { code, message, ...(index === null ? {} : { parameter: `[${index}]` }) };
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ error }));
}

/** Headers without those that speak of one connection only. */
function endToEnd(headers: IncomingMessage["headers"]): Record<string, string | string[]> {
  const kept: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) if (value !== undefined && !hopByHop.has(name)) kept[name] = value;
  return kept;
}

function isWithoutFamily(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "EADDRNOTAVAIL" || error.code === "EAFNOSUPPORT");
}

const hopByHop: ReadonlySet<string> = new Set([
  "connection",
  "expect",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);
const mostBytes = 10_485_760;
/** 1,000 charges in JSON, 1.2 MB, become 29 kB and 40 kB in some milliseconds; the default levels take twice as long for a tenth less. */
const compress = {
  br: () => createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 2 } }),
  gzip: () => createGzip({ level: 3 }),
} as const;
const patienceMs = 5000;
/** Four services one after the other, of which Kafka takes up to two seconds. */
const readyPatienceMs = 5000;
