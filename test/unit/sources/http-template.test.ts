import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { BillingMonth } from "../../../app/domain/calendar/billing-month";
import { ExactSum } from "../../../app/domain/snapshot/exact-sum";
import { openSurroundings } from "../../../app/pipeline/open-surroundings";
import { type Connection, connect } from "../../../app/sources/connection";
import { httpTemplate } from "../../../app/sources/http-template/http-template";
import { SecretText } from "../../../app/sources/secret-text";
import type { SourceContext } from "../../../app/sources/source";
import { SourceError, type SourceErrorKind } from "../../../app/sources/source-error";
import { faultSeeds } from "../../support/fault-runs";
import {
  chargesOfServer,
  costOfCharge,
  type Meddle,
  startTemplateServer,
  type TemplateServer,
  templateSecrets,
} from "../../support/template-server";

const folder = join(__dirname, "../../../examples/http-template");
const example = z.object({ source: z.literal("http-template"), config: z.record(z.unknown()) });
const examples: ReadonlyMap<string, Readonly<Record<string, unknown>>> = new Map(
  readdirSync(folder).map((file) => [file, example.parse(JSON.parse(readFileSync(join(folder, file), "utf8"))).config]),
);
const sha256 = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");
const total = new ExactSum();
for (let index = 0; index < chargesOfServer; index++) total.add(costOfCharge(index));
const exact = [chargesOfServer, total.toString()] as const;

let server: TemplateServer;
const secret = ({ env }: { readonly env: string }) => new SecretText(templateSecrets[env] ?? "");

beforeAll(async () => {
  server = await startTemplateServer();
});

afterAll(() => server.close());

beforeEach(() => {
  server.meddle(null);
});

/** An example that asks the server of this test instead of the one that it names. */
function configOf(file: string, changes: object = {}): object {
  const text = JSON.stringify({ ...examples.get(file), ...changes }).replaceAll(
    /https:\/\/(?:example\.my\.salesforce\.com|api\.acme\.example)/g,
    server.url,
  );
  return z.record(z.unknown()).parse(JSON.parse(text));
}

async function withContext<T>(use: (context: SourceContext) => Promise<T>, hosts: readonly string[] = [server.host], seed = 1): Promise<T> {
  const surroundings = openSurroundings(secret, hosts);
  let state = seed;
  const random = (): number => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
  const clock = { now: () => Date.parse("2026-11-15T00:00:00Z"), sleep: () => Promise.resolve() };
  try {
    return await use({ ...surroundings, clock, random, signal: new AbortController().signal, heard: () => undefined });
  } finally {
    await surroundings.objects.dispatcher.destroy();
    await surroundings.http.dispatcher.destroy();
  }
}

const october: BillingMonth = BillingMonth.parse("2026-10") ?? never();
const options = { from: null, peek: false, acceptLate: false, acceptRepeatedPages: false } as const;

async function read(connection: Connection, context: SourceContext, from: string | null = null): Promise<readonly [number, string]> {
  const sum = new ExactSum();
  let rows = 0;
  for await (const delivery of connection.discover({ months: [october] }, context))
    for await (const { content } of connection.read(delivery, { ...options, from }, context)) {
      if (content.kind !== "focus") throw new TypeError("no FOCUS");
      rows += content.rows.length;
      for (const { cost } of content.rows) sum.add(cost);
    }
  return [rows, sum.toString()];
}

const open = (config: object): Connection => connect(httpTemplate({ sha256 }), config);

describe.each(["salesforce-invoice-lines.json", "billing-api.json"])("examples/http-template/%s", (file) => {
  it("is looked at: address, credential, first page", async () => {
    const probes = await withContext((context) => open(configOf(file)).check(context));
    expect(probes.map(({ name, ok }) => [name, ok])).toEqual([
      ["address", true],
      ["credential", true],
      ["first page", true],
    ]);
  });

  it("is read page by page to the last digit", async () => {
    expect(await withContext((context) => read(open(configOf(file)), context))).toEqual(exact);
  });

  it("goes on from any page", async () => {
    await withContext(async (context) => {
      const connection = open(configOf(file));
      const nexts: (string | null)[] = [];
      for await (const delivery of connection.discover({ months: [october] }, context))
        for await (const { next } of connection.read(delivery, options, context)) nexts.push(next);
      expect(nexts.map((next) => next === null)).toEqual([false, false, false, false, true]);
      const [rows] = await read(connection, context, nexts[2] ?? null);
      expect(rows).toBe(chargesOfServer - 180);
    });
  });

  it("names the wrong credential at its field, and shows none", async () => {
    const surroundings = openSurroundings(() => new SecretText("wrong-secret"), [server.host]);
    const context: SourceContext = { ...surroundings, signal: new AbortController().signal, heard: () => undefined };
    const probes = await open(configOf(file)).check(context);
    expect(probes.at(-1)).toMatchObject({ ok: false, kind: "auth" });
    expect(JSON.stringify(probes)).not.toContain("wrong-secret");
    await surroundings.objects.dispatcher.destroy();
  });
});

describe("paging", () => {
  it.each<readonly [string, object]>([
    ["link-header", { kind: "link-header" }],
    ["cursor with a word that more follows", { kind: "cursor", pointer: "/page/next", parameter: "cursor", hasMore: "/page/more" }],
    ["offset, up to a page without rows", { kind: "offset", parameter: "skip" }],
    ["offset with a size", { kind: "offset", parameter: "skip", sizeParameter: "limit", size: 40 }],
    ["page", { kind: "page", parameter: "p", hasMore: "/page/more" }],
    ["page with a size, up to a page without rows", { kind: "page", parameter: "p", sizeParameter: "limit", size: 25 }],
  ])("by %s reads every row once", async (_what, paging) => {
    expect(await withContext((context) => read(open(configOf("billing-api.json", { paging })), context))).toEqual(exact);
  });

  it("that says that more follows, and not where, is refused: the bill would be cut off", async () => {
    server.meddle((_at, _request, _response, answer) => {
      answer.body = answer.body.replace(/"next":"[^"]*"/, '"next":null').replace(/"total":\d+/, '"total":null');
      return false;
    });
    const paging = { kind: "cursor", pointer: "/page/next", parameter: "cursor", hasMore: "/page/more" };
    await expect(withContext((context) => read(open(configOf("billing-api.json", { paging })), context))).rejects.toMatchObject({
      kind: "malformed",
      message: expect.stringContaining("/page/more says that more follows, and there is no cursor at /page/next") as string,
    });
  });

  it("without pages is refused when the server counts more rows than it sent", async () => {
    const config = configOf("billing-api.json", { paging: { kind: "none" } });
    await expect(withContext((context) => read(open(config), context))).rejects.toMatchObject({
      kind: "changed",
      message: expect.stringContaining("sent 60 rows of 2026-10, and says that there are 250") as string,
    });
  });
});

it("offers the months that are wanted, from the first month that there is", async () => {
  const wanted = ["2026-08", "2026-09", "2026-10"].map((month) => BillingMonth.parse(month) ?? never());
  const offered = await withContext(async (context) => {
    const found: string[] = [];
    for await (const { name } of open(configOf("billing-api.json", { firstMonth: "2026-09" })).discover({ months: wanted }, context))
      found.push(name);
    return found;
  });
  expect(offered).toEqual(["acme 2026-09", "acme 2026-10"]);
});

describe("a configuration", () => {
  it.each<readonly [string, object, RegExp]>([
    ["names no month", { path: "/v1/charges" }, /query names no month/],
    [
      "is of no FOCUS",
      { target: { kind: "focus", columns: { BilledCost: { pointer: "/cost" } } } },
      /target\.columns .*BilledCost|ChargePeriodStart/,
    ],
    [
      "has a column from nowhere",
      { target: { kind: "focus", columns: { BilledCost: {} } } },
      /target\.columns\.BilledCost needs one of value, pointer, text/,
    ],
    ["has a pointer that is none", { rows: "data" }, /rows is not a JSON pointer/],
    ["has a secret in its address", { baseUrl: "https://user:pass@api.acme.example" }, /baseUrl must have no user/],
    ["has another field", { url: "x" }, /"url" is not a field \(fields: /],
    ["has a credential beside auth", { headers: { Authorization: "Bearer canary" } }, /headers\.Authorization is a credential/],
    ["has a credential in a header of its own", { headers: { "X-Api-Key": "canary" } }, /headers\.X-Api-Key is a credential/],
    ["has a credential in its query", { query: { month: "{month}", api_key: "canary" } }, /query\.api_key is a credential/],
    ["has a signature in its query", { query: { month: "{month}", sig: "canary" } }, /query\.sig is a credential/],
    [
      "has a secret in the address of its tokens",
      {
        auth: {
          kind: "oauth2",
          tokenUrl: "https://login.example/token?client_secret=canary",
          clientId: "c",
          clientSecret: { env: "ABI_SECRET_X" },
        },
      },
      /auth\.tokenUrl must have no user, query or fragment/,
    ],
    ["has a header that is none", { headers: { "X Key": "x" } }, /headers\.X Key must be a header name/],
  ])("that %s is refused at its field", (_what, changes, message) => {
    expect(() => open(configOf("billing-api.json", changes))).toThrow(message);
  });

  it.each([
    ["http://127.0.0.1:9", "must be reached by https"],
    ["https://127.0.0.1:9", "is not a public address"],
    ["https://169.254.169.254", "is not a public address"],
    ["https://[::1]:9", "is not a public address"],
    ["https://localhost:9", "resolves to"],
  ])("that leads to %s is refused, unless the settings list the host", async (baseUrl, message) => {
    const config = configOf("billing-api.json", { baseUrl });
    const probes = await withContext((context) => open(config).check(context), []);
    expect(probes.at(-1)).toMatchObject({ ok: false, kind: "config", hint: expect.stringContaining(message) as string });
  });

  it.each(["//127.0.0.1:9/{month}", "/\\\\127.0.0.1:9/{month}"])("whose path is %s asks its own host, and no other", async (path) => {
    await withContext((context) => open(configOf("billing-api.json", { path })).check(context));
    expect(server.asked()).toEqual(["/2026-11?page_size=1000"]);
  });

  it("whose tokens are asked for at a private address is refused", async () => {
    const auth = { kind: "oauth2", tokenUrl: "https://10.0.0.1/token", clientId: "x", clientSecret: { env: "ABI_SECRET_ACME" } };
    const probes = await withContext((context) => open(configOf("billing-api.json", { auth })).check(context));
    expect(probes.at(-1)).toMatchObject({ name: "credential", ok: false, kind: "config" });
  });
});

describe("a row", () => {
  const body =
    (change: (text: string) => string): Meddle =>
    (_at, _request, _response, answer) => {
      answer.body = change(answer.body);
      return false;
    };
  it.each<readonly [string, (text: string) => string, RegExp]>([
    [
      "whose cost is no number",
      (text) => text.replace('"billed_cost":5.', '"billed_cost":"abc", "x":5.'),
      /page 0 line 6, column BilledCost: "abc"/,
    ],
    ["without a cost", (text) => text.replace(/"billed_cost":5\.\d+,/, ""), /page 0 line 6, column BilledCost: is empty/],
    [
      "of an unknown kind",
      (text) => text.replace('"kind":"usage"', '"kind":"gift"'),
      /page 0 line 2, column ChargeCategory: "gift" is none of usage, fee/,
    ],
    [
      "whose time is none",
      (text) => text.replace(/"from":\d+/, '"from":"soon"'),
      /page 0 line 1, column ChargePeriodStart: "soon" is not a count of seconds/,
    ],
  ])("%s refuses the month, by page, row and column", async (_what, change, message) => {
    server.meddle(body(change));
    await expect(withContext((context) => read(open(configOf("billing-api.json")), context))).rejects.toMatchObject({
      kind: "malformed",
      message: expect.stringMatching(message) as string,
    });
  });
});

interface Fault {
  readonly name: string;
  readonly meddle: (due: number, chance: () => number) => Meddle;
  /** Null: it depends on the seed. */
  readonly ending: "exact" | SourceErrorKind | null;
}

const answer =
  (status: number, headers: Record<string, string> = {}, body = "{}"): Meddle =>
  (_at, _request, response) => {
    response
      .writeHead(status, { "content-type": "application/json", "content-length": String(Buffer.byteLength(body)), ...headers })
      .end(body);
    return true;
  };
const once =
  (meddle: Meddle) =>
  (due: number) =>
  (at: number, ...rest: Parameters<Meddle> extends [number, ...infer More] ? More : never) =>
    at === due ? meddle(at, ...rest) : false;
const rewrite =
  (change: (text: string) => string): Meddle =>
  (_at, _request, _response, answer) => {
    answer.body = change(answer.body);
    return false;
  };

const faults: readonly Fault[] = [
  {
    name: "a third of requests fails",
    ending: "exact",
    meddle:
      (_due, chance) =>
      (at, ...rest) =>
        chance() < 0.33 ? answer(500)(at, ...rest) : false,
  },
  {
    name: "throttling storm",
    ending: "exact",
    meddle:
      () =>
      (at, ...rest) =>
        at % 5 < 3 ? answer(429, { "retry-after": "20" })(at, ...rest) : false,
  },
  { name: "503 with a date", ending: "exact", meddle: once(answer(503, { "retry-after": "Sun, 15 Nov 2026 00:00:09 GMT" })) },
  { name: "connection reset", ending: "exact", meddle: once((_at, request) => (request.socket.destroy(), true)) },
  {
    name: "body cut off",
    ending: "exact",
    meddle: once((_at, _request, response, { body }) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": String(body.length + 500) });
      response.write(body.slice(0, 700), () => void response.destroy());
      return true;
    }),
  },
  { name: "a page of HTML", ending: "exact", meddle: once(answer(200, { "content-type": "text/html" }, "<html>")) },
  { name: "HTML for ever", ending: "malformed", meddle: () => answer(200, { "content-type": "text/html" }, "<html>") },
  { name: "JSON cut short", ending: "exact", meddle: once(rewrite((text) => text.slice(0, -200))) },
  {
    name: "no list",
    ending: "malformed",
    meddle: () => rewrite((text) => text.replace('"items"', '"things"').replace('"records"', '"things"')),
  },
  {
    name: "a key twice",
    ending: "malformed",
    meddle: () => rewrite((text) => text.replace(/\{"(billed_cost|attributes)"/, '{"$1":1,"$1"')),
  },
  {
    name: "credential expires",
    ending: "auth",
    meddle:
      (due) =>
      (at, ...rest) =>
        at >= due ? answer(401)(at, ...rest) : false,
  },
  {
    name: "permission taken away",
    ending: "permission",
    meddle:
      (due) =>
      (at, ...rest) =>
        at >= due ? answer(403)(at, ...rest) : false,
  },
  { name: "redirect elsewhere", ending: "rejected", meddle: once(answer(302, { location: "http://169.254.169.254/" })) },
  { name: "a page that is gone", ending: null, meddle: once(answer(404)) },
  {
    name: "a link to another host",
    ending: null,
    meddle: () => rewrite((text) => text.replace("/services/data/v62.0/query/01gAB-120", "https://evil.example/01gAB-120")),
  },
  {
    name: "a page again",
    ending: "paging",
    meddle: () => rewrite((text) => text.replace("01gAB-120", "01gAB-60").replace('"next":"120"', '"next":"60"')),
  },
  {
    name: "a skipped page",
    ending: "changed",
    meddle: () => rewrite((text) => text.replace("01gAB-120", "01gAB-180").replace('"next":"120"', '"next":"180"')),
  },
  {
    name: "rows that come while it is read",
    ending: null,
    meddle:
      (due) =>
      (at, ...rest) =>
        at >= due ? rewrite((text) => text.replace(/("(?:total|totalSize)":)250/, "$1251"))(at, ...rest) : false,
  },
  {
    name: "a count that is none",
    ending: "malformed",
    meddle: () => rewrite((text) => text.replace(/("(?:total|totalSize)":)250/, '$1"many"')),
  },
  {
    name: "a page of 40 MB",
    ending: "too-large",
    meddle: () => (_at, _request, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": String(40 << 20) }).end(Buffer.alloc(40 << 20, 0x20));
      return true;
    },
  },
  {
    name: "lists in lists without end",
    ending: "malformed",
    meddle: () => (_at, _request, _response, answer) => ((answer.body = "[".repeat(500_000)), false),
  },
];

describe("a server with faults", () => {
  const readWith = async (file: string, { meddle }: Fault, seed: number): Promise<"exact" | SourceErrorKind> => {
    let state = seed * 7919;
    const chance = (): number => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
    server.meddle(meddle(seed % 5, chance));
    try {
      expect(await withContext((context) => read(open(configOf(file)), context), [server.host], seed)).toEqual(exact);
      return "exact";
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      for (const secret of [...Object.values(templateSecrets), "token-of-tests"])
        expect(error.message + JSON.stringify(error.context)).not.toContain(secret);
      return error.kind;
    }
  };

  it(`is read exactly, or not at all for a reason that has a name: ${faults.length * 2 * faultSeeds.length} runs of ${faults.length} faults`, async () => {
    expect(examples.size).toBe(2);
    const found: (readonly [string, readonly string[]])[] = [];
    for (const fault of faults) {
      const endings = new Set<string>();
      for (const file of examples.keys()) for (const seed of faultSeeds) endings.add(await readWith(file, fault, seed));
      found.push([fault.name, [...endings].sort()]);
    }
    for (const { name, ending } of faults) if (ending !== null) expect(found).toContainEqual([name, [ending]]);
    expect(found).toContainEqual(["a link to another host", ["exact", "untrusted-link"]]);
    // The first page has the address of the configuration; those after it have a link, which the server may forget.
    const gone = found.find(([name]) => name === "a page that is gone")?.[1] ?? [];
    expect([gone.at(-1), gone.filter((kind) => kind !== "stale-link" && kind !== "not-found")]).toEqual(["stale-link", []]);
  });
});

function never(): never {
  throw new Error("no month");
}
