import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Agent, request } from "undici";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { openTracer } from "../../../app/runtime/observability/trace";
import { SourceError } from "../../../app/sources/source-error";

const written = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.unknown(),
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({
              traceId: z.string().regex(/^[0-9a-f]{32}$/),
              spanId: z.string().regex(/^[0-9a-f]{16}$/),
              parentSpanId: z.string().optional(),
              name: z.string(),
              kind: z.number(),
              startTimeUnixNano: z.string().regex(/^\d{19}$/),
              endTimeUnixNano: z.string().regex(/^\d{19}$/),
              attributes: z.array(z.object({ key: z.string(), value: z.record(z.string()) })),
              status: z.object({ code: z.number(), message: z.string().optional() }),
            }),
          ),
        }),
      ),
    }),
  ),
});
type Span = z.infer<typeof written>["resourceSpans"][number]["scopeSpans"][number]["spans"][number];

let server: Server;
let url = "";
const received: { readonly path: string; readonly headers: object; readonly body: string }[] = [];

beforeAll(async () => {
  server = createServer((incoming, response) => {
    let body = "";
    incoming.on("data", (chunk: Buffer) => (body += chunk.toString()));
    incoming.on("end", () => {
      const { url: path = "", headers } = incoming;
      if (path.startsWith("/v1/traces")) received.push({ path, headers, body });
      response.writeHead(path.includes("gone") ? 404 : 200).end("{}");
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function* twoParts(dispatcher: Agent | ReturnType<Agent["compose"]>): AsyncGenerator<string> {
  for (const name of ["first", "gone"]) {
    const { body } = await request(`${url}/page/${name}?sig=canary-signature`, {
      dispatcher,
      headers: { authorization: "Bearer canary-token" },
    });
    await body.dump();
    yield name;
  }
}

it("a delivery is one trace: its parts, and in them their requests; nothing in it is secret", async () => {
  received.length = 0;
  const tracer = openTracer({
    OTEL_EXPORTER_OTLP_ENDPOINT: `${url}/`,
    OTEL_EXPORTER_OTLP_HEADERS: "x-api-key=a%20b, X-Two=2",
    OTEL_SERVICE_NAME: "bills",
  });
  const agent = new Agent();
  const dispatcher = tracer.requests(agent);
  const failure = new SourceError("throttled", "Bearer canary-token was refused");
  await expect(
    tracer.span("delivery", { "abi.source": "azure-cost-details", "abi.account": "100100", "abi.nothing": null }, async () => {
      for await (const part of tracer.parts(twoParts(dispatcher))) if (part === "gone") throw failure;
    }),
  ).rejects.toBe(failure);
  await tracer.flush();
  await agent.close();
  const [sent, ...more] = received;
  expect([sent?.path, more]).toEqual(["/v1/traces", []]);
  expect(sent?.headers).toMatchObject({ "content-type": "application/json", "x-api-key": "a b", "x-two": "2" });
  expect(sent?.body).not.toContain("canary");
  const { resourceSpans } = written.parse(JSON.parse(sent?.body ?? ""));
  expect(resourceSpans[0]?.resource).toEqual({ attributes: [{ key: "service.name", value: { stringValue: "bills" } }] });
  const spans = resourceSpans[0]?.scopeSpans[0]?.spans ?? [];
  const nameOf = (span: Span | undefined): string => (span === undefined ? "" : `${span.name}${attribute(span, "url.path")}`);
  const parentOf = (span: Span): string => nameOf(spans.find(({ spanId }) => spanId === span.parentSpanId));
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  expect(spans.map((span) => [parentOf(span), nameOf(span), attribute(span, "http.response.status_code"), span.status.code])).toEqual([
    ["part", "GET/page/first", "200", 1],
    ["delivery", "part", "", 1],
    ["part", "GET/page/gone", "404", 1],
    ["delivery", "part", "", 1],
    ["", "delivery", "", 2],
  ]);
  const root = spans.at(-1);
  expect(root?.attributes.map(({ key, value }) => [key, value["stringValue"]])).toEqual([
    ["abi.source", "azure-cost-details"],
    ["abi.account", "100100"],
    ["error.type", "throttled"],
  ]);
  for (const { startTimeUnixNano, endTimeUnixNano } of spans)
    expect(BigInt(endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(startTimeUnixNano));
});

it("a statement of the engine is a span of its delivery, and runs under an id that has those of trace and span; outside of one it runs as it is", async () => {
  received.length = 0;
  const tracer = openTracer({ OTEL_EXPORTER_OTLP_ENDPOINT: url });
  const asked: (string | undefined)[] = [];
  const ask = (text: string, ownId?: string): Promise<void> =>
    tracer.statement(text, ownId, (queryId) => {
      asked.push(queryId);
      return Promise.resolve();
    });
  await ask("SELECT 1");
  await tracer.span("delivery", {}, async () => {
    await ask("SELECT 'canary-account' FROM BillingSnapshot");
    await ask("ALTER TABLE DailyFocusCost DROP PARTITION ('canary-account')", "own-1");
    await expect(tracer.statement("OPTIMIZE", undefined, () => Promise.reject(new Error("canary")))).rejects.toThrow("canary");
  });
  await tracer.flush();
  const spans = received.flatMap(({ body }) => written.parse(JSON.parse(body)).resourceSpans[0]?.scopeSpans[0]?.spans ?? []);
  const [select, alter, optimize, delivery] = spans;
  expect(spans.map(({ name, status }) => [name, status.code])).toEqual([
    ["SELECT", 1],
    ["ALTER TABLE DailyFocusCost", 1],
    ["statement", 2],
    ["delivery", 1],
  ]);
  expect([select, alter, optimize].map((span) => span?.parentSpanId)).toEqual(Array(3).fill(delivery?.spanId));
  expect(asked).toEqual([undefined, `trace-${select?.traceId ?? ""}-${select?.spanId ?? ""}`, "own-1"]);
  expect(received.map(({ body }) => body).join()).not.toContain("canary");
});

it("a span whose work resolves with a failure is one of failure, and one that resolves with something else is not", async () => {
  received.length = 0;
  const tracer = openTracer({ OTEL_EXPORTER_OTLP_ENDPOINT: url });
  const failureOf = (value: string) => (value === "refused" ? { type: "closed-month", message: "2026-08 is closed" } : null);
  for (const value of ["published", "refused"])
    expect(await tracer.span("delivery", {}, () => Promise.resolve(value), failureOf)).toBe(value);
  await tracer.flush();
  const spans = received.flatMap(({ body }) => written.parse(JSON.parse(body)).resourceSpans[0]?.scopeSpans[0]?.spans ?? []);
  expect(spans.map((span) => [span.status, attribute(span, "error.type")])).toEqual([
    [{ code: 1 }, ""],
    [{ code: 2, message: "2026-08 is closed" }, "closed-month"],
  ]);
});

it("a request that has no answer ends its span with the code of the failure", async () => {
  received.length = 0;
  const tracer = openTracer({ OTEL_EXPORTER_OTLP_ENDPOINT: url });
  const agent = new Agent();
  const closed = createServer((incoming) => incoming.socket.destroy());
  await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
  const { port } = closed.address() as AddressInfo;
  await expect(request(`http://127.0.0.1:${port}/x`, { dispatcher: tracer.requests(agent) })).rejects.toThrow();
  await tracer.flush();
  closed.close();
  await agent.close();
  const [span] = written.parse(JSON.parse(received[0]?.body ?? "")).resourceSpans[0]?.scopeSpans[0]?.spans ?? [];
  expect([span?.status.code, attribute(span, "error.type"), attribute(span, "server.address")]).toEqual([
    2,
    "UND_ERR_SOCKET",
    `http://127.0.0.1:${port}`,
  ]);
});

it("without a collector's address there are no spans, and connections and parts are the same objects", async () => {
  for (const env of [{}, { OTEL_EXPORTER_OTLP_ENDPOINT: "" }, { OTEL_EXPORTER_OTLP_ENDPOINT: "nowhere" }]) {
    const tracer = openTracer(env);
    const agent = new Agent();
    const parts = twoParts(agent);
    expect([tracer.requests(agent), tracer.parts(parts), await tracer.span("a", {}, () => Promise.resolve(7))]).toEqual([agent, parts, 7]);
    await agent.close();
  }
});

it("a collector that is away or refuses costs the spans and nothing else", async () => {
  for (const endpoint of ["http://127.0.0.1:9", `${url}/gone`]) {
    const tracer = openTracer({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
    expect(await tracer.span("delivery", {}, () => Promise.resolve("done"))).toBe("done");
    await tracer.flush();
  }
});

function attribute(span: Span | undefined, name: string): string {
  return Object.values(span?.attributes.find(({ key }) => key === name)?.value ?? {})[0] ?? "";
}
