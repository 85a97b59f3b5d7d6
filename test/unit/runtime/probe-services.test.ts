import { createServer as createGrpcServer, type ServerHttp2Session } from "node:http2";
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { afterAll, describe, expect, it } from "vitest";
import {
  admitsWithoutLogin,
  loginToKafka,
  probeKafka,
  probeRedis,
  probeTemporal,
  readRedisVersion,
} from "../../../app/runtime/observability/probe-services";

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
/** Its length, the number of the question, the error, and a list of nothing. */
const kafkaAnswer = (error: number): Buffer => Buffer.from([0, 0, 0, 10, 0, 0, 0, 0, 0, error, 0, 0, 0, 0]);
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

  it("Kafka without a login, which a broker that wants one ends the connection at", async () => {
    const closes = createServer((socket) => socket.on("error", () => undefined).on("data", () => socket.destroy()));
    open.push({ close: () => closes.close() });
    expect(await admitsWithoutLogin(`127.0.0.1:${await serve(kafka)}`)).toBe(true);
    expect(await admitsWithoutLogin(`127.0.0.1:${await listen(closes)}`)).toBe(false);
  });

  it("Kafka lets a user in, refuses it, or does not know its mechanism, as Apache Kafka 3.9.1 answers", async () => {
    const seen: string[] = [];
    /** A broker that knows PLAIN, and one password. Both requests may come in one piece. */
    const broker = (request: Buffer): Buffer => {
      seen.push(request.toString("latin1").replaceAll("\0", "."));
      const isKnown = request.includes("PLAIN");
      const answers = [kafkaAnswer(isKnown ? 0 : 33)];
      if (isKnown && request.includes("\0billing\0")) answers.push(kafkaAnswer(request.includes("\0right") ? 0 : 58));
      return Buffer.concat(answers);
    };
    const at = `127.0.0.1:${await serve(broker)}`;
    const user = { mechanism: "plain", name: "billing", password: "right" };
    expect(await loginToKafka(at, user)).toBe("accepted");
    expect(seen).toEqual([expect.stringMatching(/PLAIN.*\.billing\.right$/s)]);
    expect(await loginToKafka(`127.0.0.1:${nobody},${at}`, user)).toBe("accepted");
    expect(await loginToKafka(at, { ...user, password: "wrong" })).toBe("refused");
    expect(await loginToKafka(at, { ...user, mechanism: "SCRAM-SHA-256" })).toBe("mechanism-unknown");
    const scram = `127.0.0.1:${await serve(() => kafkaAnswer(0))}`;
    expect(await loginToKafka(scram, { ...user, mechanism: "SCRAM-SHA-256" })).toBe("mechanism-known");
    expect(await loginToKafka(`127.0.0.1:${nobody}`, user)).toBe("no-answer");
    expect(await loginToKafka(`127.0.0.1:${await serve(null)}`, user, patienceMs)).toBe("no-answer");
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

  it("Redis says its version to whoever has the password, as its protocol writes commands", async () => {
    const sent: string[] = [];
    const info = "# Server\r\nredis_version:7.2.5\r\n";
    const answer = (request: Buffer): string => {
      sent.push(request.toString());
      return request.includes("pä$$") || !request.includes("AUTH")
        ? `+OK\r\n$${info.length}\r\n${info}\r\n`
        : "-WRONGPASS no\r\n-NOAUTH\r\n";
    };
    const port = await serve(answer);
    expect(await readRedisVersion(`redis://127.0.0.1:${port}`, patienceMs)).toBe("7.2.5");
    expect(await readRedisVersion(`redis://ann:${encodeURIComponent("pä$$")}@127.0.0.1:${port}/0`, patienceMs)).toBe("7.2.5");
    expect(await readRedisVersion(`redis://:wrong@127.0.0.1:${port}`, patienceMs)).toBe(null);
    expect(await readRedisVersion("rediss://127.0.0.1:1")).toBe(null);
    await expect(readRedisVersion(`redis://127.0.0.1:${nobody}`)).rejects.toThrow("does not answer");
    await expect(readRedisVersion(`redis://127.0.0.1:${await serve(null)}`, patienceMs)).rejects.toThrow("does not answer");
    expect(sent.slice(0, 2)).toEqual([
      "*2\r\n$4\r\nINFO\r\n$6\r\nserver\r\n",
      "*3\r\n$4\r\nAUTH\r\n$3\r\nann\r\n$5\r\npä$$\r\n*2\r\n$4\r\nINFO\r\n$6\r\nserver\r\n",
    ]);
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
