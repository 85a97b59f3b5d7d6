import { createServer, request, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openIngestGate, type IngestGate } from "../../../embedded/launcher/ingest-gate.js";

interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const record = '{"enrollment":"100","currency":"CNY","date":"2026-10-05","extendedCost":"1"}';
/** Nobody listens there. */
const broker = "127.0.0.1:1";
/** As in moose.config.toml. */
const messageTimeoutMs = 10_000;
let gate: IngestGate;
let seen: Seen[] = [];
let answerWith = { status: 200, body: "SUCCESS" };
const moose = createServer((message, response) => {
  void text(message).then((body) => {
    seen.push({ method: message.method ?? "", path: message.url ?? "", headers: message.headers, body });
    response.writeHead(answerWith.status, { "x-moose": "yes" }).end(answerWith.body);
  });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => moose.listen(0, "127.0.0.1", resolve));
  gate = await openIngestGate({
    host: "127.0.0.1",
    port: 0,
    moosePort: (moose.address() as AddressInfo).port,
    apiPort: (moose.address() as AddressInfo).port,
    broker,
    messageTimeoutMs,
  });
});
afterAll(async () => {
  await gate.close();
  moose.closeAllConnections();
  moose.close();
});

async function send(path: string, options: RequestInit = {}): Promise<readonly [number, string, string | null]> {
  seen = [];
  const response = await fetch(`http://127.0.0.1:${gate.port}${path}`, options);
  return [response.status, await response.text(), response.headers.get("x-moose")];
}
const ingest = (body: string, path = "/ingest/AzureBillingDetail") => send(path, { method: "POST", body });

describe("the gate before Moose", () => {
  it("hands a question and its answer on as they are", async () => {
    answerWith = { status: 418, body: "[1]" };
    expect(await send("/api/costs?month=2026-10", { headers: { authorization: "Bearer k", host: "x" } })).toEqual([418, "[1]", "yes"]);
    expect(seen).toMatchObject([{ method: "GET", path: "/api/costs?month=2026-10", headers: { authorization: "Bearer k" }, body: "" }]);
    answerWith = { status: 200, body: "SUCCESS" };
    expect(await send("/query", { method: "POST", body: "[] []" })).toEqual([200, "SUCCESS", "yes"]);
    expect(seen).toMatchObject([{ method: "POST", path: "/query", body: "[] []" }]);
  });

  it("sends a browser from the root to the dashboard, and a program to Moose", async () => {
    answerWith = { status: 200, body: "SUCCESS" };
    const asked = (accept: string) => fetch(`http://127.0.0.1:${gate.port}/`, { headers: { accept }, redirect: "manual" });
    const browser = await asked("text/html,application/xhtml+xml,*/*;q=0.8");
    expect([browser.status, browser.headers.get("location")]).toEqual([302, "/ui/"]);
    const program = await asked("*/*");
    expect([program.status, await program.text()]).toEqual([200, "SUCCESS"]);
  });

  it("asks the API workers what is under /api, and Moose everything else", async () => {
    const worker = createServer((message, response) => {
      response.writeHead(200, { "x-worker": message.url ?? "" }).end("rows");
    });
    await new Promise<void>((resolve) => worker.listen(0, "127.0.0.1", resolve));
    const { port: moosePort } = moose.address() as AddressInfo;
    const both = await openIngestGate({
      host: "127.0.0.1",
      port: 0,
      moosePort,
      apiPort: (worker.address() as AddressInfo).port,
      broker,
      messageTimeoutMs,
    });
    const seenBy = async (path: string, method = "GET"): Promise<string | null> =>
      (await fetch(`http://127.0.0.1:${both.port}${path}`, { method })).headers.get("x-worker");
    expect(await seenBy("/api/costs?month=2026-10")).toBe("/api/costs?month=2026-10");
    for (const path of ["/status", "/apis", "/api", "/API/costs", "/consumption/costs"])
      expect([path, await seenBy(path)]).toEqual([path, null]);
    expect(await seenBy("/api/costs", "OPTIONS")).toBeNull();
    await both.close();
    worker.close();
  });

  it.each([
    ["application/json", "x".repeat(5000), "gzip, deflate", "gzip", "Accept-Encoding"],
    ["text/csv; charset=utf-8", "x".repeat(5000), "br;q=0.5, *;q=1.0", "gzip", "Accept-Encoding"],
    ["application/json", "x".repeat(5000), "gzip, deflate, br", "br", "Accept-Encoding"],
    ["application/json", "x".repeat(5000), "identity", null, "Accept-Encoding"],
    ["application/json", "x".repeat(5000), "gzip;q=0, *", "br", "Accept-Encoding"],
    ["application/json", "x", "gzip", null, null],
    ["application/vnd.apache.parquet", "x".repeat(5000), "gzip", null, null],
  ])("answers %s to a caller who accepts it compressed", async (type, body, accepted, encoding, vary) => {
    const upstream = createServer((_, response) => {
      response.writeHead(200, { "content-type": type, "content-length": body.length }).end(body);
    });
    await new Promise<void>((resolve) => upstream.listen(0, "127.0.0.1", resolve));
    const { port } = upstream.address() as AddressInfo;
    const zipping = await openIngestGate({ host: "127.0.0.1", port: 0, moosePort: port, apiPort: port, broker, messageTimeoutMs });
    for (const path of ["/api/costs", "/status"]) {
      const response = await fetch(`http://127.0.0.1:${zipping.port}${path}`, { headers: { "accept-encoding": accepted } });
      expect([response.headers.get("content-encoding"), response.headers.get("vary"), await response.text()]).toEqual([
        encoding,
        vary,
        body,
      ]);
    }
    await zipping.close();
    upstream.close();
  });

  it("cuts an answer off that is cut off, compressed or not", async () => {
    const broken = createServer((_, response) => {
      response.writeHead(200, { "content-type": "text/csv" }).write("x".repeat(100_000));
      setTimeout(() => response.destroy(), 20);
    });
    await new Promise<void>((resolve) => broken.listen(0, "127.0.0.1", resolve));
    const { port } = broken.address() as AddressInfo;
    const cutting = await openIngestGate({ host: "127.0.0.1", port: 0, moosePort: port, apiPort: port, broker, messageTimeoutMs });
    for (const accepted of ["gzip", "identity"]) {
      const response = await fetch(`http://127.0.0.1:${cutting.port}/api/charges`, { headers: { "accept-encoding": accepted } });
      await expect(response.text()).rejects.toThrow("terminated");
    }
    await cutting.close();
    broken.close();
  });

  it("acknowledges no records that Moose acknowledged after the time in which it gives a message up", async () => {
    const slow = createServer((message, response) => {
      void text(message).then(() => setTimeout(() => response.end("SUCCESS"), 120));
    });
    await new Promise<void>((resolve) => slow.listen(0, "127.0.0.1", resolve));
    const { port } = slow.address() as AddressInfo;
    const doubting = await openIngestGate({ host: "127.0.0.1", port: 0, moosePort: port, apiPort: port, broker, messageTimeoutMs: 100 });
    const post = (path: string, body: string) => fetch(`http://127.0.0.1:${doubting.port}${path}`, { method: "POST", body });
    const doubted = await post("/ingest/AzureBillingDetail", record);
    expect([doubted.status, await doubted.text()]).toEqual([503, expect.stringContaining("is not known. Send them again")]);
    expect((await post("/query", "{}")).status).toBe(200);
    await doubting.close();
    slow.close();
  });

  it("drops the body of a GET, so that no other caller's connection begins with it", async () => {
    seen = [];
    const smuggled = "GET /api/costs HTTP/1.1\r\nHost: x\r\n\r\n";
    await new Promise<void>((resolve, reject) => {
      request({ port: gate.port, host: "127.0.0.1", path: "/status", headers: { "content-length": smuggled.length } }, (response) => {
        response.resume().once("end", resolve);
      })
        .once("error", reject)
        .end(smuggled);
    });
    expect(seen.map(({ path, body }) => [path, body])).toEqual([["/status", ""]]);
  });

  it.each(["/ingest/AzureBillingDetail", "/INGEST/azurebillingdetail/?x=1", "//ingest/AzureBillingDetail"])(
    "gives Moose records on lines as an array, and says how many, at %s",
    async (path) => {
      expect(await ingest(`${record}\n${record}\n`, path)).toEqual([200, "SUCCESS: 2 records, one on each line", null]);
      expect(seen).toMatchObject([{ method: "POST", path, body: `[${record},${record}]` }]);
    },
  );

  it.each([
    ["absolute", (port: number) => `http://127.0.0.1:${port}/ingest/AzureBillingDetail`],
    ["with segments that say nothing", () => "/./ingest//./AzureBillingDetail/"],
    ["with a fragment", () => "/ingest/AzureBillingDetail#x"],
  ])("knows a target that is written otherwise, since Moose does: %s", async (_, target) => {
    seen = [];
    const status = await new Promise((resolve, reject) => {
      request({ port: gate.port, host: "127.0.0.1", method: "POST", path: target(gate.port) }, (response) => {
        response.resume().once("end", () => {
          resolve(response.statusCode);
        });
      })
        .once("error", reject)
        .end(`[${record}]x`);
    });
    expect([status, seen]).toEqual([400, []]);
  });

  it("says SUCCESS as Moose does for one record and an array, and that an empty one says nothing", async () => {
    expect(await ingest(record)).toEqual([200, "SUCCESS", "yes"]);
    expect(await ingest(`[${record}]`)).toEqual([200, "SUCCESS", "yes"]);
    expect(await ingest("[]")).toEqual([200, "SUCCESS: 0 records, the array is empty", null]);
  });

  it("leaves Moose's refusals as they are", async () => {
    answerWith = { status: 401, body: "Unauthorized" };
    expect(await ingest(`${record}\n${record}`)).toEqual([401, "Unauthorized", "yes"]);
    answerWith = { status: 200, body: "SUCCESS" };
  });

  it.each([
    ["a part of which Moose would pass over", `[${record}]x`, 400, { code: "bad-body" }],
    [
      "a record of which is larger than a message",
      `[${record},{"tags":"${"x".repeat(800_000)}"}]`,
      413,
      { code: "body-too-large", parameter: "[1]" },
    ],
    ["that is larger than Moose takes", " ".repeat(10_485_761), 413, { code: "body-too-large" }],
  ])("refuses a request %s, and Moose sees nothing of it", async (_, body, status, error) => {
    const [given, said] = await ingest(body);
    expect([given, JSON.parse(said)]).toEqual([status, { error: expect.objectContaining(error) as object }]);
    expect(seen).toEqual([]);
  });

  it.each(["gzip", "br", "gzip, identity"])("says that a body in %s is not accepted, and hands on none of it", async (encoding) => {
    const headers = { "content-encoding": encoding };
    const [status, answer] = await send("/ingest/AzureBillingDetail", { method: "POST", body: gzipSync(record), headers });
    expect([status, JSON.parse(answer)]).toEqual([
      415,
      {
        error: {
          code: "encoding-not-accepted",
          message: `Content-Encoding ${encoding} is not accepted: send the body uncompressed. Nothing of this request is stored`,
        },
      },
    ]);
    expect(seen).toEqual([]);
    expect(await send("/ingest/AzureBillingDetail", { method: "POST", body: record, headers: { "content-encoding": "Identity" } })).toEqual(
      [200, "SUCCESS", "yes"],
    );
  });

  it("refuses a misspelt field of a rule with its name", async () => {
    const [status, said] = await ingest('{"id":1,"pattern":"x","application":"pay","enable":false}', "/ingest/ApplicationTag");
    expect(status).toBe(400);
    expect(said).toContain('unknown field \\"enable\\"');
    expect(seen).toEqual([]);
  });

  it("outlives a Moose that answers a long request at once and hangs up, and a caller that goes away", async () => {
    const abrupt = createServer((message, response) => {
      response.writeHead(401, { "content-length": 100 }).write("no", () => {
        setTimeout(() => message.socket.resetAndDestroy(), 20);
      });
    });
    await new Promise<void>((resolve) => abrupt.listen(0, "127.0.0.1", resolve));
    const before = await openIngestGate({
      host: "127.0.0.1",
      port: 0,
      moosePort: (abrupt.address() as AddressInfo).port,
      apiPort: (abrupt.address() as AddressInfo).port,
      broker,
      messageTimeoutMs,
    });
    const url = `http://127.0.0.1:${before.port}/query`;
    for (let round = 0; round < 5; round += 1) {
      const outcome = await fetch(url, { method: "POST", body: Buffer.alloc(8 << 20, 32) }).then(
        (response) =>
          response.text().then(
            () => response.status,
            () => response.status,
          ),
        () => "cut off",
      );
      expect([401, 503, "cut off"]).toContain(outcome);
      await fetch(url, { method: "POST", body: Buffer.alloc(8 << 20, 32), signal: AbortSignal.timeout(5) }).catch(() => undefined);
    }
    expect((await fetch(url)).status).toBe(401);
    await before.close();
    abrupt.closeAllConnections();
    abrupt.close();
  });

  it("says 503 while Moose does not answer", async () => {
    const alone = await openIngestGate({ host: "127.0.0.1", port: 0, moosePort: 9, apiPort: 9, broker, messageTimeoutMs });
    const response = await fetch(`http://127.0.0.1:${alone.port}/health`);
    expect([response.status, await response.json()]).toEqual([
      503,
      { error: { code: "unavailable", message: expect.stringContaining("Moose did not answer") as string } },
    ]);
    await alone.close();
  });

  it("fails when its port is taken", async () => {
    await expect(
      openIngestGate({ host: "127.0.0.1", port: gate.port, moosePort: 9, apiPort: 9, broker, messageTimeoutMs }),
    ).rejects.toThrow("EADDRINUSE");
  });
});
