import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ExactSum } from "../../../app/domain/snapshot/exact-sum";
import { openSurroundings } from "../../../app/pipeline/open-surroundings";
import { azureExports } from "../../../app/sources/azure-exports/azure-exports";
import { connect } from "../../../app/sources/connection";
import type { ParquetEngine } from "../../../app/sources/files/parquet-engine";
import { SecretText } from "../../../app/sources/secret-text";
import type { SourceContext } from "../../../app/sources/source";
import { SourceError, type SourceErrorKind } from "../../../app/sources/source-error";
import { exportCsv, exportManifest, type ExportRunFiles, runFolder } from "../../support/azure-export";

const headers = ["Date", "MeterId", "Quantity", "CostInBillingCurrency", "BillingAccountId", "ResourceId"];
const rowsOfPart = 700;
const parts = 3;

/** A delivery of three gzip parts, and what it costs. */
const run: ExportRunFiles = {
  type: "ActualCost",
  files: Array.from({ length: parts }, (_, part) => {
    // Hashes do not compress: a part is some hundred kilobytes, which a network sends in pieces.
    const noise = (index: number): string => createHash("sha512").update(`${part} ${index}`).digest("base64");
    const rows = Array.from({ length: rowsOfPart }, (_, index) => [
      "10/03/2026",
      "m",
      "1",
      `0.${part + 1}0000000000000${index + 100}`,
      "100100",
      noise(index),
    ]);
    return { name: `part_${part}.csv.gz`, body: gzipSync(exportCsv({ headers, rows })), rows: rowsOfPart };
  }),
};
const expected = new ExactSum();
for (let part = 0; part < parts; part++)
  for (let index = 0; index < rowsOfPart; index++) expected.add(`0.${part + 1}0000000000000${index + 100}`);

type Objects = Map<string, { body: Uint8Array; etag: string }>;

/** What a server does wrong in one run: `at` counts its requests, `chance` is in [0, 1). */
interface Fault {
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

const xmlError = (response: ServerResponse, status: number, code: string, more: Record<string, string> = {}): true => {
  response.writeHead(status, more).end(`<Error><Code>${code}</Code></Error>`);
  return true;
};
const change = (objects: Objects, suffix: string, body: (before: Uint8Array) => Uint8Array | null): boolean => {
  for (const [name, object] of objects) {
    if (!name.endsWith(suffix)) continue;
    const next = body(object.body);
    if (next === null) objects.delete(name);
    else objects.set(name, { body: next, etag: `${object.etag}x` });
  }
  return false;
};
const once =
  (act: (exchange: Exchange) => boolean): Fault["meddle"] =>
  (at, exchange) =>
    at === exchange.due ? act(exchange) : false;

const faults: readonly Fault[] = [
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
  { name: "manifest removed", meddle: once(({ objects }) => change(objects, "manifest.json", () => null)) },
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
  const name = decodeURIComponent((request.url ?? "").replace(/^\/bills\//, ""));
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

let server: Server;
let handle: (request: IncomingMessage, response: ServerResponse) => void = () => undefined;
const surroundings = openSurroundings(() => new SecretText("secret-of-tests"), ["127.0.0.1"]);

beforeAll(async () => {
  server = createServer((request, response) => {
    handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterAll(async () => {
  await surroundings.objects.dispatcher.destroy();
  await surroundings.http.dispatcher.close();
  await new Promise((resolve) => server.close(resolve));
});

/** A generator of numbers in [0, 1) that gives the same ones for the same seed. */
function chanceOf(seed: number): () => number {
  let state = seed * 2_654_435_761;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) | 0;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  };
}

type Ending = "exact" | SourceErrorKind;

/** Reads the delivery from a server with a fault. Whatever is read to its end must be exact. */
async function read(fault: Fault, seed: number): Promise<Ending> {
  const objects: Objects = new Map();
  for (const { name, body } of run.files) objects.set(`${runFolder(run)}/${name}`, { body, etag: `etag-${name}` });
  objects.set(`${runFolder(run)}/manifest.json`, { body: Buffer.from(exportManifest(run)), etag: "etag-manifest" });
  const chance = chanceOf(seed);
  const due = Math.floor(chance() * 8);
  let at = 0;
  handle = (request, response) => {
    const exchange = { request, response, objects, chance, due };
    if (fault.meddle(at++, exchange)) return;
    if (request.url?.includes("list-type=2") === true) sendList(exchange);
    else if (!sendObject(exchange, {})) xmlError(response, 404, "NoSuchKey");
  };
  const credentials = { accessKeyId: { env: "A" }, secretAccessKey: { env: "B" } };
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const storage = { kind: "s3", bucket: "bills", region: "eu-west-1", endpoint, credentials };
  const sha256 = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");
  const connection = connect(azureExports({ parquet: noParquet, sha256 }), {
    storage,
    prefix: "exports/",
    dataset: "ActualCost",
    currency: "CNY",
  });
  const clock = { now: () => Date.now(), sleep: () => Promise.resolve() };
  const context: SourceContext = { ...surroundings, clock, random: chance, signal: new AbortController().signal, heard: () => undefined };
  try {
    const cost = new ExactSum();
    let rows = 0;
    let offers = 0;
    for await (const delivery of connection.discover({ months: [] }, context)) {
      offers += 1;
      const options = { from: null, peek: false, acceptLate: false, acceptRepeatedPages: false };
      for await (const { content } of connection.read(delivery, options, context)) {
        if (content.kind !== "azure-usage") throw new TypeError("no usage");
        rows += content.table.rows.length;
        for (const row of content.table.rows) cost.add(row[3] ?? "");
      }
    }
    if (offers === 0) return "not-found";
    expect([rows, cost.toString()]).toEqual([parts * rowsOfPart, expected.toString()]);
    return "exact";
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    expect(error.message).not.toContain("secret-of-tests");
    return error.kind;
  }
}

const noParquet: ParquetEngine = {
  select: () => Promise.reject(new TypeError("no Parquet here")),
  run: () => Promise.reject(new TypeError("no Parquet here")),
  insert: () => Promise.reject(new TypeError("no Parquet here")),
  insertFrom: () => Promise.reject(new TypeError("no Parquet here")),
  stream: () => Promise.reject(new TypeError("no Parquet here")),
  isRefusal: () => false,
  randomId: () => "",
};

it("reads a delivery exactly from a server that does nothing wrong", async () => {
  expect(await read({ name: "none", meddle: () => false }, 1)).toBe("exact");
});

it("100 runs of 20 faults: each is exact, or ends with a typed error", async () => {
  const endings = new Map<string, Set<Ending>>();
  for (const fault of faults) {
    const found = new Set<Ending>();
    for (let seed = 1; seed <= 5; seed++) found.add(await read(fault, seed));
    endings.set(fault.name, found);
  }
  const of = (name: string): readonly Ending[] => [...(endings.get(name) ?? [])].sort();
  // What passes by itself is read to its end whatever the seed.
  for (const name of [
    "every third request fails",
    "throttling storm",
    "429 in a date",
    "connection reset",
    "body cut off at its first byte",
    "bodies cut off again and again",
    "body that ends early without a length",
  ])
    expect([name, of(name)]).toEqual([name, ["exact"]]);
  expect(of("gzip truncated in storage")).toEqual(["malformed"]);
  expect(of("a bit flipped in storage")).toEqual(["malformed"]);
  expect(of("part missing")).toEqual(["changed"]);
  expect(of("credential expires")).toEqual(["auth"]);
  expect(of("access denied in the middle")).toEqual(["permission"]);
  expect(of("clock skew")).toEqual(["auth"]);
  expect(of("overwritten while it is read")).toContain("changed");
  expect(of("removed while it is read")).toContain("changed");
  expect(of("a range answered from the beginning")).toEqual(["changed"]);
  expect(of("HTML for everything")).not.toContain("exact");
});
