import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { openSurroundings } from "../../app/pipeline/open-surroundings";
import type { ParquetEngine } from "../../app/sources/files/parquet-engine";
import type { ObjectLocation } from "../../app/sources/objects/open-objects";
import { SecretText } from "../../app/sources/secret-text";
import type { SourceContext } from "../../app/sources/source";

/** A server that speaks enough of S3 to be read from, and does wrong what a fault says. */
export interface FaultyBucket {
  readonly storage: ObjectLocation;
  /** Serves these objects from now on. `seed` decides when and how the fault happens; the context is one whose clock never waits. */
  readonly serve: (objects: Objects, fault: StorageFault, seed: number) => SourceContext;
  readonly close: () => Promise<void>;
}

export const secretOfBucket = "secret-of-tests";

export async function startFaultyBucket(): Promise<FaultyBucket> {
  let handle: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
  const surroundings = openSurroundings(() => new SecretText(secretOfBucket), ["127.0.0.1"]);
  const server = createServer((request, response) => {
    handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const credentials = { accessKeyId: { env: "A" }, secretAccessKey: { env: "B" } };
  return {
    storage: { kind: "s3", bucket: "bills", region: "eu-west-1", endpoint, credentials },
    serve: (objects, fault, seed) => {
      const chance = chanceOf(seed);
      const due = Math.floor(chance() * 8);
      let at = 0;
      handle = (request, response) => {
        const exchange = { request, response, objects, chance, due };
        if (fault.meddle(at++, exchange)) return;
        if (request.url?.includes("list-type=2") === true) sendList(exchange);
        else if (!sendObject(exchange, {})) xmlError(response, 404, "NoSuchKey");
      };
      const clock = { now: () => Date.now(), sleep: () => Promise.resolve() };
      return { ...surroundings, clock, random: chance, signal: new AbortController().signal, heard: () => undefined };
    },
    close: async () => {
      await surroundings.objects.dispatcher.destroy();
      await surroundings.http.dispatcher.close();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What is in the bucket, by name. */
export type Objects = Map<string, { body: Uint8Array; etag: string }>;

/** What a server does wrong in one run: `at` counts its requests, `chance` is in [0, 1). */
export interface StorageFault {
  readonly name: string;
  /** Handles the request itself and answers true, or changes what is stored. */
  readonly meddle: (at: number, exchange: Exchange) => boolean;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly objects: Objects;
  readonly chance: () => number;
  /** The request at which this run's fault is due. */
  readonly due: number;
}

/** Answers with an error of S3, and says that the request is handled. */
const xmlError = (response: ServerResponse, status: number, code: string, more: Record<string, string> = {}): true => {
  response.writeHead(status, more).end(`<Error><Code>${code}</Code></Error>`);
  return true;
};
/** Changes the objects of a suffix, or removes them; the request is still to be handled. */
export const change = (objects: Objects, suffix: string, body: (before: Uint8Array) => Uint8Array | null): boolean => {
  for (const [name, object] of objects) {
    if (!name.endsWith(suffix)) continue;
    const next = body(object.body);
    if (next === null) objects.delete(name);
    else objects.set(name, { body: next, etag: `${object.etag}x` });
  }
  return false;
};
const once =
  (act: (exchange: Exchange) => boolean): StorageFault["meddle"] =>
  (at, exchange) =>
    at === exchange.due ? act(exchange) : false;

/** Faults of the network, of the server and of what is stored, in a bucket with `part_0.csv.gz`, `part_1.csv.gz` and `part_2.csv.gz`. */
export const storageFaults: readonly StorageFault[] = [
  {
    name: "every third request fails",
    meddle: (_at, { chance, response }) => (chance() < 0.33 ? xmlError(response, 500, "InternalError") : false),
  },
  {
    name: "throttling storm",
    meddle: (at, { response }) => (at < 40 && at % 7 !== 6 ? xmlError(response, 503, "SlowDown", { "retry-after": "30" }) : false),
  },
  {
    name: "429 in a date",
    meddle: once(({ response }) =>
      xmlError(response, 429, "TooManyRequests", { "retry-after": new Date(Date.now() + 9000).toUTCString() }),
    ),
  },
  { name: "connection reset", meddle: once(({ request }) => (request.socket.destroy(), true)) },
  {
    name: "bodies cut off again and again",
    meddle: (_at, exchange) => sendObject(exchange, { cutAfter: 20_000 + Math.floor(exchange.chance() * 60_000) }),
  },
  { name: "body cut off at its first byte", meddle: once((exchange) => sendObject(exchange, { cutAfter: 0 })) },
  { name: "body that ends early without a length", meddle: once((exchange) => sendObject(exchange, { endAfter: 1000 })) },
  {
    name: "a range answered from the beginning",
    meddle: (_at, exchange) => sendObject(exchange, { cutAfter: 30_000, ignoresRange: true }),
  },
  {
    name: "overwritten while it is read",
    meddle: once(({ objects }) => change(objects, "part_1.csv.gz", (body) => Uint8Array.from(body).reverse())),
  },
  {
    name: "replaced by a longer one",
    meddle: once(({ objects }) => change(objects, "part_2.csv.gz", (body) => Buffer.concat([body, body]))),
  },
  { name: "removed while it is read", meddle: once(({ objects }) => change(objects, "part_2.csv.gz", () => null)) },
  {
    name: "gzip truncated in storage",
    meddle: (at, { objects }) => at === 0 && change(objects, "part_1.csv.gz", (body) => body.subarray(0, body.length - 100)),
  },
  {
    name: "a bit flipped in storage",
    meddle: (at, { objects, chance }) =>
      at === 0 &&
      change(objects, "part_0.csv.gz", (body) => {
        const flipped = Uint8Array.from(body);
        const place = Math.floor(chance() * body.length);
        flipped[place] = (flipped[place] ?? 0) ^ 16;
        return flipped;
      }),
  },
  { name: "part missing", meddle: (at, { objects }) => at === 0 && change(objects, "part_1.csv.gz", () => null) },
  { name: "credential expires", meddle: (at, { due, response }) => (at >= due ? xmlError(response, 400, "ExpiredToken") : false) },
  { name: "access denied in the middle", meddle: (at, { due, response }) => (at >= due ? xmlError(response, 403, "AccessDenied") : false) },
  { name: "clock skew", meddle: (_at, { response }) => xmlError(response, 403, "RequestTimeTooSkewed") },
  {
    name: "redirect elsewhere",
    meddle: once(({ response }) => xmlError(response, 307, "TemporaryRedirect", { location: "http://169.254.169.254/latest" })),
  },
  { name: "HTML for everything", meddle: once(({ response }) => (response.end("<html><body>Login</body></html>"), true)) },
];

/** Sends the object of a GET as S3 does, whole or a range of it, in pieces; false when it is none. */
function sendObject(
  { request, response, objects }: Exchange,
  { cutAfter, endAfter, ignoresRange = false }: { readonly cutAfter?: number; readonly endAfter?: number; readonly ignoresRange?: boolean },
): boolean {
  const name = decodeURIComponent((request.url ?? "").replace(/^\/[^/]+\//, ""));
  const object = objects.get(name);
  if (object === undefined) return false;
  if (request.headers["if-match"] !== undefined && request.headers["if-match"] !== `"${object.etag}"`)
    return xmlError(response, 412, "PreconditionFailed");
  const range = ignoresRange ? null : /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? "");
  const [from, to] = range === null ? [0, object.body.length] : [Number(range[1]), Math.min(Number(range[2]) + 1, object.body.length)];
  const body = object.body.subarray(from, to);
  const length = endAfter === undefined ? { "content-length": String(body.length) } : {};
  response.writeHead(range === null ? 200 : 206, {
    etag: `"${object.etag}"`,
    ...length,
    ...(range === null ? {} : { "content-range": `bytes ${from}-${to - 1}/${object.body.length}` }),
  });
  if (request.method === "HEAD") response.end();
  else if (cutAfter !== undefined && cutAfter < body.length) response.write(body.subarray(0, cutAfter), () => void response.destroy());
  else response.end(endAfter === undefined ? body : body.subarray(0, endAfter));
  return true;
}

function sendList({ response, objects }: Exchange): void {
  const entries = [...objects]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, { body, etag }]) => `<Contents><Key>${name}</Key><Size>${body.length}</Size><ETag>&quot;${etag}&quot;</ETag></Contents>`);
  response.end(`<ListBucketResult><IsTruncated>false</IsTruncated>${entries.join("")}</ListBucketResult>`);
}

/** A generator of numbers in [0, 1) that gives the same ones for the same seed. */
function chanceOf(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  };
}

/** Where no file is Parquet. */
export const noParquet: ParquetEngine = {
  select: () => Promise.reject(new TypeError("no Parquet here")),
  run: () => Promise.reject(new TypeError("no Parquet here")),
  insert: () => Promise.reject(new TypeError("no Parquet here")),
  insertFrom: () => Promise.reject(new TypeError("no Parquet here")),
  stream: () => Promise.reject(new TypeError("no Parquet here")),
  isRefusal: () => false,
  randomId: () => "",
};
