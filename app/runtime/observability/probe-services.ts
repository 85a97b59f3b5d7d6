import { connect } from "node:http2";
import { createConnection } from "node:net";

/**
 * Whether a Kafka broker of `broker` (`host:port`, or several with commas) answers a request within `patienceMs`: ApiVersions, the first that any client sends.
 * Moose's `/ready` asks with a new consumer and allows two seconds, which a healthy broker misses half of the time.
 * Of a broker that takes TLS only this proves nothing: false.
 */
export async function probeKafka(broker: string, patienceMs = defaultPatienceMs): Promise<boolean> {
  return askBrokers(broker, apiVersions, isKafkaAnswer, patienceMs);
}

/** Whether a broker of `broker` answers Metadata, which one that wants a login answers by closing the connection. */
export async function admitsWithoutLogin(broker: string, patienceMs = defaultPatienceMs): Promise<boolean> {
  return askBrokers(broker, noMetadata, isKafkaAnswer, patienceMs);
}

/** A user of Kafka's SASL. */
export interface KafkaUser {
  readonly mechanism: string;
  readonly name: string;
  readonly password: string;
}

/**
 * What the brokers of `broker` make of a login with SASL and without TLS; `refused` when one of them refuses it. Only the mechanism is tried where that is not
 * PLAIN (`mechanism-known`). An answer to ApiVersions says nothing of it: brokers give it before a login.
 */
export async function loginToKafka(
  broker: string,
  { mechanism, name, password }: KafkaUser,
  patienceMs = defaultPatienceMs,
): Promise<"accepted" | "mechanism-known" | "mechanism-unknown" | "refused" | "no-answer"> {
  const triesPassword = mechanism.toUpperCase() === "PLAIN";
  const token = Buffer.from(`\0${name}\0${password}`);
  const request = [kafkaRequest(saslHandshake, 1, withLength(2, Buffer.from(mechanism.toUpperCase())))];
  if (triesPassword) request.push(kafkaRequest(saslAuthenticate, 0, withLength(4, token)));
  const faults: number[] = [];
  // Each answer: its length, the number of the question, and the error, 0 for none.
  const isAnswer = (head: Buffer): boolean | undefined => {
    let at = 0;
    const errors: number[] = [];
    while (head.length >= at + 10 && head.length >= at + 4 + head.readInt32BE(at)) {
      errors.push(head.readInt16BE(at + 8));
      at += 4 + head.readInt32BE(at);
    }
    const fault = errors.find((error) => error !== 0);
    if (fault !== undefined) faults.push(fault);
    return fault !== undefined || errors.length === request.length ? true : undefined;
  };
  const answered = await askBrokers(broker, Buffer.concat(request), isAnswer, patienceMs);
  if (!answered) return "no-answer";
  if (faults.length > 0) return faults.includes(unknownMechanism) ? "mechanism-unknown" : "refused";
  return triesPassword ? "accepted" : "mechanism-known";
}

/** The length of the answer, then the number of the question. */
function isKafkaAnswer(head: Buffer): boolean | undefined {
  return head.length < 8 ? undefined : head.readInt32BE(4) === kafkaQuestion;
}

/** Whether one of the brokers answers. */
async function askBrokers(
  broker: string,
  request: Buffer,
  isAnswer: (head: Buffer) => boolean | undefined,
  patienceMs: number,
): Promise<boolean> {
  const answers = await Promise.all(
    broker.split(",").map((text) => {
      const [, host, port] = /^(?:\w+:\/\/)?\[?([^[\]]+?)\]?:(\d+)$/.exec(text.trim()) ?? [];
      return host === undefined ? Promise.resolve(false) : exchange(host, Number(port), request, isAnswer, patienceMs);
    }),
  );
  return answers.includes(true);
}

/** Whether the Redis of `url` answers PING, be it only that it wants a password. False for `rediss:`, of which this proves nothing. */
export async function probeRedis(url: string, patienceMs = defaultPatienceMs): Promise<boolean> {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, port } = new URL(url);
  const isAnswer = (head: Buffer): boolean | undefined =>
    head.length < 5 ? undefined : /^(?:\+PONG|-NOAUTH)/.test(head.toString("latin1", 0, 7));
  return protocol === "redis:" && (await exchange(hostname, Number(port || 6379), Buffer.from("PING\r\n"), isAnswer, patienceMs));
}

/**
 * The version that the Redis of `url` says, which is asked with the user and password of the address. Null when it does not say, and for `rediss:`. Rejects when it does
 * not answer.
 */
export async function readRedisVersion(url: string, patienceMs = defaultPatienceMs): Promise<string | null> {
  const { protocol, hostname, port } = new URL(url);
  if (protocol !== "redis:") return null;
  const auth = redisLogin(url);
  let version: string | null = null;
  const isAnswer = (head: Buffer): boolean | undefined => {
    const text = head.toString("latin1");
    version = /redis_version:([\w.-]+)/.exec(text)?.[1] ?? null;
    // An error is an answer too, after which nothing comes.
    return version !== null || text.startsWith("-") || /\r\n-/.test(text) ? true : undefined;
  };
  const answered = await exchange(
    hostname,
    Number(port || 6379),
    Buffer.from(`${auth}${redisCommand(["INFO", "server"])}`),
    isAnswer,
    patienceMs,
  );
  if (!answered) throw new Error("Redis does not answer");
  return version;
}

/** Whether the Redis of `url` answers PING to the user of the address. One that does not know its version, as that of `moose dev`, is asked so. */
export function admitsToRedis(url: string, patienceMs = defaultPatienceMs): Promise<boolean> {
  const { hostname, port } = new URL(url);
  // The answer to AUTH comes before it, an error where no password is set.
  const isAnswer = (head: Buffer): boolean | undefined => {
    const text = head.toString("latin1");
    return text.includes("+PONG") ? true : text.includes("-NOAUTH") ? false : undefined;
  };
  return exchange(hostname, Number(port || 6379), Buffer.from(`${redisLogin(url)}${redisCommand(["PING"])}`), isAnswer, patienceMs);
}

/** AUTH with the user and password of the address; empty where it has none. */
function redisLogin(url: string): string {
  const { username, password } = new URL(url);
  const names = username === "" ? [password] : [username, password];
  return password === "" ? "" : redisCommand(["AUTH", ...names.map(decodeURIComponent)]);
}

/** As RESP writes a command: the number of its words, then each with its length in bytes. */
function redisCommand(words: readonly string[]): string {
  return `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join("")}`;
}

/** Whether Temporal's server answers a gRPC request (its health check), be it only with an error. False where it takes TLS, of which this proves nothing. */
export function probeTemporal(host: string, port: number, patienceMs = defaultPatienceMs): Promise<boolean> {
  return new Promise((resolve) => {
    const session = connect(`http://${host.includes(":") ? `[${host}]` : host}:${port}`);
    const end = (answered: boolean): void => {
      clearTimeout(deadline);
      session.destroy();
      resolve(answered);
    };
    const deadline = setTimeout(() => {
      end(false);
    }, patienceMs);
    session.once("error", () => {
      end(false);
    });
    const check = session.request({
      ":method": "POST",
      ":path": "/grpc.health.v1.Health/Check",
      "content-type": "application/grpc",
      te: "trailers",
    });
    check.once("response", (headers) => {
      end(headers[":status"] === 200);
    });
    check.on("error", () => {
      end(false);
    });
    // One message, not compressed and empty: the server as a whole.
    check.end(Buffer.alloc(5));
  });
}

/** Sends `request` and lets `isAnswer` judge what has come so far, undefined while it is too little. */
function exchange(
  host: string,
  port: number,
  request: Buffer,
  isAnswer: (head: Buffer) => boolean | undefined,
  patienceMs: number,
): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host, port });
    const end = (answered: boolean): void => {
      clearTimeout(deadline);
      socket.destroy();
      resolve(answered);
    };
    const deadline = setTimeout(() => {
      end(false);
    }, patienceMs);
    let head = Buffer.alloc(0);
    socket.once("connect", () => socket.write(request));
    socket.on("data", (chunk: Buffer) => {
      head = Buffer.concat([head, chunk]);
      const judged = isAnswer(head);
      if (judged !== undefined) end(judged);
    });
    socket.once("error", () => {
      end(false);
    });
    socket.once("close", () => {
      end(false);
    });
  });
}

const defaultPatienceMs = 2000;
const kafkaQuestion = 0x0b_11_1e_55;

/** https://kafka.apache.org/protocol#protocol_api_keys and #protocol_error_codes. */
const metadataKey = 3;
const saslHandshake = 17;
const apiVersionsKey = 18;
const saslAuthenticate = 36;
const unknownMechanism = 33;

/** Length, api key, version, number of the question, no client id (https://kafka.apache.org/protocol#protocol_messages). */
function kafkaRequest(key: number, version: number, body: Buffer): Buffer {
  const head = Buffer.alloc(14);
  head.writeInt32BE(10 + body.length, 0);
  head.writeInt16BE(key, 4);
  head.writeInt16BE(version, 6);
  head.writeInt32BE(kafkaQuestion, 8);
  head.writeInt16BE(-1, 12);
  return Buffer.concat([head, body]);
}

/** As Kafka writes a text (a length of two bytes) and bytes (of four). */
function withLength(bytes: 2 | 4, content: Buffer): Buffer {
  const length = Buffer.alloc(bytes);
  length.writeIntBE(content.length, 0, bytes);
  return Buffer.concat([length, content]);
}

const apiVersions = kafkaRequest(apiVersionsKey, 0, Buffer.alloc(0));
/** Of no topic. */
const noMetadata = kafkaRequest(metadataKey, 1, Buffer.alloc(4));
