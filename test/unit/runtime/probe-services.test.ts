import { createServer as createGrpcServer, type ServerHttp2Session } from "node:http2";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { afterAll, describe, expect, it } from "vitest";
import { probeKafka, probeRedis, probeTemporal } from "../../../app/runtime/observability/probe-services";

const open: { readonly close: () => void }[] = [];
afterAll(() => {
  for (const { close } of open) close();
});

/** A server that answers all it is sent with `answer`, or never. */
function serve(answer: ((request: Buffer) => Buffer | string) | null): Promise<number> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on("error", () => undefined));
    socket.on("data", (request) => answer !== null && socket.write(answer(request)));
  });
  open.push({
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  });
  return listen(server);
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => {
      resolve((server.address() as AddressInfo).port);
    }),
  );

/** Nobody listens there. */
const nobody = 1;
const patienceMs = 300;
const kafka = (request: Buffer): Buffer => Buffer.concat([Buffer.from([0, 0, 0, 10]), request.subarray(8, 12), Buffer.alloc(6)]);

describe("a service answers when it answers its own protocol:", () => {
  it("Kafka, be it one broker of several", async () => {
    const port = await serve(kafka);
    expect(await probeKafka(`127.0.0.1:${nobody}, PLAINTEXT://127.0.0.1:${port}`)).toBe(true);
    expect(await probeKafka(`127.0.0.1:${nobody}`)).toBe(false);
    expect(await probeKafka(`127.0.0.1:${await serve(() => "HTTP/1.1 400 Bad Request")}`)).toBe(false);
    expect(await probeKafka(`127.0.0.1:${await serve(null)}`, patienceMs)).toBe(false);
    expect(await probeKafka("no address")).toBe(false);
  });

  it("Redis, be it only that it wants a password", async () => {
    const redis = async (answer: string | null): Promise<boolean> =>
      probeRedis(`redis://:secret@127.0.0.1:${await serve(answer === null ? null : () => answer)}/0`, patienceMs);
    expect(await redis("+PONG\r\n")).toBe(true);
    expect(await redis("-NOAUTH Authentication required.\r\n")).toBe(true);
    expect(await redis("-LOADING Redis is loading the dataset in memory\r\n")).toBe(false);
    expect(await redis(null)).toBe(false);
    expect(await probeRedis("redis://127.0.0.1:1")).toBe(false);
  });

  it("Temporal, be it only with a gRPC error", async () => {
    const sessions = new Set<ServerHttp2Session>();
    const server = createGrpcServer((_, response) => {
      response.writeHead(200, { "content-type": "application/grpc", "grpc-status": "5" });
      response.end();
    }).on("session", (session) => sessions.add(session));
    open.push({
      close: () => {
        for (const session of sessions) session.destroy();
        server.close();
      },
    });
    expect(await probeTemporal("127.0.0.1", await listen(server))).toBe(true);
    expect(await probeTemporal("127.0.0.1", nobody)).toBe(false);
    expect(await probeTemporal("127.0.0.1", await serve(null), patienceMs)).toBe(false);
  });
});
