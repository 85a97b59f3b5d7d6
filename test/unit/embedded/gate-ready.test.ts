import { createServer } from "node:http";
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openIngestGate, type IngestGate } from "../../../embedded/launcher/ingest-gate.js";

/** What Moose says of its services, one answer after the other; the last for ever. */
let answers: readonly { readonly healthy: readonly string[]; readonly unhealthy: readonly string[] }[] = [];
let asked = 0;
const moose = createServer((_, response) => {
  const answer = answers[Math.min(asked, answers.length - 1)];
  asked += 1;
  response.writeHead(answer?.unhealthy.length === 0 ? 200 : 503).end(JSON.stringify(answer));
});

/** A broker that answers ApiVersions, or takes connections and says nothing. */
let brokerAnswers = true;
const connections = new Set<Socket>();
const kafka = createTcpServer((socket) => {
  connections.add(socket.on("error", () => undefined));
  socket.on("data", (request) => {
    if (!brokerAnswers) return;
    const answer = Buffer.alloc(14);
    answer.writeInt32BE(10, 0);
    request.copy(answer, 4, 8, 12);
    socket.write(answer);
  });
});

/** The API workers. */
const workers = createServer();
const listen = (server: Server): Promise<number> =>
  new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => {
      resolve((server.address() as AddressInfo).port);
    }),
  );
const portOf = (server: Server): number => (server.address() as AddressInfo).port;
let gate: IngestGate;

beforeAll(async () => {
  const broker = `127.0.0.1:${await listen(kafka)}`;
  gate = await openIngestGate({
    host: "127.0.0.1",
    port: 0,
    moosePort: await listen(moose),
    apiPort: await listen(workers),
    broker,
    messageTimeoutMs: 10_000,
  });
});
afterAll(async () => {
  await gate.close();
  moose.close();
  workers.close();
  for (const socket of connections) socket.destroy();
  kafka.close();
});
beforeEach(() => {
  asked = 0;
  brokerAnswers = true;
});

async function ready(): Promise<readonly [number, unknown]> {
  const response = await fetch(`http://127.0.0.1:${gate.port}/ready`);
  return [response.status, await response.json()];
}

describe("GET /ready before Moose", () => {
  it("is 200 when Kafka answers, though Moose's own probe of it missed its two seconds", async () => {
    answers = [{ healthy: ["Redis", "ClickHouse", "Temporal"], unhealthy: ["Redpanda"] }];
    expect(await ready()).toEqual([200, { healthy: ["Redis", "ClickHouse", "Temporal", "Redpanda", "Consumption API"], unhealthy: [] }]);
    expect(asked).toBe(1);
  });

  it("takes no part for unhealthy by one probe", async () => {
    answers = [
      { healthy: ["Redis", "Redpanda", "ClickHouse"], unhealthy: ["Temporal"] },
      { healthy: ["Redis", "Redpanda", "Temporal"], unhealthy: ["ClickHouse"] },
    ];
    expect(await ready()).toEqual([200, { healthy: ["Redis", "Redpanda", "ClickHouse", "Temporal", "Consumption API"], unhealthy: [] }]);
  });

  it("is 503 and names ClickHouse alone when that is gone and Moose blames Kafka too", async () => {
    answers = [{ healthy: ["Redis", "Temporal"], unhealthy: ["Redpanda", "ClickHouse"] }];
    expect(await ready()).toEqual([503, { healthy: ["Redis", "Temporal", "Redpanda", "Consumption API"], unhealthy: ["ClickHouse"] }]);
    expect(asked).toBe(3);
  });

  it("is 503 and names Kafka when its broker takes connections and answers nothing", async () => {
    brokerAnswers = false;
    answers = [{ healthy: ["Redis", "ClickHouse", "Temporal"], unhealthy: ["Redpanda"] }];
    expect(await ready()).toEqual([503, { healthy: ["Redis", "ClickHouse", "Temporal", "Consumption API"], unhealthy: ["Redpanda"] }]);
  });

  it("is 503 and names Kafka when its broker answers, and refuses Moose's login", async () => {
    answers = [{ healthy: ["Redis", "ClickHouse", "Temporal"], unhealthy: ["Redpanda"] }];
    const refusing = createTcpServer((socket) =>
      socket.on("error", () => undefined).on("data", () => socket.write(Buffer.from([0, 0, 0, 10, 0, 0, 0, 0, 0, 58, 0, 0, 0, 0]))),
    );
    const [moosePort, apiPort, brokerPort] = [portOf(moose), portOf(workers), await listen(refusing)];
    const strict = await openIngestGate({
      host: "127.0.0.1",
      port: 0,
      moosePort,
      apiPort,
      broker: `127.0.0.1:${brokerPort}`,
      kafkaUser: { mechanism: "PLAIN", name: "billing", password: "old" },
      messageTimeoutMs: 10_000,
    });
    const response = await fetch(`http://127.0.0.1:${strict.port}/ready`);
    expect([response.status, await response.json()]).toEqual([
      503,
      { healthy: ["Redis", "ClickHouse", "Temporal", "Consumption API"], unhealthy: ["Redpanda"] },
    ]);
    await strict.close();
    refusing.close();
  });

  it("is 503 while the API workers take no connection, of whom Moose's own says nothing", async () => {
    answers = [{ healthy: ["Redis"], unhealthy: [] }];
    await new Promise((resolve) => workers.close(resolve));
    expect(await ready()).toEqual([503, { healthy: ["Redis"], unhealthy: ["Consumption API"] }]);
  });
});
